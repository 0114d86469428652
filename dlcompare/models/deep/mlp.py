"""A well-made network for tables, in the manner of RealMLP-TD-S."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.recipe import Facts, Recipe, Shape, Training, by_rows
from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size

DEFAULTS: dict[str, Any] = {"epochs": None, "batch_size": None}


SMOOTHED_METRICS = ("accuracy", "balanced_accuracy", "f1_macro")
WIDTH = 256  # units of each of the three hidden layers
N_BINS = 16  # per number, beside the number itself
FEW_EPOCHS = 12  # on more rows than listed in EPOCHS
FLOPS = 60e9  # per second, measured on one core
MAX_WAVED = 256  # numbers; beyond, they enter without waves
BATCH_SIZES = ((1_024, 64), (8_192, 128), (30_000, 256), (100_000, 512))
EPOCHS = ((2_000, 256), (10_000, 128), (50_000, 64), (200_000, 24))


def layers(shape: Shape, seed: int) -> Any:
    """`(batch, n_columns)` to `(batch, n_outputs)` through three hidden layers."""
    from dlcompare.models.deep.layers.dropout import FadingDropout
    from dlcompare.models.deep.layers.library import keras
    from dlcompare.models.deep.layers.tables import FrontScale, Periodic, Tangent

    n_numbers = shape.inputs[0] - shape.n_levels
    parts: list[Any] = [keras.Input(shape.inputs)]
    if 0 < n_numbers <= MAX_WAVED:
        parts.append(Periodic(shape.n_levels, seed))
    parts.append(FrontScale())
    activation = "selu" if shape.is_classification else "mish"
    for number in (1, 2, 3):
        parts.append(Tangent(WIDTH, seed=seed + number))
        parts.append(keras.layers.Activation(activation))
        parts.append(FadingDropout(number))
    parts.append(Tangent(shape.n_outputs, seed=None))
    return keras.Sequential(parts)


def training(facts: Facts) -> Training:
    """RealMLP's settings; labels are smoothed where only the class counts."""
    for_classes = facts.task != "regression"
    smooths = for_classes and facts.metric in SMOOTHED_METRICS
    return Training(
        epochs=by_rows(facts.n_rows, EPOCHS, FEW_EPOCHS),
        batch_size=by_rows(facts.n_rows, BATCH_SIZES, 1_024),
        learning_rate=0.04 if for_classes else 0.07,
        schedule="cycles",
        beta_2=0.95,
        epsilon=1e-8,
        weight_decay=0.02,
        dropout=0.15 if for_classes else 0.05,
        fades=True,
        label_smoothing=0.1 if smooths else 0.0,
        selection="error" if smooths or not for_classes else "loss",
        drops_last_batch=True,
        clips_to_seen=True,
    )


WELL_MADE = Recipe(name="well_made", network=layers, training=training)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Impute with indicators, robust scaling, one-hot, then a scheduled network."""
    from dlcompare.modalities.tabular.prepare import encoder
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=encoder(context, scaling="robust", n_bins=N_BINS),
        recipe=WELL_MADE,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Epochs, rows, weights; 17 s for 16,000 x 16, 28 s for 26,000 x 101."""
    n_rows = 0.8 * size.n_rows_train * by_rows(size.n_rows_train, EPOCHS, FEW_EPOCHS)
    n_weights = WIDTH * (2 * size.width + 2 * WIDTH + size.n_outputs)
    return 1.5 + n_rows * (3e-6 + 6 * n_weights / FLOPS)


MLP = ModelSpec(
    name="mlp",
    label="Multilayer perceptron",
    family="deep",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=1,
    source="Holzmueller et al. (2024), Better by default (RealMLP-TD-S)",
    defaults=DEFAULTS,
    epochs=lambda size: by_rows(size.n_rows_train, EPOCHS, FEW_EPOCHS),
)
