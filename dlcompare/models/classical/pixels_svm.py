"""The control: no hand-crafted features, principal components of the pixels alone."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.spec import CLASSIFICATION, Context, Limits, ModelSpec, Size

N_COMPONENTS = 100  # of the pixels; of digits they hold nine tenths of the variance
DEFAULTS = {"strengths": (1.0, 10.0)}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Principal components of the pixels, then an RBF-SVM."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.images.prepare import Components
    from dlcompare.models.estimators.kernel import KernelClassifier

    settings = {**DEFAULTS, **params}
    model = KernelClassifier(
        strengths=settings["strengths"], seed=context.seed, apart=context.apart
    )
    return make_pipeline(Components(N_COMPONENTS, seed=context.seed), model)


def seconds(size: Size) -> float:
    """Components by pixels, then the square of the rows."""
    cells = size.pixels * size.n_channels
    components = 0.2 + 2e-7 * size.n_rows_train * cells
    return components + 8e-10 * size.n_rows_train**2 * (80 + N_COMPONENTS)


PIXELS_SVM = ModelSpec(
    name="pixels_svm",
    label="Pixels + SVM",
    family="classical",
    modalities=("images",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    priority=5,
    source="scikit-learn: PCA, SVC",
    defaults=DEFAULTS,
    limits=Limits(
        max_rows=12_000, reason="training time grows with the square of the rows"
    ),
    note="The control: what pixels give without features made by hand.",
    is_reference=True,
)
