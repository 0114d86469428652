"""How long a fit takes here: one small timed fit of a candidate."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dlcompare import models
from dlcompare.errors import InvalidPlan
from dlcompare.models import ModelSpec, Size
from dlcompare.models.cost import PROBE_EPOCHS
from dlcompare.records import Dataset, Epoch, Plan
from dlcompare.training import causes
from dlcompare.training.fit import context
from dlcompare.training.scoring import Array, predict, take
from dlcompare.training.seeds import derive

TWICE_BELOW = (
    2.0  # seconds; shorter fits are timed twice, since the first also warms up
)


def probe(
    dataset: Dataset, plan: Plan, model: str, *, n_threads: int = 1
) -> float | None:
    """Seconds that a fit of the default on `plan.probe_rows` rows takes here.

    A network is trained for a few epochs only, and once before to compile it; the
    time of its epochs is then scaled to those of its full training.

    Returns
    -------
    float or None
        With predicting a quarter as many rows; without loading libraries. None:
        the model failed, or is a network whose epochs are not known.
    """
    spec = models.model(model)
    if plan.probe_rows is None:
        raise InvalidPlan(
            "The plan asks for no timed fits.", "Go on with its folds instead."
        )
    if spec.family == "deep" and spec.epochs is None:
        return None
    rng = np.random.default_rng(derive(plan.seed, "probe"))
    n = min(plan.probe_rows, 4 * len(dataset.y) // 5)
    rows = rng.permutation(len(dataset.y))[: n + n // 4]
    told = replace(
        context(dataset, plan, n_threads=n_threads), seed=derive(plan.seed, model)
    )
    with causes.overheard():
        try:
            return _seconds(spec, told, dataset, np.sort(rows[:n]), np.sort(rows[n:]))
        except Exception:  # its first fold will say why
            return None


def _seconds(
    spec: ModelSpec,
    told: models.Context,
    dataset: Dataset,
    fit_rows: Array,
    test_rows: Array,
) -> float:
    X, y = take(dataset.X, fit_rows), dataset.y[fit_rows]
    X_test = take(dataset.X, test_rows)
    ends: list[float] = []  # of the epochs of the last fit

    def hear(_: Epoch) -> None:
        ends.append(time.perf_counter())

    def fit(params: Mapping[str, Any]) -> float:
        estimator = spec.build(replace(told, notify=hear), params)
        ends.clear()
        began = time.perf_counter()
        with threadpool_limits(told.n_threads):
            estimator.fit(X, y)
            predict(estimator, X_test, len(dataset.classes))
        return time.perf_counter() - began

    if spec.epochs is None:
        spent = fit(spec.defaults)
        return min(spent, fit(spec.defaults)) if spent < TWICE_BELOW else spent
    fit({**spec.defaults, "epochs": 1})
    spent = fit({**spec.defaults, "epochs": PROBE_EPOCHS})
    per_epoch = (ends[-1] - ends[0]) / (len(ends) - 1)
    n_epochs = spec.epochs(Size(len(fit_rows), X.shape[1]))
    return spent + (n_epochs - PROBE_EPOCHS) * per_epoch
