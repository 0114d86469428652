"""How the networks learned."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.drawing import is_number
from dlcompare.records import Epoch

PANELS_IN_ROW = 3
PANEL_PX = 150
PANEL_NAME_LENGTH = 38  # characters; a third of the page holds them
BETWEEN_PX = 62  # tick labels and title of the panel below
LABELS_APART = 0.1  # of the axis; nearer labels at the ends of lines would touch
LOG_FROM = 50.0  # largest loss over smallest; above it a linear axis shows one step


def training_curves(
    curves: Mapping[str, tuple[Epoch, ...]],
    best_epochs: Mapping[str, int | None] | None = None,
) -> go.Figure:
    """Loss per epoch, one panel per network with shared axes.

    Parameters
    ----------
    curves : mapping of panel title to epochs
    best_epochs : mapping of panel title to the epoch kept, optional
        A diamond marks it.
    """
    title, lead = "How the networks learned", "Loss per epoch (lower is better)."
    known = {name: epochs for name, epochs in curves.items() if epochs}
    if not known:
        return drawing.empty(title, "No network has finished an epoch yet.")
    kept = {n: e for n, e in (best_epochs or {}).items() if e is not None}
    lead += " The diamond marks the epoch that is kept." if kept else ""
    per_row = min(PANELS_IN_ROW, len(known))
    n_rows = math.ceil(len(known) / per_row)
    fig = drawing.figure(
        title,
        lead,
        _alt(known),
        height=n_rows * (PANEL_PX + BETWEEN_PX) + 24,
        top=36,
        right=8,
    )
    losses = [v for e in known.values() for v in _losses(e)]
    domains = drawing.columns_of_panels(per_row)
    rows = _row_domains(n_rows)
    for i, (name, epochs) in enumerate(known.items()):
        _add_axes(fig, i, (domains[i % per_row], rows[i // per_row]), known, losses)
        _add_curve(fig, i, name, epochs, kept.get(name))
    return fig


def training_table(curves: Mapping[str, tuple[Epoch, ...]]) -> pd.DataFrame:
    """Every epoch of every network: Network, Epoch, Training loss, Held-out loss."""
    return pd.DataFrame(
        [
            (name, e.epoch, e.loss, e.validation_loss)
            for name, epochs in curves.items()
            for e in epochs
        ],
        columns=["Network", "Epoch", "Training loss", "Held-out loss"],
    )


def _losses(epochs: Sequence[Epoch]) -> list[float]:
    values = [v for e in epochs for v in (e.loss, e.validation_loss)]
    return [float(v) for v in values if v is not None and is_number(v)]


def _row_domains(n: int) -> list[tuple[float, float]]:
    """The y domains of `n` rows of panels, the first at the top."""
    gap = BETWEEN_PX / (n * (PANEL_PX + BETWEEN_PX) - BETWEEN_PX)
    height = (1 - gap * (n - 1)) / n
    tops = [1 - i * (height + gap) for i in range(n)]
    return [(max(0.0, top - height), top) for top in tops]


def _add_axes(
    fig: go.Figure,
    i: int,
    domains: tuple[tuple[float, float], tuple[float, float]],
    curves: Mapping[str, tuple[Epoch, ...]],
    losses: Sequence[float],
) -> None:
    number = "" if i == 0 else str(i + 1)
    last = max(e.epoch for epochs in curves.values() for e in epochs)
    is_first = domains[0][0] == 0
    is_corner = is_first and domains[1][0] < 1e-9
    low, high = min(losses, default=0.0), max(losses, default=1.0)
    y: dict[str, Any] = {"domain": domains[1], "anchor": f"x{number}", "nticks": 5}
    if low > 0 and high / low > LOG_FROM:
        y |= {"type": "log", "range": [math.log10(low) - 0.05, math.log10(high) + 0.05]}
        y |= {"dtick": max(1, math.ceil(math.log10(high / low) / 4))}
    else:
        pad = 0.06 * (high - low) or 0.1
        y |= {"range": [low - pad, high + pad]}
    fig.update_layout(
        {
            f"xaxis{number}": drawing.axis(
                "epoch (one pass over the training rows)" if is_corner else "",
                grid=False,
                domain=list(domains[0]),
                anchor=f"y{number}",
                range=[0, max(2.0, last * 1.25)],
                **(drawing.even_ticks(0, last, about=4) if last > 4 else {"dtick": 1}),
            ),
            f"yaxis{number}": drawing.axis(showticklabels=is_first, **y),
        }
    )


def _add_curve(
    fig: go.Figure, i: int, name: str, epochs: Sequence[Epoch], kept: int | None
) -> None:
    number = "" if i == 0 else str(i + 1)
    style = theme.FAMILIES["deep"]
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    x = [e.epoch for e in epochs]
    lines: dict[str, tuple[list[float | None], str, float]] = {
        "training": ([e.loss for e in epochs], "dot", 0.75),
        "held-out": ([e.validation_loss for e in epochs], "solid", 1.0),
    }
    ends: dict[str, tuple[float, float]] = {}
    for label, (values, dash, opacity) in lines.items():
        finite = [v if is_number(v) else None for v in values]
        shown = [(a, b) for a, b in zip(x, finite, strict=True) if b is not None]
        if not shown:
            continue
        fig.add_trace(
            go.Scatter(
                x=x,
                y=finite,
                name=f"{name}: {label}",
                mode="lines" if len(shown) > 1 else "markers",
                line={
                    "color": style.mark,
                    "width": 2 if dash == "solid" else 1.5,
                    "dash": dash,
                },
                marker={"color": style.mark, "size": 5},
                opacity=opacity,
                hovertext=[
                    f"{label}, epoch {e}<br>{words.score(v)}"
                    for e, v in zip(x, finite, strict=True)
                ],
                hoverinfo="text",
                **axes,
            )
        )
        ends[label] = shown[-1]
    if i == 0:
        _write_ends(fig, ends)
    _add_kept(fig, epochs, kept, axes)
    writing.write(
        fig,
        theme.ink(theme.shorten(name, PANEL_NAME_LENGTH), bold=True),
        0,
        1,
        xref=f"x{number} domain",
        yref=f"y{number} domain",
        vertical="bottom",
        dy=8,
    )


def _write_ends(fig: go.Figure, ends: Mapping[str, tuple[float, float]]) -> None:
    """The name of each line at its end; log axes place annotations by exponent."""
    axis = fig.layout.yaxis
    height = {
        name: math.log10(end[1]) if axis.type == "log" else end[1]
        for name, end in ends.items()
    }
    span = axis.range[1] - axis.range[0]
    touch = (
        len(height) == 2
        and abs(height["held-out"] - height["training"]) < LABELS_APART * span
    )
    for name, end in ends.items():
        is_upper = name == max(height, key=lambda n: height[n])
        dy = 0 if not touch else 8 if is_upper else -8
        text = theme.muted(name)
        writing.write(fig, text, end[0], height[name], dx=6, dy=dy, size=theme.SMALL_PX)


def _add_kept(
    fig: go.Figure, epochs: Sequence[Epoch], kept: int | None, axes: Mapping[str, str]
) -> None:
    """A diamond on the held-out line at the epoch whose weights are kept."""
    found = next((e for e in epochs if e.epoch == kept), None)
    if found is None:
        return
    loss = found.loss if found.validation_loss is None else found.validation_loss
    if not is_number(loss):
        return
    style = theme.FAMILIES["deep"]
    fig.add_trace(
        go.Scatter(
            x=[found.epoch],
            y=[loss],
            name="kept epoch",
            mode="markers",
            marker={
                "symbol": style.symbol,
                "size": theme.MARKER_PX,
                "color": style.mark,
            },
            hovertext=[f"kept: epoch {found.epoch}<br>{words.score(loss)}"],
            hoverinfo="text",
            **axes,
        )
    )


def _alt(curves: Mapping[str, tuple[Epoch, ...]]) -> str:
    parts = []
    for name, epochs in curves.items():
        values = [e.validation_loss for e in epochs if is_number(e.validation_loss)]
        end = f", held-out loss {words.score(values[-1])}" if values else ""
        parts.append(f"{name}: {words.count(len(epochs), 'epoch')}{end}")
    return f"Loss per epoch. {'; '.join(parts)}."
