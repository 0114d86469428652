"""Edges and colours first, as hand-crafted features; then gradient boosting."""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from dlcompare.models.cost import boosted_rows, component_seconds, feature_seconds
from dlcompare.models.spec import CLASSIFICATION, Context, Limits, ModelSpec, Size

N_COMPONENTS = 64  # that trees may cut; each tree tries every one, at its price
DEFAULTS = {
    "learning_rate": 0.1,
    "max_iter": 400,
    "patience": 15,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 10,
    "max_features": 0.3,
    "l2": 1.0,
}
SPACE = {
    "learning_rate": (0.05, 0.1, 0.2),
    "max_leaf_nodes": (8, 15, 31),
    "min_samples_leaf": (5, 10, 30),
}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Features, their first components, then HistGradientBoosting."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.images.prepare import feature_steps
    from dlcompare.models.estimators.histogram import HistogramBoostingClassifier
    from dlcompare.models.estimators.stopping import hurried

    return HistogramBoostingClassifier(
        prepare=make_pipeline(*feature_steps(context, N_COMPONENTS)),
        settings=hurried({**DEFAULTS, **params}, "max_iter", context.n_classes),
        metric=context.metric,
        seed=context.seed,
        apart=context.apart,
        n_threads=context.n_threads,
    )


def seconds(size: Size) -> float:
    """Features, components, then linear in rows and classes."""
    trees = 0.3 * sqrt(size.n_outputs) + 1e-4 * boosted_rows(size)
    return feature_seconds(size) + component_seconds(size) + trees


HOG_BOOSTING = ModelSpec(
    name="hog_boosting",
    label="HOG features + boosting",
    family="classical",
    modalities=("images",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    priority=4,
    source="scikit-image: hog; scikit-learn: HistGradientBoostingClassifier",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(
        max_classes=100,
        max_scores=20_000_000,
        reason="every step grows one tree per class",
    ),
)
