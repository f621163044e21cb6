"""Makes the sample class of the teacher's notebooks: `python -m tests.simulated_class`.

Nobody answered: 24 invented pupils with five skills each, one a criterion, go through the real
exercises as the course draws them, and their answers are written by the real journal. The same
seed and the same data always give the same files.
"""

import math
import shutil
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.conftest import ROOT
from vs_course import bank
from vs_course.bank.items import Bank, CriterionId, Exercise, Policy
from vs_course.practice import grading
from vs_course.practice.entries import Answer, Confidence
from vs_course.practice.journal import Journal
from vs_course.practice.questions import Question
from vs_course.practice.series import Series, begin

FOLDER = ROOT / "notebooks" / "enseignant" / "classe_simulee"
SEED = "classe simulée"
GROUPS = {
    "groupe-1": "adam amina camille chloe enzo gabriel ines jade leo lucas manon yanis",
    "groupe-2": "alice anis emma hugo jules lina louise maelys nathan noah sofia theo",
}
STOPS_EARLY, TORN, OVERCONFIDENT = "enzo", "sofia", "theo"
LESSON = {"groupe-1": "01-objectif", "groupe-2": "01-chercher-des-acheteurs"}
START = datetime(2026, 1, 12, 8, 5, tzinfo=UTC)  # a Monday
# What a class knows on its first day, in logits: two criteria are hard for nearly everybody.
KNOWN = dict(zip(CriterionId, (0.5, -0.9, -0.1, -0.2, 0.3), strict=True))
DIFFICULTY = {1: -0.7, 2: 0.1, 3: 1.0}
LEARNT = 0.22  # logits for each answer that was explained

README = """\
# Une classe simulée

Ces fichiers ne sont les réponses de personne. Un programme (`tests/simulated_class.py`) a inventé
vingt-quatre élèves et les a fait répondre aux vrais exercices du cours, chacun avec plus ou moins
d’aisance selon les critères. Ils servent d’exemple, pour voir à quoi ressemblent les résultats
d’une classe avant d’avoir les vôtres :

```
vs-course classe notebooks/enseignant/classe_simulee -o rapport.html
```

Les prénoms, les réponses et les dates sont inventés. Une élève a un enregistrement coupé, un autre
s’est arrêté tôt, un troisième est trop sûr de lui : ce sont les accidents ordinaires d’une classe.
"""


@dataclass
class Pupil:
    """An invented pupil: what they know of each criterion, what they answered, and when."""

    name: str
    lesson: str
    bank: Bank
    start: datetime
    random: Random = field(init=False)
    skill: dict[CriterionId, float] = field(init=False)
    history: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(f"{SEED}/{self.name}")
        lost = 1.6 if self.name == OVERCONFIDENT else 0
        ability = self.random.gauss(-0.2, 0.9) - lost
        self.skill = {c: known + ability + self.random.gauss(0, 0.4) for c, known in KNOWN.items()}
        self.learner = f"eleve-{self._uuid().hex[:8]}"
        self.clock = self.start + timedelta(seconds=self.random.uniform(0, 240))

    def take_course(self) -> None:
        self.play("00-diagnostic")
        self.clock += timedelta(days=1)
        self.play(self.lesson)
        if self.name == STOPS_EARLY:
            return
        self.play("02-aider")
        self.clock += timedelta(days=3)
        self.play("05-classer", 3 if self.random.random() < 0.25 else 1)
        self.clock += timedelta(days=3)
        self.play("07-evaluation")

    def play(self, name: str, series: int = 1) -> None:
        what = next(one for one in self.bank.exercises if one.id == name)
        for _ in range(series):
            asked = begin(what, self.bank, self.history, following=True)
            for question in asked.questions:
                self.answer(what, question, asked)

    def answer(self, what: Exercise, question: Question, asked: Series) -> None:
        chance = self.chance(question)
        right = self.random.random() < chance
        choice = self.random.choice(
            [c for c in question.choices if (c.value == question.key) is right]
        )
        duration = int(self.random.lognormvariate(9.3, 0.5))
        self.clock += timedelta(milliseconds=duration + self.random.randrange(1500, 9000))
        answer = Answer(
            id=str(self._uuid()),
            at=self.clock.isoformat(timespec="milliseconds"),
            learner=self.learner,
            exercise=what.id,
            question=question.id,
            choice=str(choice.value),
            correct=grading.grade(question, choice.value),
            confidence=self.confidence(chance) if what.confidence else None,
            attempt=asked.attempt(question.id),
            duration_ms=duration,
            bank=self.bank.fingerprint,
        )
        asked.record(answer)
        self.history.append(answer)
        if what.policy is Policy.IMMEDIAT and question.criterion:
            self.skill[question.criterion.id] += LEARNT

    def chance(self, question: Question) -> float:
        """Return the probability of being right: Rasch's, with room for a lucky guess."""
        level = next(s.level for s in self.bank.scenarios if s.id == question.subject)
        own = Random(f"{SEED}/{question.subject}").gauss(0, 0.5)  # a situation's own difficulty
        gap = 1.4 * (self.skill[question.criterion.id] - DIFFICULTY[level] - own)
        return 0.15 + 0.83 / (1 + math.exp(-gap))

    def confidence(self, chance: float) -> Confidence:
        if self.name == OVERCONFIDENT:
            return Confidence.SUR
        felt = chance + self.random.gauss(0.1, 0.2)
        return (
            Confidence.SUR if felt > 0.8 else Confidence.PLUTOT if felt > 0.5 else Confidence.HASARD
        )

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)


def write(folder: Path, content: Bank) -> None:
    """Write the class's journals and its README in a folder that is empty, or not there yet."""
    for number, (group, names) in enumerate(GROUPS.items()):
        (folder / group).mkdir(parents=True)
        for name in names.split():
            pupil = Pupil(name, LESSON[group], content, START + timedelta(days=number))
            pupil.take_course()
            path = folder / group / f"{name}.jsonl"
            Journal(path).append(*pupil.history)
            if name == TORN:
                path.write_bytes(_torn(path.read_bytes()))
    (folder / "LISEZ-MOI.md").write_text(README, encoding="utf-8", newline="\n")


def _torn(content: bytes) -> bytes:
    """Return a journal whose twentieth line was cut by a power failure."""
    lines = content.splitlines(keepends=True)
    lines[19] = lines[19][:120] + b"\n"
    return b"".join(lines)


def main(arguments: Sequence[str]) -> None:
    folder = Path(arguments[0]) if arguments else FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, bank.load())
    size = sum(path.stat().st_size for path in folder.rglob("*.jsonl"))
    print(f"{folder}: {size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
