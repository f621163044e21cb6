"""Menus over the table of the pupils: by group, by criterion, by level; the weakest come first."""

from collections.abc import Iterable
from typing import Any

from ipywidgets import HTML, Box, Dropdown, Layout, VBox

from vs_course.bank.french import plain
from vs_course.classroom import report
from vs_course.classroom.pupil_grid import Cell, Grid, mark
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
        self._pupils = figures.pupils
        groups = sorted({pupil.group for pupil in figures.pupils} - {""}, key=sorting)
        criteria = [(criterion.name, criterion.id.value) for criterion in figures.bank.criteria]
        levels = [(level(number), number) for number in figures.levels]
        self.group = _menu("Groupe", WHOLE_CLASS, zip(groups, groups, strict=True))
        self.criterion = _menu("Critère", "Tous les critères", criteria)
        self.level = _menu("Niveau", "Tous les niveaux", levels)
        self.table = HTML()
        menus = [self.group, self.criterion, self.level]
        super().__init__([Box(menus, layout=Layout(flex_flow="row wrap")), self.table])
        for menu in menus:
            menu.observe(self._show, "value")
        self._show()

    def _show(self, _change: object = None) -> None:
        self.table.value = report.render("filters.html", grid=self._grid())

    def _grid(self) -> Grid:
        """Return the pupils of the group, the weakest on what is chosen first."""
        columns = ["Élève", "Groupe", self.criterion.label]
        if self.level.value:
            columns.append(self.level.label)
        shown = [(p, self._marks(p)) for p in self._pupils if self.group.value in ("", p.group)]
        shown.sort(key=lambda one: [_weakness(mark) for mark in reversed(one[1])])
        rows = [(p.name, [Cell(p.group), *map(mark, marks)]) for p, marks in shown]
        return Grid(columns, rows)

    def _marks(self, pupil: Pupil) -> list[CriterionProgress | Mark]:
        criterion = self.criterion.index - 1
        first = pupil.whole if criterion < 0 else pupil.progress.criteria[criterion]
        return [first, pupil.level(self.level.value)] if self.level.value else [first]

    def __repr__(self) -> str:
        grid = self._grid()
        lines = [[grid.columns[0], *grid.columns[2:]]]
        lines += [
            [name, *(one.count or str(one.text) for one in cells[1:])] for name, cells in grid.rows
        ]
        return plain("\n".join(map(" · ".join, lines)))

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        read = {"text/plain": repr(self), "text/html": self.table.value}
        return {**super()._repr_mimebundle_(**kwargs), **read}


def _menu(name: str, everything: str, options: Iterable[tuple[str, Any]]) -> Dropdown:
    choices = [(everything, ""), *options]
    return Dropdown(options=choices, description=name, style={"description_width": "initial"})


def _weakness(mark: CriterionProgress | Mark) -> float:
    return 2 if mark.tally.share is None else mark.tally.share  # nothing met: at the end
