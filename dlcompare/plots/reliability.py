"""Whether predictions mean what they say: predicted against observed, bin by bin."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.insight import called
from dlcompare.records import Calibration, Estimate

POINTS = 100  # percentage points in a share of 1


def reliability(calibrations: Sequence[Calibration]) -> go.Figure:
    """Predicted against observed, of both champions and of their average."""
    is_share = any(one.brier is not None for one in calibrations)
    title = (
        "Do their probabilities mean what they say?"
        if is_share
        else "Are their predictions right on average?"
    )
    if not calibrations:
        return drawing.empty(title, "No held-out predictions are known yet.")
    fig = drawing.figure(
        title, _lead(calibrations), _alt(calibrations), height=370, top=30, right=20
    )
    points = [b for one in calibrations for b in one.bins]
    low = 0.0 if is_share else min(min(b.low, b.predicted) for b in points)
    high = 1.0 if is_share else max(max(b.high, b.predicted) for b in points)
    pad = 0.02 * (high - low) or 0.5
    ends = [low - pad, high + pad]
    fig.add_trace(
        go.Scatter(
            x=ends,
            y=ends,
            name="exact",
            mode="lines",
            line={
                "color": theme.FAMILIES["dummy"].mark,
                "width": 1.5,
                "dash": theme.DASH,
            },
            hoverinfo="skip",
        )
    )
    for one in calibrations:
        _add(fig, one)
    of = calibrations[0].of
    predicted = f"predicted probability of class {of}" if of else "predicted"
    if is_share and not of:
        predicted = "probability of the class predicted"
    shares: dict[str, Any] = {"tickformat": ".0%"} if is_share else {}
    fig.update_layout(
        xaxis=drawing.axis(predicted, range=ends, nticks=6, **shares),
        yaxis=drawing.axis(range=ends, nticks=6, **shares),
    )
    observed = "true value, mean and middle 80%"
    if is_share:
        observed = "share that is of it" if of else "share that is right"
    writing.write_above(
        fig, theme.muted(observed), dx=-fig.layout.margin.l, size=theme.SMALL_PX
    )
    for place, one in enumerate(calibrations):
        writing.write(
            fig,
            theme.named(one.family, one.label),
            0,
            1,
            xref="paper",
            yref="paper",
            vertical="top",
            dx=8,
            dy=-4 - 20 * place,
        )
    return fig


def reliability_table(calibrations: Sequence[Calibration]) -> pd.DataFrame:
    """Each bin: Model, Rows, Predicted, Observed with its limits."""
    return pd.DataFrame(
        [
            (
                one.label,
                words.count(b.count),
                words.score(b.predicted),
                words.interval(b.observed, b.low, b.high),
            )
            for one in calibrations
            for b in one.bins
        ],
        columns=["Model", "Rows", "Predicted", "Observed"],
    )


def calibration_table(calibrations: Sequence[Calibration]) -> pd.DataFrame:
    """Squared error and gap of the probabilities; empty for numbers.

    Columns: Model, Squared error of the probability, Gap, Gap by chance.
    """
    return pd.DataFrame(
        [
            (
                f"{theme.FAMILIES[one.family].glyph} {one.label}",
                words.interval(one.brier.mean, one.brier.low, one.brier.high),
                words.interval(one.gap.mean, one.gap.low, one.gap.high),
                f"up to {words.score(one.gap_by_chance)}",
            )
            for one in calibrations
            if one.brier is not None and one.gap is not None
        ],
        columns=["Model", "Brier score", "Calibration gap", "Gap by chance"],
    )


def calibration_sentence(calibrations: Sequence[Calibration]) -> str:
    """Whose probabilities are off by more than chance; "" for numbers."""
    known = [one for one in calibrations if one.gap is not None]
    if not known:
        return ""
    off = [
        one
        for one in known
        if one.gap
        and one.gap_by_chance is not None
        and one.gap.mean > one.gap_by_chance
    ]
    if not off:
        return "No gap is larger than right probabilities would show by chance."
    said = [
        f"{called(one.family, one.label)} by {_points(one.gap)}"
        for one in off
        if one.gap is not None
    ]
    return (
        f"Off by more than chance: {words.listed(said)} on average. Probabilities"
        " that are off can be mended without training the model again."
    )


def _points(gap: Estimate) -> str:
    low, high = (None if end is None else POINTS * end for end in (gap.low, gap.high))
    return f"{words.interval(POINTS * gap.mean, low, high)} percentage points"


def _lead(calibrations: Sequence[Calibration]) -> str:
    counts = [b.count for one in calibrations for b in one.bins]
    n = words.count(round(sum(counts) / len(counts)), "row") if counts else ""
    return (
        f"On the dashed line predictions are right on average; each point is about {n}"
        " held out"
    )


def _alt(calibrations: Sequence[Calibration]) -> str:
    said = [
        f"{one.label}: mean gap {words.score(one.gap.mean)}"
        if one.gap is not None
        else f"{one.label}: {words.count(len(one.bins), 'bin')}"
        for one in calibrations
    ]
    return f"Predicted against observed. {'; '.join(said)}."


def _add(fig: go.Figure, one: Calibration) -> None:
    style = theme.FAMILIES[one.family]
    drawing.add_spans(
        fig,
        f"{one.label} spread",
        [(b.predicted, b.low, b.high) for b in one.bins],
        color=style.mark,
        width=1.25,
        upright=True,
        opacity=0.6,
    )
    fig.add_trace(
        go.Scatter(
            x=[b.predicted for b in one.bins],
            y=[b.observed for b in one.bins],
            name=one.label,
            mode="lines+markers",
            line={"color": style.mark, "width": 1.5},
            marker={"symbol": style.symbol, "size": 9, "color": style.mark},
            hovertext=[
                f"{theme.plain(one.label)}<br>predicted {words.score(b.predicted)},"
                f" observed {words.interval(b.observed, b.low, b.high)}"
                f"<br>{words.count(b.count, 'row')}"
                for b in one.bins
            ],
            hoverinfo="text",
        )
    )
