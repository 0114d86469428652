"""First weights of RealMLP's members, fitted to the scale of the data."""

from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.deep.realmlp import (
    N_EMBEDDED,
    N_LAYERS,
    N_MIXED,
    N_WAVES,
    WAVE_SCALE,
    WIDTH,
    has_waves,
)
from dlcompare.models.recipe import Shape

N_START_ROWS = 5  # rows whose activations the biases start from ("he+5")
SMALLEST = 1e-6  # standard deviation; a column that never varies is left as it is
Array = npt.NDArray[Any]


def packed_start(shape: Shape, seeds: tuple[int, ...], rows: Array) -> list[Array]:
    """First weights of all members, fitted to the scale of some prepared rows.

    Every column of a kernel is divided by the standard deviation of what it gives
    over `rows`, of shape (n_rows, n_columns); biases move the kinks of the units
    to where rows are.

    References
    ----------
    Holzmueller et al. (2024): weight_init_mode "std", bias_init_mode "he+5".
    """
    members = [_start_one(shape, seed, rows) for seed in seeds]
    return [np.stack(arrays) for arrays in zip(*members, strict=True)]


def _start_one(shape: Shape, seed: int, rows: Array) -> list[Array]:
    rng = np.random.default_rng(seed)
    n_codes, p = len(shape.levels), shape.n_numbers
    first = n_codes + shape.n_levels
    arrays: list[Array] = []
    parts = [rows[:, n_codes:first]] if shape.n_levels else []
    if n_codes:
        table = rng.normal(size=(sum(shape.levels), N_EMBEDDED))
        starts = np.cumsum([0, *shape.levels[:-1]])
        table[starts] = 0.0  # unknown, until training meets one
        arrays.append(table)
        places = rows[:, :n_codes].astype(np.int64) + starts
        parts.append(table[places].reshape(len(rows), -1))
    numbers = rows[:, first:].astype(np.float64)
    if has_waves(shape):
        reach = N_WAVES**-0.5
        wave = rng.normal(0, WAVE_SCALE, (p, N_WAVES))
        phase = rng.uniform(-np.pi, np.pi, (p, N_WAVES))
        mix = rng.uniform(-reach, reach, (p, N_WAVES, N_MIXED))
        shift = rng.uniform(-reach, reach, (p, N_MIXED))
        arrays += [wave[None], phase[None], mix, shift[None]]
        angles = 2 * np.pi * numbers[..., None] * wave + phase
        mixed = np.einsum("bph,phd->bpd", np.cos(angles), mix) + shift
        waved = np.concatenate([mixed, numbers[..., None]], axis=2)
        numbers = waved.reshape(len(rows), -1)
    z = np.concatenate([*parts, numbers], axis=1)
    arrays.append(np.ones((1, z.shape[1])))
    bend = _selu if shape.is_classification else _mish
    for _ in range(N_LAYERS):
        kernel, bias, z = _start_dense(z, WIDTH, rng)
        arrays += [kernel, bias, np.ones((1, WIDTH))]
        z = bend(z)
    arrays += _start_dense(z, shape.n_outputs, rng)[:2]
    return [array.astype(np.float32) for array in arrays]


def _start_dense(
    z: Array, n_units: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Kernel and bias of one layer, and what it gives for `z`."""
    kernel = rng.normal(size=(z.shape[1], n_units))
    given = z @ kernel * z.shape[1] ** -0.5
    spread = given.std(axis=0)
    spread[spread < SMALLEST] = 1.0
    kernel, given = kernel / spread, given / spread
    chosen = rng.integers(0, len(z), (N_START_ROWS, n_units))
    shares = rng.exponential(size=(N_START_ROWS, n_units))
    shares /= shares.sum(axis=0)
    bias = -(shares * given[chosen, np.arange(n_units)]).sum(axis=0)
    return kernel, bias[None], given + bias


def _selu(z: Array) -> Array:
    bent = 1.6732632423543772 * np.expm1(np.minimum(z, 0.0))
    return 1.0507009873554805 * np.where(z > 0, z, bent)


def _mish(z: Array) -> Array:
    return np.asarray(z * np.tanh(np.logaddexp(0.0, z)))
