"""A small convolutional network with augmentation."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.recipe import (
    Distortion,
    Facts,
    Recipe,
    Shape,
    Training,
    by_rows,
)
from dlcompare.models.spec import CLASSIFICATION, Context, ModelSpec, Size

DEFAULTS: dict[str, Any] = {
    "epochs": None,
    "batch_size": None,
    "learning_rate": 3e-3,
    "weight_decay": 0.02,
    "label_smoothing": 0.1,
}
SPACE: dict[str, tuple[Any, ...]] = {
    "learning_rate": (1e-3, 3e-3, 6e-3),
    "weight_decay": (0.005, 0.02, 0.1),
    "label_smoothing": (0.0, 0.1),
}


FILTERS = (16, 32, 64)  # of the three blocks
LARGE_SIDE = 40  # pixels; larger images are halved by the first convolution
SMALL_GREY_SIDE = 32  # pixels; grey images up to this may be characters
BATCH_SIZES = ((200, 16), (1_000, 32))
EPOCHS = ((10_000, 40), (50_000, 20))


def layers(shape: Shape, seed: int) -> Any:
    """`(batch, height, width, channels)` in [0, 255] to `(batch, n_outputs)`."""
    from dlcompare.models.deep.layers.library import keras

    starts = (keras.initializers.HeNormal(seed=seed + i) for i in range(100))
    parts: list[Any] = [keras.Input(shape.inputs)]
    parts.append(keras.layers.Rescaling(1 / 127.5, offset=-1))
    strides = 2 if max(shape.inputs[:2]) > LARGE_SIDE else 1
    for n_filters in FILTERS:
        for _ in range(2):
            settings = {"use_bias": False, "kernel_initializer": next(starts)}
            parts.append(keras.layers.Conv2D(n_filters, 3, strides, "same", **settings))
            parts.append(keras.layers.BatchNormalization(momentum=0.9))
            parts.append(keras.layers.ReLU())
            strides = 1
        parts.append(keras.layers.MaxPooling2D(2, padding="same"))
    parts[-1] = keras.layers.GlobalAveragePooling2D()
    last = keras.initializers.GlorotUniform(seed=seed)
    parts.append(keras.layers.Dense(shape.n_outputs, kernel_initializer=last))
    return keras.Sequential(parts)


def training(facts: Facts) -> Training:
    """AdamW on a cosine, smoothed labels, the epoch best on held-out images."""
    return Training(
        epochs=by_rows(facts.n_rows, EPOCHS, 8),
        batch_size=next(
            (size for most, size in BATCH_SIZES if facts.n_rows <= most), 64
        ),
        learning_rate=3e-3,
        schedule="cosine",
        weight_decay=0.02,
        label_smoothing=0.1,
        validation_share=0.15,
        selection="loss",
        drops_last_batch=True,
        distortion=Distortion(
            shift=0.08, rotation_degrees=10.0, zoom=0.1, mirrors=may_mirror(facts)
        ),
    )


def may_mirror(facts: Facts) -> bool:
    """Whether a mirrored image is still of its class: not so for characters."""
    height, width, n_channels = facts.inputs
    are_characters = all(len(label.strip()) == 1 for label in facts.classes)
    is_small_grey = n_channels == 1 and max(height, width) <= SMALL_GREY_SIDE
    return not (are_characters or is_small_grey)


CONVOLUTIONS = Recipe(
    name="convolutions", network=layers, training=training, rows_at_once=256
)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Three blocks of convolutions, averaged, on gently distorted images."""
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=None,
        recipe=CONVOLUTIONS,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Epochs times images times pixels; 10 s for 400 images of 28 x 28."""
    n_images = 0.85 * size.n_rows_train * by_rows(size.n_rows_train, EPOCHS, 8)
    is_halved = size.pixels > LARGE_SIDE**2
    return 2.0 + n_images * 1e-6 * size.pixels / (4 if is_halved else 1)


CONVNET = ModelSpec(
    name="convnet",
    label="Convolutional network",
    family="deep",
    modalities=("images",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    once_seconds=2.0,
    priority=1,
    source="Simonyan & Zisserman (2015), Very deep convolutional networks",
    defaults=DEFAULTS,
    space=SPACE,
    epochs=lambda size: by_rows(size.n_rows_train, EPOCHS, 8),
)
