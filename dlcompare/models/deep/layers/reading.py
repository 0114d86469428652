"""What the networks for texts share: one reader for all columns, and the ending."""

from collections.abc import Callable
from typing import Any

from dlcompare.models.deep.layers.dropout import FadingDropout
from dlcompare.models.deep.layers.library import keras
from dlcompare.models.deep.layers.words import Codes
from dlcompare.models.recipe import Shape

HIDDEN = 64  # units over the columns beside the texts


def reader(shape: Shape, seed: int, read: Callable[[Any], Any]) -> Any:
    """A network that reads every text column with the same `read`.

    Parameters
    ----------
    shape : Shape
    seed : int
    read : callable
        From codes (batch, length) to what they say, (batch, size).

    Returns
    -------
    keras.Model
        `(batch, n_columns)` to `(batch, n_outputs)`. What the texts say stands side by
        side, with one layer over the other columns; then the output.
    """
    inputs = keras.Input(shape.inputs)
    parts, first = [], 0
    for length in shape.texts:
        parts.append(read(Codes(first, first + length)(inputs)))
        first += length
    if shape.inputs[0] > first:
        start = keras.initializers.HeNormal(seed=seed + 101)
        hidden = keras.layers.Dense(HIDDEN, "relu", kernel_initializer=start)
        parts.append(hidden(inputs[:, first:]))
    joined = keras.layers.Concatenate()(parts) if len(parts) > 1 else parts[0]
    last = keras.initializers.GlorotUniform(seed=seed + 102)
    ending = keras.layers.Dense(shape.n_outputs, kernel_initializer=last)
    return keras.Model(inputs, ending(FadingDropout(101)(joined)))
