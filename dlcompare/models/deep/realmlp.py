"""RealMLP: several strong networks for tables, trained side by side and averaged."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.recipe import Facts, Recipe, Shape, Training, by_rows
from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size
from dlcompare.records import Task

N_MEMBERS = 4
DEFAULTS: dict[str, Any] = {
    "members": N_MEMBERS,
    "epochs": None,
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
# Where the epoch is chosen by its errors, and labels are smoothed. They are for
# log-loss of many classes too: few rows make a network too sure of them, and what
# smoothing does to the probabilities is mended by the estimator's `sharpness_`.
OF_CLASSES = ("accuracy", "balanced_accuracy", "f1_macro")
SMOOTHED_METRICS: dict[Task, tuple[str, ...]] = {
    "binary": OF_CLASSES,
    "multiclass": (*OF_CLASSES, "log_loss"),
    "regression": (),
}
WIDTH = 256  # units of each of the three hidden layers
N_LAYERS = 3
MAX_WAVED = 256  # numbers; beyond, they enter without waves
N_WAVES = 16  # of each number (PBLD)
N_MIXED = 3  # columns that the waves of a number become
N_EMBEDDED = 8  # columns that a code becomes
WAVE_SCALE = 0.1  # standard deviation of the frequencies
# The published 256 epochs on every table; measured, the last three quarters of them
# gain nothing from some thousand rows on (docs/networks.md).
EPOCHS = ((2_000, 256), (5_000, 128))
FEW_EPOCHS = 64  # on more rows
BATCH_SIZES = ((30_000, 256), (100_000, 512))
FLOPS = 30e9  # per second and thread, measured in training


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


def start(shape: Shape, seeds: tuple[int, ...], rows: Any) -> list[Any]:
    """First weights of all members (estimators/packed_start.py)."""
    from dlcompare.models.estimators.packed_start import packed_start

    return packed_start(shape, seeds, rows)


def n_epochs(n_rows: int) -> int:
    """Passes over so many training rows."""
    return by_rows(n_rows, EPOCHS, FEW_EPOCHS)


def training(facts: Facts) -> Training:
    """RealMLP-TD's settings; labels are smoothed where only the class counts."""
    for_classes = facts.task != "regression"
    smooths = facts.metric in SMOOTHED_METRICS[facts.task]
    return Training(
        epochs=n_epochs(facts.n_rows),
        batch_size=by_rows(facts.n_rows, BATCH_SIZES, 1_024),
        learning_rate=0.04 if for_classes else 0.2,
        schedule="cycles",
        beta_2=0.95,
        epsilon=1e-8,
        weight_decay=0.02,
        dropout=0.15,
        fades=True,
        label_smoothing=0.1 if smooths else 0.0,
        selection="error" if facts.metric in OF_CLASSES or not for_classes else "loss",
        drops_last_batch=True,
        clips_to_seen=True,
        members=N_MEMBERS,
        enough_epochs=16,
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
    n_rows = 0.8 * size.n_rows_train * n_epochs(size.n_rows_train) * N_MEMBERS
    n_inputs = size.width + N_MIXED * size.n_features
    n_weights = WIDTH * (n_inputs + 2 * WIDTH + size.n_outputs)
    return 1.5 + n_rows * (1e-6 + 6 * n_weights / FLOPS)


REALMLP = ModelSpec(
    name="realmlp",
    label="RealMLP",
    family="deep",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    once_seconds=2.5,
    priority=1,
    source="Holzmueller et al. (2024), Better by default (RealMLP-TD)",
    defaults=DEFAULTS,
    space=SPACE,
    note="Several networks with validation rows of their own, averaged.",
    epochs=lambda size: n_epochs(size.n_rows_train),
    members=N_MEMBERS,
)
