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


def groups(
    n_members: int, n_rows: int, *, is_packed: bool = True
) -> list[tuple[int, ...]]:
    """Which members train in one loop; the same whatever the threads.

    A network that is not packed has a loop for itself.
    """
    size = n_members if n_rows <= SMALL_ROWS else GROUP_MEMBERS
    size = size if is_packed else 1
    numbers = range(n_members)
    return [tuple(numbers[at : at + size]) for at in range(0, n_members, size)]


def average(
    loops: Sequence[Forward],
    made: Array,
    *,
    sharpness: float = 1.0,
    only_first: bool = False,
) -> Array:
    """Mean over all members and heads of probabilities, or of values.

    Shape (n_rows, n_outputs), float64. Logits are multiplied by `sharpness`.
    `only_first`: of the first member of each
    loop, whose held-out rows the others have seen.
    """
    total, n = np.zeros(1), 0
    for loop in loops:
        given = loop.forward(made)[: 1 if only_first else None]
        is_classification = loop.shape.is_classification
        found = given.astype(np.float64)
        if is_classification:
            flat = sharpness * found.reshape(-1, given.shape[3])
            found = softmax(flat).reshape(given.shape)
        total = total + found.sum(axis=(0, 2))
        n += given.shape[0] * given.shape[2]
    return np.asarray(total / n)


def unseen(
    loops: Sequence[tuple[Forward, tuple[int, ...]]],
    made: Array,
    target: Array,
    held: Sequence[Array],
) -> tuple[Array, Array]:
    """Outputs of every member for its own held-out rows, and their truth.

    Shapes (n, n_heads, n_outputs) and (n,), the members one after another.
    """
    found = [
        loop.forward(made[held[member]])[place]
        for loop, members in loops
        for place, member in enumerate(members)
    ]
    used = [held[member] for _, members in loops for member in members]
    return np.concatenate(found), target[np.concatenate(used)]


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
    """The weights of all loops as one list.

    Packed ones have an axis of members; else all of one member come before those of
    the next (`of_members`).
    """
    if not is_packed:
        return [array for arrays in of_loops for array in arrays]
    return [np.concatenate(arrays) for arrays in zip(*of_loops, strict=True)]


def of_members(
    weights: list[Array], members: tuple[int, ...], n_members: int, *, is_packed: bool
) -> list[Array]:
    """Of what `joined` gave, the weights of the members of one loop."""
    if is_packed:
        return [array[list(members)] for array in weights]
    n = len(weights) // n_members
    return weights[members[0] * n : (members[0] + 1) * n]
