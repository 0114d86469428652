"""The document's own network on raw pixels: 784-128-64-k for 28 x 28 grey images."""

from collections.abc import Mapping
from math import prod
from typing import Any

from dlcompare.models.deep.document_mlp import layers as document_layers
from dlcompare.models.deep.document_mlp import training
from dlcompare.models.recipe import Recipe, Shape
from dlcompare.models.spec import CLASSIFICATION, Context, ModelSpec, Size

DEFAULTS = {"epochs": 10, "batch_size": 32}


def layers(shape: Shape, seed: int) -> Any:
    """`(batch, height, width, channels)` in [0, 255] to `(batch, n_outputs)`."""
    from dlcompare.models.deep.layers.library import keras

    parts = [keras.Input(shape.inputs), keras.layers.Rescaling(1 / 255)]
    parts.append(keras.layers.Flatten())
    flat = Shape((prod(shape.inputs),), 0, shape.n_outputs, shape.is_classification)
    return keras.Sequential([*parts, *document_layers(flat, seed).layers])


DOCUMENT_PIXELS = Recipe(name="document_pixels", network=layers, training=training)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Pixels over 255 into the document's network as it stands there."""
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=None,
        recipe=DOCUMENT_PIXELS,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Ten passes in batches of 32; 5 s for 3,454 colour images of 64 x 64."""
    n_steps = 10 * (0.8 * size.n_rows_train / 32 + 1)
    return 0.6 + n_steps * (1e-4 + 4e-7 * size.pixels * size.n_channels)


DOCUMENT_MLP_IMAGES = ModelSpec(
    name="document_mlp_images",
    label="The document's network",
    family="deep",
    modalities=("images",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    once_seconds=1.0,
    priority=2,
    source="Introduction to Deep Learning (2025): Dense 128, Dense 64, Adam",
    defaults=DEFAULTS,
    note="The naive reference: the network of the document, nothing tuned.",
    is_reference=True,
    epochs=lambda size: DEFAULTS["epochs"],
)
