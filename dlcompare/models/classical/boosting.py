"""Gradient boosting: trees added one by one, each mending what is left."""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {
    "learning_rate": 0.05,
    "max_iter": 800,
    "patience": 30,
    "max_leaf_nodes": 31,
    "min_samples_leaf": 20,
    "max_features": 0.5,
    "l2": 1.0,
}
SPACE = {
    "learning_rate": (0.02, 0.05, 0.1),
    "max_leaf_nodes": (8, 16, 31, 63),
    "min_samples_leaf": (5, 20, 60),
    "max_features": (0.3, 0.5, 1.0),
    "l2": (0.0, 1.0, 10.0),
}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """HistGradientBoosting with native categories, stopped on inner held-out rows."""
    from dlcompare.modalities.tabular.prepare import ordinals
    from dlcompare.models.estimators.histogram import (
        HistogramBoostingClassifier,
        HistogramBoostingRegressor,
    )

    kind = (
        HistogramBoostingClassifier
        if context.is_classification
        else HistogramBoostingRegressor
    )
    return kind(
        prepare=ordinals(context),
        settings={**DEFAULTS, **params},
        metric=context.metric,
        seed=context.seed,
        n_threads=context.n_threads,
    )


def seconds(size: Size) -> float:
    """Linear in rows, columns and classes; 1.6 s for 26,000 x 14, two classes."""
    work = size.n_rows_train * (5 + size.n_features) * size.n_outputs
    return 0.3 * sqrt(size.n_outputs) + 4e-6 * work


BOOSTING = ModelSpec(
    name="boosting",
    label="Gradient boosting",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=2,
    source="scikit-learn: HistGradientBoostingClassifier, -Regressor",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(max_classes=100, reason="one tree per class and step"),
)
