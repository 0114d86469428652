"""RealMLP: several strong networks for tables, trained side by side and averaged."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.recipe import Facts, Recipe, Shape, Training, by_rows
from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size

N_MEMBERS, N_EPOCHS = 4, 256
DEFAULTS: dict[str, Any] = {
    "members": N_MEMBERS,
    "epochs": N_EPOCHS,
    "batch_size": None,
    "rate_factor": 1.0,
    "dropout": 0.15,
    "weight_decay": 0.02,
}
SPACE: dict[str, tuple[Any, ...]] = {
    "rate_factor": (0.4, 1.0, 2.0),
    "dropout": (0.0, 0.15, 0.3),
    "weight_decay": (0.004, 0.02, 0.05),
}
SMOOTHED_METRICS = ("accuracy", "balanced_accuracy", "f1_macro")
WIDTH = 256  # units of each of the three hidden layers
N_LAYERS = 3
MAX_WAVED = 256  # numbers; beyond, they enter without waves
N_WAVES = 16  # of each number (PBLD)
N_MIXED = 3  # columns that the waves of a number become
N_EMBEDDED = 8  # columns that a code becomes
WAVE_SCALE = 0.1  # standard deviation of the frequencies
N_START_ROWS = 5  # rows whose activations the biases start from ("he+5")
SMALLEST = 1e-6  # standard deviation; a column that never varies is left as it is
BATCH_SIZES = ((1_024, 64), (8_192, 128), (30_000, 256), (100_000, 512))
FLOPS = 30e9  # per second and thread, measured in training
Array = npt.NDArray[Any]


def layers(shape: Shape, seed: int) -> Any:
    """`(members, batch, n_columns)` to `(members, batch, n_outputs)`.

    `seed` has no say: `start` gives the first weights.
    """
    from dlcompare.models.deep.layers.dropout import FadingDropout
    from dlcompare.models.deep.layers.library import keras
    from dlcompare.models.deep.layers.packed import (
        PackedActivation,
        PackedScale,
        PackedTable,
        PackedTangent,
    )

    activation = "selu" if shape.is_classification else "mish"
    parts: list[Any] = [
        keras.Input(batch_shape=(shape.n_members, None, *shape.inputs)),
        PackedTable(shape.levels, shape.n_levels, waves=has_waves(shape)),
        PackedScale(),
    ]
    for number in range(1, N_LAYERS + 1):
        parts.append(PackedTangent(WIDTH))
        parts.append(PackedActivation(activation))
        parts.append(FadingDropout(number))
    parts.append(PackedTangent(shape.n_outputs))
    return keras.Sequential(parts)


def has_waves(shape: Shape) -> bool:
    """Whether numbers get waves."""
    return 0 < shape.n_numbers <= MAX_WAVED


def start(shape: Shape, seeds: tuple[int, ...], rows: Array) -> list[Array]:
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


def training(facts: Facts) -> Training:
    """RealMLP-TD's settings; labels are smoothed where only the class counts."""
    for_classes = facts.task != "regression"
    smooths = for_classes and facts.metric in SMOOTHED_METRICS
    return Training(
        epochs=N_EPOCHS,
        batch_size=by_rows(facts.n_rows, BATCH_SIZES, 1_024),
        learning_rate=0.04 if for_classes else 0.2,
        schedule="cycles",
        beta_2=0.95,
        epsilon=1e-8,
        weight_decay=0.02,
        dropout=0.15,
        fades=True,
        label_smoothing=0.1 if smooths else 0.0,
        selection="error" if smooths or not for_classes else "loss",
        drops_last_batch=True,
        clips_to_seen=True,
        members=N_MEMBERS,
        enough_epochs=32,
    )


REALMLP_TD = Recipe(
    name="realmlp_td", network=layers, training=training, is_packed=True, start=start
)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Robust scaling, embeddings, then members with waves, all inside."""
    from dlcompare.modalities.tabular.network_inputs import network_inputs
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=network_inputs(context),
        recipe=REALMLP_TD,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Members, epochs, rows and weights."""
    n_rows = 0.8 * size.n_rows_train * N_EPOCHS * N_MEMBERS
    n_weights = WIDTH * (3 * size.width + 2 * WIDTH + size.n_outputs)
    return 1.5 + n_rows * (1e-6 + 6 * n_weights / FLOPS)


REALMLP = ModelSpec(
    name="realmlp",
    label="RealMLP",
    family="deep",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=1,
    source="Holzmueller et al. (2024), Better by default (RealMLP-TD)",
    defaults=DEFAULTS,
    space=SPACE,
    note="Several networks with validation rows of their own, averaged.",
    epochs=lambda size: N_EPOCHS,
    members=N_MEMBERS,
)
