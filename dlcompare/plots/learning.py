"""How the networks learned."""

import math
from collections.abc import Callable, Mapping, Sequence

import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, trainings, writing
from dlcompare.plots.drawing import is_number
from dlcompare.plots.trainings import Learned, Panels
from dlcompare.records import Epoch

PANELS_IN_ROW = 3
PANEL_PX = 150
PANEL_NAME_LENGTH = 38  # characters; a third of the page holds them
BETWEEN_PX = 62  # tick labels and title of the panel below
GAP, GAP_WITH_TICKS = 0.06, 0.1  # of the width, between panels
LABELS_APART = 0.1  # of the axis; nearer labels at the ends of lines would touch
MOST_UNLIKE = 3.0  # longest over shortest axis that panels may still share
SINGLE, ONE_OF_MANY = (2.0, 1.0, theme.MARKER_PX), (1.25, 0.6, 8)  # width, opacity, px


Line = tuple[list[float | None], list[float | None], list[str]]  # x, y, hover


def training_curves(panels: Panels) -> go.Figure:
    """Loss per epoch, one panel per network, a line per fold.

    Panels share their axes where that leaves every line readable. Held-out loss is
    solid, training loss dotted; a diamond marks the epoch that is kept.

    Parameters
    ----------
    panels : mapping of title to Learned
    """
    title, lead = "How the networks learned", "Loss per epoch (lower is better)."
    known = {
        name: [one for one in of_panel if one.epochs]
        for name, of_panel in panels.items()
        if any(one.epochs for one in of_panel)
    }
    if not known:
        return drawing.empty(title, "No network has finished an epoch yet.")
    trained = [one for of_panel in known.values() for one in of_panel]
    if len(trained) > len(known):
        lead += f" Each line is one of the first {trainings.MOST_FOLDS} folds."
    if any(one.best_epoch is not None for one in trained):
        lead += " The diamond marks the epoch that is kept."
    per_row = min(PANELS_IN_ROW, len(known))
    n_rows = math.ceil(len(known) / per_row)
    fig = drawing.figure(
        title,
        lead,
        trainings.read_aloud(known),
        height=n_rows * (PANEL_PX + BETWEEN_PX) + 24,
        top=36,
        right=8,
    )
    losses = [trainings.losses(of_panel) for of_panel in known.values()]
    lengths = [trainings.last_epoch(of_panel) for of_panel in known.values()]
    has_own_y, has_own_x = _are_unlike_losses(losses), _are_unlike(lengths)
    gap = GAP_WITH_TICKS if has_own_y else GAP
    columns = drawing.columns_of_panels(per_row, gap=gap)
    rows = _row_domains(n_rows)
    every = [v for of_panel in losses for v in of_panel]
    for i, (name, of_panel) in enumerate(known.items()):
        _add_axes(
            fig,
            i,
            (columns[i % per_row], rows[i // per_row]),
            lengths[i] if has_own_x else max(lengths),
            losses[i] if has_own_y else every,
            has_ticks=has_own_y or i % per_row == 0,
        )
        _add_panel(fig, i, name, of_panel)
    return fig


def _are_unlike(lengths: Sequence[float]) -> bool:
    return max(lengths) > MOST_UNLIKE * min(lengths)


def _are_unlike_losses(losses: Sequence[Sequence[float]]) -> bool:
    """Whether a shared axis would flatten the lines of some panel."""
    spans = [(min(values), max(values)) for values in losses if values]
    heights = [high - low for low, high in spans if high > low]
    if len(heights) < 2:
        return False
    whole = max(high for _, high in spans) - min(low for low, _ in spans)
    return _are_unlike(heights) or whole > MOST_UNLIKE * min(heights)


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
    last: int,
    losses: Sequence[float],
    *,
    has_ticks: bool,
) -> None:
    number = "" if i == 0 else str(i + 1)
    is_corner = domains[0][0] == 0 and domains[1][0] < 1e-9
    low, high = min(losses, default=0.0), max(losses, default=1.0)
    pad = 0.06 * (high - low) or 0.1
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
            f"yaxis{number}": drawing.axis(
                domain=list(domains[1]),
                anchor=f"x{number}",
                range=[low - pad, high + pad],
                nticks=5,
                showticklabels=has_ticks,
            ),
        }
    )


