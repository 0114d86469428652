"""The habits all figures share: frame, axes, names at the left, intervals."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, TypeGuard

import plotly.graph_objects as go

from dlcompare.plots import theme, writing

Interval = tuple[float, float, float]  # position on the other axis, low, high


def figure(
    title: str,
    lead: str,
    alt: str,
    *,
    height: int,
    left: int = 52,
    right: int = 16,
    top: int = 8,
    bottom: int = 48,
) -> go.Figure:
    """An empty frame with explicit margins in pixels.

    `title` and `lead` are shown above the figure by whoever shows it, `alt` is
    read aloud; all three are plain text in `layout.meta`.
    """
    fig = go.Figure()
    fig.update_layout(
        meta={"title": title, "lead": lead, "alt": alt},
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        font={"size": theme.TEXT_PX},
        hoverlabel={"font": {"size": theme.TEXT_PX}},
    )
    return fig


def axis(title: str = "", *, grid: bool = True, **more: Any) -> dict[str, Any]:
    """A value axis: pale grid, no lines, tick labels in readable grey."""
    prefix, suffix = theme.paint("|", theme.MUTED).split("|")
    settings: dict[str, Any] = {
        "fixedrange": True,
        "automargin": False,
        "showgrid": grid,
        "gridcolor": theme.GRID,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "ticklabelstandoff": 5,
        "tickfont": {"size": theme.TEXT_PX},
        "title": {
            "text": theme.muted(title) if title else "",
            "font": {"size": theme.TEXT_PX},
            "standoff": 8,
        },
    }
    if "ticktext" in more:
        more["ticktext"] = [theme.muted(t) for t in more["ticktext"]]
    else:
        settings |= {"tickprefix": prefix, "ticksuffix": suffix}
    return settings | more


def even_ticks(low: float, high: float, *, about: int = 7) -> dict[str, Any]:
    """Settings of an axis with round steps, every tick with the same decimals."""
    rough = (high - low) / about
    if not rough > 0 or not math.isfinite(rough):
        return {}
    power = math.floor(math.log10(rough))
    step = next(m for m in (1, 2, 5, 10) if m * 10.0**power >= rough * 0.999)
    if step == 10:
        step, power = 1, power + 1
    return {
        "tick0": 0,
        "dtick": step * 10.0**power,
        "tickformat": f",.{max(0, -power)}f",
    }


def bare(**more: Any) -> dict[str, Any]:
    """An axis without grid and labels."""
    return axis(grid=False, showticklabels=False) | more


def add_zone(fig: go.Figure, low: float, high: float, top: float | None = None) -> None:
    """What does not matter, shaded; from 0 up to `top`, or over the whole height."""
    fig.add_shape(
        type="rect",
        name="zone",
        x0=low,
        x1=high,
        y0=0,
        y1=1 if top is None else top,
        yref="y domain" if top is None else "y",
        fillcolor=theme.ZONE,
        line={"width": 0},
        layer="below",
    )


def segments(
    spans: Iterable[Interval], *, upright: bool = False
) -> tuple[list[float | None], list[float | None]]:
    """Coordinates of separate lines for one trace; a gap between any two."""
    along: list[float | None] = []
    across: list[float | None] = []
    for position, low, high in spans:
        along += [low, high, None]
        across += [position, position, None]
    return (across, along) if upright else (along, across)


def add_spans(
    fig: go.Figure,
    name: str,
    spans: Sequence[Interval],
    *,
    color: str,
    width: float,
    upright: bool = False,
    opacity: float = 1.0,
) -> None:
    """Lines from low to high at each position."""
    if not spans:
        return
    x, y = segments(spans, upright=upright)
    fig.add_trace(
        go.Scatter(
            x=x,
            y=y,
            name=name,
            mode="lines",
            line={"color": color, "width": width},
            opacity=opacity,
            hoverinfo="skip",
        )
    )


def guide(
    fig: go.Figure,
    *,
    x: float | None = None,
    y: float | None = None,
    dash: str = theme.DASH,
    color: str = theme.FAMILIES["dummy"].mark,
    width: float = 1.5,
) -> None:
    """A line across the whole plot at one x or one y."""
    line = {"color": color, "width": width, "dash": dash}
    if x is not None:
        fig.add_shape(
            type="line",
            x0=x,
            x1=x,
            y0=0,
            y1=1,
            yref="y domain",
            line=line,
            layer="below",
        )
    if y is not None:
        fig.add_shape(
            type="line",
            y0=y,
            y1=y,
            x0=0,
            x1=1,
            xref="x domain",
            line=line,
            layer="below",
        )


def empty(title: str, message: str, *, height: int = 120) -> go.Figure:
    """A figure that says why there is nothing to draw."""
    fig = figure(title, "", message, height=height, left=8, right=8, bottom=8)
    fig.update_layout(
        xaxis=bare(range=[0, 1], visible=False), yaxis=bare(range=[0, 1], visible=False)
    )
    writing.write(fig, theme.muted(message), 0, 0.5, xref="paper", yref="paper", dx=-8)
    return fig


def is_number(value: float | None) -> TypeGuard[float]:
    """Whether there is a value and it is finite."""
    return value is not None and math.isfinite(value)


def columns_of_panels(n: int, *, gap: float = 0.06) -> list[tuple[float, float]]:
    """The x domains of `n` panels side by side."""
    width = (1 - gap * (n - 1)) / n
    return [(i * (width + gap), min(1.0, i * (width + gap) + width)) for i in range(n)]
