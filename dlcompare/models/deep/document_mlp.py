"""The document's own network on a table: 128 and 64 ReLU, then the output."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.recipe import Facts, Recipe, Shape, Training
from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size

DEFAULTS = {"epochs": 10, "batch_size": 32}


def layers(shape: Shape, seed: int) -> Any:
    """The document's layers: `(batch, n_columns)` to `(batch, n_outputs)`.

    Softmax is applied to the outputs by the loss and when predicting.
    """
    from dlcompare.models.deep.layers.library import keras

    def dense(n_units: int, number: int, activation: str | None = None) -> Any:
        start = keras.initializers.GlorotUniform(seed=seed + number)
        return keras.layers.Dense(n_units, activation, kernel_initializer=start)

    return keras.Sequential(
        [
            keras.Input(shape.inputs),
            dense(128, 1, "relu"),
            dense(64, 2, "relu"),
            dense(shape.n_outputs, 3),
        ]
    )


def training(facts: Facts) -> Training:
    """Adam as Keras sets it, batches of 32, ten epochs, a fifth held out."""
    return Training(epochs=10, batch_size=32, learning_rate=1e-3)


DOCUMENT = Recipe(name="document", network=layers, training=training)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Impute, scale, one-hot, then the document's network as it stands there."""
    from dlcompare.modalities.tabular.network_inputs import network_inputs
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=network_inputs(context, scaling="standard", embeds=False),
        recipe=DOCUMENT,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Ten passes in batches of 32; 1.7 s for 26,000 x 101."""
    n_steps = 10 * (0.8 * size.n_rows_train / 32 + 1)
    return 0.6 + n_steps * (1e-4 + 6e-7 * size.width)


DOCUMENT_MLP = ModelSpec(
    name="document_mlp",
    label="The document's network",
    family="deep",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    once_seconds=1.0,
    priority=3,
    source="Introduction to Deep Learning (2025): Dense 128, Dense 64, Adam",
    defaults=DEFAULTS,
    note="The naive reference: the network of the document, nothing tuned.",
    is_reference=True,
    epochs=lambda size: DEFAULTS["epochs"],
)
