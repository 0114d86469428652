"""More folds: those that are missing, or further repeats."""

import math
import statistics

from dlcompare import words
from dlcompare.advice.changes.limits import PHRASES, probabilities
from dlcompare.advice.decide import Case, decide_pair
from dlcompare.records import Change, Comparison, PairedDifference

MANY_FOLDS = 25  # 5 x 5; any further repeats narrow the spread by 7% at most
NOISE = 1.001  # of arithmetic, in a ratio of two spreads that are equal
SOURCE = "Mean and spread of the folds so far"


def is_short_of_folds(comparison: Comparison) -> bool:
    """Whether an undecided pair lacks folds rather than rows.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    bool
        True if planned folds are missing, or if `MANY_FOLDS` folds that look like
        those so far would decide.
    """
    if comparison.n_folds < comparison.n_folds_planned:
        return True
    pair = comparison.pair
    if not comparison.can_repeat:
        return False
    return pair is not None and _case_with_many_folds(pair) not in (None, "undecided")


def _case_with_many_folds(pair: PairedDifference) -> Case | None:
    """The case if `MANY_FOLDS` folds had the mean and spread of those so far."""
    n = len(pair.differences)
    variance = statistics.variance(pair.differences)
    if n >= MANY_FOLDS or not variance:
        return None
    shared = pair.test_share / (1 - pair.test_share)
    if pair.scale > NOISE * math.sqrt(variance * (1 / n + shared)):
        return None  # wider than the folds make it: more of them do not narrow it
    scale = math.sqrt(variance * (1 / MANY_FOLDS + shared))
    return decide_pair(*probabilities(pair.mean, scale, MANY_FOLDS - 1, pair.rope))


def fold_texts(comparison: Comparison, pair: PairedDifference) -> list[str]:
    """What more folds would do to an undecided pair, as sentences."""
    missing = comparison.n_folds_planned - comparison.n_folds
    if missing > 0:
        return [
            f"The folds that are missing. {words.count(missing)}"
            f" {'is' if missing == 1 else 'are'} planned still."
        ]
    case = _case_with_many_folds(pair) if comparison.can_repeat else None
    if case is None:
        return []
    if case == "undecided":
        return [
            f"More repeats will not help much. {MANY_FOLDS} folds like these would"
            " leave it undecided: the spread comes from the rows, not from the folds."
        ]
    return [
        f"More repeats. If {MANY_FOLDS} folds look like these, the answer would be:"
        f" {PHRASES[case]}."
    ]


def fold_changes(comparison: Comparison, pair: PairedDifference) -> list[Change]:
    """The same as records."""
    missing = comparison.n_folds_planned - comparison.n_folds
    if missing > 0:
        return [missing_folds(missing)]
    case = _case_with_many_folds(pair) if comparison.can_repeat else None
    if case is None:
        return []
    size = f"{MANY_FOLDS} folds instead of {len(pair.differences)}"
    then = "Undecided still" if case == "undecided" else PHRASES[case]
    then = words.sentence_start(then)
    return [Change("folds", "More repeats", then, size, SOURCE)]


def missing_folds(n_missing: int) -> Change:
    """Folds that were planned and are not there."""
    return Change(
        "folds",
        "The folds that are missing",
        "A narrower spread, towards either family",
        f"{words.count(n_missing, 'fold')} of both champions",
        "Planned and finished folds",
    )
