"""Networks trained side by side: who shares a loop, and what all say together."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from dlcompare.models.estimators.softmax import softmax
from dlcompare.models.recipe import Shape

SMALL_ROWS = 2_000  # rows; up to here a step costs its calls, so members share them
GROUP_MEMBERS = 2  # members per loop beyond; loops run side by side on threads
Array = npt.NDArray[Any]


class Forward(Protocol):
    """A loop that can predict (deep/training_loop.py)."""

    shape: Shape

    def forward(self, X: Any) -> Array:
        """Outputs of shape (members, n_rows, n_heads, n_outputs)."""


def groups(n_members: int, n_rows: int) -> list[tuple[int, ...]]:
    """Which members train in one loop; the same whatever the threads."""
    size = n_members if n_rows <= SMALL_ROWS else GROUP_MEMBERS
    numbers = range(n_members)
    return [tuple(numbers[at : at + size]) for at in range(0, n_members, size)]


def average(
    loops: Sequence[Forward], made: Array, *, only_first: bool = False
) -> Array:
    """Mean over all members and heads of probabilities, or of values.

    Shape (n_rows, n_outputs), float64. `only_first`: of the first member of each
    loop, whose held-out rows the others have seen.
    """
    total, n = np.zeros(1), 0
    for loop in loops:
        given = loop.forward(made)[: 1 if only_first else None]
        is_classification = loop.shape.is_classification
        found = given.astype(np.float64)
        if is_classification:
            found = softmax(found.reshape(-1, given.shape[3])).reshape(given.shape)
        total = total + found.sum(axis=(0, 2))
        n += given.shape[0] * given.shape[2]
    return np.asarray(total / n)


def weights(sample_weight: Array | None, n_rows: int) -> Array:
    """Weights of mean 1."""
    if sample_weight is None:
        return np.ones(n_rows, dtype=np.float32)
    weight = np.asarray(sample_weight, dtype=np.float64)
    if weight.shape != (n_rows,) or (weight < 0).any() or not weight.sum() > 0:
        raise ValueError(
            f"sample_weight has the shape {weight.shape} for {n_rows} rows, or a "
            "negative value, or sums to zero."
        )
    return np.asarray(weight / weight.mean(), dtype=np.float32)


def joined(of_loops: list[list[Array]], *, is_packed: bool) -> list[Array]:
    """The weights of all loops as one list, members one after another."""
    if not is_packed:
        return of_loops[0]
    return [np.concatenate(arrays) for arrays in zip(*of_loops, strict=True)]
