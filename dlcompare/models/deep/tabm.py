"""TabM-mini: one network for tables that gives many answers and averages them."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.deep.realmlp import OF_CLASSES
from dlcompare.models.recipe import Facts, Recipe, Shape, Training, by_rows
from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

N_EPOCHS = 48
DEFAULTS: dict[str, Any] = {
    "epochs": N_EPOCHS,
    "batch_size": None,
    "learning_rate": 2e-3,
    "dropout": 0.1,
    "weight_decay": 3e-4,
}
SPACE: dict[str, tuple[Any, ...]] = {
    "learning_rate": (1e-3, 2e-3, 4e-3),
    "dropout": (0.0, 0.1, 0.25),
    "weight_decay": (0.0, 3e-4, 3e-2),
}
N_VIEWS = 16  # answers per row; the authors call 16 to 24 competitive with 32
WIDTH = 256  # units of each hidden layer
N_LAYERS = 2
N_BINS = 16  # of each number
N_SIZE = 8  # columns that a number or code becomes
MIN_ROWS = 5_000  # rows; below, RealMLP's members are stronger and cheaper
MAX_NUMBERS = 512  # columns; beyond, bins make the first layer too wide for a CPU
BATCH_SIZES = ((30_000, 256), (100_000, 512))
FLOPS = 30e9  # per second and thread, measured in training


def layers(shape: Shape, seed: int) -> Any:
    """`(batch, n_columns)` to `(batch, N_VIEWS, n_outputs)`.

    `seed` has no say: `start` gives the first weights.
    """
    from dlcompare.models.deep.layers.dropout import FadingDropout
    from dlcompare.models.deep.layers.library import keras
    from dlcompare.models.deep.layers.views import (
        Heads,
        PiecewiseTable,
        SharedDense,
        Views,
    )

    parts: list[Any] = [
        keras.Input(shape.inputs),
        PiecewiseTable(shape.levels, shape.n_levels, n_bins=N_BINS, n_size=N_SIZE),
        Views(N_VIEWS),
    ]
    for number in range(1, N_LAYERS + 1):
        parts += [SharedDense(WIDTH), FadingDropout(number)]
    return keras.Sequential([*parts, Heads(shape.n_outputs)])


def start(shape: Shape, seeds: tuple[int, ...], rows: Any) -> list[Any]:
    """First weights and bins (estimators/views_start.py)."""
    from dlcompare.models.estimators.views_start import views_start

    return views_start(shape, seeds, rows)


def training(facts: Facts) -> Training:
    """AdamW on a cosine; the epoch that is best by the average of all answers."""
    by_error = facts.metric in OF_CLASSES
    return Training(
        epochs=N_EPOCHS,
        batch_size=by_rows(facts.n_rows, BATCH_SIZES, 1_024),
        learning_rate=2e-3,
        schedule="cosine",
        epsilon=1e-8,
        weight_decay=3e-4,
        dropout=0.1,
        selection="error" if by_error else "loss",
        drops_last_batch=True,
        clips_to_seen=True,
    )


TABM_MINI = Recipe(
    name="tabm_mini",
    network=layers,
    training=training,
    start=start,
    rows_at_once=4_096,
    clip_norm=1.0,
)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Ranks spread to a normal shape, bins, then one network with many answers."""
    from dlcompare.modalities.tabular.network_inputs import network_inputs
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=network_inputs(context, scaling="normal"),
        recipe=TABM_MINI,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Epochs, rows, answers and weights."""
    n_rows = 0.8 * size.n_rows_train * N_EPOCHS
    n_inputs = size.width + N_SIZE * size.n_features
    n_weights = WIDTH * (n_inputs + WIDTH + size.n_outputs)
    return 1.5 + n_rows * (5e-6 + 6 * N_VIEWS * n_weights / FLOPS)


TABM = ModelSpec(
    name="tabm",
    label="TabM",
    family="deep",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    once_seconds=1.5,
    priority=2,
    source="Gorishniy et al. (2024), TabM (TabM-mini with piecewise linear embeddings)",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(
        min_rows=MIN_ROWS,
        max_features=MAX_NUMBERS,
        reason="its first layer would be too wide for a processor",
    ),
    note="One network that answers in 16 ways and averages.",
    epochs=lambda size: N_EPOCHS,
)
