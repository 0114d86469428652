"""Edges and colours first, as hand-crafted features; then logistic regression."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import N_COMPONENTS, component_seconds, feature_seconds
from dlcompare.models.spec import CLASSIFICATION, Context, Limits, ModelSpec, Size

DEFAULTS = {"strengths": (0.0001, 0.001, 0.01, 0.1)}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """The features, reduced, then logistic regression."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.images.prepare import feature_steps
    from dlcompare.models.estimators.penalised import PenalisedLogistic

    settings = {**DEFAULTS, **params}
    model = PenalisedLogistic(
        strengths=settings["strengths"], seed=context.seed, apart=context.apart
    )
    return make_pipeline(*feature_steps(context), model)


def seconds(size: Size) -> float:
    """Features, components, then linear in rows and classes."""
    model = 3e-7 * size.n_rows_train * N_COMPONENTS * size.n_outputs
    return feature_seconds(size) + component_seconds(size) + model


HOG_LINEAR = ModelSpec(
    name="hog_linear",
    label="HOG features + linear",
    family="classical",
    modalities=("images",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    priority=1,
    source="scikit-image: hog; scikit-learn: LogisticRegression",
    defaults=DEFAULTS,
    limits=Limits(),
    is_reference=True,
)
