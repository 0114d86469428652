"""Edges and colours first, as hand-crafted features; then a random forest."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import feature_seconds
from dlcompare.models.spec import CLASSIFICATION, Context, Limits, ModelSpec, Size

DEFAULTS = {"n_trees": 300}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """HOG, local binary patterns and colours, reduced, then a random forest."""
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.images.prepare import feature_steps

    settings = {**DEFAULTS, **params}
    model = RandomForestClassifier(
        n_estimators=settings["n_trees"],
        n_jobs=context.n_threads,
        random_state=context.seed,
    )
    return make_pipeline(*feature_steps(context), model)


def seconds(size: Size) -> float:
    """Describing the images, then the model."""
    return feature_seconds(size) + 300 * 1e-6 * size.n_rows_train


HOG_FOREST = ModelSpec(
    name="hog_forest",
    label="Hand-crafted features + random forest",
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
