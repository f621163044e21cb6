"""What is asked: a situation, a statement or a debate turned into questions. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vs_course.bank.items import (
    Bank,
    Category,
    Criterion,
    Debate,
    Form,
    Kind,
    Scenario,
    Statement,
    Subject,
)
from vs_course.practice import texts
from vs_course.practice.segments import segments


class Layout(StrEnum):
    """How the choices of a question stand: as buttons, as texts, as short names, in the text."""

    ROW = "row"
    STACK = "stack"
    CHIPS = "chips"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a question offers."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A text shown beside the feedback: after an error, or, with `always`, whatever the answer.

    `name` is how a sentence begins that shows only what differs in it.
    """

    title: str
    intro: str
    text: str
    clues: tuple[str, ...] = ()
    always: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What the learner is asked: any kind of exercise comes down to this.

    `key` is None where nothing is right or wrong; `also` are other choices that are right.
    `subject` is the id of the scenario, statement or debate it is about; several questions may
    share one. `clues` are the words that decide, each verbatim in `text` or in a choice.
    """

    id: str
    subject: str
    prompt: str
    text: str
    choices: tuple[Choice, ...]
    key: str | None
    verdicts: dict[str, str]
    explanation: str
    also: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    criterion: Criterion | None = None
    asides: tuple[Aside, ...] = ()
    layout: Layout = Layout.ROW
    form: Form = Form.RECIT

    @property
    def clue(self) -> str:
        """Return the first of the words that decide, or ""."""
        return self.clues[0] if self.clues else ""

    @property
    def right(self) -> tuple[str, ...]:
        """Return every choice that is right."""
        return () if self.key is None else (self.key, *self.also)


def questions(kind: Kind, subject: Subject, bank: Bank) -> list[Question]:
    """Return what an exercise of that kind asks about one subject: one question, or two in turn."""
    match subject:
        case Statement():
            return [_attribute(subject, bank)]
        case Debate():
            return [_debate(subject)]
    return [_ASKED[asked](subject, bank) for asked in _KINDS[kind]]


def per_subject(kind: Kind) -> int:
    """Return how many questions an exercise of that kind asks about one subject."""
    return len(_KINDS.get(kind, ("",)))


def recall(question_id: str, bank: Bank) -> Question | None:
    """Return the question that has this id, or None where the bank no longer has it."""
    name, _, asked = question_id.partition("/")
    if asked not in _ASKED:
        return None
    for scenario in reversed(bank.scenarios):  # an exercise compares from the last twin
        if name == (scenario.pair if asked == _COMPARED else scenario.id):
            return _ASKED[asked](scenario, bank)
    others: tuple[Subject, ...] = (*bank.statements, *bank.debates) if not asked else ()
    found = next((subject for subject in others if subject.id == name), None)
    return questions(Kind.CLASSER, found, bank)[0] if found else None


def _classify(scenario: Scenario, bank: Bank) -> Question:
    judged = texts.PROMPT_JUDGED.format(who=scenario.judged) if scenario.judged else ""
    return _choose(
        scenario.id,
        scenario,
        judged or texts.PROMPT_CLASSER,
        texts.CATEGORY,
        (scenario.category, texts.CATEGORY_WRONG),
        explanation=scenario.explanation,
        clues=scenario.clues,
        criterion=bank.criterion(scenario.criterion),
        asides=(_twin(scenario, bank),),
        form=scenario.form,
    )


def _compare(scenario: Scenario, bank: Bank) -> Question:
    """Which of two twins is the vente? The texts themselves are the choices."""
    twin = bank.twin(scenario)
    vente = scenario if scenario.category is Category.VENTE else twin
    return Question(
        id=f"{scenario.pair}/comparer",
        subject=scenario.id,
        prompt=texts.PROMPT_COMPARER,
        text="",
        choices=tuple(Choice(s.id, s.text) for s in (scenario, twin)),
        key=vente.id,
        verdicts={
            s.id: texts.COMPARE_RIGHT if s is vente else texts.COMPARE_WRONG
            for s in (scenario, twin)
        },
        explanation=vente.explanation,
        clues=vente.clues,
        criterion=bank.criterion(scenario.criterion),
        layout=Layout.STACK,
        form=scenario.form,
    )


def _spot(scenario: Scenario, bank: Bank) -> Question:
    """Which words decide? The text is cut into pieces to click; each clue is one of them."""
    pieces = segments(scenario.text, scenario.clues)
    choices = tuple(Choice(str(i), piece) for i, piece in enumerate(pieces))
    held = [c.value for c in choices if any(clue in c.label for clue in scenario.clues)]
    answer = texts.CATEGORY_ARTICLE[scenario.category]
    return Question(
        id=f"{scenario.id}/reperer",
        subject=scenario.id,
        prompt=texts.PROMPT_REPERER.format(answer=answer),
        text="",
        choices=choices,
        key=held[0],
        verdicts={
            c.value: texts.SPOT_RIGHT if c.value in held else texts.SPOT_WRONG for c in choices
        },
        explanation=scenario.explanation,
        also=tuple(held[1:]),
        clues=scenario.clues,
        criterion=bank.criterion(scenario.criterion),
        layout=Layout.INLINE,
        form=scenario.form,
    )


def _justify(scenario: Scenario, bank: Bank) -> Question:
    """By which sign is it seen? Nothing of the first answer may have told it."""
    name = {c.id: c.name[0].lower() + c.name[1:] for c in bank.criteria}
    answer = texts.CATEGORY_ARTICLE[scenario.category]
    return _choose(
        f"{scenario.id}/justifier",
        scenario,
        texts.PROMPT_JUSTIFIER.format(answer=answer),
        {c.id: c.name for c in bank.criteria},
        (
            scenario.sign or scenario.criterion,
            {c: texts.JUSTIFY_WRONG.format(answer=told) for c, told in name.items()},
        ),
        explanation=scenario.explanation,
        also=(scenario.other_sign,) if scenario.other_sign else (),
        clues=scenario.clues,
        criterion=bank.criterion(scenario.sign or scenario.criterion),
        asides=(_twin(scenario, bank),),
        layout=Layout.CHIPS,
        form=scenario.form,
    )


def _situate(scenario: Scenario, _bank: Bank) -> Question:
    return _choose(
        f"{scenario.id}/situer",
        scenario,
        texts.PROMPT_SITUER,
        texts.MOMENT,
        (scenario.moment, texts.MOMENT_WRONG),
        explanation=texts.MOMENT_WHY[scenario.moment],
        form=scenario.form,
    )


def _attribute(statement: Statement, bank: Bank) -> Question:
    return _choose(
        statement.id,
        statement,
        texts.PROMPT_ATTRIBUER,
        texts.REPLY,
        (statement.reply, texts.REPLY_WRONG),
        explanation=statement.explanation,
        criterion=bank.criterion(statement.criterion) if statement.criterion else None,
    )


def _debate(debate: Debate) -> Question:
    sides = {Category.VENTE: debate.for_vente, Category.SERVICE: debate.for_service}
    return _choose(
        debate.id,
        debate,
        texts.PROMPT_DEBATTRE,
        texts.DEBATE_SIDE,
        (None, texts.DEBATE_VERDICT),
        explanation=texts.DEBATE_WHY,
        asides=tuple(
            Aside(texts.DEBATE_ARGUMENT[side], "", argument, always=True)
            for side, argument in sides.items()
        ),
    )


def _choose(
    id: str,
    subject: Subject,
    prompt: str,
    labels: dict[str, str],
    keyed: tuple[str | None, dict[str, str]],
    **more: Any,
) -> Question:
    """Return a question with the subject's text above its choices.

    `keyed` is the right choice, or None, and what is said of a wrong answer, by the right choice;
    where nothing is right or wrong, of each choice.
    """
    key, told = keyed
    right = {key, *more.get("also", ())}
    verdicts = told if key is None else {v: labels[v] if v in right else told[key] for v in labels}
    choices = tuple(Choice(value, label) for value, label in labels.items())
    return Question(id, subject.id, prompt, subject.text, choices, key, verdicts, **more)


_COMPARED = "comparer"
# What may be asked about a situation, by what ends the question's id.
_ASKED = {
    "": _classify,
    _COMPARED: _compare,
    "reperer": _spot,
    "justifier": _justify,
    "situer": _situate,
}
_KINDS = {
    Kind.CLASSER: ("",),
    Kind.COMPARER: (_COMPARED,),
    Kind.REPERER: ("reperer",),
    Kind.JUSTIFIER: ("", "justifier"),
    Kind.SITUER: ("situer", ""),
}


def _twin(scenario: Scenario, bank: Bank) -> Aside:
    twin = bank.twin(scenario)
    answer = texts.CATEGORY_ARTICLE[twin.category]
    intro, name = (t.format(answer=answer) for t in (texts.TWIN_INTRO, texts.TWIN_NAME))
    return Aside(texts.TWIN, intro, twin.text, twin.clues, name=name)
