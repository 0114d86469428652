"""CatBoost: gradient boosting made for categories."""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from dlcompare.models.cost import boosted_rows
from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {
    "iterations": 1000,
    "learning_rate": 0.08,
    "depth": None,
    "l2": None,
    "patience": 50,
    "one_hot_max_size": 15,
}
SPACE = {
    "learning_rate": (0.03, 0.08, 0.15),
    "depth": (4, 6, 8),
    "l2": (0.1, 1.0, 3.0, 10.0),
    "one_hot_max_size": (2, 15, 255),
}
# Where a setting is None. For values, near CatBoost-TD of Holzmueller et al. (2024,
# arXiv 2407.04491): over three public tables the library's own had 1% more error.
# For classes the library's own: over five public tables CatBoost-TD's had 3% less
# error, all of it on one of them, and three times as much on a sixth of 344 rows.
FOR_CLASSES: dict[str, Any] = {"depth": 6, "l2_leaf_reg": 3.0}
FOR_VALUES: dict[str, Any] = {
    "depth": 8,
    "l2_leaf_reg": 0.3,
    "random_strength": 0,
    "leaf_estimation_iterations": 5,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.9,
}


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """CatBoost with native categories, stopped on inner held-out rows.

    `depth` and `l2` are as suits the task where they are None.
    """
    from catboost import CatBoostClassifier, CatBoostRegressor

    from dlcompare.modalities.tabular.prepare import codes
    from dlcompare.models.estimators.stopping import hurried
    from dlcompare.models.estimators.symmetric import (
        SymmetricTreesClassifier,
        SymmetricTreesRegressor,
    )

    settings = hurried({**DEFAULTS, **params}, "iterations", context.n_classes)
    for_classes = context.is_classification
    chosen = {"depth": settings["depth"], "l2_leaf_reg": settings["l2"]}
    given = {name: value for name, value in chosen.items() if value is not None}
    model = (CatBoostClassifier if for_classes else CatBoostRegressor)(
        **{**(FOR_CLASSES if for_classes else FOR_VALUES), **given},
        iterations=settings["iterations"],
        learning_rate=settings["learning_rate"],
        one_hot_max_size=settings["one_hot_max_size"],
        max_ctr_complexity=2,
        random_seed=context.seed,
        thread_count=context.n_threads,
        allow_writing_files=False,
        logging_level="Silent",
    )
    return (SymmetricTreesClassifier if for_classes else SymmetricTreesRegressor)(
        prepare=codes(context),
        model=model,
        patience=settings["patience"],
        metric=context.metric,
        seed=context.seed,
        apart=context.apart,
    )


def seconds(size: Size) -> float:
    """Linear in rows, columns and classes; 20 s for 26,000 x 14, two classes."""
    work = boosted_rows(size) * (5 + size.n_features)
    return 0.4 * sqrt(size.n_outputs) + (1.2e-5 if size.n_classes else 2e-5) * work


CATBOOST = ModelSpec(
    name="catboost",
    label="CatBoost",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=3,
    source="CatBoost; Prokhorenkova et al. (2018)",
    defaults=DEFAULTS,
    space=SPACE,
    limits=Limits(
        max_classes=100,
        max_scores=10_000_000,
        reason="every tree holds a value per class",
    ),
)
