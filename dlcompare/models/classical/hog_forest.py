"""Edges and colours first, as hand-crafted features; then a random forest."""

from collections.abc import Mapping
from math import log2
from typing import Any

from dlcompare.models.cost import feature_seconds
from dlcompare.models.spec import CLASSIFICATION, Context, Limits, ModelSpec, Size

N_TREES = 200
DEFAULTS = {"n_trees": N_TREES}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """HOG, local binary patterns and colours as they are, then a random forest."""
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.images.prepare import HandCrafted

    settings = {**DEFAULTS, **params}
    model = RandomForestClassifier(
        n_estimators=settings["n_trees"],
        n_jobs=context.n_threads,
        random_state=context.seed,
    )
    return make_pipeline(HandCrafted(), model)


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
    limits=Limits(),
)
