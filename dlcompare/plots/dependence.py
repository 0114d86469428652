"""What each champion makes of one column: its mean prediction, value by value."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.importance import important_columns
from dlcompare.records import Dependence, Explanation

MOST_COLUMNS = 6  # offered; those that matter most to either champion
NEAR = 0.09  # of the width; tick labels nearer to each other would touch
LEVEL_LENGTH = 14  # characters of a level under the axis


def dependence_columns(explanations: Sequence[Explanation]) -> tuple[str, ...]:
    """The columns whose dependence can be shown, what matters most first."""
    known = [d.column for one in explanations for d in one.dependences]
    order = dict.fromkeys([*important_columns(explanations), *known])
    return tuple(name for name in order if name in known)[:MOST_COLUMNS]


def dependence_figure(explanations: Sequence[Explanation], column: str) -> go.Figure:
    """The mean prediction of each champion while the column is set to each value."""
    known = _of_column(explanations, column)
    title = f"What do they make of {theme.shorten(column)}?"
    if not known:
        return drawing.empty(title, "It was not measured for this column.")
    of = known[0][1].of
    unit = f"probability of class {of}" if of else "predicted value"
    fig = drawing.figure(
        title,
        f"Mean {unit} while every row is given the value, all else as it is; hollow"
        " where fewer than 2% of the rows are near",
        "; ".join(f"{one.label} {_range(found)}" for one, found in known) + ".",
        height=350,
        top=44,
    )
    for one, found in known:
        _add(fig, one, found)
    shares: dict[str, Any] = {"tickformat": ".0%"} if of else {}
    fig.update_layout(
        xaxis=_value_axis(known[0][1], column),
        yaxis=drawing.axis(nticks=6, **shares),
    )
    legend = "   ".join(theme.named(one.family, one.label) for one, _ in known)
    writing.write_above(fig, legend, dy=24)
    left = -fig.layout.margin.l
    writing.write_above(
        fig, theme.muted(f"mean {unit}"), dx=left, dy=4, size=theme.SMALL_PX
    )
    return fig


def dependence_table(explanations: Sequence[Explanation], column: str) -> pd.DataFrame:
    """Value, Rows near it, and the mean prediction of each champion."""
    known = _of_column(explanations, column)
    if not known:
        return pd.DataFrame(columns=["Value", "Rows near it"])
    first = known[0][1]
    means = [dict(zip(f.values, f.means, strict=True)) for _, f in known]
    return pd.DataFrame(
        [
            (value, words.share(share), *(words.score(m.get(value)) for m in means))
            for value, share in zip(first.values, first.shares, strict=True)
        ],
        columns=["Value", "Rows near it", *(one.label for one, _ in known)],
    )


FEW = 0.02  # of the rows near a value; below it the mark is hollow


def _of_column(
    explanations: Sequence[Explanation], column: str
) -> list[tuple[Explanation, Dependence]]:
    return [
        (one, found)
        for one in explanations
        for found in one.dependences
        if found.column == column
    ]


def _range(found: Dependence) -> str:
    return f"from {words.score(min(found.means))} to {words.score(max(found.means))}"


def _add(fig: go.Figure, one: Explanation, found: Dependence) -> None:
    style = theme.FAMILIES[one.family]
    is_number = bool(found.positions)
    places = found.positions or tuple(map(float, range(len(found.values))))
    fig.add_trace(
        go.Scatter(
            x=places,
            y=found.means,
            name=one.label,
            mode="lines+markers" if is_number else "markers",
            line={"color": style.mark, "width": 2},
            marker={
                "symbol": [
                    style.symbol if share >= FEW else f"{style.symbol}-open"
                    for share in found.shares
                ],
                "size": 7 if is_number else theme.MARKER_PX,
                "color": style.mark,
            },
            hovertext=[
                f"{theme.plain(one.label)}<br>{theme.plain(value)}:"
                f" {words.score(mean)}<br>{words.share(share)} of the rows near it"
                for value, mean, share in zip(
                    found.values, found.means, found.shares, strict=True
                )
            ],
            hoverinfo="text",
        )
    )


def _value_axis(found: Dependence, column: str) -> dict[str, object]:
    title = theme.shorten(column)
    if not found.positions:
        n = len(found.values)
        names = [theme.shorten(value, LEVEL_LENGTH) for value in found.values]
        return drawing.axis(
            title,
            grid=False,
            range=[-0.5, n - 0.5],
            tickvals=list(range(n)),
            ticktext=names,
        )
    low, high = found.positions[0], found.positions[-1]
    kept: list[int] = []
    for place, position in enumerate(found.positions):
        is_free = not kept or (
            position - found.positions[kept[-1]] >= NEAR * (high - low)
        )
        if is_free:
            kept.append(place)
    pad = 0.03 * (high - low) or 0.5
    return drawing.axis(
        title,
        grid=False,
        range=[low - pad, high + pad],
        tickvals=[found.positions[i] for i in kept],
        ticktext=[found.values[i] for i in kept],
    )
