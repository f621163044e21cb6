"""What a browser is sent of a series, as plain JSON: the same for every host. Pure."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from vs_course.bank.items import Bank, Policy
from vs_course.practice import texts
from vs_course.practice.entries import Confidence, Entry
from vs_course.practice.mastery import Trial, trials
from vs_course.practice.questions import Question
from vs_course.practice.series import Series


def content(series: Series, closing: str = "", resume: bool = False) -> dict[str, Any]:
    """Return what the view shows of a series; `closing` is the sentence that ends it, or "".

    `resume` offers, before the first answer, to take up a file of answers. The key of a diagnostic
    or an evaluation is not in it; an evaluation's comes once every question is answered.
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
        "resume": resume,
        "questions": [_question(q, revealed, not exercise.once) for q in series.questions],
    }


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
    for trial in told:
        if trial.exercise.policy is Policy.AUCUN and trial.complete:
            sentences.append(texts.COMPARED.format(score=_score(trial)))
    return " ".join(sentences)


def _score(trial: Trial) -> str:
    right = trial.score or 0
    template = texts.SCORE if right > 1 else texts.SCORE_ONE
    return template.format(right=right, total=trial.size)


def _question(question: Question, revealed: bool, helped: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "prompt": question.prompt,
        "text": question.text,
        "layout": question.layout,
        "choices": [asdict(choice) for choice in question.choices],
        "hints": _hints(question) if helped else [],
    }
    if revealed:
        shown["reveal"] = {
            "key": question.key,
            "verdicts": question.verdicts,
            "clue": question.clue,
            "criterion": question.criterion
            and {"name": question.criterion.name, "question": question.criterion.question},
            "explanation": question.explanation,
            "asides": [asdict(aside) for aside in question.asides],
        }
    return shown


def _hints(question: Question) -> list[dict[str, str]]:
    """Return the steps of help: the criterion's question, then the clue where it can be shown."""
    hints = []
    if question.criterion:
        hints.append({"text": texts.HINT_CRITERION.format(question=question.criterion.question)})
    if question.clue and question.clue in question.text:
        hints.append({"clue": question.clue})
    return hints
