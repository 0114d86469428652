"""Score against each cost: training, predicting, size, memory, energy."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from dlcompare import metrics, words
from dlcompare.plots import drawing, placing, scale, theme, writing
from dlcompare.plots.prices import TRAINING, Price, front, known, price_of_deep
from dlcompare.records import Comparison, Standing

WIDTH_PX, HEIGHT_PX = 390, 270  # plot area assumed for placing labels
MOST_ROOM = 0.25  # of the width, for the name right of the dearest candidate
BOLD_WIDTH = 1.08  # bold letters over plain ones


def cost(comparison: Comparison, price: Price = TRAINING) -> go.Figure:
    """Score with its interval against one kind of cost, on a log scale.

    A dotted staircase joins the best score at each cost.
    """
    title = price_of_deep(comparison, price).removesuffix(".")
    metric = metrics.find(comparison.metric)
    corner = "Upper" if metric.higher_is_better else "Lower"
    lead = f"{corner} left is best; the dotted line joins the best score at each cost"
    rows = known(comparison, price)
    if not rows:
        return drawing.empty(title, f"No {price.noun} has been measured.")
    ends = scale.score_range(comparison, rows)
    inside = [s for s in rows if ends[0] <= float(s.score or 0) <= ends[1]]
    outside = [s for s in rows if s not in inside]
    span = _span(inside, price)
    fig = drawing.figure(
        title, lead, _alt(rows, price, metric.label), height=350, top=28
    )
    ticks = _ticks(*span)
    fig.update_layout(
        xaxis=drawing.axis(
            f"{price.axis} (log scale)",
            type="log",
            range=list(span),
            tickvals=ticks,
            ticktext=[f"{t:g}" for t in ticks],
        ),
        yaxis=drawing.axis(range=list(ends), **drawing.even_ticks(*ends)),
    )
    unit = theme.muted(f"{metric.label} ({scale.direction(metric)})")
    writing.write_above(fig, unit, dx=-44, size=theme.SMALL_PX)
    best = front(inside, price, higher=metric.higher_is_better)
    y = [float(s.score or 0.0) for s in best]
    stairs = [*map(price.drawn, best), 10 ** span[1]], [*y, y[-1]]
    fig.add_trace(
        go.Scatter(
            x=stairs[0],
            y=stairs[1],
            name="best at each cost",
            mode="lines",
            line={"color": theme.GUIDE, "width": 1.25, "dash": "dot", "shape": "hv"},
            hoverinfo="skip",
        )
    )
    guess = scale.dummy_score(comparison)
    if guess is not None and ends[0] <= guess <= ends[1]:
        drawing.guide(fig, y=guess)
    for family in dict.fromkeys(s.family for s in inside):
        _add_family(fig, family, [s for s in inside if s.family == family], price)
    _add_labels(fig, inside, comparison, price, stairs)
    if outside:
        names = words.listed([theme.shorten(s.label) for s in outside], limit=2)
        text = theme.muted(f"off this scale: {names}")
        writing.write_above(fig, text, edge=1, size=theme.SMALL_PX)
    return fig


def _alt(rows: Sequence[Standing], price: Price, metric: str) -> str:
    parts = [
        f"{s.label} ({s.family}) {words.score(s.score)} at {price.shown(price.of(s))}"
        for s in rows
    ]
    return f"{metric} against {price.noun}: {'; '.join(parts)}."


def _span(rows: Sequence[Standing], price: Price) -> tuple[float, float]:
    """Powers of ten at the ends; room at the right for the dearest one's name."""
    powers = [math.log10(price.drawn(s)) for s in rows]
    dearest = max(rows, key=price.drawn)
    name_px = theme.CHARACTER_PX * len(theme.shorten(dearest.label)) + 20
    share = min(MOST_ROOM, name_px / WIDTH_PX)
    low = min(powers) - 0.35
    return low, low + max(max(powers) - low, 0.35) / (1 - share)


def _ticks(low: float, high: float) -> list[float]:
    """Powers of ten; also twos and fives where fewer than three would show."""
    decades = range(math.floor(low), math.ceil(high) + 1)
    whole = [10.0**d for d in decades if low <= d <= high]
    if len(whole) >= 3:
        return whole if len(whole) <= 6 else whole[::2]
    finer = [m * 10.0**d for d in decades for m in (1, 2, 5)]
    return [t for t in finer if low <= math.log10(t) <= high]


def _add_family(
    fig: go.Figure, family: str, rows: Sequence[Standing], price: Price
) -> None:
    style = theme.FAMILIES[family]
    spans = [
        (price.drawn(s), s.low, s.high)
        for s in rows
        if s.low is not None and s.high is not None
    ]
    drawing.add_spans(
        fig, f"{family} 95%", spans, color=style.mark, width=theme.THIN_PX, upright=True
    )
    fig.add_trace(
        go.Scatter(
            x=[price.drawn(s) for s in rows],
            y=[s.score for s in rows],
            name=f"{family} mean",
            mode="markers",
            marker={
                "symbol": style.symbol,
                "size": theme.MARKER_PX,
                "color": style.mark,
            },
            hovertext=[
                f"{theme.plain(s.label)}<br>{words.interval(s.score, s.low, s.high)}"
                f"<br>{price.shown(price.of(s))} {price.remark}"
                for s in rows
            ],
            hoverinfo="text",
        )
    )


def _add_labels(
    fig: go.Figure,
    rows: Sequence[Standing],
    comparison: Comparison,
    price: Price,
    stairs: tuple[list[float], list[float]],
) -> None:
    """Short direct labels beside, above or below; the compared pair in bold."""
    (left, right), (low, high) = fig.layout.xaxis.range, fig.layout.yaxis.range

    def across(cost: float) -> float:
        return float((math.log10(cost) - left) / (right - left) * WIDTH_PX)

    def up(score: float) -> float:
        return float((score - low) / (high - low) * HEIGHT_PX)

    champions = (comparison.best_classical, comparison.best_deep)
    first = sorted(rows, key=lambda s: s.model not in champions)
    points = []
    for one in first:
        score = float(one.score or 0.0)
        points.append(
            placing.Point(
                x=across(price.drawn(one)),
                y=up(score),
                low=up(score if one.low is None else one.low),
                high=up(score if one.high is None else one.high),
                width=theme.CHARACTER_PX
                * len(theme.shorten(one.label))
                * (BOLD_WIDTH if one.model in champions else 1.0),
            )
        )
    steps = [
        (across(a), up(y) - 1, across(b), up(y) + 1)
        for a, b, y in zip(stairs[0], stairs[0][1:], stairs[1], strict=False)
    ]
    spots = placing.place(points, (WIDTH_PX, HEIGHT_PX), avoid=steps)
    for one, spot in zip(first, spots, strict=True):
        if spot is None:
            continue  # no free place: the hover and the table name it
        writing.write(
            fig,
            theme.ink(theme.shorten(one.label), bold=one.model in champions),
            math.log10(price.drawn(one)),
            float(one.score or 0.0),
            anchor=spot.anchor,
            vertical=spot.vertical,
            dx=spot.dx,
            dy=spot.dy,
            has_leader=spot.has_leader,
        )
