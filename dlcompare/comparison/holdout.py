"""The champions on rows kept for the end: scored once, with a paired bootstrap.

These are the rows of the user's test file, or a sealed part of the file itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics
from dlcompare.comparison.selection import HeldOut, affordable, resampled
from dlcompare.comparison.weighted import Predicted, passes, scorer
from dlcompare.records import (
    INTERVAL_LEVEL,
    TEST_FOLD,
    Comparison,
    Estimate,
    Family,
    FoldResult,
    FoldTask,
    Holdout,
    Plan,
)

Array = NDArray[Any]
Arrays = Mapping[str, Array]

# A 95% limit from 2,000 drawings has a standard error of 2.5% of the distribution's
# spread; from 200, which many rows may force, 8%.
MOST_DRAWS, FEWEST_DRAWS = 2_000, 200
SEED = 0  # the same predictions always give the same interval


@dataclass(frozen=True)
class _Given:
    """The classical champion, the deep one and their average on the rows that count."""

    predicted: Predicted
    units: Array
    is_grouped: bool


def to_open(
    comparison: Comparison, plan: Plan, done: Iterable[FoldResult]
) -> tuple[FoldTask, ...]:
    """The refits to score on the test rows, now that the folds are done.

    Those of the two champions, or of the only one; the classical one first. Where a
    family has been scored there, the test rows have been looked at, and no second
    model of it is scored, whoever its champion is now.

    Parameters
    ----------
    comparison : Comparison
        Of all folds.
    plan : Plan
    done : iterable of FoldResult
        What is stored, refits included.

    Returns
    -------
    tuple of FoldTask
        () without test rows, and where all is done.
    """
    if not plan.has_test_file:
        return ()
    scored = {result.family for result in done if result.fold == TEST_FOLD}
    return tuple(
        FoldTask(model, 0, TEST_FOLD)
        for family, model in _champions(comparison).items()
        if model and family not in scored
    )


def not_opened(
    comparison: Comparison, done: Iterable[FoldResult]
) -> tuple[tuple[str, str], ...]:
    """Champions that were not scored on the test rows, as another was before.

    Returns
    -------
    tuple of (str, str)
        Model scored, model that is the champion now.
    """
    scored = {r.family: r.model for r in done if r.fold == TEST_FOLD}
    return tuple(
        (scored[family], model)
        for family, model in _champions(comparison).items()
        if model and scored.get(family, model) != model
    )


def _champions(comparison: Comparison) -> dict[Family, str]:
    return {"classical": comparison.best_classical, "deep": comparison.best_deep}


def holdout_needed(comparison: Comparison, plan: Plan) -> tuple[FoldTask, ...]:
    """The fits whose kept predictions `measure_holdout` looks at.

    Parameters
    ----------
    comparison : Comparison
    plan : Plan

    Returns
    -------
    tuple of FoldTask
        () without test rows or a pair.
    """
    pair = comparison.pair
    if pair is None or not plan.has_test_file:
        return ()
    return tuple(FoldTask(model, 0, TEST_FOLD) for model in (pair.b, pair.a))


def measure_holdout(
    comparison: Comparison, plan: Plan, predictions: Mapping[str, Arrays]
) -> Holdout | None:
    """Scores of both champions and of their average on the test rows.

    Test rows, or whole groups of them, are drawn with replacement, the same for all
    three: the intervals tell what other test rows of this kind would have given, and
    nothing of another training.

    Parameters
    ----------
    comparison : Comparison
    plan : Plan
    predictions : mapping of FoldTask.key to mapping of name to array
        As `measure_optimism` takes them, for `TEST_FOLD`.

    Returns
    -------
    Holdout or None
        None without a pair, without both champions' predictions of the test rows,
        or where the metric has no value on it.
    """
    keys = [task.key for task in holdout_needed(comparison, plan)]
    kept = [predictions[key] for key in keys if key in predictions]
    pair = comparison.pair
    if pair is None or len(kept) < 2 or not len(kept[0]["truth"]):
        return None
    given = _three(kept, needs_shares=_needs_shares(plan))
    score = scorer(plan.metric, given.predicted)
    whole = score(np.ones((len(given.units), 1)))[:, 0]
    if not np.isfinite(whole).all():
        return None
    n_units = int(given.units.max()) + 1
    draws = affordable(
        len(given.units) * 3 * passes(plan.metric, given.predicted.n_classes),
        fewest=FEWEST_DRAWS,
        most=MOST_DRAWS,
    )
    drawn = resampled(
        HeldOut(given.units, score), n_units=n_units, draws=draws, seed=SEED
    )
    sign = metrics.sign(metrics.find(plan.metric))
    classical, deep, both = (_estimate(*one) for one in zip(whole, drawn, strict=True))
    difference = _estimate(sign * (whole[1] - whole[0]), sign * (drawn[1] - drawn[0]))
    scores = {s.model: s.score or 0.0 for s in comparison.standings}
    return Holdout(
        classical_model=pair.b,
        deep_model=pair.a,
        n_rows=len(given.units),
        classical=classical,
        deep=deep,
        together=both,
        difference=difference,
        gap=pair.mean - difference.mean,
        classical_gap=sign * (scores[pair.b] - classical.mean),
        deep_gap=sign * (scores[pair.a] - deep.mean),
        n_draws=draws,
        n_units=n_units,
        is_grouped=given.is_grouped,
        is_sealed=plan.sealed_share > 0,
    )


def _three(kept: Sequence[Arrays], *, needs_shares: bool) -> _Given:
    """Rows of a class that was not learned count as wrong, or have no probability."""
    truth = kept[0]["truth"]
    has_shares = all("probabilities" in one for one in kept)
    shares = [one["probabilities"] for one in kept] if has_shares else []
    predictions = [one["prediction"] for one in kept]
    if has_shares:
        shares.append((shares[0] + shares[1]) / 2)
        predictions.append(shares[2].argmax(axis=1))
    else:
        predictions.append((predictions[0] + predictions[1]) / 2)
    n_classes = shares[0].shape[1] if has_shares else 0
    rows = np.arange(len(truth))
    if needs_shares:
        rows = np.flatnonzero(truth >= 0)
    elif has_shares:
        truth = np.where(truth < 0, n_classes, truth)
        n_classes += 1
    is_grouped = "groups" in kept[0]
    units = kept[0]["groups"][rows] if is_grouped else rows
    return _Given(
        Predicted(
            truth[rows],
            [p[rows] for p in predictions],
            [s[rows] for s in shares],
            n_classes,
        ),
        np.unique(units, return_inverse=True)[1],
        is_grouped,
    )


def _needs_shares(plan: Plan) -> bool:
    return metrics.find(plan.metric).needs == "probabilities"


def _estimate(value: float, drawn: Array) -> Estimate:
    """The value with the middle 95% of what the drawings gave."""
    tail = (1 - INTERVAL_LEVEL) / 2
    known = drawn[np.isfinite(drawn)]
    if not known.size:
        return Estimate(float(value))
    low, high = np.quantile(known, [tail, 1 - tail])
    return Estimate(float(value), float(low), float(high))
