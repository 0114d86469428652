"""How large the difference between the champions is, and how sure that is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dlcompare import metrics, words
from dlcompare.plots import drawing, scale, theme, writing
from dlcompare.records import Comparison, PairedDifference

N_POINTS = 401
ZONE_SHARE_FOR_ZERO = 0.2  # of the axis; in a narrower zone "0" would touch its edges
ZONE_SHARE_FOR_EDGES = 0.1  # narrower still: one label for both edges
ROOM_SHARE = 0.17  # of the axis; half the width of the zone's label


@dataclass(frozen=True)
class Posterior:
    """Student t of the mean difference, evaluated."""

    x: np.ndarray
    density: np.ndarray
    low50: float
    high50: float


def posterior(pair: PairedDifference) -> Posterior:
    """Density of the mean difference over the range worth showing.

    The zone's edges are among the points, so the areas left, inside and right of
    it are those of the verdict bar.
    """
    from scipy.special import gammaln, stdtrit

    half = stdtrit(pair.degrees, 0.75) * pair.scale
    reach = stdtrit(pair.degrees, 0.9985) * pair.scale
    if pair.degrees < 4:  # heavy tails would flatten the picture
        reach = min(reach, 1.6 * (pair.high - pair.mean))
    low = min(pair.mean - reach, -1.4 * pair.rope, 0.0)
    high = max(pair.mean + reach, 1.4 * pair.rope, 0.0)
    even = np.linspace(low, high, N_POINTS)
    near = np.linspace(pair.mean - 4 * half, pair.mean + 4 * half, N_POINTS)
    near = near[(near >= low) & (near <= high)]
    x = np.unique(np.concatenate([even, near, [-pair.rope, pair.rope]]))
    if pair.scale <= 0:
        return Posterior(x, np.zeros_like(x), pair.mean, pair.mean)
    nu = float(pair.degrees)
    constant = gammaln((nu + 1) / 2) - gammaln(nu / 2) - 0.5 * np.log(nu * np.pi)
    t = (x - pair.mean) / pair.scale
    log_density = constant - (nu + 1) / 2 * np.log1p(t * t / nu) - np.log(pair.scale)
    return Posterior(x, np.exp(log_density), pair.mean - half, pair.mean + half)


def difference_density(comparison: Comparison) -> go.Figure:
    """Density of deep minus classical, coloured by which side of the zone it is on."""
    title = "How large is the difference?"
    lead = "The curve shows how plausible each difference is, given the folds"
    pair = comparison.pair
    if pair is None:
        return drawing.empty(title, "Both families need two finished folds in common.")
    curve = posterior(pair)
    fig = drawing.figure(
        title,
        lead,
        _alt(comparison, pair),
        height=300,
        left=8,
        right=8,
        top=28,
        bottom=52,
    )
    top = float(curve.density.max()) or 1.0
    low, high = float(curve.x[0]), float(curve.x[-1])
    values, texts = _ticks(low, high, pair.rope)
    fig.update_layout(
        xaxis=drawing.axis(
            _axis_title(comparison, pair),
            grid=False,
            range=[low, high],
            tickvals=values,
            ticktext=texts,
        ),
        yaxis=drawing.bare(range=[-0.34 * top, 1.2 * top]),
    )
    _add_zone(fig, pair, (low, high), top)
    _add_areas(fig, curve, pair)
    _add_interval(fig, curve, pair, top)
    _add_sides(fig, comparison, pair)
    return fig


def difference_table(comparison: Comparison) -> pd.DataFrame:
    """The numbers of the difference figure: one line each."""
    pair = comparison.pair
    if pair is None:
        return pd.DataFrame(columns=["What", "Value"])
    labels = scale.pair_labels(comparison, pair)
    return pd.DataFrame(
        [
            ("Difference, deep over classical (95%)", _interval(pair)),
            ("Too small to matter below", words.score(pair.rope)),
            (f"{labels[0]} better", words.percent(pair.p_b)),
            ("No useful difference", words.percent(pair.p_equivalent)),
            (f"{labels[1]} better", words.percent(pair.p_a)),
        ],
        columns=["What", "Value"],
    )


def _interval(pair: PairedDifference) -> str:
    return words.difference(pair.mean, pair.low, pair.high, limit=pair.rope)


def _axis_title(comparison: Comparison, pair: PairedDifference) -> str:
    metric = metrics.find(comparison.metric)
    classical, deep = (
        words.within(theme.shorten(n)) for n in scale.pair_labels(comparison, pair)
    )
    if metric.higher_is_better:
        return f"difference in {metric.label}, {deep} minus {classical}"
    return f"difference in {metric.label}, {classical} minus {deep}"


def _ticks(low: float, high: float, rope: float) -> tuple[list[float], list[str]]:
    """The ends, the edges of the zone and zero, as far as they do not touch."""
    zone = 2 * rope / (high - low)
    if zone < ZONE_SHARE_FOR_EDGES:
        values, texts = [0.0], [f"±{words.score(rope)}" if rope else "0"]
    elif zone < ZONE_SHARE_FOR_ZERO:
        values = [-rope, rope]
        texts = [words.difference(v) for v in values]
    else:
        values = [-rope, 0.0, rope]
        texts = [words.difference(-rope), "0", words.difference(rope)]
    room = 0.13 * (high - low)
    for end, nearest in ((low, values[0]), (high, values[-1])):
        inner = end + (0.045 if end == low else -0.045) * (high - low)
        if abs(inner - nearest) >= room:
            values.append(inner)
            texts.append(words.difference(inner))
    return values, texts


def _add_zone(
    fig: go.Figure, pair: PairedDifference, ends: tuple[float, float], top: float
) -> None:
    if pair.rope <= 0:
        return
    drawing.add_zone(fig, -pair.rope, pair.rope, 1.2 * top)
    place = -ends[0] / (ends[1] - ends[0])
    anchor = (
        "left"
        if place < ROOM_SHARE
        else "right"
        if place > 1 - ROOM_SHARE
        else "center"
    )
    writing.write(
        fig,
        theme.muted("too small to matter"),
        {"left": ends[0], "right": ends[1], "center": 0.0}[anchor],
        1.2 * top,
        anchor=anchor,
        vertical="top",
        size=theme.SMALL_PX,
        dy=-2,
    )


def _add_areas(fig: go.Figure, curve: Posterior, pair: PairedDifference) -> None:
    colors = {
        "classical": theme.faint(theme.FAMILIES["classical"].mark, 0.75),
        "equivalent": theme.faint(theme.NEUTRAL, 0.45),
        "deep": theme.faint(theme.FAMILIES["deep"].mark, 0.75),
    }
    sides = {
        "classical": curve.x <= -pair.rope,
        "equivalent": np.abs(curve.x) <= pair.rope,
        "deep": curve.x >= pair.rope,
    }
    for side, chosen in sides.items():
        fig.add_trace(
            go.Scatter(
                x=curve.x[chosen],
                y=curve.density[chosen],
                name=side,
                mode="lines",
                line={"width": 0, "simplify": False},
                fill="tozeroy",
                fillcolor=colors[side],
                hoverinfo="skip",
            )
        )
    line = {"color": theme.NEUTRAL, "width": 1.5, "simplify": False}
    x, y = curve.x, curve.density
    if pair.scale <= 0:  # all folds agree to the last digit: a spike
        x = np.array([curve.x[0], pair.mean, pair.mean, pair.mean, curve.x[-1]])
        y = np.array([0.0, 0.0, 1.0, 0.0, 0.0])
    fig.add_trace(
        go.Scatter(x=x, y=y, name="density", mode="lines", line=line, hoverinfo="skip")
    )


def _add_interval(
    fig: go.Figure, curve: Posterior, pair: PairedDifference, top: float
) -> None:
    """The 95% and 50% intervals under the curve, with the numbers."""
    y = -0.09 * top
    for name, low, high, width in (
        ("95%", pair.low, pair.high, theme.THIN_PX),
        ("50%", curve.low50, curve.high50, theme.THICK_PX),
    ):
        drawing.add_spans(fig, name, [(y, low, high)], color=theme.NEUTRAL, width=width)
    fig.add_trace(
        go.Scatter(
            x=[pair.mean],
            y=[y],
            name="mean",
            mode="markers",
            marker={"size": theme.MARKER_PX, "color": theme.NEUTRAL},
            hovertext=[_interval(pair)],
            hoverinfo="text",
        )
    )
    low, high = float(curve.x[0]), float(curve.x[-1])
    place = (pair.mean - low) / (high - low)
    anchor = "left" if place < 0.2 else "right" if place > 0.8 else "center"
    writing.write(
        fig,
        theme.ink(_interval(pair)),
        pair.mean,
        y,
        anchor=anchor,
        vertical="top",
        dy=-9,
    )


def _add_sides(fig: go.Figure, comparison: Comparison, pair: PairedDifference) -> None:
    """Which way is whose, above the plot."""
    classical, deep = (
        words.within(theme.shorten(n)) for n in scale.pair_labels(comparison, pair)
    )
    marks = theme.glyph("classical"), theme.glyph("deep")
    left = f"{theme.ink('←')}&nbsp;{marks[0]} {theme.ink(f'{classical} better')}"
    right = f"{theme.ink(f'{deep} better')} {marks[1]}&nbsp;{theme.ink('→')}"
    writing.write_above(fig, left, edge=0, dy=6)
    writing.write_above(fig, right, edge=1, dy=6)


def _alt(comparison: Comparison, pair: PairedDifference) -> str:
    classical, deep = scale.pair_labels(comparison, pair)
    return (
        f"Difference of {deep} over {classical}: {_interval(pair)}. {classical} better"
        f" {words.percent(pair.p_b)}, no useful difference"
        f" {words.percent(pair.p_equivalent)}, {deep} better {words.percent(pair.p_a)}."
    )
