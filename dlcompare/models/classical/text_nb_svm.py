"""NB-SVM: words weighed by what they say of a class, then a linear machine."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import text_seconds
from dlcompare.models.spec import CLASSIFICATION, Context, Limits, ModelSpec, Size

DEFAULTS = {"strengths": (0.1, 0.3, 1.0), "has_pieces": True}
SPACE = {
    "strengths": ((0.1, 0.3, 1.0), (0.03, 0.1), (1.0, 3.0)),
    "has_pieces": (True, False),
}
PASS_SECONDS = 1.6e-6  # per character and class


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """TF-IDF as for the linear SVM, columns weighed for each class, then a machine."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.tabular.prepare import linear_inputs
    from dlcompare.models.estimators.margin import RatioClassifier

    settings = {**DEFAULTS, **params}
    prepare = linear_inputs(context, has_pieces=settings["has_pieces"])
    model = RatioClassifier(
        strengths=settings["strengths"], seed=context.seed, apart=context.apart
    )
    return make_pipeline(prepare, model)


def seconds(size: Size) -> float:
    """Linear in characters and classes; 9 s for 6,000 texts of 230, four classes."""
    n_characters = size.n_characters * size.n_rows_train
    return 0.05 + text_seconds(size) + PASS_SECONDS * n_characters * size.n_outputs


TEXT_NB_SVM = ModelSpec(
    name="text_nb_svm",
    label="Words and NB-SVM",
    family="classical",
    modalities=("tabular",),
    tasks=CLASSIFICATION,
    build=build,
    seconds=seconds,
    priority=3,
    source="Wang & Manning (2012), Baselines and bigrams",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(
        max_rows=200_000,
        max_scores=2_000_000,
        reason="every class has a weight for each of 150,000 terms",
    ),
    made_for="text",
)
