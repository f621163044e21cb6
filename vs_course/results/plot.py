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

from vs_course.practice.mastery import Progress
from vs_course.results import report_sentences as words

# Stand-ins that matplotlib writes and the page replaces; the last one reads on white and on black.
_INK, _TRACK, _ACCENT = "#010203", "#010204", "#3b7dc4"
_RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "vs-course",
    "text.parse_math": False,
    "font.size": 14,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
}
_PIXELS = 72  # matplotlib's SVG counts 72 units an inch; the page shows one a pixel
_WIDTH = 680
_TICKS = (0, 0.5, 1)
_FEWEST = 5  # columns there is room for, at least: two alone would look like walls


def by_criterion(progress: Progress, label: str) -> str:
    """Return the plot of the share right at the first answer, one bar a criterion, as SVG."""
    rows = [(c.criterion.name, c.tally) for c in reversed(progress.criteria)]
    places = range(len(rows))
    with mpl.rc_context(_RC):
        figure, axes = _blank(40 + 42 * len(rows))
        axes.barh(places, 1, height=0.5, color=_TRACK, clip_on=False)
        axes.barh(
            places,
            [tally.share or 0 for _, tally in rows],
            height=0.5,
            color=_ACCENT,
            clip_on=False,
        )
        axes.set_yticks(places, [fill(name, 28) for name, _ in rows])
        axes.set_xlim(0, 1.36)
        axes.set_xticks(_TICKS, [words.percent(tick) for tick in _TICKS])
        for place, (_, tally) in zip(places, rows, strict=True):
            axes.text(1.03, place, words.score(tally), va="center")
        return _svg(figure, label)


def by_tens(progress: Progress, label: str) -> str:
    """Return the plot of the share right, ten new situations after ten, as SVG."""
    tallies = progress.tens[-words.SHOWN_TENS :]
    places = range(len(tallies))
    with mpl.rc_context(_RC):
        figure, axes = _blank(240)
        axes.bar(places, 1, width=0.5, color=_TRACK, clip_on=False)
        axes.bar(
            places, [tally.share or 0 for tally in tallies], width=0.5, color=_ACCENT, clip_on=False
        )
        axes.set_xticks(places, words.tens(progress)[-words.SHOWN_TENS :])
        axes.set_xlim(-0.5, max(len(tallies), _FEWEST) - 0.5)
        axes.set_ylim(0, 1.14)
        axes.set_yticks(_TICKS, [words.percent(tick) for tick in _TICKS])
        for place, tally in zip(places, tallies, strict=True):
            axes.text(place, 1.03, words.percent(tally.share), ha="center", va="bottom")
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
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", svg)  # before matplotlib 3.11
    svg = re.sub(r"font-family: [^;\"]*;? ?", "", svg)
    svg = svg.replace(_INK, "currentColor").replace(_TRACK, "var(--vs-track, #8883)")
    return re.sub(r"\n\s*", "\n", svg).strip()
