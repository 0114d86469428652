"""One column of categories: a row per value, its name at the left."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import bins as shapes
from dlcompare.plots import drawing, theme, writing
from dlcompare.records import Bin, ColumnProfile

MOST_VALUES = 25  # rows; the rest is counted in the lead
ROW_PX = 26
SYMBOLS = ("circle-open", "circle", "square-open", "square")
GLYPHS = ("○", "●", "□", "■")


def category_counts(column: ColumnProfile) -> go.Figure:
    """All rows with each value."""
    title = f"How {theme.shorten(column.name, 40)} is distributed"
    fig, shown = _frame(column, title, "Rows with each value")
    fig.update_layout(
        xaxis=drawing.axis("rows", rangemode="tozero", nticks=6, separatethousands=True)
    )
    _add_bars(fig, shown, "x")
    return fig


def category_shares(
    column: ColumnProfile, classes: Sequence[str], target: str
) -> go.Figure:
    """The share of each class with each value; outlined: the larger class."""
    title = f"{theme.shorten(column.name, 40)} by {theme.shorten(target, 40)}"
    fig, shown = _frame(column, title, "Share of each class by value")
    fig.update_layout(
        xaxis=drawing.axis(
            "share of the class", rangemode="tozero", tickformat=".0%", nticks=6
        )
    )
    for label, symbol in zip(classes, SYMBOLS, strict=False):
        fig.add_trace(
            go.Scatter(
                x=shapes.shares(column.bins, label)[: len(shown)],
                y=list(range(len(shown))),
                name=label,
                mode="markers",
                marker={
                    "symbol": symbol,
                    "size": 10,
                    "color": theme.NEUTRAL,
                    "line": {"width": 2, "color": theme.NEUTRAL},
                },
                cliponaxis=False,
                hovertext=shapes.hovers(column.bins, label)[: len(shown)],
                hoverinfo="text",
            )
        )
    left = fig.layout.margin.l
    writing.write_above(fig, shapes.key(column.bins, classes, GLYPHS), dx=-left)
    return fig


def category_means(column: ColumnProfile, target: str) -> go.Figure:
    """The mean of the target with each value, and beside it the rows."""
    name = theme.shorten(target, 40)
    title = f"{name} along {theme.shorten(column.name, 40)}"
    fig, shown = _frame(column, title, f"Mean {name} and number of rows")
    left, right = drawing.columns_of_panels(2, gap=0.1)
    fig.update_layout(
        xaxis=drawing.axis(
            f"mean {theme.shorten(target)}",
            domain=left,
            nticks=4,
            separatethousands=True,
        ),
        xaxis2=drawing.axis(
            "rows",
            domain=right,
            anchor="y",
            rangemode="tozero",
            nticks=4,
            separatethousands=True,
        ),
    )
    _add_bars(fig, shown, "x2")
    known = [(i, b) for i, b in enumerate(shown) if drawing.is_number(b.target_mean)]
    fig.add_trace(
        go.Scatter(
            x=[b.target_mean for _, b in known],
            y=[i for i, _ in known],
            name="mean",
            mode="markers",
            marker={"size": 10, "color": theme.NEUTRAL},
            cliponaxis=False,
            hovertext=shapes.mean_hovers([b for _, b in known]),
            hoverinfo="text",
        )
    )
    return fig


def _frame(
    column: ColumnProfile, title: str, lead: str
) -> tuple[go.Figure, Sequence[Bin]]:
    """A row per value with its name; and the values that are shown."""
    shown = column.bins[:MOST_VALUES]
    hidden = len(column.bins) - len(shown)
    rest = f"; {words.count(hidden, 'value')} not shown" if hidden else ""
    fig = drawing.figure(
        title,
        lead + rest,
        f"{title}. {shapes.said(shown)}.",
        height=ROW_PX * len(shown) + 28 + 48,
        left=writing.name_margin(theme.shorten(shapes.bin_name(b), 22) for b in shown),
        right=24,
        top=28,
    )
    fig.update_layout(yaxis=drawing.bare(range=[len(shown) - 0.5, -0.5]), bargap=0.35)
    names = [theme.ink(theme.shorten(shapes.bin_name(b), 22)) for b in shown]
    writing.add_texts(fig, [writing.row_name(fig, n, i) for i, n in enumerate(names)])
    return fig, shown


def _add_bars(fig: go.Figure, shown: Sequence[Bin], xaxis: str) -> None:
    fig.add_trace(
        go.Bar(
            x=[b.count for b in shown],
            y=list(range(len(shown))),
            name="rows",
            orientation="h",
            xaxis=xaxis,
            marker={"color": theme.NEUTRAL},
            hovertext=shapes.row_hovers(shown),
            hoverinfo="text",
        )
    )
