"""Which of a candidate's settings to fit: the best on an inner split of the fold."""

import time
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dlcompare import metrics
from dlcompare.models.holdout import Rows
from dlcompare.records import Dataset, Trial
from dlcompare.training import causes
from dlcompare.training.scoring import Array, predict, scores, take

Build = Callable[[Mapping[str, Any]], Any]


def try_out(
    settings: Sequence[Mapping[str, Any]],
    build: Build,
    dataset: Dataset,
    X: Any,
    y: Array,
    inner: tuple[Rows, Rows],
    *,
    metric: str,
    n_threads: int,
) -> tuple[Trial, ...]:
    """Each setting fitted on the inner training rows and scored on the others.

    Parameters
    ----------
    settings : sequence of mappings
    build : callable
        From a setting to an unfitted estimator.
    dataset : Dataset
        For its task and classes.
    X, y
        The training rows of the fold; nothing else is looked at.
    inner : pair of arrays
        Positions in them to fit on and to score on, the same for all candidates.
    metric : str
        The one that decides.
    n_threads : int

    Returns
    -------
    tuple of Trial
        In the order of the settings. One that fails says why.
    """
    fit_rows, held_rows = inner
    X_fit, X_held = take(X, fit_rows), take(X, held_rows)
    trials = []
    for params in settings:
        began, score, failure = time.perf_counter(), None, ""
        with causes.overheard():  # the final fit warns again of what is in the data
            try:
                estimator = build(params)
                with threadpool_limits(n_threads):
                    estimator.fit(X_fit, y[fit_rows])
                    given = predict(estimator, X_held, len(dataset.classes))
                score = scores(dataset, y[held_rows], *given).get(metric)
                if score is not None and not isfinite(score):
                    score, failure = None, "The score is not a finite number."
            except Exception as error:  # the other settings go on
                failure = causes.cause(error)
        seconds = time.perf_counter() - began
        trials.append(Trial(params, score, seconds, failure))
    return tuple(trials)


def best(trials: Sequence[Trial], metric: str) -> Mapping[str, Any] | None:
    """The setting that scored best, of equal ones the first; None: all failed.

    Where no trial has a score because the few inner rows do not allow the metric,
    it is the first that did not fail.
    """
    sign = metrics.sign(metrics.find(metric))
    scored = [(trial, trial.score) for trial in trials if trial.score is not None]
    if scored:
        return max(scored, key=lambda pair: sign * pair[1])[0].params
    return next((trial.params for trial in trials if not trial.failure), None)
