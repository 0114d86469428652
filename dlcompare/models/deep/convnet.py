"""A small convolutional network with augmentation."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.spec import CLASSIFICATION, Context, ModelSpec, Size

DEFAULTS: dict[str, Any] = {"epochs": None, "batch_size": None}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Three blocks of convolutions, averaged, on gently distorted images."""
    from dlcompare.models.deep.estimator import network
    from dlcompare.models.deep.recipe import CONVOLUTIONS

    return network(
        context,
        prepare=None,
        recipe=CONVOLUTIONS,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Linear in images and pixels."""
    return 3.0 + 0.8 * size.n_rows_train * 40 * 1.2e-6 * min(size.pixels, 1024)


CONVNET = ModelSpec(
    name="convnet",
    label="Convolutional network",
    family="deep",
    modalities=("images",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    priority=1,
    source="Simonyan & Zisserman (2015), Very deep convolutional networks",
    defaults=DEFAULTS,
)
