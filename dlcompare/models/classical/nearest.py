"""Nearest neighbours: the rows most alike vote, the nearer the heavier."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {"neighbours": (5, 15, 31), "scaling": "standard"}
SPACE = {
    "neighbours": ((1, 3, 5), (5, 15, 31), (31, 61, 101)),
    "scaling": ("standard", "robust"),
}
MAX_ROWS = 50_000  # rows; prediction compares every new row with every known one


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Impute, scale, one-hot, then k nearest neighbours, k chosen inside."""
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.tabular.prepare import encoder
    from dlcompare.models.estimators.neighbours import (
        NeighboursClassifier,
        NeighboursRegressor,
    )

    settings = {**DEFAULTS, **params}
    kind = NeighboursClassifier if context.is_classification else NeighboursRegressor
    model = kind(
        neighbours=settings["neighbours"],
        seed=context.seed,
        apart=context.apart,
        n_threads=context.n_threads,
    )
    return make_pipeline(encoder(context, scaling=settings["scaling"]), model)


def seconds(size: Size) -> float:
    """Every row to predict meets every training row; 2.6 s for 26,000 x 101."""
    met = size.n_rows_train * (size.n_test + min(2_000, size.n_rows_train / 5))
    return 0.05 + 2e-10 * met * (20 + size.width)


NEAREST = ModelSpec(
    name="nearest",
    label="Nearest neighbours",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=6,
    source="scikit-learn: KNeighborsClassifier, KNeighborsRegressor",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(
        max_rows=MAX_ROWS,
        max_features=2_000,
        reason="each prediction is compared with every training row",
    ),
)
