"""Correct French: a course with a spelling mistake teaches the mistake.

hunspell, with Debian's dictionary, reads every word; those it doesn't know must be in the admitted
list (names, words of the trades). grammalecte reads every sentence. Both are Debian packages:
hunspell-fr, grammalecte-cli.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from vs_course.bank_checks import Unavailable, texts

# grammalecte's « apos » wants the typographic apostrophe everywhere: typography.py holds it.
_GRAMMAR_OFF = ("apos",)


def unknown_words(prose: Iterable[tuple[str, str]], admitted: Iterable[str]) -> Iterator[str]:
    """Yield the words hunspell doesn't know, once each, with where; raises Unavailable."""
    known = set(admitted)
    pages = list(prose)
    plain = "\n".join(text.replace("’", "'") for _, text in pages)
    listed = _run(["hunspell", "-d", "fr_FR", "-i", "utf-8", "-l"], plain.replace("\u00a0", " "))
    found = {word.strip(".").removeprefix("d'").removeprefix("l'") for word in listed.split()}
    for word in sorted(found - known):
        place = next((p for p, text in pages if word in text.replace("’", "'")), "?")
        yield texts.SPELLING.format(word=word, place=place)


def grammar(prose: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what grammalecte finds, one sentence a line; raises Unavailable."""
    lines = [(p, s) for p, text in prose for s in re.split(r"(?<=[.!?…]) (?=[A-ZÀ-Ý«])", text)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phrases.txt"
        path.write_text("\n".join(sentence for _, sentence in lines), encoding="utf-8")
        command = ["grammalecte-cli", "-j", "-owe", "-f", str(path), "-off", *_GRAMMAR_OFF]
        report = json.loads(_run(command, ""))
    for paragraph in report["data"]:
        place, sentence = lines[paragraph["iParagraph"] - 1]
        for error in paragraph["lGrammarErrors"]:
            words = sentence[error["nStart"] : error["nEnd"]]
            yield texts.GRAMMAR.format(place=place, words=words, message=error["sMessage"])


def _run(command: list[str], text: str) -> str:
    if shutil.which(command[0]) is None:
        raise Unavailable(command[0])
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise Unavailable(f"{command[0]} ({done.stderr.strip()})")
    return done.stdout
