"""How many rows would tell a difference as large as the limit from chance."""

import statistics

from dlcompare import words
from dlcompare.records import Change, Comparison, PairedDifference

CONFIDENCE = 0.95  # at which a difference as large as the limit is told from 0
MOST_ROWS = 1_000_000_000  # more than anybody collects, so no advice


def rows_factor(n_folds: int, test_share: float) -> float:
    """How many rows tell a difference r from chance, in units of p / r squared.

    p is the share of rows that only one of the two gets right. It is the squared
    product of the t quantile and the corrected standard error's factor (Nadeau &
    Bengio, 2003), over the rows tested per fold.

    Parameters
    ----------
    n_folds : int
        In all repeats; two or more.
    test_share : float in (0, 1)
        Rows tested per fold over all rows.

    Examples
    --------
    >>> round(rows_factor(15, 0.2), 1), round(rows_factor(5, 0.2), 1)
    (7.3, 17.3)
    """
    from scipy.special import stdtrit

    quantile = float(stdtrit(n_folds - 1, 0.5 + CONFIDENCE / 2))
    return quantile**2 * (1 / n_folds + test_share / (1 - test_share)) / test_share


def more_rows(
    comparison: Comparison,
    pair: PairedDifference,
    disagreement: float | None,
    noun: str,
) -> list[str]:
    """How many rows would decide, as sentences.

    From the rows told apart where the metric counts them, else from the folds.

    Parameters
    ----------
    comparison : Comparison
    pair : PairedDifference
    disagreement : float in [0, 1], or None
        Share of rows that exactly one champion gets right.
    noun : str
        What a row of the data is: "row" or "image".

    Returns
    -------
    list of str
        [] if there are as many rows already.
    """
    found = _needed(comparison, pair, disagreement)
    if found is None:
        return [f"More {noun}s. Four times as many about halve the spread."]
    needed, is_counted = found
    if needed <= comparison.n_rows:
        return []
    premise = ", if the spread over folds shrinks with them as chance does"
    premise = "" if is_counted else premise
    limit = words.score(pair.rope)
    if needed > MOST_ROWS:
        return [
            f"Another limit rather than more {noun}s. To tell a difference of {limit}"
            f" from chance would take more than {words.count(MOST_ROWS)}{premise}."
        ]
    return [
        f"More {noun}s. About {words.count(_rough(needed), noun)} would tell a"
        f" difference of {limit} from chance{premise}."
    ]


def row_changes(
    comparison: Comparison,
    pair: PairedDifference,
    disagreement: float | None,
    noun: str,
) -> list[Change]:
    """The same as a record; arguments as for `more_rows`."""
    found = _needed(comparison, pair, disagreement)
    if found is None:
        return []
    needed, is_counted = found
    if not comparison.n_rows < needed <= MOST_ROWS:
        return []
    return [
        Change(
            "rows",
            f"More {noun}s",
            "A decision, towards either family",
            f"About {words.count(_rough(needed), noun)} instead of"
            f" {words.count(comparison.n_rows)}, to tell {words.score(pair.rope)} from"
            " chance",
            "Rows that only one of the two gets right"
            if is_counted
            else "The spread over the folds, if it shrinks as chance does",
        )
    ]


def _needed(
    comparison: Comparison, pair: PairedDifference, disagreement: float | None
) -> tuple[float, bool] | None:
    """Rows that would decide, and whether from rows told apart; else from the folds.

    None where nothing can be told: no limit, or no spread to shrink.
    """
    variance = statistics.variance(pair.differences)
    if pair.rope**2 <= 0 or not variance:
        return None
    factor = rows_factor(len(pair.differences), pair.test_share)
    if disagreement and comparison.metric == "accuracy":
        return factor * disagreement / pair.rope**2, True
    rows_tested = comparison.n_rows * pair.test_share
    return factor * variance * rows_tested / pair.rope**2, False


def _rough(needed: float) -> int:
    return int(float(f"{needed:.2g}"))
