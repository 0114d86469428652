"""The same pair judged by every other metric of the task."""

import math
from dataclasses import replace
from statistics import fmean

from dlcompare import metrics
from dlcompare.comparison.difference import difference
from dlcompare.comparison.ropes import default_rope
from dlcompare.comparison.standings import Finished
from dlcompare.records import PairedDifference, Plan


def by_metric(
    deep: Finished | None, classical: Finished | None, plan: Plan, *, n_rows: int
) -> dict[str, PairedDifference]:
    """The champions' difference by each metric but the deciding one.

    Each with its own default limit. The champions stay those of the deciding metric,
    so nothing is taken off for having been chosen by another.

    Parameters
    ----------
    deep, classical : Finished or None
        The champions.
    plan : Plan
    n_rows : int
        Of the study.

    Returns
    -------
    dict of metric name to PairedDifference
        Without those that both have on fewer than two folds.
    """
    if deep is None or classical is None:
        return {}
    found = {}
    for metric in metrics.suited(plan.task):
        if metric.name == plan.metric:
            continue
        network, model = (_scored(one, metric.name) for one in (deep, classical))
        if not network.scores or not model.scores:
            continue
        limit, _ = default_rope(
            metric.name,
            n_rows=n_rows,
            classical=fmean(model.scores.values()),
            deep=fmean(network.scores.values()),
        )
        other = replace(plan, metric=metric.name)
        pair = difference(network, model, other, rope=limit)
        if pair is not None:
            found[metric.name] = pair
    return found


def _scored(one: Finished, metric: str) -> Finished:
    """The same folds with the scores of another metric."""
    scores = {k: r.scores[metric] for k, r in one.folds.items() if metric in r.scores}
    finite = {k: score for k, score in scores.items() if math.isfinite(score)}
    return replace(one, scores=finite)
