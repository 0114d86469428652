"""What a neural network is, as a few functions of NumPy to read and play with.

Nothing here trains a model of a study; `models/deep/` does. The neuron, the
activations and the widths are those of *Introduction to Deep Learning* (2025).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from dlcompare.errors import DlcompareError

Array = npt.NDArray[np.float64]

EXAMPLE_INPUTS = (0.5, 0.3, 0.2)  # of the document, as are weights and bias
EXAMPLE_WEIGHTS = (0.4, 0.6, 0.8)
EXAMPLE_BIAS = 0.1
DOCUMENT_WIDTHS = (784, 128, 64, 10)  # 28 x 28 pixels, two hidden layers, ten classes


def linear(z: npt.ArrayLike) -> Array:
    """The weighted sum as it is, of any shape."""
    return np.asarray(z, dtype=np.float64)


def relu(z: npt.ArrayLike) -> Array:
    """The positive part of `z`, of any shape.

    Examples
    --------
    >>> relu([-2, 0, 3]).tolist()
    [0.0, 0.0, 3.0]
    """
    return np.maximum(0.0, linear(z))


def sigmoid(z: npt.ArrayLike) -> Array:
    """Any number as a share in [0, 1]; 0 gives 0.5.

    Written with tanh, which no large `z` overflows.

    Examples
    --------
    >>> sigmoid([0, np.log(3)]).round(6).tolist()
    [0.5, 0.75]
    """
    return 0.5 * (1.0 + np.tanh(0.5 * linear(z)))


def tanh(z: npt.ArrayLike) -> Array:
    """Any number as a number in [-1, 1]; 0 stays 0."""
    return np.tanh(linear(z))


def softmax(z: npt.ArrayLike) -> Array:
    """Scores as shares that add up to 1 along the last axis.

    Parameters
    ----------
    z : array of shape (..., n_classes)
        The largest is subtracted first, so that no large score overflows.

    Examples
    --------
    >>> softmax([0, np.log(3)]).round(6).tolist()
    [0.25, 0.75]
    """
    scores = linear(z)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


@dataclass(frozen=True)
class Activation:
    """What bends a weighted sum: its formula (LaTeX), and where it is used."""

    name: str
    label: str
    apply: Callable[[npt.ArrayLike], Array]
    formula: str
    does: str
    used: str


LINEAR = Activation(
    "linear",
    "none",
    linear,
    "f(z) = z",
    "The sum stays as it is. Layers without a bend between them are one layer.",
    "Last layer of a network for numbers (regression).",
)
RELU = Activation(
    "relu",
    "ReLU",
    relu,
    r"f(z) = \max(0, z)",
    "Cuts off below 0. Cheap, and its slope does not fade for large sums.",
    "Hidden layers, by far the most common.",
)
SIGMOID = Activation(
    "sigmoid",
    "sigmoid",
    sigmoid,
    r"f(z) = \frac{1}{1 + e^{-z}}",
    "Squeezes any sum between 0 and 1, so that it can be read as a probability.",
    "Last layer of a network for two classes.",
)
TANH = Activation(
    "tanh",
    "tanh",
    tanh,
    r"f(z) = \tanh z",
    "Squeezes any sum between −1 and 1; a sum of 0 stays 0.",
    "Inside recurrent networks, which read text word by word.",
)
SOFTMAX = Activation(
    "softmax",
    "softmax",
    softmax,
    r"f(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
    "Turns the sums of all classes into shares that add up to 1.",
    "Last layer of a network for several classes.",
)
ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {one.name: one for one in (SIGMOID, RELU, TANH, LINEAR, SOFTMAX)}
)
OF_ONE_SUM = (SIGMOID, RELU, TANH, LINEAR)  # softmax needs the sums of all classes


@dataclass(frozen=True)
class Neuron:
    """What one neuron made of its inputs: each product, their sum, the output."""

    products: tuple[float, ...]
    z: float
    output: float


def neuron(
    inputs: Sequence[float],
    weights: Sequence[float],
    bias: float,
    *,
    activation: Activation = SIGMOID,
) -> Neuron:
    """Weigh, add and bend: the activation of `inputs · weights + bias`.

    Parameters
    ----------
    inputs, weights : sequences of n_inputs numbers
    bias : float
    activation : Activation
        One of `OF_ONE_SUM`.

    Raises
    ------
    DlcompareError
        If there are not as many weights as inputs.

    Examples
    --------
    >>> round(neuron(EXAMPLE_INPUTS, EXAMPLE_WEIGHTS, EXAMPLE_BIAS).output, 4)
    0.6548
    """
    if len(inputs) != len(weights):
        raise DlcompareError(
            f"The neuron has {len(inputs)} inputs and {len(weights)} weights.",
            "Give one weight for each input.",
        )
    products = np.asarray(inputs, dtype=np.float64) * np.asarray(weights)
    z = float(products.sum() + bias)
    return Neuron(tuple(map(float, products)), z, float(activation.apply(z)))


@dataclass(frozen=True)
class Layer:
    """Neurons side by side, all with the same inputs.

    Attributes
    ----------
    weights : array of shape (n_inputs, n_units)
    biases : array of shape (n_units,)
    activation : Activation
    """

    weights: Array
    biases: Array
    activation: Activation = RELU

    def __post_init__(self) -> None:
        if self.weights.ndim != 2 or self.biases.shape != self.weights.shape[1:]:
            raise DlcompareError(
                f"A layer has weights of shape {self.weights.shape} and biases of"
                f" shape {self.biases.shape}.",
                "Give weights of shape (inputs, units) and one bias for each unit.",
            )


def forward(rows: npt.ArrayLike, layers: Sequence[Layer]) -> tuple[Array, ...]:
    """One forward pass: what goes into the first layer, and what each gives.

    Parameters
    ----------
    rows : array of shape (n_rows, n_inputs)
    layers : sequence of Layer

    Returns
    -------
    tuple of arrays of shape (n_rows, n_units)
        The rows first, the output of the last layer last.

    Raises
    ------
    DlcompareError
        If a layer takes another number of inputs than it gets.
    """
    values = [np.atleast_2d(linear(rows))]
    for number, layer in enumerate(layers, start=1):
        given, taken = values[-1].shape[1], layer.weights.shape[0]
        if given != taken:
            raise DlcompareError(
                f"Layer {number} takes {taken} inputs and gets {given}.",
                "Let each layer take as many inputs as the one before has units.",
            )
        sums = values[-1] @ layer.weights + layer.biases
        values.append(layer.activation.apply(sums))
    return tuple(values)


def n_parameters(widths: Sequence[int]) -> tuple[int, ...]:
    """Weights and biases of each dense layer of a network.

    Parameters
    ----------
    widths : sequence of int
        Inputs, then the units of every layer.

    Returns
    -------
    tuple of int
        One per layer: inputs times units, and a bias for each unit.

    Examples
    --------
    >>> n_parameters(DOCUMENT_WIDTHS), sum(n_parameters(DOCUMENT_WIDTHS))
    ((100480, 8256, 650), 109386)
    """
    return tuple(n_inputs * n_units + n_units for n_inputs, n_units in pairwise(widths))
