"""Both families over their training rows: measured, fitted, crossed."""

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dlcompare import metrics, words
from dlcompare.plots import drawing, scale, theme, writing
from dlcompare.records import (
    CURVE_LEVEL,
    CurvePoint,
    Forecast,
    LearningCurve,
    LearningCurves,
)

ROOM_RIGHT = 0.06  # of the width of the axis, beyond the last of the line
PADDING = 0.08  # of the height, above and below what must be seen
TIMES_HIGH = 1.6  # what a band may add to the height; it may end at the edge
SPACE_APART = 0.12  # of the width; row counts nearer than this would touch
LEVEL = words.percent(CURVE_LEVEL)


def learning_curves(curves: LearningCurves) -> go.Figure:
    """Score against training rows on a log scale, with bands.

    Lines are dashed beyond the rows that there are; where the lead was seen to change
    is shaded.
    """
    metric = metrics.find(curves.metric)
    both = (curves.classical, curves.deep)
    n_now = both[0].points[-1].n_rows
    lead = f"Score by training rows; bands hold {LEVEL}"
    if both[0].line:
        lead += "; dashed: the fitted line drawn on, not a forecast"
    fig = drawing.figure(_title(curves), lead, _alt(curves), height=350, top=28)
    ends = _span(both)
    ticks = _ticks([p.n_rows for p in both[0].points], ends)
    height = _height(both)
    fig.update_layout(
        xaxis=drawing.axis(
            "training rows (log scale)",
            type="log",
            range=list(ends),
            tickvals=ticks,
            ticktext=[words.count(tick) for tick in ticks],
        ),
        yaxis=drawing.axis(range=list(height), **drawing.even_ticks(*height)),
    )
    unit = theme.muted(f"{metric.label} ({scale.direction(metric)})")
    writing.write_above(fig, unit, dx=-44, size=theme.SMALL_PX)
    names = [theme.named(c.family, c.label) for c in both]
    writing.write_above(fig, "&nbsp;&nbsp;&nbsp;".join(names), edge=1)
    _add_crossing(fig, curves)
    for curve in both:
        _add_line(fig, curve, n_now)
    for curve in both:
        _add_points(fig, curve)
    return fig


def learning_table(curves: LearningCurves) -> pd.DataFrame:
    """Every size with both scores and the gap; then what is expected of more rows."""
    classical, deep = curves.classical, curves.deep
    heads = [f"● {classical.label}", f"◆ {deep.label}"]
    sign = metrics.sign(metrics.find(curves.metric))
    rows: list[dict[str, str]] = []
    for a, b in zip(classical.points, deep.points, strict=True):
        rows.append(
            {
                "Training rows": words.count(a.n_rows),
                "Samples": words.count(a.n_samples),
                heads[0]: _score(a, curves.rope),
                heads[1]: _score(b, curves.rope),
                "◆ minus ●": words.difference(
                    sign * (b.mean - a.mean), limit=curves.rope
                ),
            }
        )
    rows += [_expected(one, heads, curves.rope) for one in curves.forecasts]
    return pd.DataFrame(rows)


def _expected(one: Forecast, heads: Sequence[str], rope: float) -> dict[str, str]:
    return {
        "Training rows": f"{words.count(one.n_rows)} (expected)",
        "Samples": words.MISSING,
        heads[0]: words.MISSING,
        heads[1]: words.MISSING,
        "◆ minus ●": words.difference(one.gap, one.low, one.high, limit=rope),
    }


def _score(point: CurvePoint, rope: float) -> str:
    return words.interval(point.mean, point.low, point.high, limit=rope)


def _title(curves: LearningCurves) -> str:
    labels: dict[str, str] = {
        curve.family: words.within(theme.shorten(curve.label))
        for curve in (curves.classical, curves.deep)
    }
    crossing = curves.crossover
    if crossing is not None:
        other = "classical" if crossing.ahead == "deep" else "deep"
        return f"The lead passes from {labels[other]} to {labels[crossing.ahead]}"
    sign = metrics.sign(metrics.find(curves.metric))
    gaps = [
        sign * (b.mean - a.mean)
        for a, b in zip(curves.classical.points, curves.deep.points, strict=True)
    ]
    for family, side in (("deep", 1), ("classical", -1)):
        if all(side * gap > 0 for gap in gaps):
            n = words.spelled(len(gaps))
            return f"Ahead at all {n} sizes: {labels[family]}"
    return "With more rows, neither surely takes the lead"


def _alt(curves: LearningCurves) -> str:
    parts = []
    for curve in (curves.classical, curves.deep):
        scores = ", ".join(
            f"{words.score(p.mean, p.low, p.high, limit=curves.rope)}"
            f" with {words.count(p.n_rows, 'row')}"
            for p in curve.points
        )
        parts.append(f"{curve.label} ({curve.family}): {scores}.")
    return " ".join([*parts, curves.sentence])


