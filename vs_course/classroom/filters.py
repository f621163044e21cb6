"""Menus over the table of the pupils: by group, by criterion, by level; the weakest come first."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ipywidgets import HTML, Box, Dropdown, Layout, VBox

from vs_course.classroom import pupil_grid as grid
from vs_course.classroom import texts
from vs_course.classroom.statistics import Figures, Pupil
from vs_course.practice.mastery import Tally
from vs_course.results import report_sentences

_CSS = Path(__file__).parent / "report.css"
_ALL = ""


class Filters(VBox):
    """The pupils of a class, to choose among: three menus, and the table they narrow.

    `group`, `criterion` and `level` are the menus, `table` what they show.
    """

    def __init__(self, figures: Figures):
        self._figures = figures
        groups = sorted({pupil.group for pupil in figures.pupils} - {""}, key=texts.sorting)
        levels = [report_sentences.level(n) for n in figures.levels]
        self.group = _menu(texts.COLUMN_GROUP, [(texts.WHOLE_CLASS, _ALL), *_same(groups)])
        self.criterion = _menu(
            "Critère",
            [(texts.EVERY_CRITERION, _ALL), *((c.name, c.id.value) for c in figures.criteria)],
        )
        self.level = _menu("Niveau", [(texts.EVERY_LEVEL, _ALL), *_same(levels)])
        self.table = HTML()
        menus = [self.group, self.criterion, self.level]
        super().__init__([Box(menus, layout=Layout(flex_flow="row wrap")), self.table])
        for menu in menus:
            menu.observe(self._show, "value")
        self._show()

    def _show(self, _change: object = None) -> None:
        style = f"<style>\n{_CSS.read_text(encoding='utf-8')}</style>"
        shown = grid.chosen(self._pupils(), [name for name, _ in self._columns()], self._tallies)
        self.table.value = f'<section class="vs-classe" lang="fr">{style}\n{shown}</section>'

    def _pupils(self) -> list[Pupil]:
        """Return the pupils of the group, the weakest on what is chosen first."""
        chosen = [p for p in self._figures.pupils if self.group.value in (_ALL, p.group)]
        return sorted(chosen, key=self._shares)

    def _shares(self, pupil: Pupil) -> list[float]:
        shares = [tally.share for tally in reversed(self._tallies(pupil))]
        return [2 if share is None else share for share in shares]  # nothing met: at the end

    def _columns(self) -> list[tuple[str, int | None]]:
        """Return the names of the columns; the place of a level, None for the criterion's."""
        columns: list[tuple[str, int | None]] = [(self.criterion.label, None)]
        if self.level.value:
            columns.append((self.level.label, self.level.index - 1))
        return columns

    def _tallies(self, pupil: Pupil) -> Sequence[Tally]:
        place = self.criterion.index - 1
        first = pupil.whole if place < 0 else pupil.marks[place].tally
        return [first if level is None else pupil.levels[level] for _, level in self._columns()]

    def __repr__(self) -> str:
        lines = [" · ".join([texts.COLUMN_PUPIL, *(name for name, _ in self._columns())])]
        for pupil in self._pupils():
            lines.append(" · ".join([pupil.name, *map(grid.score, self._tallies(pupil))]))
        return texts.plain("\n".join(lines))

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        read = {"text/plain": repr(self), "text/html": self.table.value}
        return {**super()._repr_mimebundle_(**kwargs), **read}


def _menu(name: str, options: list[tuple[str, str]]) -> Dropdown:
    return Dropdown(options=options, description=name, style={"description_width": "initial"})


def _same(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]
