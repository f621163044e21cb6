"""The plots of a learner's results, as inline SVG; the only module that imports matplotlib.

Nothing of matplotlib's global state changes, no window system is needed, and the same figures give
the same bytes. Ink becomes the page's own colour, so that a dark theme stays readable.
"""

import re
import warnings
from html import escape
from io import StringIO
from textwrap import fill

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from vs_course.progress import Progress
from vs_course.report import words

SHOWN_TENS = 8  # the latest groups of ten that a plot and its table show

# Stand-ins that matplotlib writes and the page replaces; the last one reads on white and on black.
_INK, _FAINT, _ACCENT = "#010203", "#010204", "#3b7dc4"
_RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "vs-course",
    "text.parse_math": False,
    "font.size": 14,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _FAINT,
    "xtick.color": _FAINT,
    "ytick.color": _FAINT,
    "xtick.labelcolor": _INK,
    "ytick.labelcolor": _INK,
    "grid.color": _FAINT,
}
_PIXELS = 72  # matplotlib's SVG counts 72 units an inch; the page shows one a pixel
_WIDTH = 680
_TICKS = (0, 0.25, 0.5, 0.75, 1)


def by_criterion(progress: Progress, label: str) -> str:
    """Return the plot of the share right at the first answer, one bar a criterion, as SVG."""
    rows = [(c.criterion.name, c.tally) for c in reversed(progress.criteria)]
    with mpl.rc_context(_RC):
        figure, axes = _blank(50 + 44 * len(rows))
        places = range(len(rows))
        axes.barh(places, [tally.share or 0 for _, tally in rows], height=0.56, color=_ACCENT)
        axes.set_yticks(places, [fill(name, 26) for name, _ in rows])
        axes.set_xlim(0, 1.22)
        axes.set_xticks(_TICKS, [words.percent(tick) for tick in _TICKS])
        axes.grid(axis="x", linewidth=1)
        for place, (_, tally) in zip(places, rows, strict=True):
            axes.text((tally.share or 0) + 0.015, place, words.score(tally), va="center")
        return _svg(figure, label)


def by_tens(progress: Progress, label: str) -> str:
    """Return the plot of the share right, ten new situations after ten, as SVG."""
    tallies = progress.tens[-SHOWN_TENS:]
    with mpl.rc_context(_RC):
        figure, axes = _blank(230)
        places = range(len(tallies))
        shares = [tally.share or 0 for tally in tallies]
        axes.plot(places, shares, color=_ACCENT, linewidth=2.5, marker="o", markersize=8)
        axes.set_xticks(places, words.tens(progress)[-SHOWN_TENS:])
        axes.set_xlim(-0.5, len(tallies) - 0.5)
        axes.set_ylim(0, 1.2)
        axes.set_yticks(_TICKS, [words.percent(tick) for tick in _TICKS])
        axes.grid(axis="y", linewidth=1)
        for place, tally in zip(places, tallies, strict=True):
            above = (place, (tally.share or 0) + 0.06)
            axes.text(*above, words.score(tally), ha="center", va="bottom")
        return _svg(figure, label)


def _blank(height: int) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(_WIDTH / _PIXELS, height / _PIXELS), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, pad=8)
    axes.set_axisbelow(True)
    return figure, axes


def _svg(figure: Figure, label: str) -> str:
    """Return the figure as an element to put in a page, its text alternative in `label`."""
    drawn = StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter its font lacks: the page's own font is used
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(drawn, format="svg", transparent=True, metadata=nothing)
    width, height = (round(side * _PIXELS) for side in figure.get_size_inches())
    opening = (
        f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'stroke-linejoin="round" stroke-linecap="butt">'
    )
    return opening + _tidy(drawn.getvalue().partition("<svg")[2].partition(">")[2])


def _tidy(svg: str) -> str:
    """Take out what would reach the rest of the page: its style sheet, its fonts, its ids."""
    svg = re.sub(r"<style.*?</style>|<metadata.*?</metadata>|<!--.*?-->", "", svg, flags=re.DOTALL)
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg))
    svg = re.sub(r' id="([^"]*)"', lambda m: m[0] if m[1] in used else "", svg)
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", svg)
    svg = svg.replace(_INK, "currentColor").replace(_FAINT, "var(--vs-line, #8888)")
    return re.sub(r"\n\s*", "\n", svg).strip()
