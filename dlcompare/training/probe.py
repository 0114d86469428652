"""How long a fit takes here: one small timed fit of a candidate."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from statistics import fmean
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

WARM_ROWS = 100  # of a first fit that is not counted: it loads what is loaded late
# How long a fit takes depends on where it stops; so it is timed on other rows again,
# until so many seconds are spent, or so many times.
ENOUGH_SECONDS, MOST_TIMES = 2.0, 4


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
    n = min(plan.probe_rows, 4 * len(dataset.y) // 5)
    told = replace(
        context(dataset, plan, n_threads=n_threads), seed=derive(plan.seed, model)
    )
    with causes.overheard():
        try:
            if spec.epochs is None:
                return _mean_seconds(spec, told, dataset, n, plan.seed)
            return _network_seconds(spec, told, dataset, n, plan.seed)
        except Exception:  # its first fold will say why
            return None


def _draw(dataset: Dataset, n: int, seed: int) -> tuple[Array, Array]:
    """Row numbers to fit, and a quarter as many to predict."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(dataset.y))[: n + n // 4]
    return np.sort(rows[:n]), np.sort(rows[n:])


def _mean_seconds(
    spec: ModelSpec, told: models.Context, dataset: Dataset, n: int, seed: int
) -> float:
    def fit(n: int, number: int) -> float:
        fit_rows, test_rows = _draw(dataset, n, derive(seed, "probe", number))
        estimator = spec.build(told, spec.defaults)
        X, X_test = take(dataset.X, fit_rows), take(dataset.X, test_rows)
        began = time.perf_counter()
        with threadpool_limits(told.n_threads):
            estimator.fit(X, dataset.y[fit_rows])
            predict(estimator, X_test, len(dataset.classes))
        return time.perf_counter() - began

    if n > WARM_ROWS:
        with suppress(Exception):  # so few rows may not do
            fit(WARM_ROWS, MOST_TIMES)
    spent: list[float] = []
    while len(spent) < MOST_TIMES and sum(spent) < ENOUGH_SECONDS:
        spent.append(fit(n, len(spent)))
    return fmean(spent)


def _network_seconds(
    spec: ModelSpec, told: models.Context, dataset: Dataset, n: int, seed: int
) -> float:
    assert spec.epochs is not None
    fit_rows, test_rows = _draw(dataset, n, derive(seed, "probe", 0))
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

    fit({**spec.defaults, "epochs": 1})
    spent = fit({**spec.defaults, "epochs": PROBE_EPOCHS})
    per_epoch = (ends[-1] - ends[0]) / (len(ends) - 1)
    n_epochs = spec.epochs(Size(len(fit_rows), X.shape[1]))
    return spent + (n_epochs - PROBE_EPOCHS) * per_epoch
