"""Support vector machine with a radial kernel, for small tables."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {"strengths": (1.0, 10.0), "scaling": "standard"}
SPACE = {
    "strengths": ((0.1, 1.0), (1.0, 10.0), (10.0, 100.0)),
    "scaling": ("standard", "robust"),
}
MAX_ROWS = 5_000  # rows; the cost grows with their square


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Impute, scale, one-hot, then an RBF support vector machine."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.tabular.prepare import encoder
    from dlcompare.models.estimators.kernel import KernelClassifier, KernelRegressor

    settings = {**DEFAULTS, **params}
    kind = KernelClassifier if context.is_classification else KernelRegressor
    model = kind(
        strengths=settings["strengths"], seed=context.seed, apart=context.apart
    )
    return make_pipeline(encoder(context, scaling=settings["scaling"]), model)


def seconds(size: Size) -> float:
    """The square of the rows; 2 s for 5,000 x 13."""
    return 0.05 + 8e-10 * size.n_rows_train**2 * (80 + size.width)


SVM = ModelSpec(
    name="svm",
    label="Support vector machine",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=7,
    source="scikit-learn: SVC, SVR",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(
        max_rows=MAX_ROWS,
        max_features=5_000,
        reason="training time grows with the square of the rows",
    ),
)
