"""What a tutorial network alone would have made one believe."""

from dlcompare import metrics, words
from dlcompare.advice.decide import MIN_FOLDS, Case, decide_pair
from dlcompare.advice.naming import named, row_of
from dlcompare.records import Comparison, PairedDifference

ALONE: dict[Case, str] = {
    "deep": "have won by",
    "classical": "have lost by",
    "equivalent": "have been level with classical learning:",
    "enough": "not have been worth it:",
    "undecided": "have been neither better nor worse for certain:",
}
BEST: dict[Case, str] = {
    "deep": "it wins by",
    "classical": "it loses by",
    "equivalent": "it is level:",
    "enough": "it is not worth it:",
    "undecided": "it is undecided:",
}


TURNED = "Differences are turned so that more is better."


def tutorial(comparison: Comparison, case: Case) -> str:
    """The verdict that the naive reference alone would have given, and the real one.

    Parameters
    ----------
    comparison : Comparison
    case : Case
        What the best network makes of it.

    Returns
    -------
    str
        "" without a naive network beside the best one, and under `MIN_FOLDS` folds.
    """
    naive, pair = comparison.reference_pair, comparison.pair
    if naive is None or pair is None or len(naive.differences) < MIN_FOLDS:
        return ""
    if case not in BEST and case != "untrained":
        return ""
    of_naive = decide_pair(naive.p_a, naive.p_equivalent, naive.p_b)
    name = named(row_of(comparison, naive.a).label)
    lead = (
        f"With {name} alone, deep learning would {ALONE[of_naive]}"
        f" {_by(naive, of_naive)}"
    )
    if case == "untrained":
        return f"{lead}; no better network was trained well enough."
    best = named(row_of(comparison, pair.a).label)
    is_turned = not metrics.find(comparison.metric).higher_is_better
    outcome = f"with {best}, the best network, {BEST[case]} {_by(pair, case)}"
    text = f"{lead}; {outcome}. {_gap(comparison)}".strip()
    return f"{text} {TURNED}" if is_turned else text


def _gap(comparison: Comparison) -> str:
    """How far the naive network is from the best one."""
    gap, limit = comparison.reference_gap, comparison.rope
    if gap is None or gap.low is None or gap.high is None:
        return ""
    if gap.low > 0:
        by = words.interval(gap.mean, gap.low, gap.high, limit=limit)
        return f"The best network is ahead of the naive one by {by}."
    if gap.high < 0:
        by = words.interval(-gap.mean, -gap.high, -gap.low, limit=limit)
        return f"The best network is behind the naive one by {by}."
    between = words.difference(gap.mean, gap.low, gap.high, limit=limit)
    return f"The two networks cannot be told apart: {between}."


def _by(pair: PairedDifference, case: Case) -> str:
    """The difference; without its sign where the words say who is ahead."""
    if case == "classical":
        return words.interval(-pair.mean, -pair.high, -pair.low, limit=pair.rope)
    if case == "deep":
        return words.interval(pair.mean, pair.low, pair.high, limit=pair.rope)
    return words.difference(pair.mean, pair.low, pair.high, limit=pair.rope)
