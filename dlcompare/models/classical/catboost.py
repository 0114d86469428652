"""CatBoost: gradient boosting made for categories."""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from dlcompare.models.spec import ALL_TASKS, Context, Limits, ModelSpec, Size

DEFAULTS = {"iterations": 1000, "depth": 6, "patience": 50, "one_hot_max_size": 15}


LEARNING_RATES = {"classes": 0.08, "values": 0.09}  # CatBoost-TD; arXiv 2407.04491


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """CatBoost with native categories, stopped on inner held-out rows."""
    from catboost import CatBoostClassifier, CatBoostRegressor

    from dlcompare.modalities.tabular.prepare import codes
    from dlcompare.models.estimators.symmetric import (
        SymmetricTreesClassifier,
        SymmetricTreesRegressor,
    )

    settings = {**DEFAULTS, **params}
    for_classes = context.is_classification
    model = (CatBoostClassifier if for_classes else CatBoostRegressor)(
        iterations=settings["iterations"],
        depth=settings["depth"],
        learning_rate=LEARNING_RATES["classes" if for_classes else "values"],
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
        seed=context.seed,
    )


def seconds(size: Size) -> float:
    """Linear in rows, columns and classes; 7 s for 26,000 x 14, two classes."""
    work = size.n_rows_train * (5 + size.n_features) * size.n_outputs
    return 0.4 * sqrt(size.n_outputs) + 1.2e-5 * work


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
    limits=Limits(max_classes=100, reason="every tree holds a value per class"),
)
