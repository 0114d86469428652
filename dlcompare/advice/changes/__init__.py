"""What would change the verdict: as sentences, and as records with sizes."""

from dlcompare.advice.changes.budget import budget_changes
from dlcompare.advice.changes.columns import column_changes
from dlcompare.advice.changes.folds import (
    fold_changes,
    fold_texts,
    is_short_of_folds,
    missing_folds,
)
from dlcompare.advice.changes.limits import case_at, limit_changes, limit_texts
from dlcompare.advice.changes.metrics import metric_changes
from dlcompare.advice.changes.rows import curve_changes
from dlcompare.advice.changes.speed import latency_changes, time_changes, time_texts
from dlcompare.advice.changes.unanswered import (
    for_no_result,
    for_no_signal,
    for_untrained,
)
from dlcompare.advice.decide import Case
from dlcompare.advice.more_data import more_data
from dlcompare.advice.more_rows import more_rows, row_changes
from dlcompare.records import Change, Comparison, LearningCurves, Profile

__all__ = ["case_at", "is_short_of_folds", "what_changes", "what_would_change"]


def what_would_change(
    comparison: Comparison,
    case: Case,
    profile: Profile,
    *,
    disagreement: float | None = None,
    learning: LearningCurves | None = None,
) -> tuple[str, ...]:
    """Sentences that each begin with what would have to be different.

    Parameters
    ----------
    comparison : Comparison
    case : Case
    profile : Profile
    disagreement : float in [0, 1], optional
        Share of rows that exactly one champion gets right, for metrics that count
        rows. None: not known.
    learning : LearningCurves, optional
        None: not measured.

    Returns
    -------
    tuple of str
        () where nothing is known.
    """
    if case == "no_signal":
        return for_no_signal(profile)
    if case == "too_few_folds":
        return ()
    if case == "no_result":
        return for_no_result(comparison)
    if case == "untrained":
        return for_untrained(profile)
    pair = comparison.pair
    assert pair is not None
    texts = limit_texts(pair, case)
    if case == "deep":
        texts += time_texts(comparison)
    if case == "undecided":
        texts += fold_texts(comparison, pair)
        texts += more_rows(comparison, pair, disagreement, _noun(profile))
    return (*texts, *more_data(learning, comparison))


def what_changes(
    comparison: Comparison,
    case: Case,
    profile: Profile,
    *,
    disagreement: float | None = None,
    learning: LearningCurves | None = None,
) -> tuple[Change, ...]:
    """What would change the verdict, each with direction, size and source.

    Parameters
    ----------
    comparison, case, profile, disagreement, learning
        As for `what_would_change`.

    Returns
    -------
    tuple of Change
        Only what can be computed; () where nothing can.
    """
    missing = comparison.n_folds_planned - comparison.n_folds
    if case in ("no_signal", "no_result", "untrained", "too_few_folds"):
        folds = [missing_folds(missing)] if missing > 0 and comparison.n_folds else []
        return tuple([*folds, *budget_changes(comparison)])
    pair = comparison.pair
    assert pair is not None
    changes = limit_changes(pair, case)
    if case == "undecided":
        changes += fold_changes(comparison, pair)
        changes += row_changes(comparison, pair, disagreement, _noun(profile))
    elif missing > 0:
        changes.append(missing_folds(missing))
    changes += curve_changes(learning, _noun(profile))
    changes += metric_changes(comparison, case)
    changes += column_changes(comparison, case)
    if case == "deep":
        changes += time_changes(comparison)
    changes += latency_changes(comparison, case)
    return tuple(changes + budget_changes(comparison))


def _noun(profile: Profile) -> str:
    return "image" if profile.modality == "images" else "row"
