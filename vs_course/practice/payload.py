"""What a browser is sent of a series, as plain JSON: the same for every host. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from vs_course.bank import french
from vs_course.bank.items import Bank, Exercise, Page, Policy
from vs_course.practice import texts
from vs_course.practice.entries import Confidence, Entry
from vs_course.practice.questions import Aside, Choice, Layout, Question
from vs_course.practice.review import unreviewed
from vs_course.practice.series import Series
from vs_course.practice.trials import Trial, trials

_MOST_WORDS = 60  # shown at once after an error
_WORDS_AROUND = 18  # of which the verdict, the criterion, the buttons
_LEAST_EXCERPT = 6
_LEAD_IN = 3  # words that lead to them
_WORDS = re.compile(r"[ \n]+")  # no-break spaces hold
_LITTLE = 2  # words alike between two that differ do not cut an excerpt


def content(
    series: Series,
    closing: str = "",
    resume: bool = False,
    roads: dict[str, dict[str, str]] | None = None,
) -> dict[str, Any]:
    """Return what the view shows of a series; `closing` is the sentence that ends it, or "".

    `resume` offers, before the first answer, to take up a file of answers; `roads` says where to
    go from the end (see `roads`). The key of a diagnostic or an evaluation is not in it; an
    evaluation's comes once every question is answered.
    """
    exercise = series.exercise
    ended = exercise.policy is Policy.FIN and series.complete
    revealed = ended or not exercise.once
    levels = [{"value": c, "label": texts.CONFIDENCE[c]} for c in Confidence]
    return {
        "exercise": exercise.id,
        "title": exercise.title,
        "texts": texts.CARD,
        "confidence": levels if exercise.confidence else None,
        "once": exercise.once,
        "more": series.more,
        "closing": closing,
        "closed": series.closed,
        "resume": resume,
        "next": None,
        "back": None,
        **(roads or {}),
        "questions": [
            _question(q, after, revealed, not exercise.once)
            for q, after in zip(series.questions, [*series.questions[1:], None], strict=False)
        ],
    }


def roads(series: Series, bank: Bank, history: Sequence[Entry]) -> dict[str, dict[str, str]]:
    """Return where to go from the end of an exercise: `next` on, and `back` where it is failed.

    The next exercise of the page, by its title; after the last one, the next page, by its name.
    A road has a `label`, the notebook as `href`, and the `exercise` where one is meant.
    """
    exercise = series.exercise
    page = bank.page(exercise)
    if not page:
        return {}
    found = {}
    place = next(i for i, other in enumerate(bank.exercises) if other.id == exercise.id)
    after = next((other for other in bank.exercises[place + 1 :] if not other.after), None)
    following = next(iter(bank.pages[bank.pages.index(page) + 1 :]), None)
    if after and bank.page(after) == page:
        found["next"] = {**_road(page), "label": after.title, "exercise": after.id}
    elif following:
        found["next"] = _road(following)
    for trial in trials(bank, history):
        if series.closed and trial.exercise.id == exercise.after and not trial.passed:
            found["back"] = {
                **_road(page),
                "label": trial.exercise.title,
                "exercise": trial.exercise.id,
            }
        over = exercise.after if series.closed else exercise.id if series.complete else ""
        if trial.exercise.id == over and trial.passed is False:
            practice = [page for page in bank.pages if page.id[:2] == texts.PRACTICE_PAGE]
            found.update(("back", _road(page)) for page in practice)
    return found


def closed(exercise: Exercise, bank: Bank, history: Sequence[Entry]) -> str:
    """Return why an evaluation to take again isn't open, and what to do; "" where it is.

    It opens once the first is over and failed, and what was missed is reviewed; begun, it stays
    open.
    """
    told = {trial.exercise.id: trial for trial in trials(bank, history)}
    first = told.get(exercise.after)
    if first is None or told[exercise.id].answered:
        return ""
    if first.passed is False:
        return unreviewed(bank, history, first)
    template = texts.CLOSED_PASSED if first.passed else texts.CLOSED
    return template.format(title=first.exercise.title)


def _road(page: Page) -> dict[str, str]:
    return {"label": page.title, "href": f"{page.id}.ipynb"}


def closing(series: Series, bank: Bank, history: Sequence[Entry]) -> str:
    """Return the sentences that end a diagnostic or an evaluation; "" before its end."""
    if not (series.exercise.once and series.complete):
        return ""
    if series.exercise.policy is Policy.AUCUN:
        return texts.STARTING_POINT
    told = trials(bank, history)
    sentences = []
    for trial in told:
        if trial.exercise is series.exercise:
            sentences.append(f"{_score(trial)}.")
            if trial.passing is not None:
                outcome = texts.PASSED if trial.passed else texts.NOT_PASSED
                sentences.append(outcome.format(passing=trial.passing))
            if trial.passed is False:
                again = [one.title for one in bank.exercises if one.after == trial.exercise.id]
                sentences += [texts.TAKE_AGAIN.format(title=title) for title in again]
    for trial in told:
        if trial.exercise.policy is Policy.AUCUN and trial.complete:
            sentences.append(texts.COMPARED.format(score=_score(trial)))
    return " ".join(sentences)


def _score(trial: Trial) -> str:
    right = trial.score or 0
    template = texts.SCORE if right > 1 else texts.SCORE_ONE
    return template.format(right=right, total=trial.size)


def _question(
    question: Question, after: Question | None, revealed: bool, helped: bool
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "prompt": question.prompt,
        "text": question.text,
        "form": question.form,
        "formName": texts.FORM.get(question.form, ""),
        "layout": question.layout,
        "choices": [_plain(choice) for choice in question.choices],
        "hints": _hints(question) if helped else [],
    }
    if revealed:
        shown["reveal"] = _reveal(question)
        if after and after.id == f"{question.id}/justifier":
            shown["leads"] = _leads(question)
            shown["hints"] = [hint for hint in shown["hints"] if not hint["text"]]
    return shown


def _plain(said: Choice | Aside) -> dict[str, Any]:
    """Return what a choice or an aside says, by name: dataclasses.asdict costs ten times more."""
    return {name: getattr(said, name) for name in said.__slots__}


def _leads(question: Question) -> dict[str, str]:
    """Return what each answer leads to say when the sign is asked next, before any reason."""
    answer = texts.CATEGORY_ARTICLE[question.key or ""]
    return {
        choice.value: (
            texts.LEAD_RIGHT if choice.value in question.right else texts.LEAD_WRONG
        ).format(answer=answer)
        for choice in question.choices
    }


def _reveal(question: Question) -> dict[str, Any]:
    """Return what an answer is told: as few words as possible at once, the rest on demand."""
    told = french.sentences(question.explanation)
    room = _MOST_WORDS - _WORDS_AROUND
    first, second = (len(french.words(" ".join(told[:n]))) for n in (1, 2))
    at_once = 2 if second + _LEAST_EXCERPT <= room else 1
    left = max(_LEAST_EXCERPT, room - (second if at_once == 2 else first))
    criterion = question.criterion
    return {
        "key": question.key,
        "right": question.right,
        "former": [_plain(choice) for choice in question.former],
        "verdicts": question.verdicts,
        "clues": question.clues,
        "criterion": criterion
        and {name: getattr(criterion, name) for name in ("name", "question", "vente", "service")},
        "sentences": told,
        "atOnce": at_once,
        "asides": [
            {**_plain(aside), "excerpt": _excerpt(question, aside, left)}
            for aside in question.asides
        ],
    }


def _excerpt(question: Question, aside: Aside, most: int) -> list[tuple[str, bool]]:
    """Return the few words of an aside to show at once, and which of them to light.

    Of a twin, those that differ: at most `most`, from where its clue is.
    """
    if aside.always:
        return [(french.sentences(aside.text)[0], False)]
    words = _WORDS.split(aside.text)
    decisive = next(iter(aside.clues), "")
    before = len(_WORDS.split(aside.text.partition(decisive)[0].strip()))
    runs = list(_differing(_WORDS.split(question.text), words))
    if not runs:
        return []
    start, end = next((run for run in runs if run[1] > before), runs[-1])
    since = max(0, start - _LEAD_IN)
    cut = min(end, since + most)
    lit = " ".join(words[start:cut]).strip(" \u00a0,;:")
    opening = ("… " if since else "") + " ".join([*words[since:start], ""])
    pieces = [(opening, False), (lit, True), (" …" if cut < len(words) else "", False)]
    return [(piece, is_lit) for piece, is_lit in _nested(pieces) if piece]


def _nested(pieces: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Yield pieces to be quoted, with the marks of a quotation within another: both, or neither."""
    whole = "".join(piece for piece, _ in pieces)
    marks = ("“", "”") if whole.count("«") == whole.count("»") else ("", "")
    for piece, is_lit in pieces:
        yield piece.replace("«\u00a0", marks[0]).replace("\u00a0»", marks[1]), is_lit


def _differing(these: list[str], those: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where words of `those` are not in `these`, as (start, end), in order."""
    begun: tuple[int, int] | None = None
    for tag, _, _, start, end in SequenceMatcher(None, these, those, False).get_opcodes():
        if tag == "equal" or start == end:
            continue
        if begun and start - begun[1] > _LITTLE:
            yield begun
            begun = None
        begun = (begun[0] if begun else start, end)
    if begun:
        yield begun


def _hints(question: Question) -> list[dict[str, str]]:
    """Return the steps of help: the criterion's question, then the clues, where they can be."""
    hints = []
    if question.criterion and question.layout is not Layout.CHIPS:
        hints.append({"text": question.criterion.question})
    if question.clues and all(clue in question.text for clue in question.clues):
        hints.append({"text": ""})
    return hints
