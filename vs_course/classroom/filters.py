"""Menus over the table of the pupils: by group, by criterion, by level; the weakest come first."""

from collections.abc import Sequence
from typing import Any

from ipywidgets import HTML, Box, Dropdown, Layout, VBox

from vs_course.bank.french import plain
from vs_course.classroom import pupil_grid, report
from vs_course.classroom.pupils import sorting
from vs_course.classroom.sentences import WHOLE_CLASS
from vs_course.classroom.statistics import Figures, Mark, Pupil
from vs_course.practice.mastery import CriterionProgress
from vs_course.results.report_sentences import level


class Filters(VBox):
    """The pupils of a class, to choose among: three menus, and the table they narrow.

    `group`, `criterion` and `level` are the menus, `table` what they show.
    """

    def __init__(self, figures: Figures):
        self._figures = figures
        groups = sorted({pupil.group for pupil in figures.pupils} - {""}, key=sorting)
        criteria = [(criterion.name, criterion.id.value) for criterion in figures.bank.criteria]
        self.group = _menu("Groupe", WHOLE_CLASS, zip(groups, groups, strict=True))
        self.criterion = _menu("Critère", "Tous les critères", criteria)
        levels = [level(number) for number in figures.levels]
        self.level = _menu("Niveau", "Tous les niveaux", zip(levels, levels, strict=True))
        self.table = HTML()
        menus = [self.group, self.criterion, self.level]
        super().__init__([Box(menus, layout=Layout(flex_flow="row wrap")), self.table])
        for menu in menus:
            menu.observe(self._show, "value")
        self._show()

    def _show(self, _change: object = None) -> None:
        cells = (
            (
                p.name,
                [pupil_grid.Cell(p.group, kind="vs-text"), *map(pupil_grid.mark, self._marks(p))],
            )
            for p in self._pupils()
        )
        columns = ["Élève", "Groupe", *self._columns()]
        grid = pupil_grid.Grid(columns, list(cells))
        self.table.value = report.render("filters.html", grid=grid)

    def _pupils(self) -> list[Pupil]:
        """Return the pupils of the group, the weakest on what is chosen first."""
        chosen = [p for p in self._figures.pupils if self.group.value in ("", p.group)]
        return sorted(chosen, key=self._shares)

    def _shares(self, pupil: Pupil) -> list[float]:
        shares = [mark.tally.share for mark in reversed(self._marks(pupil))]
        return [2 if share is None else share for share in shares]  # nothing met: at the end

    def _columns(self) -> list[str]:
        return [self.criterion.label, *[self.level.label] * bool(self.level.value)]

    def _marks(self, pupil: Pupil) -> Sequence[Mark | CriterionProgress]:
        criterion, level = self.criterion.index - 1, self.level.index - 1
        first = pupil.whole if criterion < 0 else pupil.progress.criteria[criterion]
        return [first] if level < 0 else [first, pupil.level(self._figures.levels[level])]

    def __repr__(self) -> str:
        lines = [" · ".join(["Élève", *self._columns()])]
        for pupil in self._pupils():
            scores = [pupil_grid.score(mark.tally) for mark in self._marks(pupil)]
            lines.append(" · ".join([pupil.name, *scores]))
        return plain("\n".join(lines))

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        read = {"text/plain": repr(self), "text/html": self.table.value}
        return {**super()._repr_mimebundle_(**kwargs), **read}


def _menu(name: str, everything: str, options: Sequence[tuple[str, str]]) -> Dropdown:
    choices = [(everything, ""), *options]
    return Dropdown(options=choices, description=name, style={"description_width": "initial"})
