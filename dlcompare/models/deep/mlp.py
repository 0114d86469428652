"""A well-made network for tables, in the manner of RealMLP-TD-S."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size

DEFAULTS: dict[str, Any] = {"epochs": None, "batch_size": None}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Impute with indicators, robust scaling, one-hot, then a scheduled network."""
    from dlcompare.modalities.tabular.prepare import encoder
    from dlcompare.models.deep.estimator import network
    from dlcompare.models.deep.recipe import WELL_MADE

    return network(
        context,
        prepare=encoder(context, scaling="robust"),
        recipe=WELL_MADE,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Linear in rows and in the weights of the network."""
    weights = 256 * (size.width + 512 + size.n_outputs)
    return 2.0 + 0.8 * size.n_rows_train * 128 * (6 * weights / 40e9 + 5e-6)


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
)
