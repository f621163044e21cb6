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
    prompt = texts.PROMPT_JUDGED if scenario.judged else texts.PROMPT_CLASSER
    verdicts = _named(texts.CATEGORY, scenario.category, texts.CATEGORY_WRONG)
    told = _told(scenario, bank, scenario.criterion) | {"asides": (_twin(scenario, bank),)}
    prompt = prompt.format(who=scenario.judged)
    return _ask("", scenario, prompt, texts.CATEGORY, scenario.category, verdicts, **told)


def _compare(scenario: Scenario, bank: Bank) -> Question:
    """Which of two twins is the vente? The texts themselves are the choices."""
    twins = (scenario, bank.twin(scenario))
    vente = next(twin for twin in twins if twin.category is Category.VENTE)
    verdicts = {t.id: texts.COMPARE_RIGHT if t is vente else texts.COMPARE_WRONG for t in twins}
    told = _told(vente, bank, scenario.criterion) | {"form": scenario.form, "text": ""}
    told |= {"id": f"{scenario.pair}/{_COMPARED}", "layout": Layout.STACK}
    labels = {twin.id: twin.text for twin in twins}
    return _ask(_COMPARED, scenario, texts.PROMPT_COMPARER, labels, vente.id, verdicts, **told)


def _spot(scenario: Scenario, bank: Bank) -> Question:
    """Which words decide? The text is cut into pieces to click; each clue is one of them."""
    labels = {str(n): piece for n, piece in enumerate(segments(scenario.text, scenario.clues))}
    key, *also = [n for n, piece in labels.items() if any(c in piece for c in scenario.clues)]
    verdicts = {n: texts.SPOT_RIGHT if n in (key, *also) else texts.SPOT_WRONG for n in labels}
    prompt = texts.PROMPT_REPERER.format(answer=texts.CATEGORY_ARTICLE[scenario.category])
    told = _told(scenario, bank, scenario.criterion) | {"also": tuple(also), "text": ""}
    return _ask("reperer", scenario, prompt, labels, key, verdicts, layout=Layout.INLINE, **told)


def _justify(scenario: Scenario, bank: Bank) -> Question:
    """By which sign is it seen? Nothing of the first answer may have told it.

    A series of an older version may ask it of a situation without a sign: it goes on as it began,
    by the criterion. « L’objectif », which was offered then, is right where it was.
    """
    objective = CriterionId.OBJECTIF
    sign = bank.signs.get(scenario.id, scenario.criterion)
    older: dict[str, str] = {objective: bank.criterion(objective).name}
    labels = texts.SIGN | older if sign is objective else texts.SIGN
    also = [scenario.other_sign] if scenario.other_sign else []
    if scenario.criterion is objective is not sign:
        also.append(objective)
    says = texts.SIGN_SAYS[scenario.category]
    verdicts = dict.fromkeys(says, texts.SIGN_WRONG.format(says=says[sign]))
    verdicts |= {one: texts.SIGN_ALSO.format(says=says[one]) for one in also}
    verdicts[sign] = texts.SIGN_RIGHT.format(says=says[sign])
    prompt = texts.PROMPT_JUSTIFIER.format(answer=texts.CATEGORY_ARTICLE[scenario.category])
    told = _told(scenario, bank, sign) | {"asides": (_twin(scenario, bank),)}
    former = {one: label for one, label in older.items() if one not in labels}
    told |= {"also": tuple(also), "former": _choices(former), "layout": Layout.CHIPS}
    return _ask("justifier", scenario, prompt, labels, sign, verdicts, **told)


def _situate(scenario: Scenario, _bank: Bank) -> Question:
    moment = scenario.moment
    told: dict[str, Any] = {"explanation": texts.MOMENT_WHY[moment], "form": scenario.form}
    verdicts = _named(texts.MOMENT, moment, texts.MOMENT_WRONG)
    return _ask("situer", scenario, texts.PROMPT_SITUER, texts.MOMENT, moment, verdicts, **told)


def _attribute(statement: Statement, bank: Bank) -> Question:
    reply, prompt = statement.reply, texts.PROMPT_ATTRIBUER
    criterion = bank.criterion(statement.criterion) if statement.criterion else None
    told: dict[str, Any] = {"explanation": statement.explanation, "criterion": criterion}
    verdicts = _named(texts.REPLY, reply, texts.REPLY_WRONG)
    return _ask("", statement, prompt, texts.REPLY, reply, verdicts, **told)


def _debate(debate: Debate) -> Question:
    sides = {Category.VENTE: debate.for_vente, Category.SERVICE: debate.for_service}
    titled = [(texts.DEBATE_ARGUMENT[side], argument) for side, argument in sides.items()]
    asides = tuple(Aside(title, "", argument, always=True) for title, argument in titled)
    told: dict[str, Any] = {"explanation": texts.DEBATE_WHY, "asides": asides}
    labels, verdicts = texts.DEBATE_SIDE, texts.DEBATE_VERDICT
    return _ask("", debate, texts.PROMPT_DEBATTRE, labels, None, verdicts, **told)


def _ask(
    asked: str,
    subject: Subject,
    prompt: str,
    labels: dict[str, str],
    key: str | None,
    verdicts: dict[str, str],
    **more: Any,
) -> Question:
    """Return a question, whose id ends with what is `asked`; its text is the subject's."""
    name = "/".join(filter(None, (subject.id, asked)))
    told = {"id": name, "text": subject.text, **more}
    choices = _choices(labels)
    return Question(
        subject=subject.id, prompt=prompt, choices=choices, key=key, verdicts=verdicts, **told
    )


def _choices(labels: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in labels.items())


def _named(labels: dict[str, str], key: str, wrong: dict[str, str]) -> dict[str, str]:
    """Return the verdicts: the right choice is named; of any other, `wrong` says what was right."""
    return dict.fromkeys(labels, wrong[key]) | {key: labels[key]}


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