def _span(both: Sequence[LearningCurve]) -> tuple[float, float]:
    """Powers of ten at the ends of the axis."""
    points = [p for curve in both for p in (*curve.points, *curve.line)]
    low = math.log10(min(p.n_rows for p in points))
    high = math.log10(max(p.n_rows for p in points))
    room = ROOM_RIGHT * (high - low)
    return low - room, high + room


def _ticks(n_rows: Sequence[int], ends: tuple[float, float]) -> list[int]:
    """The sizes measured, thinned where they would touch, and their doublings."""
    low, high = ends
    wanted = [*n_rows, *(n_rows[-1] * 2**k for k in (1, 2, 3))]
    kept: list[int] = []
    for n in sorted({*wanted}, reverse=True):
        if math.log10(n) > high:
            continue
        apart = SPACE_APART * (high - low)
        if all(math.log10(other / n) >= apart for other in kept):
            kept.append(n)
    return kept[::-1]


def _height(both: Sequence[LearningCurve]) -> tuple[float, float]:
    """What must be seen: points with intervals, and lines; bands as far as they fit."""
    points = [p for curve in both for p in curve.points]
    seen = [v for p in points for v in (p.mean, p.low, p.high) if drawing.is_number(v)]
    seen += [p.mean for curve in both for p in curve.line]
    low, high = min(seen), max(seen)
    bands = [v for curve in both for p in curve.line for v in (p.low, p.high)]
    known = [v for v in bands if drawing.is_number(v)]
    reach = (TIMES_HIGH - 1) / 2 * (high - low)
    low = max(min([low, *known]), low - reach)
    high = min(max([high, *known]), high + reach)
    pad = PADDING * (high - low) or 0.01
    return low - pad, high + pad


def _add_crossing(fig: go.Figure, curves: LearningCurves) -> None:
    """Where the lead was seen to change, shaded, with its number of rows."""
    crossing = curves.crossover
    if crossing is None:
        return
    fig.add_shape(
        type="rect",
        name="crossing",
        x0=crossing.low,
        x1=crossing.high,
        y0=0,
        y1=1,
        yref="y domain",
        fillcolor=theme.ZONE,
        line={"color": theme.GUIDE, "width": 1, "dash": "dot"},
        layer="below",
    )
    middle = math.log10(math.sqrt(crossing.low * crossing.high))
    writing.write(
        fig,
        theme.muted("lead changes"),
        middle,
        0,
        yref="y domain",
        anchor="center",
        vertical="bottom",
        size=theme.SMALL_PX,
        dy=2,
    )


def _add_line(fig: go.Figure, curve: LearningCurve, n_now: int) -> None:
    """Band and fitted line; without a line, the points joined."""
    color = theme.FAMILIES[curve.family].mark
    line = curve.line or curve.points
    banded = [p for p in line if p.low is not None and p.high is not None]
    if curve.line and banded:
        fig.add_trace(
            go.Scatter(
                x=[p.n_rows for p in (*banded, *reversed(banded))],
                y=[p.high for p in banded] + [p.low for p in reversed(banded)],
                name=f"{curve.family} band",
                mode="lines",
                fill="toself",
                fillcolor=theme.faint(color, theme.BAND_OPACITY),
                line={"width": 0},
                hoverinfo="skip",
            )
        )
    within = [p for p in line if p.n_rows <= n_now]
    beyond = [*within[-1:], *(p for p in line if p.n_rows > n_now)]
    for name, part, dash in (("line", within, "solid"), ("beyond", beyond, "dash")):
        if len(part) < 2:
            continue
        fig.add_trace(
            go.Scatter(
                x=[p.n_rows for p in part],
                y=[p.mean for p in part],
                name=f"{curve.family} {name}",
                mode="lines",
                line={"color": color, "width": 2, "dash": dash},
                hoverinfo="skip",
            )
        )


def _add_points(fig: go.Figure, curve: LearningCurve) -> None:
    """What was measured, with intervals."""
    style = theme.FAMILIES[curve.family]
    spans = [
        (float(p.n_rows), p.low, p.high)
        for p in curve.points
        if p.low is not None and p.high is not None
    ]
    drawing.add_spans(
        fig,
        f"{curve.family} intervals",
        spans,
        color=style.mark,
        width=theme.THIN_PX,
        upright=True,
    )
    fig.add_trace(
        go.Scatter(
            x=[p.n_rows for p in curve.points],
            y=[p.mean for p in curve.points],
            name=curve.family,
            mode="markers",
            marker={
                "symbol": style.symbol,
                "size": theme.MARKER_PX,
                "color": style.mark,
            },
            hovertext=[
                f"{theme.plain(curve.label)}<br>{words.count(p.n_rows, 'row')}:"
                f" {words.interval(p.mean, p.low, p.high)}"
                f"<br>{words.count(p.n_samples, 'sample')}"
                for p in curve.points
            ],
            hoverinfo="text",
        )
    )
