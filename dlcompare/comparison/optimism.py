"""The winner's luck of this study's champions, from kept out-of-fold predictions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics
from dlcompare.comparison.compare import compare
from dlcompare.comparison.difference import MIN_FOLDS_PAIR
from dlcompare.comparison.holdout import measure_holdout
from dlcompare.comparison.selection import HeldOut, luck, n_draws
from dlcompare.comparison.weighted import Predicted, passes, scorer
from dlcompare.records import Comparison, Family, FoldResult, FoldTask, Optimism, Plan

Arrays = Mapping[str, NDArray[Any]]

# With so many rows the best of six looks better by under 0.05 points of accuracy,
# and the predictions of all candidates would fill the memory.
MOST_ROWS = 200_000
SEED = 0  # the same predictions always give the same number


def rivals_needed(comparison: Comparison, plan: Plan) -> tuple[FoldTask, ...]:
    """The folds whose kept predictions `measure_optimism` looks at.

    Parameters
    ----------
    comparison : Comparison
    plan : Plan

    Returns
    -------
    tuple of FoldTask
        () without a pair, with nothing to choose from, or above `MOST_ROWS` rows.
    """
    if not _is_asked(comparison) or comparison.n_rows > MOST_ROWS:
        return ()
    scheme = plan.scheme
    return tuple(
        FoldTask(model, repeat, fold)
        for model in comparison.rivals
        for repeat in range(scheme.repeats)
        for fold in range(scheme.k)
    )


def measure_optimism(
    comparison: Comparison, plan: Plan, predictions: Mapping[str, Arrays]
) -> Optimism | None:
    """How much better the champions score for having been chosen.

    Parameters
    ----------
    comparison : Comparison
        As `compare` gives it; whether optimism is taken off in it does not matter.
    plan : Plan
    predictions : mapping of FoldTask.key to mapping of name to array
        "rows", "truth", "prediction" (n_test,), for classification "probabilities"
        (n_test, n_classes), and "groups" (n_test,) where rows belong together.

    Returns
    -------
    Optimism or None
        Without drawings where none are needed. None without a pair, or while the
        rivals have kept the predictions of fewer than `MIN_FOLDS_PAIR` common folds.
    """
    pair = comparison.pair
    if pair is None:
        return None
    if not _is_asked(comparison) or comparison.n_rows > MOST_ROWS:
        return Optimism(pair.b, pair.a, 0.0, 0.0, 0.0, n_draws=0, n_units=0)
    folds = _shared(comparison.rivals, plan, predictions)
    if len(folds) < MIN_FOLDS_PAIR:
        return None
    units, is_grouped = _units(folds)
    n_units = int(max(u.max() for u in units)) + 1
    n_classes = folds[0][0]["probabilities"].shape[1] if _has_shares(folds) else 0
    draws = n_draws(
        n_rows=sum(len(u) for u in units),
        n_models=len(comparison.rivals),
        passes=passes(plan.metric, n_classes),
    )
    metric = metrics.find(plan.metric)
    found = luck(
        [
            HeldOut(of_rows, scorer(plan.metric, _predicted(fold, n_classes)))
            for fold, of_rows in zip(folds, units, strict=True)
        ],
        n_units=n_units,
        choices=_choices(comparison),
        sign=metrics.sign(metric),
        draws=draws,
        seed=SEED,
    )
    if found is None:
        return None
    classical, deep, better = found
    return Optimism(pair.b, pair.a, classical, deep, better, draws, n_units, is_grouped)


def compare_without_luck(
    folds: Sequence[FoldResult],
    plan: Plan,
    predictions: Mapping[str, Arrays],
    *,
    n_rows: int,
    rope: float | None = None,
    before: Comparison | None = None,
) -> Comparison:
    """As `compare`, with what the kept predictions show of the champions.

    That is the luck of the choice, which is taken off, and their scores on the test
    file.

    Parameters
    ----------
    folds, plan, n_rows, rope
        As for `compare`.
    predictions : mapping of FoldTask.key to mapping of name to array
        As for `measure_optimism` and `measure_holdout`.
    before : Comparison, optional
        Of the same folds, maybe with another limit: what was measured then is kept.

    Returns
    -------
    Comparison
    """
    if before is not None:
        found = compare(folds, plan, n_rows=n_rows, rope=rope, optimism=before.optimism)
        return replace(found, holdout=before.holdout, without=before.without)
    first = compare(folds, plan, n_rows=n_rows, rope=rope)
    optimism = measure_optimism(first, plan, predictions)
    found = compare(folds, plan, n_rows=n_rows, rope=rope, optimism=optimism)
    return replace(found, holdout=measure_holdout(found, plan, predictions))


def _is_asked(comparison: Comparison) -> bool:
    """Whether a family had more than its champion to choose from."""
    return comparison.pair is not None and len(comparison.rivals) > 2


def _choices(comparison: Comparison) -> tuple[tuple[int, ...], ...]:
    """Of the classical, the deep and the better champion, as `selection.luck` asks."""
    assert comparison.pair is not None
    scores = {s.model: s.score for s in comparison.standings}
    families = {s.model: s.family for s in comparison.standings}
    sign = metrics.sign(metrics.find(comparison.metric))
    pair = (comparison.pair.b, comparison.pair.a)
    better = max(pair, key=lambda model: sign * (scores[model] or 0.0))

    def places(champion: str, *of: Family) -> tuple[int, ...]:
        own = [m for m in comparison.rivals if families[m] in of and m != champion]
        return tuple(comparison.rivals.index(model) for model in (champion, *own))

    return (
        places(pair[0], "classical"),
        places(pair[1], "deep"),
        places(better, "classical", "deep"),
    )


def _shared(
    models: Sequence[str], plan: Plan, predictions: Mapping[str, Arrays]
) -> list[list[Arrays]]:
    """For each fold that all have kept on the same rows, the arrays of each model."""
    folds = []
    for repeat in range(plan.scheme.repeats):
        for fold in range(plan.scheme.k):
            keys = [FoldTask(model, repeat, fold).key for model in models]
            kept = [predictions[key] for key in keys if key in predictions]
            if len(kept) == len(models) and all(
                np.array_equal(kept[0]["rows"], one["rows"]) for one in kept
            ):
                folds.append(kept)
    return folds


def _has_shares(folds: Sequence[Sequence[Arrays]]) -> bool:
    return all("probabilities" in one for fold in folds for one in fold)


def _units(folds: Sequence[Sequence[Arrays]]) -> tuple[list[NDArray[Any]], bool]:
    """For each fold which unit a row is of, and whether units are groups."""
    is_grouped = all("groups" in fold[0] for fold in folds)
    named = [fold[0]["groups" if is_grouped else "rows"] for fold in folds]
    _, places = np.unique(np.concatenate(named), return_inverse=True)
    ends = np.cumsum([len(rows) for rows in named])
    return np.split(places, ends[:-1]), is_grouped


def _predicted(fold: Sequence[Arrays], n_classes: int) -> Predicted:
    return Predicted(
        truth=fold[0]["truth"],
        predictions=[one["prediction"] for one in fold],
        probabilities=[one["probabilities"] for one in fold] if n_classes else (),
        n_classes=n_classes,
    )
