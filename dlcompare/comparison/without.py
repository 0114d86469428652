"""What the pair becomes when a suspect column is left out."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from dlcompare import metrics
from dlcompare.comparison.bayes import credible_interval, posterior
from dlcompare.comparison.difference import MIN_FOLDS_PAIR
from dlcompare.records import Comparison, Inspected, Plan, Without

Place = tuple[int, int]  # repeat, fold


def without_columns(
    comparison: Comparison, plan: Plan, inspected: Iterable[Inspected]
) -> tuple[Without, ...]:
    """The champions' difference without each column that the closer look left out.

    Parameters
    ----------
    comparison : Comparison
    plan : Plan
    inspected : iterable of Inspected
        Those of kind "without" count, if both champions have been fitted so.

    Returns
    -------
    tuple of Without
        In the order of the columns' first fit; those with fewer than two folds of
        both champions are left out.
    """
    pair = comparison.pair
    if pair is None:
        return ()
    scores: dict[str, dict[str, dict[Place, float]]] = {}
    for one in inspected:
        task = one.task
        if task.kind != "without" or one.failure or plan.metric not in one.scores:
            continue
        by_model = scores.setdefault(task.column, {})
        place = (task.repeat, task.fold)
        by_model.setdefault(task.model, {})[place] = one.scores[plan.metric]
    with_it = dict(zip(pair.folds, pair.differences, strict=True))
    found = []
    for column, by_model in scores.items():
        deep, classical = by_model.get(pair.a, {}), by_model.get(pair.b, {})
        shared = [p for p in with_it if p in deep and p in classical]
        if len(shared) >= MIN_FOLDS_PAIR:
            sign = metrics.sign(metrics.find(plan.metric))
            gains = [sign * (deep[p] - classical[p]) for p in shared]
            before = fmean(with_it[p] for p in shared)
            found.append(_without(column, gains, before, plan))
    return tuple(found)


def _without(column: str, gains: Sequence[float], before: float, plan: Plan) -> Without:
    share = plan.scheme.test_share
    belief = posterior(gains, test_share=share)
    low, high = credible_interval(belief)
    return Without(
        column=column,
        n_folds=len(gains),
        mean=belief.mean,
        scale=belief.scale,
        degrees=belief.degrees,
        low=low,
        high=high,
        mean_with=before,
    )
