"""Both champions together: the plain average of what they predict."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics
from dlcompare.comparison.paired import estimate
from dlcompare.comparison.standings import BOUNDS
from dlcompare.metrics import Metric, UndefinedScore
from dlcompare.records import (
    INTERVAL_LEVEL,
    Comparison,
    Estimate,
    FoldTask,
    Plan,
    Together,
)

Arrays = Mapping[str, NDArray[Any]]


def together(
    comparison: Comparison, plan: Plan, predictions: Mapping[str, Arrays]
) -> Together | None:
    """Score of the averaged out-of-fold predictions, fold by fold.

    Probabilities are averaged for classes, values for regression, with equal
    weights: a weight fitted on the same folds would flatter the average.

    Parameters
    ----------
    comparison : Comparison
    plan : Plan
    predictions : mapping of FoldTask.key to mapping of name to array
        As `diagnose` takes them. Folds that are absent are left out.

    Returns
    -------
    Together or None
        None without a pair of champions, or without a fold that both have kept.
    """
    pair = comparison.pair
    if pair is None:
        return None
    metric = metrics.find(plan.metric)
    scores, over_deep, over_classical = [], [], []
    for key, deep, classical in zip(
        pair.folds, pair.scores_a, pair.scores_b, strict=True
    ):
        kept = [predictions.get(FoldTask(m, *key).key) for m in (pair.a, pair.b)]
        score = _score(kept[0], kept[1], metric)
        if score is not None:
            scores.append(score)
            over_deep.append(metrics.sign(metric) * (score - deep))
            over_classical.append(metrics.sign(metric) * (score - classical))
    if not scores:
        return None
    return Together(
        classical=pair.b,
        deep=pair.a,
        score=_estimate(scores, plan),
        fold_scores=tuple(scores),
        over_classical=estimate(over_classical, test_share=plan.scheme.test_share),
        over_deep=estimate(over_deep, test_share=plan.scheme.test_share),
        half=_estimate(scores, plan, level=0.5),
    )


def _estimate(
    scores: list[float], plan: Plan, level: float = INTERVAL_LEVEL
) -> Estimate:
    share, bounds = plan.scheme.test_share, BOUNDS[plan.metric]
    return estimate(scores, test_share=share, level=level, bounds=bounds)


def _score(a: Arrays | None, b: Arrays | None, metric: Metric) -> float | None:
    """The metric of the average; None where one is missing or it has no value."""
    if a is None or b is None or not np.array_equal(a["rows"], b["rows"]):
        return None
    if "probabilities" in a and "probabilities" in b:
        shares = (a["probabilities"] + b["probabilities"]) / 2
        prediction, n_classes = shares.argmax(axis=1), shares.shape[1]
    else:
        shares, n_classes = None, 0
        prediction = (a["prediction"] + b["prediction"]) / 2
    try:
        score = metric.score(a["truth"], prediction, shares, n_classes)
    except UndefinedScore:
        return None
    return score if math.isfinite(score) else None
