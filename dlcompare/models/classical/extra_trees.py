"""Extra trees: a forest whose trees cut at random places."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import COLUMN_SECONDS
from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {"n_trees": 300, "min_samples_leaf": 2, "max_features": None}
SPACE = {
    "min_samples_leaf": (1, 2, 5, 15),
    "max_features": (0.2, 0.4, 0.7, 1.0),
}
# As forest.py; every tree sees all rows, so it has half as many nodes again.
MEMORY = "300 trees of full depth would not fit into memory"


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Ordinal categories, then 300 extremely randomised trees.

    `max_features` None tries the root of the columns per cut for classes, all of
    them for values.
    """
    from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor
    from sklearn.pipeline import make_pipeline

    from dlcompare.modalities.tabular.prepare import ordinals

    settings = {**DEFAULTS, **params}
    share = settings["max_features"]
    kind = ExtraTreesClassifier if context.is_classification else ExtraTreesRegressor
    model = kind(
        n_estimators=settings["n_trees"],
        min_samples_leaf=settings["min_samples_leaf"],
        max_features=share or ("sqrt" if context.is_classification else 1.0),
        n_jobs=context.n_threads,
        random_state=context.seed,
    )
    return make_pipeline(ordinals(context), model)


def seconds(size: Size) -> float:
    """Rows, their logarithm, tried columns; 4 s for 16,000 x 16."""
    from math import log2, sqrt

    n = size.n_rows_train
    tried = sqrt(size.n_features) if size.n_classes else size.n_features
    columns = COLUMN_SECONDS * size.n_features
    return 0.3 + columns + 300 * 1.3e-8 * n * log2(max(n, 2)) * tried


EXTRA_TREES = ModelSpec(
    name="extra_trees",
    label="Extra trees",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=5,
    source="scikit-learn: ExtraTreesClassifier, ExtraTreesRegressor",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(max_rows=150_000, max_scores=1_000_000, reason=MEMORY),
)
