"""Random forest: the average of many trees, each grown on its own resample."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import COLUMN_SECONDS
from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {"n_trees": 300, "min_samples_leaf": 2, "max_features": None}
SPACE = {
    "min_samples_leaf": (1, 2, 5, 15),
    "max_features": (0.2, 0.4, 0.7, 1.0),
}
# Nodes per training row and tree where the target is noisy: 0.6; bytes per node:
# 64, and 8 per class. 300 trees of 160,000 rows are 2.3 GB then.
MEMORY = "300 trees of full depth would not fit into memory"


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Ordinal categories, then 300 trees; missing values stay as they are.

    `max_features` None tries the root of the columns per cut for classes, a third
    of them for values.
    """
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.tabular.prepare import ordinals

    settings = {**DEFAULTS, **params}
    share = settings["max_features"]
    kind = (
        RandomForestClassifier if context.is_classification else RandomForestRegressor
    )
    model = kind(
        n_estimators=settings["n_trees"],
        min_samples_leaf=settings["min_samples_leaf"],
        max_features=share or ("sqrt" if context.is_classification else 1 / 3),
        n_jobs=context.n_threads,
        random_state=context.seed,
    )
    return make_pipeline(ordinals(context), model)


def seconds(size: Size) -> float:
    """Rows, their logarithm, tried columns; 5 s for 16,000 x 16, values 8 s."""
    from math import log2, sqrt

    n = size.n_rows_train
    tried = sqrt(size.n_features) if size.n_classes else 1 + size.n_features / 3
    per_node = 2e-8 if size.n_classes else 3e-8
    columns = COLUMN_SECONDS * size.n_features
    return 0.3 + columns + 300 * per_node * n * log2(max(n, 2)) * tried


FOREST = ModelSpec(
    name="forest",
    label="Random forest",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=4,
    source="scikit-learn: RandomForestClassifier, RandomForestRegressor",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(max_rows=200_000, max_scores=1_000_000, reason=MEMORY),
)
