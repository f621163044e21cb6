"""What the view needs of a series, as plain JSON: the same for every host."""

from dataclasses import asdict
from typing import Any

from vs_course.bank.items import Policy
from vs_course.practice import texts
from vs_course.practice.journal import Confidence
from vs_course.practice.questions import Question
from vs_course.practice.series import Series


def content(series: Series, closing: str = "", resume: bool = False) -> dict[str, Any]:
    """Return what the view shows of a series; `closing` is the sentence that ends it, or "".

    `resume` offers, before the first answer, to take up a file of answers. The key of a diagnostic
    or an evaluation is not in it; an evaluation's comes with its end.
    """
    what = series.exercise
    ended = closing and what.policy is Policy.FIN
    revealed = what.policy is Policy.IMMEDIAT or bool(ended)
    levels = [{"value": c, "label": texts.CONFIDENCE[c]} for c in Confidence]
    return {
        "exercise": what.id,
        "title": what.title,
        "texts": texts.CARD,
        "confidence": levels if what.confidence else None,
        "once": what.policy is not Policy.IMMEDIAT,
        "more": series.more,
        "closing": closing,
        "resume": resume,
        "questions": [_question(q, revealed, what.policy) for q in series.questions],
    }


def _question(question: Question, revealed: bool, policy: Policy) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "prompt": question.prompt,
        "text": question.text,
        "layout": question.layout,
        "choices": [asdict(choice) for choice in question.choices],
        "hints": _hints(question) if policy is Policy.IMMEDIAT else [],
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
