"""Draws a chart: calm horizontal bars in one colour with the value written at each, legible in greyscale.

Comes in: a `Chart`. Goes out: SVG (for PDF) or PNG (for DOCX). The same chart gives the same bytes.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from outputs.report.content import Bar, Chart, Panel

WIDTH = 6.3
"""Inches: the width of the text on an A4 page with margins of 25 mm."""
BAR_HEIGHT, PANEL_EXTRA = 0.24, 0.42
DOTS_PER_INCH = 200
ACCENT, INK, TRACK = "#0b5a8a", "#1b1b1b", "#ececec"
STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["Liberation Sans", "Arial", "DejaVu Sans"],
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,
    "svg.hashsalt": "aktsam",
    "svg.fonttype": "path",
}


@lru_cache(maxsize=64)
def drawn(chart: Chart, kind: str) -> bytes:
    """The chart as `svg` or `png`."""
    with mpl.rc_context(STYLE):
        figure = _figure(chart)
        out = BytesIO()
        if kind == "svg":
            FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
        else:
            FigureCanvasAgg(figure)
            figure.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return out.getvalue()


def _figure(chart: Chart) -> Figure:
    heights = [len(p.bars) * BAR_HEIGHT + PANEL_EXTRA for p in chart.panels]
    figure = Figure(figsize=(WIDTH, sum(heights)))
    top = 1.0
    labels = max(len(b.label) for p in chart.panels for b in p.bars)
    left = min(0.36, 0.03 + labels * 0.0095)
    for panel, height in zip(chart.panels, heights, strict=True):
        share = height / sum(heights)
        head = (PANEL_EXTRA - 0.12) / sum(heights)
        axes = figure.add_axes((left, top - share + 0.1 / sum(heights), 0.78 - left, share - head - 0.1 / sum(heights)))
        _draw(axes, panel, left)
        top -= share
    return figure


def _draw(axes: Any, panel: Panel, left: float) -> None:
    places = range(len(panel.bars))
    axes.barh(places, [100] * len(panel.bars), height=0.62, color=TRACK)
    axes.barh(places, [b.percent or 0 for b in panel.bars], height=0.62, color=ACCENT)
    axes.set_xlim(0, 100)
    axes.set_ylim(len(panel.bars) - 0.5, -0.5)
    axes.set_yticks(places, [_shown(b) for b in panel.bars])
    axes.tick_params(length=0)
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    for place, bar in zip(places, panel.bars, strict=True):
        axes.text(102, place, bar.text, va="center", ha="left")
    axes.annotate(
        panel.title, (-left / (0.78 - left), 1), (0, 5), "axes fraction", textcoords="offset points", fontweight="bold"
    )


def _shown(bar: Bar) -> str:
    return bar.label if len(bar.label) <= 32 else bar.label[:31].rstrip() + "…"
