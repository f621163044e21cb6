"""The reading version of an exercise: what a page that runs nothing shows, answers folded."""

from html import escape

from vs_course import texts
from vs_course.model import Policy, Question
from vs_course.session import Session


def as_text(session: Session) -> str:
    """Return the exercise as plain lines: its title and its numbered situations."""
    lines = [session.exercise.title]
    for number, question in enumerate(session.questions, 1):
        lines.append(f"{number}. {question.text} {question.prompt}")
    return "\n".join(lines)


def as_html(session: Session) -> str:
    """Return the exercise as static HTML, each answer folded; an evaluation keeps its key."""
    hidden = session.exercise.policy is Policy.FIN
    items = "\n".join(_item(question, hidden) for question in session.questions)
    return (
        f'<section lang="fr"><p><strong>{escape(session.exercise.title)}</strong></p>\n'
        f"<p><em>{escape(texts.READING_NOTICE)}</em></p>\n<ol>\n{items}\n</ol></section>"
    )


def _item(question: Question, hidden: bool) -> str:
    choices = " / ".join(escape(choice.label) for choice in question.choices)
    asked = f"<li><p>{escape(question.text)}<br>{escape(question.prompt)} {choices}</p>"
    return f"{asked}</li>" if hidden else f"{asked}\n{_answer(question)}</li>"


def _answer(question: Question) -> str:
    label = next(c.label for c in question.choices if c.value == question.key)
    return (
        f"<details><summary>{escape(texts.READING_ANSWER)}</summary>\n"
        f"<p><strong>{escape(label)}.</strong> {escape(question.explanation)}</p></details>"
    )
