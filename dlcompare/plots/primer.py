"""The neuron, its activation and the softmax, drawn to be played with."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from dlcompare import primer
from dlcompare.plots import drawing, theme, writing
from dlcompare.primer import Activation, Neuron

HEIGHT = 300  # px, of the pictures side by side
SOFTMAX_PX = 200
REACH = 6.0  # weighted sums that the curve shows, on both sides of 0
N_POINTS = 121
DECIMALS = 4  # as in the document, whose example gives 0.6548
THINNEST, PER_WEIGHT = 1.0, 2.5  # px of a line, and what a weight of 1 adds
NODE_PX, SUM_PX = 52, 66
INPUT_X, SUM_X, OUTPUT_X = 0.1, 0.56, 0.89
SHOWN = (0.17, 0.8)  # of a line from centre to centre: it ends at the circles
BESIDE = 0.1  # of the width, from the centre of a large circle to its border
COLOR = theme.FAMILIES["deep"].mark


def number(value: float, decimals: int = 2) -> str:
    """A number with a true minus, never a negative zero."""
    text = f"{value:.{decimals}f}"
    is_zero = not any(digit in "123456789" for digit in text)
    return text.lstrip("-") if is_zero else text.replace("-", "\N{MINUS SIGN}")


def sum_sentence(made: Neuron, bias: float, activation: Activation) -> str:
    """The sum with all its parts, and what the activation makes of it."""
    terms = [*made.products, bias]
    signed = [f"{'−' if term < 0 else '+'} {number(abs(term))}" for term in terms[1:]]
    name = "no activation" if activation is primer.LINEAR else activation.label
    output = number(made.output, DECIMALS)
    total = f"{number(terms[0])} {' '.join(signed)} = {number(made.z)}"
    return f"Weighted inputs and bias: {total}. With {name}: {output}."


def neuron_diagram(
    inputs: Sequence[float], weights: Sequence[float], bias: float, made: Neuron
) -> go.Figure:
    """Inputs, weights as lines, the weighted sum and the output.

    Parameters
    ----------
    inputs, weights : sequences of n_inputs numbers
    bias : float
    made : Neuron
        What the neuron made of them.
    """
    fig = drawing.figure(
        "The neuron",
        "Thicker line: larger weight. Dashed: negative.",
        f"A neuron with {len(inputs)} inputs: weighted sum {number(made.z)},"
        f" output {number(made.output, DECIMALS)}.",
        height=HEIGHT,
        left=8,
        right=8,
        bottom=8,
    )
    fig.update_layout(
        xaxis=drawing.bare(range=[0, 1]), yaxis=drawing.bare(range=[0, 1])
    )
    rows = [1 - (i + 0.6) / (len(inputs) + 0.2) for i in range(len(inputs))]
    texts = []
    for i, (y, weight) in enumerate(zip(rows, weights, strict=True)):
        fig.add_trace(_weight_line(y, weight))
        texts += [
            writing.text(
                theme.muted(f"× {number(weight, 1)}"),
                INPUT_X + 0.42 * (SUM_X - INPUT_X),
                y + 0.42 * (0.5 - y),
                anchor="center",
                dy=11,
                size=theme.SMALL_PX,
            ),
            writing.text(
                theme.muted(f"input {i + 1}"),
                INPUT_X,
                y,
                anchor="center",
                dy=NODE_PX / 2 + 9,
                size=theme.SMALL_PX,
            ),
        ]
    fig.add_trace(
        go.Scatter(
            x=[SUM_X + BESIDE, OUTPUT_X - BESIDE],
            y=[0.5, 0.5],
            mode="lines",
            line={"color": theme.GUIDE, "width": 2},
            hoverinfo="skip",
        )
    )
    texts += [
        writing.text(theme.muted(said), x, 0.5, anchor="center", dy=dy, size=12)
        for said, x, dy in (
            ("weighted sum", SUM_X, SUM_PX / 2 + 11),
            (f"with bias {number(bias, 1)}", SUM_X, -SUM_PX / 2 - 11),
            ("output", OUTPUT_X, SUM_PX / 2 + 11),
        )
    ]
    _add_nodes(
        fig, [(INPUT_X, y, number(v, 1)) for y, v in zip(rows, inputs, strict=True)]
    )
    _add_nodes(fig, [(SUM_X, 0.5, number(made.z))], size=SUM_PX, color=COLOR)
    output = [(OUTPUT_X, 0.5, number(made.output))]
    _add_nodes(fig, output, size=SUM_PX, color=COLOR)
    writing.add_texts(fig, texts)
    return fig


def _weight_line(y: float, weight: float) -> go.Scatter:
    return go.Scatter(
        x=[INPUT_X + part * (SUM_X - INPUT_X) for part in SHOWN],
        y=[y + part * (0.5 - y) for part in SHOWN],
        mode="lines",
        line={
            "color": COLOR,
            "width": THINNEST + PER_WEIGHT * abs(weight),
            "dash": theme.DASH if weight < 0 else "solid",
        },
        opacity=0.7 if weight else 0.25,
        hoverinfo="skip",
    )


def _add_nodes(
    fig: go.Figure,
    nodes: Sequence[tuple[float, float, str]],
    *,
    size: int = NODE_PX,
    color: str = theme.NEUTRAL,
) -> None:
    """Circles with numbers in them."""
    x, y, said = zip(*nodes, strict=True)
    fig.add_trace(
        go.Scatter(
            x=x,
            y=y,
            mode="markers+text",
            text=[theme.ink(t) for t in said],
            marker={
                "size": size,
                "color": theme.faint(color, theme.BAND_OPACITY),
                "opacity": 1,
                "line": {"color": color, "width": 1.5},
            },
            hoverinfo="skip",
        )
    )


def activation_curve(activation: Activation, made: Neuron) -> go.Figure:
    """The curve of an activation, with a diamond where the neuron stands."""
    reach = max(REACH, abs(made.z) * 1.1)
    z = np.linspace(-reach, reach, N_POINTS)
    curve = activation.apply(z)
    output = number(made.output, DECIMALS)
    fig = drawing.figure(
        f"The activation: {activation.label}",
        activation.does,
        f"{activation.label}: the weighted sum {number(made.z)} becomes {output}.",
        height=HEIGHT,
    )
    low, high = float(min(curve.min(), -0.1)), float(max(curve.max(), 1.1))
    fig.update_layout(
        xaxis=drawing.axis("weighted sum", range=[-reach, reach]),
        yaxis=drawing.axis("output", range=[low, high + 0.1 * (high - low)], nticks=6),
    )
    line = {"color": COLOR, "width": 2.5}
    fig.add_trace(
        go.Scatter(
            x=z, y=curve, mode="lines", line=line, hoverinfo="skip", name="curve"
        )
    )
    fig.add_trace(
        go.Scatter(
            x=[-reach, made.z, made.z],
            y=[made.output, made.output, low],
            mode="lines",
            line={"color": theme.GUIDE, "width": 1, "dash": theme.DASH},
            hoverinfo="skip",
            name="guide",
        )
    )
    fig.add_trace(
        go.Scatter(
            x=[made.z],
            y=[made.output],
            name="neuron",
            mode="markers",
            marker={"symbol": "diamond", "size": 13, "color": COLOR},
            hovertext=[f"sum {number(made.z)}, output {output}"],
            hoverinfo="text",
        )
    )
    is_right = made.z > 0.4 * reach
    writing.write(
        fig,
        theme.ink(output, bold=True),
        made.z,
        made.output,
        anchor="right" if is_right else "left",
        dx=-12 if is_right else 12,
        dy=12 if is_right else -12,
    )
    return fig


def softmax_bars(scores: Sequence[float]) -> go.Figure:
    """What softmax makes of the scores of some classes: shares that add up to 1."""
    shares = primer.softmax(scores)
    names = [f"class {i + 1}" for i in range(len(scores))]
    said = [f"{number(share, 3)}" for share in shares]
    fig = drawing.figure(
        "Softmax: scores become shares",
        "One score per class; the shares add up to 1.",
        "; ".join(f"{n}: {s}" for n, s in zip(names, said, strict=True)) + ".",
        height=SOFTMAX_PX,
        left=64,
        right=64,
    )
    fig.update_layout(
        xaxis=drawing.axis("share", range=[0, 1]),
        yaxis=drawing.axis(
            grid=False,
            tickvals=list(range(len(scores))),
            ticktext=names,
            range=[len(scores) - 0.5, -0.5],
        ),
    )
    fig.add_trace(
        go.Bar(
            x=shares,
            y=list(range(len(scores))),
            orientation="h",
            width=0.5,
            marker={"color": theme.faint(COLOR, theme.CELL), "line": {"color": COLOR}},
            text=[theme.ink(s) for s in said],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    return fig
