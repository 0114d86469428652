"""One column: its distribution, and how the target differs along it."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from dlcompare import registry, words
from dlcompare.plots import bins as shapes
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.categories import category_counts, category_means, category_shares
from dlcompare.records import Bin, ColumnProfile, Profile

MOST_LINES = 4  # classes drawn as lines; above it they could not be told apart
DASHES = ("solid", "dash", "dot", "dashdot")
MARKS = ("line", "dashes", "dots", "mixed")


def column_figure(profile: Profile, name: str) -> go.Figure:
    """The distribution of one column, and the target along it.

    Two to four classes: the share of each class, told apart by bars and line, by
    dashes, or by filled and outlined marks. More classes: all rows together. A
    number as target: its mean beside the distribution.

    Raises
    ------
    UnknownName
        If there is no such column.
    """
    column = registry.find(name, profile.columns, kind="column")
    if not column.bins:
        title = f"The column {theme.shorten(name, 40)}"
        return drawing.empty(title, "This column has no value that could be counted.")
    is_ranged = shapes.has_ranges(column.bins)
    if any(drawing.is_number(b.target_mean) for b in column.bins) and (
        profile.task == "regression"
    ):
        draw_means = _means if is_ranged else category_means
        return draw_means(column, profile.target)
    classes = shapes.classes_of(column.bins)
    if 2 <= len(classes) <= MOST_LINES:
        draw_shares = _shares if is_ranged else category_shares
        return draw_shares(column, classes, profile.target)
    return _counts(column) if is_ranged else category_counts(column)


def column_table(profile: Profile, name: str) -> pd.DataFrame:
    """The bars of `column_figure`: value or range, rows, rows by class, target mean."""
    column = registry.find(name, profile.columns, kind="column")
    table: dict[str, list[object]] = {
        name: [shapes.bin_name(b) for b in column.bins],
        "Rows": [b.count for b in column.bins],
    }
    for label in shapes.classes_of(column.bins):
        table[f"{profile.target}: {label}"] = [
            b.counts_by_class.get(label, 0) for b in column.bins
        ]
    if any(b.target_mean is not None for b in column.bins):
        table[f"mean {profile.target}"] = [b.target_mean for b in column.bins]
    return pd.DataFrame(table)


def _frame(column: ColumnProfile, title: str, lead: str, height: int) -> go.Figure:
    fig = drawing.figure(
        title,
        lead + shapes.off_scale(column.bins),
        f"{title}. {shapes.said(column.bins)}.",
        height=height,
        left=56,
        top=28,
    )
    name = theme.shorten(column.name, 40)
    if column.kind == "text":
        name = f"characters in {name}"
    fig.update_layout(
        xaxis=shapes.range_axis(name, column.bins, is_date=column.kind == "date")
    )
    return fig


def _counts(column: ColumnProfile) -> go.Figure:
    """All rows, where classes are too many to draw side by side."""
    how = "How long" if column.kind == "text" else "How"
    verb = "is" if column.kind == "text" else "is distributed"
    title = f"{how} {theme.shorten(column.name, 40)} {verb}"
    fig = _frame(column, title, "Rows in each range", 290)
    fig.update_layout(
        yaxis=drawing.axis(rangemode="tozero", nticks=5, separatethousands=True)
    )
    shapes.add_histogram(fig, column.bins)
    return fig


def _shares(column: ColumnProfile, classes: Sequence[str], target: str) -> go.Figure:
    """Two classes: the larger as pale bars, the smaller as a line. Else lines."""
    length = "Length of " if column.kind == "text" else ""
    title = f"{length}{theme.shorten(column.name, 40)} by {theme.shorten(target, 40)}"
    fig = _frame(column, title, "Share of each class by range", 290)
    fig.update_layout(
        yaxis=drawing.axis(rangemode="tozero", tickformat=".0%", nticks=5)
    )
    is_pair = len(classes) == 2
    on_scale = partial(shapes.drawn, column.bins)
    if is_pair:
        fig.add_trace(
            go.Bar(
                x=on_scale(shapes.middles(column.bins)),
                y=on_scale(shapes.shares(column.bins, classes[0])),
                width=on_scale(shapes.widths(column.bins)),
                name=classes[0],
                marker={"color": theme.faint(theme.NEUTRAL, 0.35)},
                hovertext=on_scale(shapes.hovers(column.bins, classes[0])),
                hoverinfo="text",
            )
        )
    for label, dash in zip(classes[1:] if is_pair else classes, DASHES, strict=False):
        fig.add_trace(
            go.Scatter(
                x=on_scale(shapes.middles(column.bins)),
                y=on_scale(shapes.shares(column.bins, label)),
                name=label,
                mode="lines+markers",
                line={"color": theme.NEUTRAL, "width": 2, "dash": dash},
                marker={"size": 6, "color": theme.NEUTRAL},
                hovertext=on_scale(shapes.hovers(column.bins, label)),
                hoverinfo="text",
            )
        )
    marks = ("bars", "line") if is_pair else MARKS
    writing.write_above(fig, shapes.key(column.bins, classes, marks))
    return fig


def _means(column: ColumnProfile, target: str) -> go.Figure:
    """The mean of the target above the distribution, on one horizontal axis."""
    name = theme.shorten(target, 40)
    fig = _frame(
        column,
        f"{name} along {theme.shorten(column.name, 40)}",
        f"Mean {name} above, number of rows below",
        340,
    )
    fig.update_layout(
        xaxis={"anchor": "y2"},
        yaxis=drawing.axis(domain=[0.42, 1], nticks=5, separatethousands=True),
        yaxis2=drawing.axis(
            domain=[0, 0.28],
            anchor="x",
            rangemode="tozero",
            nticks=3,
            separatethousands=True,
        ),
    )
    shapes.add_histogram(fig, column.bins, yaxis="y2")
    shown = [b for b in column.bins if not b.is_beyond]
    known: list[Bin] = [b for b in shown if drawing.is_number(b.target_mean)]
    fig.add_trace(
        go.Scatter(
            x=shapes.middles(known),
            y=[b.target_mean for b in known],
            name="mean",
            mode="lines+markers",
            line={"color": theme.NEUTRAL, "width": 2},
            marker={"size": 7, "color": theme.NEUTRAL},
            hovertext=shapes.mean_hovers(known),
            hoverinfo="text",
        )
    )
    note = theme.muted(f"mean {name}")
    writing.write_above(fig, note, dx=-48, size=theme.SMALL_PX)
    writing.write(
        fig,
        theme.muted("rows"),
        0,
        0.28,
        xref="paper",
        yref="paper",
        vertical="bottom",
        size=theme.SMALL_PX,
        dx=-48,
        dy=8,
    )
    words_of = words.count(len(shown) - len(known), "range")
    if len(known) < len(shown):
        fig.layout.meta["lead"] += f"; {words_of} without a mean"
    return fig
