"""What is asked: a situation, a statement or a debate turned into questions. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vs_course.bank.items import (
    Bank,
    Category,
    Criterion,
    CriterionId,
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

    `key` is None where nothing is right or wrong; `also` are other choices that are right, `former`
    choices that only an older version offered: what was answered with one is kept and graded.
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
    former: tuple[Choice, ...] = ()
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

    @property
    def known(self) -> tuple[Choice, ...]:
        """Return every choice an answer may hold."""
        return (*self.choices, *self.former)


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
    subject = bank.subjects.get(name)
    if isinstance(subject, Scenario):
        whole_pair = name != subject.id  # what is compared; the rest is asked of one situation
        fits = asked in _ASKED and whole_pair == (asked == _COMPARED)
        return _ASKED[asked](subject, bank) if fits else None
    return questions(Kind.CLASSER, subject, bank)[0] if subject and not asked else None


def _classify(scenario: Scenario, bank: Bank) -> Question:
    judged = texts.PROMPT_JUDGED.format(who=scenario.judged) if scenario.judged else ""
    keyed = (scenario.category, texts.CATEGORY_WRONG)
    told = _told(scenario, bank, scenario.criterion) | {"asides": (_twin(scenario, bank),)}
    prompt = judged or texts.PROMPT_CLASSER
    return _choose(scenario.id, scenario, prompt, texts.CATEGORY, keyed, **told)


def _compare(scenario: Scenario, bank: Bank) -> Question:
    """Which of two twins is the vente? The texts themselves are the choices."""
    twins = (scenario, bank.twin(scenario))
    vente = next(twin for twin in twins if twin.category is Category.VENTE)
    return Question(
        f"{scenario.pair}/{_COMPARED}",
        scenario.id,
        texts.PROMPT_COMPARER,
        "",
        tuple(Choice(twin.id, twin.text) for twin in twins),
        vente.id,
        {t.id: texts.COMPARE_RIGHT if t is vente else texts.COMPARE_WRONG for t in twins},
        layout=Layout.STACK,
        **_told(vente, bank, scenario.criterion) | {"form": scenario.form},
    )


def _spot(scenario: Scenario, bank: Bank) -> Question:
    """Which words decide? The text is cut into pieces to click; each clue is one of them."""
    pieces = segments(scenario.text, scenario.clues)
    choices = tuple(Choice(str(i), piece) for i, piece in enumerate(pieces))
    held = [c.value for c in choices if any(clue in c.label for clue in scenario.clues)]
    answer = texts.CATEGORY_ARTICLE[scenario.category]
    return Question(
        f"{scenario.id}/reperer",
        scenario.id,
        texts.PROMPT_REPERER.format(answer=answer),
        "",
        choices,
        held[0],
        {c.value: texts.SPOT_RIGHT if c.value in held else texts.SPOT_WRONG for c in choices},
        also=tuple(held[1:]),
        layout=Layout.INLINE,
        **_told(scenario, bank, scenario.criterion),
    )


def _justify(scenario: Scenario, bank: Bank) -> Question:
    """By which sign is it seen? Nothing of the first answer may have told it.

    A series of an older version may ask it of a situation without a sign: it goes on as it began,
    by the criterion. « L’objectif », which was offered then, is right where it was.
    """
    objective = CriterionId.OBJECTIF
    sign = bank.signs.get(scenario.id, scenario.criterion)
    choices = [Choice(value, label) for value, label in texts.SIGN.items()]
    former = [Choice(objective, bank.criterion(objective).name)]
    if sign is objective:
        choices, former = [*choices, *former], []
    also = [scenario.other_sign] if scenario.other_sign else []
    if scenario.criterion is objective is not sign:
        also.append(objective)
    says = texts.SIGN_SAYS[scenario.category]
    verdicts = dict.fromkeys(says, texts.SIGN_WRONG.format(says=says[sign]))
    verdicts |= {one: texts.SIGN_ALSO.format(says=says[one]) for one in also}
    return Question(
        f"{scenario.id}/justifier",
        scenario.id,
        texts.PROMPT_JUSTIFIER.format(answer=texts.CATEGORY_ARTICLE[scenario.category]),
        scenario.text,
        tuple(choices),
        sign,
        verdicts | {sign: texts.SIGN_RIGHT.format(says=says[sign])},
        also=tuple(also),
        former=tuple(former),
        asides=(_twin(scenario, bank),),
        layout=Layout.CHIPS,
        **_told(scenario, bank, sign),
    )


def _situate(scenario: Scenario, _bank: Bank) -> Question:
    name, keyed = f"{scenario.id}/situer", (scenario.moment, texts.MOMENT_WRONG)
    told = {"explanation": texts.MOMENT_WHY[scenario.moment], "form": scenario.form}
    return _choose(name, scenario, texts.PROMPT_SITUER, texts.MOMENT, keyed, **told)


def _attribute(statement: Statement, bank: Bank) -> Question:
    criterion = bank.criterion(statement.criterion) if statement.criterion else None
    told = {"explanation": statement.explanation, "criterion": criterion}
    keyed = (statement.reply, texts.REPLY_WRONG)
    return _choose(statement.id, statement, texts.PROMPT_ATTRIBUER, texts.REPLY, keyed, **told)


def _debate(debate: Debate) -> Question:
    sides = {Category.VENTE: debate.for_vente, Category.SERVICE: debate.for_service}
    titled = [(texts.DEBATE_ARGUMENT[side], argument) for side, argument in sides.items()]
    asides = tuple(Aside(title, "", argument, always=True) for title, argument in titled)
    keyed, told = (None, texts.DEBATE_VERDICT), {"explanation": texts.DEBATE_WHY, "asides": asides}
    return _choose(debate.id, debate, texts.PROMPT_DEBATTRE, texts.DEBATE_SIDE, keyed, **told)


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


def _told(scenario: Scenario, bank: Bank, criterion: CriterionId) -> dict[str, Any]:
    """Return the fields of a question that say why, as the scenario says it."""
    why = {name: getattr(scenario, name) for name in ("explanation", "clues", "form")}
    return why | {"criterion": bank.criterion(criterion)}


def _twin(scenario: Scenario, bank: Bank) -> Aside:
    twin = bank.twin(scenario)
    answer = texts.CATEGORY_ARTICLE[twin.category]
    intro, name = (t.format(answer=answer) for t in (texts.TWIN_INTRO, texts.TWIN_NAME))
    return Aside(texts.TWIN, intro, twin.text, twin.clues, name=name)
