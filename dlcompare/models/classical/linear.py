"""A linear model: logistic or ridge regression, its strength chosen inside."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import COLUMN_SECONDS
from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {"strengths": (0.01, 0.1, 1.0, 10.0), "has_ranks": True}
SPACE = {"has_ranks": (True, False)}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Impute, scale, rank, one-hot, then logistic or ridge regression."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.tabular.prepare import linear_inputs
    from dlcompare.models.estimators.margin import SparseRidge
    from dlcompare.models.estimators.penalised import PenalisedLogistic, ridge

    settings = {**DEFAULTS, **params}
    if context.is_classification:
        model = PenalisedLogistic(
            strengths=settings["strengths"],
            seed=context.seed,
            apart=context.apart,
            is_wide=bool(context.text),
        )
    else:
        model = SparseRidge(seed=context.seed, apart=context.apart)
        if not context.text:
            model = ridge()
    return make_pipeline(linear_inputs(context, has_ranks=settings["has_ranks"]), model)


def seconds(size: Size) -> float:
    """Linear in rows, columns and classes; 13 s for 400,000 x 40, two classes.

    Levels are sparse: a row has one of each column, however many there are.
    """
    filled = 5 + size.n_features + 0.02 * size.width
    columns = 2 * COLUMN_SECONDS * size.n_features  # most come twice
    return 0.05 + columns + 7e-7 * size.n_rows_train * filled * size.n_outputs


LINEAR = ModelSpec(
    name="linear",
    label="Linear model",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=1,
    source="scikit-learn: LogisticRegression, RidgeCV",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(max_scores=50_000_000, reason="every class has scores of its own"),
    note="Adds up what the columns say. The most readable of the models.",
    is_reference=True,
    is_interpretable=True,
)