def _add_panel(fig: go.Figure, i: int, name: str, of_panel: Sequence[Learned]) -> None:
    number = "" if i == 0 else str(i + 1)
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    width, opacity, marker = SINGLE if len(of_panel) == 1 else ONE_OF_MANY
    ends: dict[str, tuple[float, float]] = {}
    kinds: tuple[tuple[str, Callable[[Epoch], float | None], str, float], ...] = (
        ("training", lambda e: e.loss, "dot", 0.75),
        ("held-out", lambda e: e.validation_loss, "solid", 1.0),
    )
    for label, loss, dash, strength in kinds:
        line = _line(of_panel, label, loss)
        shown = [(a, b) for a, b in zip(*line[:2], strict=True) if is_number(b)]
        if not shown:
            continue
        _add_line(
            fig,
            f"{name}: {label}",
            line,
            axes,
            is_point=len(shown) == 1,
            width=width if dash == "solid" else 0.75 * width,
            dash=dash,
            opacity=opacity * strength,
        )
        x, y = max((float(a or 0), b) for a, b in shown)
        ends[label] = (x, y)
    if i == 0:
        _write_ends(fig, ends)
    _write_start(fig, number, of_panel)
    _add_kept(fig, of_panel, axes, marker)
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


def _line(
    of_panel: Sequence[Learned], label: str, loss: Callable[[Epoch], float | None]
) -> Line:
    """The losses of all trainings of a panel as one line with gaps between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    hover: list[str] = []
    for one in of_panel:
        if x:
            x, y, hover = [*x, None], [*y, None], [*hover, ""]
        values = [loss(e) for e in one.epochs]
        x += [e.epoch for e in one.epochs]
        y += [v if is_number(v) else None for v in values]
        hover += [
            f"{theme.plain(one.name)}, epoch {e.epoch}<br>{label} {words.score(v)}"
            for e, v in zip(one.epochs, values, strict=True)
        ]
    return x, y, hover


def _add_line(
    fig: go.Figure,
    name: str,
    line: Line,
    axes: Mapping[str, str],
    *,
    is_point: bool,
    width: float,
    dash: str,
    opacity: float,
) -> None:
    color = theme.FAMILIES["deep"].mark
    fig.add_trace(
        go.Scatter(
            x=line[0],
            y=line[1],
            name=name,
            mode="markers" if is_point else "lines",
            line={"color": color, "width": width, "dash": dash},
            marker={"color": color, "size": 5},
            opacity=opacity,
            hovertext=line[2],
            hoverinfo="text",
            **axes,
        )
    )


def _write_ends(fig: go.Figure, ends: Mapping[str, tuple[float, float]]) -> None:
    """The name of each line at its end."""
    low, high = fig.layout.yaxis.range
    heights = {name: y for name, (_, y) in ends.items()}
    touch = len(ends) == 2 and (
        abs(heights["held-out"] - heights["training"]) < LABELS_APART * (high - low)
    )
    for name, (x, y) in ends.items():
        dy = 0 if not touch else 8 if y == max(heights.values()) else -8
        writing.write(fig, theme.muted(name), x, y, dx=6, dy=dy, size=theme.SMALL_PX)


def _write_start(fig: go.Figure, number: str, of_panel: Sequence[Learned]) -> None:
    """How high the lines begin, where that is beyond the axis."""
    top = trainings.highest(of_panel)
    if top is None or top <= fig.layout[f"yaxis{number}"].range[1]:
        return
    writing.write(
        fig,
        theme.muted(f"↑ begins at up to {words.score(top)}"),
        0.06,
        1,
        xref=f"x{number} domain",
        yref=f"y{number} domain",
        vertical="top",
        size=theme.SMALL_PX,
    )


def _add_kept(
    fig: go.Figure, of_panel: Sequence[Learned], axes: Mapping[str, str], size: int
) -> None:
    """A diamond on each held-out line at the epoch whose weights are kept."""
    kept = []
    for one in of_panel:
        found = next((e for e in one.epochs if e.epoch == one.best_epoch), None)
        if found is not None:
            loss = (
                found.loss if found.validation_loss is None else found.validation_loss
            )
            kept += [(one.name, found.epoch, loss)] if is_number(loss) else []
    if not kept:
        return
    style = theme.FAMILIES["deep"]
    fig.add_trace(
        go.Scatter(
            x=[epoch for _, epoch, _ in kept],
            y=[loss for _, _, loss in kept],
            name="kept epoch",
            mode="markers",
            marker={"symbol": style.symbol, "size": size, "color": style.mark},
            hovertext=[
                f"{theme.plain(name)}, kept: epoch {epoch}<br>{words.score(loss)}"
                for name, epoch, loss in kept
            ],
            hoverinfo="text",
            **axes,
        )
    )
