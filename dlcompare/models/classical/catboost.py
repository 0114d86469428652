"""CatBoost: gradient boosting made for categories."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {"iterations": 1000, "depth": 6, "patience": 50, "one_hot_max_size": 15}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """CatBoost with native categories, stopped on inner held-out rows."""
    from dlcompare.modalities.tabular.prepare import codes
    from dlcompare.models.classical.symmetric import (
        SymmetricTreesClassifier,
        SymmetricTreesRegressor,
    )

    kind = (
        SymmetricTreesClassifier
        if context.is_classification
        else SymmetricTreesRegressor
    )
    return kind(
        prepare=codes(context),
        settings={**DEFAULTS, **params},
        seed=context.seed,
        n_threads=context.n_threads,
    )


def seconds(size: Size) -> float:
    """Linear in rows and columns per tree; a tree holds every class."""
    work = size.n_rows_train * (5 + size.n_features) * size.n_outputs
    return 1.0 * size.n_outputs**0.5 + 2e-5 * work


CATBOOST = ModelSpec(
    name="catboost",
    label="CatBoost",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=4,
    source="CatBoost; Prokhorenkova et al. (2018)",
    defaults=DEFAULTS,
    limits=Limits(max_classes=100, reason="every tree holds a value per class"),
)
