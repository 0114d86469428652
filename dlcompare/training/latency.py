"""How long a fitted model takes for one row: what a live service would wait."""

import time
from contextlib import suppress
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dlcompare.records import FoldTask, Latency
from dlcompare.training.scoring import predict, take

FIRST = (0, 0)  # repeat and fold: one model speaks for all, and the others take no time
WARM_UPS = 2  # calls left out: the first one may compile, load or fill a cache
MOST_CALLS = 40  # the 95th percentile then lies between the second and third slowest
ENOUGH_SECONDS = 0.3  # of calls; charged to the budget, so a slow model has fewer


def latency(
    task: FoldTask, estimator: Any, X: Any, n_classes: int, n_threads: int
) -> Latency | None:
    """Time predictions of single rows, one after another, each of another row.

    Parameters
    ----------
    task : FoldTask
    estimator : fitted estimator
        In memory, as a service would keep it.
    X : table or array of images of shape (n_rows, ...)
        Taking a row out of it is not timed, preparing its cells is.
    n_classes : int
        0 for regression.
    n_threads : int

    Returns
    -------
    Latency or None
        Of one call alone if that takes longer than `ENOUGH_SECONDS`. None: the fold
        is not the first, or the model cannot predict a row alone.
    """
    if (task.repeat, task.fold) != FIRST:
        return None
    with suppress(Exception), threadpool_limits(n_threads):
        return _measured(estimator, X, n_classes)
    return None  # the score stands, whatever a lonely row does to the model


def _measured(estimator: Any, X: Any, n_classes: int) -> Latency:
    def call(number: int) -> float:
        row = take(X, np.array([number % len(X)]))
        began = time.perf_counter()
        predict(estimator, row, n_classes)
        return time.perf_counter() - began

    spent = [call(number) for number in range(WARM_UPS)][-1:]
    if spent[0] < ENOUGH_SECONDS:
        spent = []
        while len(spent) < MOST_CALLS and sum(spent) < ENOUGH_SECONDS:
            spent.append(call(WARM_UPS + len(spent)))
    p50, p95 = np.quantile(spent, (0.5, 0.95))
    return Latency(float(p50), float(p95), len(spent))
