"""What alarms cost: the threshold at which each champion is cheapest."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.insight import called
from dlcompare.records import CostCurve, Estimate

TITLE = "From which probability on does an alarm pay?"
USUAL = 0.5  # the threshold of a model that is told of no costs
ROOM = 1.6  # times the cost of acting without a model; what is above is off the scale


def alarm_costs(curves: Sequence[CostCurve]) -> go.Figure:
    """Cost of mistakes per 1,000 rows over the threshold, both champions."""
    if not curves:
        return drawing.empty(TITLE, "No probabilities of two classes are known yet.")
    first = curves[0]
    fig = drawing.figure(
        TITLE,
        f"Mistakes per 1,000 rows, weighed by their cost, if class {first.of} is called"
        " from the threshold on; lower is better",
        "; ".join(f"{one.label} is cheapest at {_best(one)}" for one in curves) + ".",
        height=370,
        top=30,
        right=20,
    )
    tops = [first.neither * ROOM, *(one.usual * 1.1 for one in curves)]
    top = max(tops) or 1.0
    for place, one in enumerate(curves):
        _add(fig, one, at=-(0.035 + 0.04 * place) * top)
        writing.write(
            fig,
            theme.named(one.family, one.label)
            + "\N{NO-BREAK SPACE}"
            + theme.muted(f"{_best(one)}, costs {words.score(one.cost)}"),
            1,
            1,
            xref="paper",
            yref="paper",
            anchor="right",
            vertical="top",
            dx=-8,
            dy=-4 - 20 * place,
        )
    drawing.guide(fig, y=first.neither)
    drawing.guide(fig, x=USUAL, dash="solid", color=theme.GUIDE, width=1)
    fig.update_layout(
        xaxis=drawing.axis(
            f"threshold: probability of class {first.of}",
            range=[0, 1],
            tickformat=".0%",
        ),
        yaxis=drawing.axis(range=[-0.12 * top, top], nticks=6),
    )
    label = theme.muted("cost per 1,000 rows; dashed: always or never an alarm")
    writing.write_above(fig, label, dx=-fig.layout.margin.l, size=theme.SMALL_PX)
    return fig


def alarm_table(curves: Sequence[CostCurve]) -> pd.DataFrame:
    """The best threshold of each champion, what it costs and what it saves.

    Columns: Model, Best threshold, Cost there, Cost at 50%, Saved.
    """
    return pd.DataFrame(
        [
            (
                f"{theme.FAMILIES[one.family].glyph} {one.label}",
                _limits(one.best),
                words.score(one.cost),
                words.score(one.usual),
                words.difference(one.saving.mean, one.saving.low, one.saving.high),
            )
            for one in curves
        ],
        columns=["Model", "Best threshold", "Cost there", "Cost at 50%", "Saved"],
    )


def alarm_sentence(curves: Sequence[CostCurve]) -> str:
    """What moving the threshold of each champion saves, no more than is known."""
    sure = [one for one in curves if _is_sure(one)]
    if not sure:
        of = "either" if len(curves) > 1 else "it"
        return (
            f"For {of} no threshold is known to cost less than 50%." if curves else ""
        )
    said = [
        f"for {called(one.family, one.label)} calling class {one.of} from"
        f" {_percent(one.best.mean)} on saves"
        f" {words.interval(one.saving.mean, one.saving.low, one.saving.high)}"
        if _is_sure(one)
        else f"for {called(one.family, one.label)} no threshold is known to beat 50%"
        for one in curves
    ]
    return f"Per 1,000 rows like these, {'; '.join(said)}."


def _is_sure(one: CostCurve) -> bool:
    is_above = one.saving.low is not None and one.saving.low > 0
    return is_above and one.best.mean != USUAL


def _percent(threshold: float) -> str:
    return f"{threshold:.1%}" if round(threshold * 100, 6) % 1 else f"{threshold:.0%}"


def _limits(best: Estimate) -> str:
    if best.low is None or best.high is None:
        return _percent(best.mean)
    return f"{_percent(best.mean)} ({_percent(best.low)} to {_percent(best.high)})"


def _best(one: CostCurve) -> str:
    return f"best from {_limits(one.best)}"


def _add(fig: go.Figure, one: CostCurve, *, at: float) -> None:
    style = theme.FAMILIES[one.family]
    fig.add_trace(
        go.Scatter(
            x=one.thresholds,
            y=one.costs,
            name=one.label,
            mode="lines",
            line={"color": style.mark, "width": 2},
            hovertext=[
                f"{theme.plain(one.label)}<br>from {_percent(t)} on: {words.score(c)}"
                for t, c in zip(one.thresholds, one.costs, strict=True)
            ],
            hoverinfo="text",
        )
    )
    if one.best.low is not None and one.best.high is not None:
        drawing.add_spans(
            fig,
            f"{one.label} best, 95%",
            [(at, one.best.low, one.best.high)],
            color=style.mark,
            width=theme.THICK_PX,
        )
    fig.add_trace(
        go.Scatter(
            x=[one.best.mean],
            y=[one.cost],
            name=f"{one.label} best",
            mode="markers",
            marker={
                "symbol": style.symbol,
                "size": theme.MARKER_PX,
                "color": style.mark,
            },
            hoverinfo="skip",
        )
    )
