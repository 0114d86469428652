"""What the budget cut off, read from the plan and from how the fits went."""

from collections.abc import Iterable, Sequence
from statistics import fmean, median

from dlcompare import metrics
from dlcompare.comparison.standings import Finished
from dlcompare.records import Epoch, FoldResult, Plan, Shortened

LAST_PART = 0.25  # of the epochs; over fewer, the loss of one epoch is mostly noise


def shortened(
    deep: Finished | None, classical: Finished | None, plan: Plan, *, n_rows: int
) -> Shortened:
    """What more time might have given the champions.

    Parameters
    ----------
    deep, classical : Finished or None
        The champions.
    plan : Plan
    n_rows : int
        Of the study.
    """
    watched = [r for r in _folds(deep) if r.health is not None]
    falling = [r for r in watched if r.health is not None and r.health.still_falling]
    falls = [fall for r in falling if (fall := loss_fall(r.epochs)) is not None]
    champions = [one for one in (classical, deep) if one is not None]
    tried = {one.candidate.model: _search_gain(one, plan) for one in champions}
    return Shortened(
        n_falling=len(falling),
        n_fits=len(watched),
        loss_fall=median(falls) if falls else None,
        train_rows=plan.train_rows,
        fold_rows=_fold_rows(champions, n_rows)
        if plan.train_rows is not None
        else None,
        search_gains={m: gain for m, gain in tried.items() if gain is not None},
    )


def loss_fall(epochs: Sequence[Epoch]) -> float | None:
    """By which share of itself the validation loss fell over the last epochs.

    From the first epoch of the last quarter to the best of that quarter.

    Returns
    -------
    float or None
        None with fewer than four epochs or without a positive loss.

    Examples
    --------
    >>> loss_fall([Epoch(n, 1.0, loss) for n, loss in enumerate((9, 6, 5, 4), 1)])
    0.2
    """
    losses = [e.validation_loss for e in epochs if e.validation_loss is not None]
    if len(losses) * LAST_PART < 1:
        return None
    first = len(losses) - int(len(losses) * LAST_PART) - 1
    start, best = losses[first], min(losses[first:])
    return (start - best) / start if start > 0 else None


def _folds(one: Finished | None) -> Iterable[FoldResult]:
    return one.folds.values() if one is not None else ()


def _search_gain(one: Finished, plan: Plan) -> float | None:
    """Best inner score minus that of the default, over the folds; None: no trials."""
    sign = metrics.sign(metrics.find(plan.metric))
    gains = []
    for result in one.folds.values():
        scores = [trial.score for trial in result.trials]
        known = [sign * score for score in scores if score is not None]
        if scores and scores[0] is not None and len(known) > 1:
            gains.append(max(known) - sign * scores[0])
    return fmean(gains) if gains else None


def _fold_rows(champions: Iterable[Finished], n_rows: int) -> int | None:
    """Rows that a fold does not test; None while no fold is in."""
    tested = [r.n_test for one in champions for r in one.folds.values() if r.n_test]
    return n_rows - int(median(tested)) if tested else None
