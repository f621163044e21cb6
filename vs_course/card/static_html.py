"""The reading version of an exercise: on a page that runs nothing, and on paper."""

from html import escape
from itertools import groupby

from vs_course.bank import french
from vs_course.bank.items import Form, Policy
from vs_course.practice import texts
from vs_course.practice.questions import Layout, Question
from vs_course.practice.series import Series


def as_text(series: Series) -> str:
    """Return the exercise as plain lines: its title and its numbered questions."""
    lines = [series.exercise.title, *filter(None, [series.closed])]
    for number, question in enumerate(series.questions, 1):
        told = question.text.replace("\n", "\n   ")
        between = "\n   " if "\n" in told else " "
        lines.append(f"{number}. {between.join(filter(None, (told, question.prompt)))}")
        if question.layout is not Layout.ROW:
            lines.append(f"   {_offered(question)}")
    return "\n".join(lines)


def as_html(series: Series) -> str:
    """Return the exercise as static HTML, each answer folded; an evaluation keeps its key."""
    policy = series.exercise.policy
    note = (
        "Ceci est la version à lire. Pour répondre et garder vos réponses, ouvrez ce carnet dans "
        "JupyterLab et exécutez la cellule (▶)."
    )
    if policy is Policy.FIN:
        note += " La réponse est donnée à la fin de l’évaluation."
    if series.closed:
        note = series.closed
    folded = policy is Policy.IMMEDIAT
    items = "\n".join(_item(question, folded) for question in series.questions)
    return (
        f'<section lang="fr"><p><strong>{escape(series.exercise.title)}</strong></p>\n'
        f"<p><em>{escape(note)}</em></p>\n<ol>\n{items}\n</ol></section>"
    )


def worksheet(series: Series) -> str:
    """Return the exercise as HTML to answer with a pen: a box before each choice, no answer."""
    items = "\n".join(map(_to_answer, _by_text(series)))
    return f"<h4>{escape(series.exercise.title)}</h4>\n<ol>\n{items}\n</ol>"


def answers(series: Series) -> str:
    """Return the answers as HTML, numbered as in `worksheet`; "" where the key is kept."""
    if series.exercise.policy is not Policy.IMMEDIAT:
        return ""
    items = "\n".join(f"<li>{_answers(asked)}</li>" for asked in _by_text(series))
    return f"<h4>{escape(series.exercise.title)}</h4>\n<ol>\n{items}\n</ol>"


def _by_text(series: Series) -> list[list[Question]]:
    """Return the questions by what they are about: a text that two are about is printed once."""
    return [list(asked) for _, asked in groupby(series.questions, lambda one: one.subject)]


def _to_answer(asked: list[Question]) -> str:
    # Of what is asked next only the question: the sentence before it tells the first answer.
    prompts = [asked[0].prompt, *(french.sentences(one.prompt)[-1] for one in asked[1:])]
    boxes = "".join(
        f"<p>{escape(prompt)}</p><p>{_boxes(one)}</p>"
        for prompt, one in zip(prompts, asked, strict=True)
    )
    return f"<li>{_told(asked[0])}{boxes}</li>"


def _answers(asked: list[Question]) -> str:
    """Return the answers about one text, and once what explains them alike."""
    alike = len({one.explanation for one in asked}) == 1
    first = "".join(map(_solution, asked[:-1])) if alike else ""
    return "\n".join(_answer(one, first) for one in (asked[-1:] if alike else asked))


def _told(question: Question) -> str:
    """Return the situation as what it is: its lines kept, a document set apart and named."""
    if not question.text:
        return ""
    lines = "<br>".join(map(escape, question.text.split("\n")))
    match question.form:
        case Form.RECIT | Form.DIALOGUE:
            return f"<p>{lines}</p>"
        case Form.TICKET:
            return f"<pre>{escape(question.text)}</pre>"
        case Form.MESSAGES:
            lines = "<br>".join(map(_message, question.text.split("\n")))
    name = escape(texts.FORM[question.form])
    return f"<blockquote><p><em>{name}</em></p><p>{lines}</p></blockquote>"


def _message(line: str) -> str:
    who, between, said = line.partition("\u00a0: ")
    return f"<strong>{escape(who)}</strong>{between}{escape(said)}" if between else escape(line)


def _boxes(question: Question) -> str:
    """Return the choices with a box to tick; the pieces of a text are underlined instead."""
    if question.layout is Layout.INLINE:
        return escape(_offered(question))
    between = "<br>" if question.layout is Layout.STACK else " \u2003 "
    return between.join(f"☐\u00a0{escape(choice.label)}" for choice in question.choices)


def _offered(question: Question) -> str:
    """Return the choices as a line; the pieces of a text are told apart by bars."""
    separator = "|" if question.layout is Layout.INLINE else " / "
    return separator.join(choice.label for choice in question.choices)


def _item(question: Question, folded: bool) -> str:
    if question.form is Form.RECIT:
        asked = f"<p>{escape(' '.join(filter(None, (question.text, question.prompt))))}"
    else:
        asked = f"{_told(question)}<p>{escape(question.prompt)}"
    shown = f"<li>{asked}<br>{escape(_offered(question))}</p>"
    if not folded:
        return f"{shown}</li>"
    answer = f"<summary>Voir la réponse</summary>\n{_answer(question)}"
    return f"{shown}\n<details>{answer}</details></li>"


def _answer(question: Question, before: str = "") -> str:
    lines = [f"<p>{before}{_solution(question)}{escape(question.explanation)}</p>"]
    for aside in question.asides:
        if aside.always:
            title = f"<strong>{escape(aside.title)}.</strong>"
            lines.append(f"<p>{title} {escape(aside.text)}</p>")
    return "\n".join(lines)


def _solution(question: Question) -> str:
    label = next((c.label for c in question.choices if c.value == question.key), "").strip()
    name, _, asked = label.partition(". ")
    if asked and question.explanation.startswith(asked):
        label = name  # the explanation asks it again
    end = "." if label[-1:].isalnum() else ""
    return f"<strong>{escape(label)}{end}</strong> " if label else ""
