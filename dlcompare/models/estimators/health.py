"""Whether a network trained at all, seen from its own rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.recipe import Shape
from dlcompare.records import Epoch, Health

LAST_SHARE = 0.1  # of all epochs; how much they still gain tells if it was stopped
STILL_GAINING = 0.02  # of the whole fall of the validation loss, in those epochs
PENALTY = 1e-2  # of the linear model, times its number of rows
MAX_INDICATORS = 64  # codes of a column that the linear model sees one by one
MAX_COLUMNS = 4_096  # of inputs that the linear model takes
Array = npt.NDArray[Any]


def examine(epochs: Sequence[Epoch], best_epoch: int) -> Health:
    """What the losses tell.

    A schedule that ends at rate 0 often has its best epoch last and is finished
    all the same; it is still falling if, besides, the last tenth of the epochs
    took more than 2% of the whole fall of the validation loss.
    """
    losses = [epoch.loss for epoch in epochs]
    held = [e.validation_loss for e in epochs if e.validation_loss is not None]
    n_last = max(1, round(LAST_SHARE * len(held)))
    falling = False
    if len(held) > n_last and best_epoch == len(epochs):
        whole, late = held[0] - min(held), held[-1 - n_last] - held[-1]
        falling = whole > 0 and late > STILL_GAINING * whole
    return Health(
        is_finite=bool(np.isfinite(losses).all() and np.isfinite(held).all()),
        loss_fell=len(losses) < 2 or min(losses[1:]) < losses[0],
        still_falling=falling,
    )


def against_linear(
    health: Health,
    *,
    given: Array,
    known: tuple[Array, Array],
    held: tuple[Array, Array],
) -> Health:
    """The same with a linear model on the network's own inputs beside it.

    Ridge regression, of classes on their indicators; both are judged on the same
    held rows by the share of wrong classes, or the mean squared error of the
    standardised values.

    Parameters
    ----------
    health : Health
    given : array of shape (n_held, n_outputs)
        The network's probabilities, or values.
    known, held : (inputs, target)
        Rows to learn from and to judge on; inputs of shape (n_rows, n_columns),
        target class codes or values.
    """
    (X, y), (X_held, y_held) = known, held
    X, X_held = X[:, :MAX_COLUMNS], X_held[:, :MAX_COLUMNS]
    is_classes = np.issubdtype(y.dtype, np.integer)
    wanted = np.eye(given.shape[1])[y] if is_classes else y[:, None].astype(float)
    linear = _ridge(X.astype(float), wanted, X_held.astype(float))
    if is_classes:
        own_loss = (given.argmax(axis=1) != y_held).astype(float)
        linear_loss = (linear.argmax(axis=1) != y_held).astype(float)
    else:
        own_loss = (given[:, 0] - y_held) ** 2
        linear_loss = (linear[:, 0] - y_held) ** 2
    gaps = own_loss - linear_loss
    return replace(
        health,
        own_loss=float(own_loss.mean()),
        linear_loss=float(linear_loss.mean()),
        noise=float(gaps.std() / np.sqrt(len(gaps))),
    )


def flat(made: Array, shape: Shape) -> Array:
    """A network's inputs as columns of numbers for the linear model.

    Small sets of codes become indicators, codes of words signs of which of the
    commonest occur.
    """
    if shape.texts:
        return _occurrences(made, shape)
    n_codes = len(shape.levels)
    if not n_codes:
        return made.reshape(len(made), -1)
    hot = [
        np.eye(n, dtype=np.float32)[made[:, j].astype(int)]
        for j, n in enumerate(shape.levels)
        if n <= MAX_INDICATORS
    ]
    return np.concatenate([*hot, made[:, n_codes:]], axis=1)


def _occurrences(made: Array, shape: Shape) -> Array:
    n_codes = sum(shape.texts)
    others = made[:, n_codes:]
    codes = made[:, :n_codes].astype(np.int64)
    n_words = max(min(shape.n_words, MAX_COLUMNS - others.shape[1]), 0)
    rows, places = np.nonzero(codes < n_words)
    found = np.zeros((len(made), n_words), dtype=np.float32)
    found[rows, codes[rows, places]] = 1.0
    return np.concatenate([others, found], axis=1)


def _ridge(X: Array, wanted: Array, X_new: Array) -> Array:
    """Predictions of a ridge regression with intercept, by its dual form."""
    middle, level = X.mean(axis=0), wanted.mean(axis=0)
    spread = X.std(axis=0)
    spread[spread == 0] = 1.0
    Z, Z_new = (X - middle) / spread, (X_new - middle) / spread
    n, p = Z.shape
    strength = PENALTY * n
    if p <= n:
        solved = np.linalg.solve(Z.T @ Z + strength * np.eye(p), Z.T @ (wanted - level))
        return np.asarray(Z_new @ solved + level)
    weights = np.linalg.solve(Z @ Z.T + strength * np.eye(n), wanted - level)
    return np.asarray(Z_new @ (Z.T @ weights) + level)
