"""The pages of the course as one learner's road: what is done on each, and where to go on."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from vs_course.bank.items import Bank, Exercise, Page, Policy
from vs_course.practice.entries import Answer, Entry
from vs_course.practice.review import REVISION, Due, due
from vs_course.practice.series import ended
from vs_course.results.advice import WELCOME
from vs_course.results.html_parts import items, paragraph

_REVISE = "Réviser ce qui revient aujourd’hui"
_REVISE_AT = f"{WELCOME}.ipynb#cell-id={REVISION.id}"
_CSS = Path(__file__).parent / "road.css"


class Parcours:
    """A learner's road: the list of the pages or, on the page one is at, `here`, a thin line.

    `done` are the ids of the exercises of which a series was answered to its end; `due` what there
    is to review `now`, which comes before all.
    """

    def __init__(
        self, bank: Bank, history: Sequence[Entry], here: str = "", now: datetime | None = None
    ):
        self.here = here
        self.due = due(bank, history, now) if now else Due()
        self.visited = [entry.exercise for entry in history if isinstance(entry, Answer)]
        self.done = {e.id for e in bank.exercises if ended(e, bank, history)}
        road = [e for e in bank.exercises if not e.after]  # what is taken again is on no road
        self.exercises = {page: [e for e in road if bank.page(e) == page] for page in bank.pages}

    def minutes(self, page: Page) -> int:
        """Return how long the rest of a page takes, in proportion to its exercises."""
        ids = [exercise.id for exercise in self.exercises[page]]
        return page.minutes - page.minutes * len(self.done.intersection(ids)) // (len(ids) or 1)

    def state(self, page: Page) -> str:
        """Return « fait », or how many minutes are left, after what is done."""
        ids = [exercise.id for exercise in self.exercises[page]]
        done = len(self.done.intersection(ids))
        told = f"{done} sur {len(ids)}, encore " if done else ""
        return f"{told}{left}\u00a0min" if (left := self.minutes(page)) else "fait"

    @property
    def following(self) -> tuple[Page, Exercise] | None:
        """Return where to go on: where one stopped, or the first thing left after it.

        Before an evaluation comes all that is left before it.
        """
        road = [(page, exercise) for page, mine in self.exercises.items() for exercise in mine]
        places = {exercise.id: place for place, (_, exercise) in enumerate(road)}
        stopped = next((places[name] for name in reversed(self.visited) if name in places), 0)
        left = [(page, exercise) for page, exercise in road if exercise.id not in self.done]
        after = next((one for one in left if places[one[1].id] >= stopped), None)
        early = after is None or after[1].policy is Policy.FIN
        return next(iter(left), None) if early else after

    def __repr__(self) -> str:
        lines = [self._headline()]
        if self.due:
            lines.append(f"{_REVISE} ({_REVISE_AT})")
        for page in self.exercises:
            mark = "→" if page.id == self.here else " " if self.minutes(page) else "✓"
            lines.append(f"{mark} {page.id[:2]} {page.title} ({self.state(page)})")
        if self.following:
            lines.append("{} ({})".format(*self._way(*self.following)))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        style = f"<style>\n{_CSS.read_text(encoding='utf-8')}</style>"
        rows = items(map(self._row, self.exercises), "ol", "")
        head = "" if self.here else paragraph(self._headline())
        link = f'<p class="vs-go"><a href="{_REVISE_AT}">{_REVISE}</a></p>'
        head += link if self.due else ""
        name = "vs-road vs-line" if self.here else "vs-road"
        inner = "\n".join(filter(None, (style, head, rows, self._go())))
        return f'<nav class="{name}" lang="fr" aria-label="Les pages du cours">\n{inner}\n</nav>'

    def _headline(self) -> str:
        left = sum(map(self.minutes, self.exercises))
        told = f"{left / 60:.0f}\u00a0heures" if left > 90 else f"{left}\u00a0minutes"
        return f"Il vous reste environ {told} de cours."

    def _row(self, page: Page) -> str:
        here = ' aria-current="page"' if page.id == self.here else ""
        tick = "" if self.minutes(page) else '<i aria-hidden="true">✓</i> '
        name = f"{tick}<b>{page.id[:2]}</b> <span>{escape(page.title)}</span>"
        title = escape(page.title)
        link = f'<a href="{page.id}.ipynb" title="{title}"{here}>{name}</a>'
        return f"{link} <small>{self.state(page)}</small>"

    def _go(self) -> str:
        """Return the link to where to go on; on a page, only where that is another page."""
        if not self.following or (self.here and not self.visited):
            return ""
        label, target = self._way(*self.following)
        link = f'<p class="vs-go"><a href="{target}">{escape(label)}</a></p>'
        return "" if self.following[0].id == self.here else link

    def _way(self, page: Page, exercise: Exercise) -> tuple[str, str]:
        lead = "Reprendre ici" if self.visited else "Commencer ici"
        label = f"{lead}\u00a0: page {page.id[:2]}, {exercise.title}"
        return label, f"{page.id}.ipynb#cell-id={exercise.id}"
