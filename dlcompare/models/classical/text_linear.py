"""A linear model on words and word pairs: logistic or ridge regression.

With words alone it is the quickest of the models made for texts.
"""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import text_seconds
from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {"strengths": (1.0, 10.0, 100.0), "has_pieces": False}
SPACE = {"has_pieces": (True, False)}
PASS_SECONDS = 3e-7  # per character and class
WORDS_SHARE = 1 / 3  # of the time of reading that words alone take


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """TF-IDF of words, ordinary columns beside, then a linear model."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.tabular.prepare import linear_inputs
    from dlcompare.models.estimators.margin import SparseRidge
    from dlcompare.models.estimators.penalised import PenalisedLogistic

    settings = {**DEFAULTS, **params}
    prepare = linear_inputs(context, has_pieces=settings["has_pieces"])
    if context.is_classification:
        model = PenalisedLogistic(
            strengths=settings["strengths"],
            seed=context.seed,
            apart=context.apart,
            is_wide=True,
        )
    else:
        model = SparseRidge(seed=context.seed, apart=context.apart)
    return make_pipeline(prepare, model)


def seconds(size: Size) -> float:
    """Linear in characters and classes; 3 s for 6,000 texts of 230, four classes."""
    n_characters = size.n_characters * size.n_rows_train
    return (
        0.05
        + WORDS_SHARE * text_seconds(size)
        + PASS_SECONDS * n_characters * size.n_outputs
    )


TEXT_LINEAR = ModelSpec(
    name="text_linear",
    label="Words and linear model",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=2,
    source="scikit-learn: LogisticRegression, Ridge",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(
        max_rows=200_000,
        max_scores=2_000_000,
        reason="every class has a weight for each of 150,000 terms",
    ),
    made_for="text",
)
