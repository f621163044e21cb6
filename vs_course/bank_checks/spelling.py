"""Correct, well set and readable French: a course with a mistake in it teaches the mistake.

hunspell, with Debian's dictionary, reads every word; those it doesn't know must be in the admitted
list (names, words of the trades). grammalecte reads every sentence. Both are Debian packages:
hunspell-fr, grammalecte-cli. textstat counts syllables.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import mean

from vs_course.bank import french
from vs_course.bank_checks import Place, Unavailable

# Chosen and held: the apostrophe ’ (U+2019); « » with a no-break space (U+00A0) inside; the same
# no-break space before : ; ? ! and before € and %; … in one character; no doubled or outer space.
_TYPOGRAPHY = (
    (re.compile(r"\w'\w"), "’"),
    (re.compile(r"«(?!\u00a0)|(?<!\u00a0)»|[\"“”]"), "« »"),
    (re.compile(r"[^\s:;?!][:;?!]|[ \u202f][:;?!]"), ": ; ? !"),
    (re.compile(r"\d[ \u202f]?[€%]"), "€ %"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"[ \u00a0]{2}|^\s|\s$"), "espace en trop"),
)
# A colon or a question mark needs no space inside an address.
_EXEMPT = re.compile(r"https?://\S+|[\w.]+@[\w.]+")


def typography(prose: Iterable[Place]) -> Iterator[str]:
    """Yield one sentence a fault: a detail out of place makes a learner doubt the rest."""
    for place, text in prose:
        bare = _EXEMPT.sub("", text)
        for fault, sign in _TYPOGRAPHY:
            if found := fault.search(bare):
                around = bare[max(0, found.start() - 15) : found.end() + 15].strip()
                yield f"{place}: typographie ({sign}) : « {around} »"


def unknown_words(prose: Iterable[Place], admitted: Iterable[str]) -> Iterator[str]:
    """Yield the words hunspell doesn't know, once each, with where; raises Unavailable."""
    pages = [(place, french.plain(text)) for place, text in prose]
    command = ["hunspell", "-d", "fr_FR", "-i", "utf-8", "-l"]
    listed = _run(command, "\n".join(text for _, text in pages))
    found = {word.strip(".").removeprefix("d'").removeprefix("l'") for word in listed.split()}
    for word in sorted(found - set(admitted)):
        place = next((place for place, text in pages if word in text), "?")
        yield f"{place}: orthographe : « {word} » est inconnu du dictionnaire"


def grammar(prose: Iterable[Place]) -> Iterator[str]:
    """Yield what grammalecte finds, one sentence a line; raises Unavailable."""
    lines = [(place, sentence) for place, text in prose for sentence in french.sentences(text)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phrases.txt"
        path.write_text("\n".join(sentence for _, sentence in lines), encoding="utf-8")
        # « apos » wants the typographic apostrophe everywhere: `typography` holds it.
        command = ["grammalecte-cli", "-j", "-owe", "-f", str(path), "-off", "apos"]
        report = json.loads(_run(command, ""))
    for paragraph in report["data"]:
        place, sentence = lines[paragraph["iParagraph"] - 1]
        for error in paragraph["lGrammarErrors"]:
            words = sentence[error["nStart"] : error["nEnd"]]
            yield f"{place}: grammaire : « {words} » : {error['sMessage']}"


def reading_level(
    prose: Iterable[Place], least: float = 40.0, least_mean: float = 70.0
) -> Iterator[str]:
    """Yield the texts too hard at sixteen, and the mean if it is; raises Unavailable.

    By Kandel and Moles's index (1958, Flesch's adapted to French): 100 is very easy, 0 very hard;
    60 to 70 is ordinary prose. What is tested is the idea, not the reading.
    """
    scores = [(place, _ease(text)) for place, text in prose]
    if (found := mean(score for _, score in scores)) < least_mean:
        yield f"lisibilité : {found:.0f} en moyenne, il faut au moins {least_mean:.0f}"
    for place, score in scores:
        if score < least:
            need = f"il faut au moins {least:.0f}"
            yield f"{place}: difficile à lire ({score:.0f} sur 100, {need})"


def _ease(text: str) -> float:
    try:
        import textstat
    except ImportError as error:
        raise Unavailable("textstat") from error
    textstat.set_lang("fr")
    words, sentences = len(french.words(text)), len(french.sentences(text))
    if not words:
        return 100.0
    return 207 - 1.015 * words / sentences - 73.6 * textstat.syllable_count(text) / words


def _run(command: list[str], text: str) -> str:
    if shutil.which(command[0]) is None:
        raise Unavailable(command[0])
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise Unavailable(f"{command[0]} ({done.stderr.strip()})")
    return done.stdout
