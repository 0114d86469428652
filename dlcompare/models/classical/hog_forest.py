"""Edges and colours first, as hand-crafted features; then a random forest."""

from collections.abc import Mapping
from math import log2
from typing import Any

from dlcompare.models.cost import feature_seconds
from dlcompare.models.spec import CLASSIFICATION, Context, Limits, ModelSpec, Size

N_TREES = 200
DEFAULTS = {"n_trees": N_TREES, "min_samples_leaf": 1, "max_features": None}
SPACE = {"min_samples_leaf": (1, 2, 5), "max_features": (0.02, 0.05, 0.15)}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """The features as they are, then a random forest."""
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.images.prepare import hand_crafted

    settings = {**DEFAULTS, **params}
    model = RandomForestClassifier(
        n_estimators=settings["n_trees"],
        min_samples_leaf=settings["min_samples_leaf"],
        max_features=settings["max_features"] or "sqrt",
        n_jobs=context.n_threads,
        random_state=context.seed,
    )
    return make_pipeline(hand_crafted(context), model)


def seconds(size: Size) -> float:
    """Features, then rows, their logarithm, and about 40 tried features per node."""
    n = size.n_rows_train
    return feature_seconds(size) + 0.2 + N_TREES * 5e-8 * n * log2(max(n, 2)) * 40


HOG_FOREST = ModelSpec(
    name="hog_forest",
    label="HOG features + forest",
    family="classical",
    modalities=("images",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    priority=3,
    source="scikit-image: hog; scikit-learn: RandomForestClassifier",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(
        max_rows=150_000,
        max_scores=1_000_000,
        reason="200 trees of full depth would not fit into memory",
    ),
)
