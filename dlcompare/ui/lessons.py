"""Parts of the Learn page: a neuron to play with, and what networks are made of."""

import streamlit as st

from dlcompare import plots, primer
from dlcompare.errors import DlcompareError
from dlcompare.records import Study
from dlcompare.ui import memory, parts, state

TITLE = "A neuron weighs, adds and bends. Layers repeat it."
LEAD = (
    "Move a slider; everything beside it follows. The same three steps, many times side"
    " by side and one layer after the other, make a network."
)
COLUMN_WIDTH = 300  # px; three in a row on the full page, below each other on a phone
REACH = 2.0  # of the sliders of inputs, weights and bias, on both sides of 0
SCORE_REACH = 5.0  # of the sliders of scores
SCORES = (2.0, 1.0, 0.0)  # of three classes, to begin with
DENSE = ("ReLU", "ReLU", "softmax")  # of the document's layers, as `DOCUMENT_WIDTHS`

COMPONENTS = (  # name, purpose, where it shows in a study, its page
    (
        "Layers",
        "Transform the data step by step; nobody has to say which features count.",
        "What each model goes by, column by column",
        state.UNDERSTAND,
    ),
    (
        "Weights",
        "The numbers that are learned: one for each line in the drawing above.",
        "How large each stored model is",
        state.COMPARE,
    ),
    (
        "Activation",
        "Bends the sums. The last one turns scores into probabilities.",
        "Whether those probabilities mean what they say",
        state.UNDERSTAND,
    ),
    (
        "Loss",
        "Measures how wrong the predictions are; training makes it smaller.",
        "The loss of every network, epoch by epoch",
        state.COMPARE,
    ),
    (
        "Optimiser",
        "Moves each weight a small step in the direction that lowers the loss.",
        "Which settings were tried, and which were chosen",
        state.COMPARE,
    ),
)


def one_neuron() -> None:
    """Sliders at the left, the neuron and its activation beside them."""
    parts.section("One neuron")
    with st.grid(3, min_column_width=COLUMN_WIDTH, gap="medium"):
        with st.container(gap="xxsmall"):
            inputs, weights, bias = _sliders()
            activation = _activation()
        made = primer.neuron(inputs, weights, bias, activation=activation)
        with st.container():
            figure = plots.neuron_diagram(inputs, weights, bias, made)
            parts.figure(figure, key="neuron")
        with st.container():
            parts.figure(plots.activation_curve(activation, made), key="activation")
    st.markdown(plots.sum_sentence(made, bias, activation))
    parts.remark("It begins with the numbers of the introduction: they give 0.6548.")


def _sliders() -> tuple[list[float], list[float], float]:
    """Inputs and weights side by side, and the bias."""
    inputs, weights = [], []
    begin = zip(primer.EXAMPLE_INPUTS, primer.EXAMPLE_WEIGHTS, strict=True)
    for i, (value, weight) in enumerate(begin, start=1):
        left, right = st.columns(2, gap="small")
        with left:
            inputs.append(_slider(f"Input {i}", value, REACH))
        with right:
            weights.append(_slider(f"Weight {i}", weight, REACH))
    return inputs, weights, _slider("Bias", primer.EXAMPLE_BIAS, REACH)


def _slider(label: str, value: float, reach: float) -> float:
    key = f"learn-{label.lower().replace(' ', '-')}"
    return float(st.slider(label, -reach, reach, value, step=0.1, key=key))


def _activation() -> primer.Activation:
    """The activation of the neuron; the sigmoid until another is chosen."""
    chosen = st.segmented_control(
        "Activation",
        [one.name for one in primer.OF_ONE_SUM],
        default=primer.SIGMOID.name,
        format_func=lambda name: primer.ACTIVATIONS[name].label,
        required=True,
        key="learn-activation",
    )
    return primer.ACTIVATIONS[chosen or primer.SIGMOID.name]


def activations() -> None:
    """Softmax with sliders, and every activation with its formula."""
    parts.section("Activation functions")
    with parts.pair():
        with st.container(gap="xxsmall"):
            scores = [
                _slider(f"Score of class {i}", score, SCORE_REACH)
                for i, score in enumerate(SCORES, start=1)
            ]
        with st.container():
            parts.figure(plots.softmax_bars(scores), key="softmax")
    st.table(plots.activation_table(), border="horizontal", hide_index=True)


def layers() -> None:
    """The network of the document, layer by layer."""
    parts.section("Layers")
    parts.heading(
        "The network of the introduction",
        "For images of 28 x 28 pixels and ten classes; every neuron of a layer is"
        " joined to every value of the one before.",
    )
    table = plots.layer_table(primer.DOCUMENT_WIDTHS, DENSE)
    st.table(table, border="horizontal", hide_index=True)


def own_study() -> Study | None:
    """The study of this tab where networks were trained; None without one."""
    shown = state.study_id()
    if not shown:
        return None
    try:
        study = memory.store().load(shown)
    except DlcompareError:
        state.close_study()
        return None
    return study if study.plan and memory.store().folds(shown) else None


def components(study: Study | None) -> None:
    """What a network is made of, each with where it shows in the user's study."""
    parts.section("What a network is made of")
    for name, purpose, where, page in COMPONENTS:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{name}.** {purpose}", width="stretch")
            if study is not None:
                st.page_link(page, label=where)


def own_networks(study: Study) -> None:
    """How the loss of the user's own networks fell, one click away."""
    if study.plan is None:
        return
    panels = plots.learned(study.plan, memory.store().folds(study.id))
    if not panels:
        return
    with parts.details("How the loss of your networks fell"):
        parts.figure(plots.training_curves(panels), key="learn-curves")


def way_on(study: Study | None) -> tuple[str, str]:
    """The next step: its label and its page."""
    if study is None:
        return "Try it on your data", state.UPLOAD
    return "See the networks on your data", state.COMPARE
