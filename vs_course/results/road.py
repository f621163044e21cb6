"""The pages of the course as one learner's road: what is done on each, and where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from vs_course.bank.items import Bank, Exercise, Page, Policy
from vs_course.practice.entries import Answer, Entry
from vs_course.practice.series import ended
from vs_course.results.html_parts import items, paragraph

_CSS = Path(__file__).parent / "road.css"


@dataclass(frozen=True, slots=True)
class Step:
    """A page, its exercises, and of these the ids of those `done`: a series answered to its end."""

    page: Page
    exercises: tuple[Exercise, ...]
    done: frozenset[str]

    @property
    def complete(self) -> bool:
        """Say whether every exercise of the page is done; a page without any never is."""
        return bool(self.exercises) and len(self.done) == len(self.exercises)

    @property
    def minutes(self) -> int:
        """Return how long the rest of the page takes, in proportion to its exercises."""
        return self.page.minutes - self.page.minutes * len(self.done) // (len(self.exercises) or 1)

    @property
    def state(self) -> str:
        """Return « fait », or how many minutes are left, after what is done."""
        done = f"{len(self.done)} sur {len(self.exercises)}, encore " if self.done else ""
        return "fait" if self.complete else f"{done}{self.minutes}\u00a0min"


class Parcours:
    """A learner's road: the list of the pages or, on the page one is at, `here`, a thin line."""

    def __init__(self, bank: Bank, history: Sequence[Entry], here: str = ""):
        self.here = here
        self.visited = [entry.exercise for entry in history if isinstance(entry, Answer)]
        self.steps = [_step(page, bank, history) for page in bank.pages]

    @property
    def following(self) -> tuple[Page, Exercise] | None:
        """Return where to go on: where one stopped, or the first thing left after it.

        Before an evaluation comes all that is left before it.
        """
        road = [(step, exercise) for step in self.steps for exercise in step.exercises]
        places = {exercise.id: place for place, (_, exercise) in enumerate(road)}
        stopped = next((places[name] for name in reversed(self.visited) if name in places), 0)
        left = [(step.page, e) for step, e in road if e.id not in step.done]
        after = next((one for one in left if places[one[1].id] >= stopped), None)
        early = after is None or after[1].policy is Policy.FIN
        return next(iter(left), None) if early else after

    def __repr__(self) -> str:
        lines = [self._headline()]
        for step in self.steps:
            mark = "→" if step.page.id == self.here else "✓" if step.complete else " "
            lines.append(f"{mark} {step.page.number} {step.page.title} ({step.state})")
        if self.following:
            lines.append("{} ({})".format(*self._way(*self.following)))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        style = f"<style>\n{_CSS.read_text(encoding='utf-8')}</style>"
        rows = items(map(self._row, self.steps), "ol", "")
        title = next((s.page.title for s in self.steps if s.page.id == self.here), "")
        head = "" if title else paragraph(self._headline())
        name = "vs-road vs-line" if self.here else "vs-road"
        foot = f'<div class="vs-foot">{paragraph(title)}{self._go()}</div>'
        inner = "\n".join(filter(None, (style, head, rows, foot)))
        return f'<nav class="{name}" lang="fr" aria-label="Les pages du cours">\n{inner}\n</nav>'

    def _headline(self) -> str:
        left = sum(step.minutes for step in self.steps)
        told = f"{left / 60:.0f}\u00a0heures" if left > 90 else f"{left}\u00a0minutes"
        return f"Il vous reste environ {told} de cours."

    def _row(self, step: Step) -> str:
        here = ' aria-current="page"' if step.page.id == self.here else ""
        tick = '<i aria-hidden="true">✓</i> ' if step.complete else ""
        name = f"{tick}<b>{step.page.number}</b> <span>{escape(step.page.title)}</span>"
        return f'<a href="{step.page.id}.ipynb"{here}>{name}</a> <small>{step.state}</small>'

    def _go(self) -> str:
        """Return the link to where to go on; on a page, only where that is another page."""
        if not self.following or (self.here and not self.visited):
            return ""
        label, target = self._way(*self.following)
        link = f'<p class="vs-go"><a href="{target}">{escape(label)}</a></p>'
        return "" if self.following[0].id == self.here else link

    def _way(self, page: Page, exercise: Exercise) -> tuple[str, str]:
        lead = "Reprendre ici" if self.visited else "Commencer ici"
        label = f"{lead}\u00a0: page {page.number}, {exercise.title}"
        return label, f"{page.id}.ipynb#cell-id={exercise.id}"


def _step(page: Page, bank: Bank, history: Sequence[Entry]) -> Step:
    exercises = tuple(e for e in bank.exercises if bank.page(e) == page)
    done = frozenset(e.id for e in exercises if ended(e, bank, history))
    return Step(page, exercises, done)
