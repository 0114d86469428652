"""Text in figures: names at the left, remarks above, labels beside marks."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go

from dlcompare.plots import theme

Text = dict[str, Any]  # an annotation, as plotly reads it


def text(
    markup: str,
    x: float,
    y: float,
    *,
    anchor: str = "left",
    vertical: str = "middle",
    size: int = theme.TEXT_PX,
    xref: str = "x",
    yref: str = "y",
    dx: float = 0,
    dy: float = 0,
    has_leader: bool = False,
) -> Text:
    """A piece of text; `dx`, `dy` shift it in pixels, up is positive.

    A leader is a pale line from the text to the point it was shifted from.
    """
    shift = {"showarrow": False, "xshift": dx, "yshift": dy}
    leader = {
        "showarrow": True,
        "ax": dx,
        "ay": -dy,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": theme.GUIDE,
        "standoff": 7,
    }
    return (leader if has_leader else shift) | {
        "text": markup,
        "x": x,
        "y": y,
        "xref": xref,
        "yref": yref,
        "xanchor": anchor,
        "yanchor": vertical,
        "font": {"size": size},
        "align": anchor if anchor in ("left", "right") else "center",
    }


def row_name(fig: go.Figure, markup: str, y: float, **more: Any) -> Text:
    """A row's name, flush with the left edge of the page."""
    return text(markup, 0, y, xref="paper", dx=-fig.layout.margin.l, **more)


def add_texts(fig: go.Figure, texts: Iterable[Text]) -> None:
    """Put texts into the figure at once: plotly's time grows with each addition."""
    fig.layout.annotations = [*fig.layout.annotations, *texts]


def write(fig: go.Figure, markup: str, x: float, y: float, **more: Any) -> None:
    """Put a single `text` into the figure."""
    add_texts(fig, [text(markup, x, y, **more)])


def write_above(
    fig: go.Figure,
    markup: str,
    *,
    edge: int = 0,
    dx: float = 0,
    dy: float = 8,
    size: int = theme.TEXT_PX,
) -> None:
    """Text above the plot, from its left edge (0) or up to its right one (1)."""
    write(
        fig,
        markup,
        edge,
        1,
        anchor="right" if edge else "left",
        vertical="bottom",
        size=size,
        xref="paper",
        yref="paper",
        dx=dx,
        dy=dy,
    )


def write_panel(fig: go.Figure, number: str, markup: str) -> None:
    """The name of the panel with axis `number`, above it."""
    write(
        fig,
        markup,
        0,
        1,
        xref=f"x{number} domain",
        yref=f"y{number} domain",
        vertical="bottom",
        dy=6,
    )


def name_margin(names: Iterable[str]) -> int:
    """The left margin in pixels that holds these names, already cut."""
    longest = max((len(name) for name in names), default=0)
    return int(28 + theme.CHARACTER_PX * longest)
