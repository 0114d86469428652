"""Edges and colours first, as hand-crafted features; then an RBF-SVM."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import N_COMPONENTS, component_seconds, feature_seconds
from dlcompare.models.spec import CLASSIFICATION, Context, Limits, ModelSpec, Size

DEFAULTS = {"strengths": (1.0, 10.0)}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """The features, reduced, then an RBF-SVM."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.images.prepare import feature_steps
    from dlcompare.models.estimators.kernel import KernelClassifier

    settings = {**DEFAULTS, **params}
    model = KernelClassifier(
        strengths=settings["strengths"], seed=context.seed, apart=context.apart
    )
    return make_pipeline(*feature_steps(context), model)


def seconds(size: Size) -> float:
    """Features, components, then the square of the rows; 4 s for 3,454 images."""
    machine = 8e-10 * size.n_rows_train**2 * (80 + N_COMPONENTS)
    return feature_seconds(size) + component_seconds(size) + machine


HOG_SVM = ModelSpec(
    name="hog_svm",
    label="HOG features + SVM",
    family="classical",
    modalities=("images",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    priority=2,
    source="scikit-image: hog; scikit-learn: SVC",
    defaults=DEFAULTS,
    space={"strengths": ((0.1, 1.0), (1.0, 10.0), (10.0, 100.0))},
    limits=Limits(
        max_rows=12_000, reason="training time grows with the square of the rows"
    ),
)
