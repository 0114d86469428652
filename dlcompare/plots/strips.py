"""Paired differences as a strip of dots, where lines per fold would merge."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.records import PairedDifference

Numbers = NDArray[Any]
DOT_BINS = 40
INTERVAL_AT = -1.5  # dots below the strip's ground


def difference_strip(
    pair: PairedDifference, title: str, alt: str, labels: tuple[str, str]
) -> go.Figure:
    """A dot per fold over the zone, equal ones stacked; the mean below.

    `labels` are those of the classical and the deep champion.
    """
    lead = "Each dot is the difference on one held-out fold, coloured by its winner"
    fig = drawing.figure(title, lead, alt, height=260, left=16, right=16, top=32)
    differences = np.array(pair.differences)
    ends = [*differences, pair.low, pair.high, -pair.rope, pair.rope, 0.0]
    pad = 0.05 * (max(ends) - min(ends)) or 0.05
    low, high = min(ends) - pad, max(ends) + pad
    heights = _stack(differences, low, high)
    fig.update_layout(
        xaxis=drawing.axis(
            "better by (left: classical, right: deep)",
            range=[low, high],
            **drawing.even_ticks(low, high),
        ),
        yaxis=drawing.bare(range=[-3, max(10.0, float(heights.max(initial=0)) + 1)]),
    )
    drawing.add_zone(fig, -pair.rope, pair.rope)
    drawing.guide(fig, x=0, color=theme.GUIDE, dash="solid", width=1)
    for name, color, symbol, chosen in (
        ("classical better", *_look("classical"), differences < 0),
        ("deep better", *_look("deep"), differences > 0),
        ("equal", theme.NEUTRAL, "circle-open", differences == 0),
    ):
        fig.add_trace(
            go.Scatter(
                x=differences[chosen],
                y=heights[chosen],
                name=name,
                mode="markers",
                marker={"symbol": symbol, "size": 7, "color": color},
                opacity=0.85,
                hovertext=[words.difference(float(d)) for d in differences[chosen]],
                hoverinfo="text",
            )
        )
    _add_mean(fig, pair)
    for label, family, edge in zip(labels, ("classical", "deep"), (0, 1), strict=True):
        markup = f"{theme.named(family, label)} {theme.ink('better')}"
        writing.write_above(fig, markup, edge=edge)
    return fig


def _look(family: str) -> tuple[str, str]:
    return theme.FAMILIES[family].mark, theme.FAMILIES[family].symbol


def _add_mean(fig: go.Figure, pair: PairedDifference) -> None:
    numbers = words.difference(pair.mean, pair.low, pair.high, limit=pair.rope)
    span = [(INTERVAL_AT, pair.low, pair.high)]
    drawing.add_spans(fig, "95%", span, color=theme.NEUTRAL, width=theme.THIN_PX)
    fig.add_trace(
        go.Scatter(
            x=[pair.mean],
            y=[INTERVAL_AT],
            name="mean",
            mode="markers",
            marker={"size": theme.MARKER_PX, "color": theme.NEUTRAL},
            hovertext=[numbers],
            hoverinfo="text",
        )
    )


def _stack(values: Numbers, low: float, high: float) -> Numbers:
    """A height for each dot so that dots of the same bin stand on each other."""
    bins = np.floor((values - low) / (high - low) * DOT_BINS).astype(int)
    heights = np.zeros(len(values))
    for one in np.unique(bins):
        mine = np.flatnonzero(bins == one)
        heights[mine] = np.arange(len(mine)) + 0.5
    return heights
