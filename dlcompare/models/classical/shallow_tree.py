"""A shallow decision tree: a handful of questions, one after another."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import COLUMN_SECONDS
from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

# Five questions to an answer, 32 answers at most, is about what fits on a page. A leaf
# holds a hundredth of the rows: fewer say little, and more leaves nobody reads.
DEFAULTS = {"depth": 5, "leaf_share": 0.01}
SPACE = {"depth": (3, 4, 5), "leaf_share": (0.005, 0.01, 0.03)}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Ordinal categories, then one tree; missing values stay as they are."""
    from sklearn.pipeline import make_pipeline
    from sklearn.tree import DecisionTreeRegressor

    from dlcompare.modalities.tabular.prepare import ordinals
    from dlcompare.models.estimators.smoothed_tree import SmoothedTreeClassifier

    settings = {**DEFAULTS, **params}
    kind = (
        SmoothedTreeClassifier if context.is_classification else DecisionTreeRegressor
    )
    model = kind(
        max_depth=settings["depth"],
        min_samples_leaf=settings["leaf_share"],
        random_state=context.seed,
    )
    return make_pipeline(ordinals(context), model)


def seconds(size: Size) -> float:
    """Sorting every column once per level of the tree; 0.1 s for 16,000 x 9."""
    from math import log2

    n = size.n_rows_train
    sorted_once = 3e-9 * n * log2(max(n, 2)) * size.n_features
    return 0.03 + COLUMN_SECONDS * size.n_features + DEFAULTS["depth"] * sorted_once


SHALLOW_TREE = ModelSpec(
    name="shallow_tree",
    label="Shallow tree",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=8,
    source="scikit-learn: DecisionTreeClassifier, DecisionTreeRegressor",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(max_scores=50_000_000, reason="every leaf has a share per class"),
    note="At most five questions lead to an answer. It can be drawn on one page.",
    is_reference=True,
    is_interpretable=True,
)
