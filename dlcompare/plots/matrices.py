"""Which class is taken for which."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.records import ConfusionMatrix, Diagnostics

Numbers = NDArray[Any]
MOST_NUMBERS = 12  # classes; above it a cell is too small for its count
PANEL_CHARACTERS = 27  # class names side by side, under the narrowest panel
MOST_NAMES = 25  # classes; above it every second or third name is written


def confusion(diagnostics: Diagnostics) -> go.Figure:
    """Which class is taken for which, both champions side by side, in greys.

    Shade: share of the true class. Numbers up to twelve classes, names of every
    class up to 25; all are in the hover and the table.
    """
    matrices = diagnostics.confusion
    title = "Which class is taken for which?"
    if not matrices:
        return drawing.empty(
            title, "No out-of-fold predictions of classes are known yet."
        )
    n = max(len(m.classes) for m in matrices)
    darkest = max([float(_row_shares(m).max(initial=0)) for m in matrices]) or 1.0
    lead = (
        "A row is a true class, on the diagonal it is right."
        f" Darkest: {words.share(darkest)} of a row"
    )
    longest = max(len(theme.shorten(c, 18)) for m in matrices for c in m.classes)
    fig = drawing.figure(
        title,
        lead,
        f"Confusion matrices. {_confused(matrices)}",
        height=n * (18 if n > MOST_NUMBERS else 30 if n > 4 else 44) + 84,
        left=int(24 + theme.CHARACTER_PX * longest),
        right=8,
        top=28,
        bottom=56,
    )
    domains = drawing.columns_of_panels(len(matrices), gap=0.05)
    for i, matrix in enumerate(matrices):
        _add_matrix(fig, i, matrix, domains[i], darkest)
    return fig


def confusion_table(diagnostics: Diagnostics) -> pd.DataFrame:
    """Every cell that is not empty: Model, True class, Predicted class, Rows, Share."""
    lines = [
        (m.label, m.classes[i], m.classes[j], count, count / (sum(row) or 1))
        for m in diagnostics.confusion
        for i, row in enumerate(m.counts)
        for j, count in enumerate(row)
        if count
    ]
    return pd.DataFrame(
        lines, columns=["Model", "True class", "Predicted class", "Rows", "Share"]
    )


def _add_matrix(
    fig: go.Figure,
    i: int,
    matrix: ConfusionMatrix,
    domain: tuple[float, float],
    darkest: float,
) -> None:
    number = "" if i == 0 else str(i + 1)
    counts = np.array(matrix.counts, float)
    n = len(matrix.classes)
    shares = _row_shares(matrix)
    names = [theme.shorten(c, 18) for c in matrix.classes]
    step = 1 if n <= MOST_NAMES else 2 if n <= 2 * MOST_NAMES else -(-n // MOST_NAMES)
    narrow = n * (max(map(len, names)) + 1) > PANEL_CHARACTERS
    fig.add_trace(
        go.Heatmap(
            z=shares,
            name=matrix.label,
            xaxis=f"x{number}",
            yaxis=f"y{number}",
            zmin=0,
            zmax=darkest,
            colorscale=theme.shades(theme.CELL),
            showscale=False,
            xgap=1,
            ygap=1,
            text=_cells(counts) if n <= MOST_NUMBERS else None,
            texttemplate="%{text}" if n <= MOST_NUMBERS else None,
            textfont={"size": theme.SMALL_PX},
            hovertext=_cell_hovers(matrix, shares),
            hoverinfo="text",
        )
    )
    ticks = list(range(0, n, step))
    y_axis = drawing.axis(
        grid=False,
        anchor=f"x{number}",
        range=[n - 0.5, -0.5],
        tickvals=ticks,
        ticktext=[names[t] for t in ticks],
        showticklabels=i == 0,
    )
    x_axis = drawing.axis(
        "predicted class" + (", in the order of the rows" if narrow else ""),
        grid=False,
        domain=list(domain),
        anchor=f"y{number}",
        range=[-0.5, n - 0.5],
        tickvals=[] if narrow else ticks,
        ticktext=[] if narrow else [names[t] for t in ticks],
    )
    fig.update_layout({f"xaxis{number}": x_axis, f"yaxis{number}": y_axis})
    name = theme.named(matrix.family, matrix.label)
    writing.write_panel(fig, number, f"{name} {theme.muted(_right(counts))}")


def _row_shares(matrix: ConfusionMatrix) -> Numbers:
    """Each count over the rows of its true class; 0 where there are none."""
    counts = np.array(matrix.counts, float)
    totals = counts.sum(axis=1, keepdims=True)
    shares: Numbers = counts / np.where(totals > 0, totals, 1.0)
    return shares


def _cells(counts: Numbers) -> list[list[str]]:
    """The counts as text, the diagonal in bold; nothing in an empty cell."""
    return [
        [
            theme.ink(words.count(int(v)), bold=i == j) if v else ""
            for j, v in enumerate(row)
        ]
        for i, row in enumerate(counts)
    ]


def _cell_hovers(matrix: ConfusionMatrix, shares: Numbers) -> list[list[str]]:
    names = [theme.plain(theme.shorten(c, 60)) for c in matrix.classes]
    return [
        [
            f"true {names[i]}<br>predicted {names[j]}<br>"
            f"{words.count(int(count), 'row')},"
            f" {words.share(float(shares[i, j]))} of the class"
            for j, count in enumerate(row)
        ]
        for i, row in enumerate(matrix.counts)
    ]


def _right(counts: Numbers) -> str:
    total = counts.sum()
    return (
        f"{words.share(float(np.trace(counts) / total))} right" if total else "no rows"
    )


def _confused(matrices: Sequence[ConfusionMatrix]) -> str:
    return (
        "; ".join(f"{m.label}: {_right(np.array(m.counts, float))}" for m in matrices)
        + "."
    )
