"""How far off the predictions of numbers are."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.records import Diagnostics, Residuals


def residuals(diagnostics: Diagnostics) -> go.Figure:
    """Predicted against true values, both champions on one scale."""
    sides = diagnostics.residuals
    title = "How far off are the predictions?"
    lead = "Each point is a held-out row; on the dashed line the prediction is exact"
    if not sides:
        return drawing.empty(
            title, "No out-of-fold predictions of numbers are known yet."
        )
    fig = drawing.figure(
        title,
        lead,
        f"Predicted against true values. {_missed(sides)}",
        height=360,
        top=28,
    )
    values = np.array([v for s in sides for v in (*s.true, *s.predicted)])
    values = values[np.isfinite(values)]
    low, high = (values.min(), values.max()) if len(values) else (0.0, 1.0)
    pad = 0.04 * (high - low) or 0.5
    ends = [float(low - pad), float(high + pad)]
    for i, (side, domain) in enumerate(
        zip(sides, drawing.columns_of_panels(len(sides)), strict=True)
    ):
        _add_residuals(fig, i, side, domain, ends)
    return fig


def residual_table(diagnostics: Diagnostics) -> pd.DataFrame:
    """The points of the residual figure: Model, True, Predicted, Off by."""
    return pd.DataFrame(
        [
            (s.label, t, p, p - t)
            for s in diagnostics.residuals
            for t, p in zip(s.true, s.predicted, strict=True)
        ],
        columns=["Model", "True", "Predicted", "Off by"],
    )


def _missed(sides: Sequence[Residuals]) -> str:
    return "; ".join(f"{s.label}: {_median_miss(s)}" for s in sides) + "."


def _median_miss(side: Residuals) -> str:
    misses = np.abs(np.array(side.predicted, float) - np.array(side.true, float))
    misses = misses[np.isfinite(misses)]
    return (
        f"half within {words.score(float(np.median(misses)))}"
        if len(misses)
        else "no rows"
    )


def _add_residuals(
    fig: go.Figure,
    i: int,
    side: Residuals,
    domain: tuple[float, float],
    ends: list[float],
) -> None:
    number = "" if i == 0 else str(i + 1)
    style = theme.FAMILIES[side.family]
    fig.add_trace(
        go.Scatter(
            x=ends,
            y=ends,
            name="exact",
            xaxis=f"x{number}",
            yaxis=f"y{number}",
            mode="lines",
            line={
                "color": theme.FAMILIES["dummy"].mark,
                "width": 1.5,
                "dash": theme.DASH,
            },
            hoverinfo="skip",
        )
    )
    fig.add_trace(
        go.Scatter(
            x=side.true,
            y=side.predicted,
            name=side.label,
            xaxis=f"x{number}",
            yaxis=f"y{number}",
            mode="markers",
            marker={"symbol": style.symbol, "size": 5, "color": style.mark},
            opacity=0.55,
            hovertext=[
                f"true {words.score(t)}<br>predicted {words.score(p)}"
                for t, p in zip(side.true, side.predicted, strict=True)
            ],
            hoverinfo="text",
        )
    )
    fig.update_layout(
        {
            f"xaxis{number}": drawing.axis(
                "true value",
                domain=list(domain),
                anchor=f"y{number}",
                range=ends,
                nticks=5,
            ),
            f"yaxis{number}": drawing.axis(
                "predicted value" if i == 0 else "",
                anchor=f"x{number}",
                range=ends,
                nticks=6,
                showticklabels=i == 0,
            ),
        }
    )
    name = theme.named(side.family, side.label)
    writing.write_panel(fig, number, f"{name} {theme.muted(_median_miss(side))}")
