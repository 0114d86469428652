"""How well scores separate two classes: ROC and precision-recall curves."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.records import Curve, Diagnostics

MARKS_ON_CURVE = 6


def roc(diagnostics: Diagnostics) -> go.Figure:
    """True positives against false positives of both champions."""
    curves = diagnostics.roc
    title = "How well are the two classes told apart?"
    lead = (
        "Upper left is best; the dashed diagonal is guessing. Out-of-fold predictions"
    )
    if not curves:
        return drawing.empty(title, "No probabilities of two classes are known yet.")
    fig = _square_figure(title, lead, f"ROC curves. {_areas(curves)}.")
    fig.update_layout(
        xaxis=drawing.axis(
            "false positives, share of the negatives",
            range=[0, 1.002],
            tickformat=".0%",
        ),
        yaxis=drawing.axis(range=[0, 1.005], tickformat=".0%"),
    )
    fig.add_trace(_dashes([0, 1], [0, 1]))
    _write_top(fig, "true positives, share of the positives")
    _add_curves(fig, curves, from_bottom=True)
    return fig


def precision_recall(diagnostics: Diagnostics) -> go.Figure:
    """Precision against recall of both champions."""
    curves = diagnostics.precision_recall
    title = "How many alarms are right?"
    lead = "Upper right is best; dashed: raising the alarm for every row"
    if not curves:
        return drawing.empty(title, "No probabilities of two classes are known yet.")
    fig = _square_figure(title, lead, f"Precision against recall. {_areas(curves)}.")
    fig.update_layout(
        xaxis=drawing.axis(
            "recall: positives that are found", range=[0, 1.002], tickformat=".0%"
        ),
        yaxis=drawing.axis(range=[0, 1.005], tickformat=".0%"),
    )
    _write_top(fig, "precision: alarms that are right")
    ends = [
        y for c in curves for x, y in zip(c.x, c.y, strict=True) if x >= max(c.x) - 1e-9
    ]
    share = min(ends, default=0.0)
    fig.add_trace(_dashes([0, 1], [share, share]))
    _add_curves(fig, curves, from_bottom=share < 0.5)
    return fig


def curve_table(curves: Sequence[Curve]) -> pd.DataFrame:
    """The points of the curves: Model, x, y."""
    return pd.DataFrame(
        [(c.label, x, y) for c in curves for x, y in zip(c.x, c.y, strict=True)],
        columns=["Model", "x", "y"],
    )


def _square_figure(title: str, lead: str, alt: str) -> go.Figure:
    return drawing.figure(title, lead, alt, height=350, right=26, top=28)


def _dashes(x: list[float], y: list[float]) -> go.Scatter:
    style = {"color": theme.FAMILIES["dummy"].mark, "width": 1.5, "dash": theme.DASH}
    return go.Scatter(
        x=x, y=y, name="guessing", mode="lines", line=style, hoverinfo="skip"
    )


def _write_top(fig: go.Figure, text: str) -> None:
    """The name of the y axis, above its top."""
    left = fig.layout.margin.l
    writing.write_above(fig, theme.muted(text), dx=-left, size=theme.SMALL_PX)


def _add_curves(fig: go.Figure, curves: Sequence[Curve], *, from_bottom: bool) -> None:
    """Lines with a few marks, and their names with areas in the free corner."""
    for i, curve in enumerate(curves):
        style = theme.FAMILIES[curve.family]
        x, y = np.array(curve.x, float), np.array(curve.y, float)
        fig.add_trace(
            go.Scatter(
                x=x,
                y=y,
                name=curve.label,
                mode="lines",
                line={"color": style.mark, "width": 2},
                hovertext=[
                    f"{theme.plain(curve.label)}<br>x {words.share(float(a))},"
                    f" y {words.share(float(b))}"
                    for a, b in zip(x, y, strict=True)
                ],
                hoverinfo="text",
            )
        )
        spots = (np.arange(MARKS_ON_CURVE) + 0.3 + 0.4 * i) / MARKS_ON_CURVE
        nearest = sorted({int(np.abs(x - s).argmin()) for s in spots if len(x)})
        fig.add_trace(
            go.Scatter(
                x=x[nearest],
                y=y[nearest],
                name=f"{curve.label} marks",
                mode="markers",
                marker={"symbol": style.symbol, "size": 8, "color": style.mark},
                hoverinfo="skip",
            )
        )
        row = len(curves) - 1 - i if from_bottom else -i
        writing.write(
            fig,
            f"{theme.named(curve.family, curve.label)}"
            f" {theme.muted(f'area {words.score(_area(curve))}')}",
            1 if from_bottom else 0,
            0 if from_bottom else 0.25,
            xref="paper",
            yref="paper",
            anchor="right" if from_bottom else "left",
            vertical="bottom",
            dx=-8 if from_bottom else 8,
            dy=10 + 20 * row,
        )


def _area(curve: Curve) -> float:
    order = np.argsort(curve.x, kind="stable")
    return float(abs(np.trapezoid(np.array(curve.y)[order], np.array(curve.x)[order])))


def _areas(curves: Sequence[Curve]) -> str:
    return "; ".join(f"{c.label}: area {words.score(_area(c))}" for c in curves)
