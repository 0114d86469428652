"""Another metric: what the same pair on the same folds would be judged to be."""

from dlcompare import metrics, words
from dlcompare.advice.changes.limits import PHRASES
from dlcompare.advice.decide import CHOICES, MIN_FOLDS, Case, decide_pair
from dlcompare.records import Change, Comparison

SOURCE = "The same pair on the same folds, each metric with its own default limit"


def metric_changes(comparison: Comparison, case: Case) -> list[Change]:
    """The other metrics under which the choice differs; or that none does.

    Parameters
    ----------
    comparison : Comparison
    case : Case
        By the deciding metric.

    Returns
    -------
    list of Change
        [] where no other metric was measured on enough folds.
    """
    pairs = {
        name: pair
        for name, pair in comparison.by_metric.items()
        if len(pair.differences) >= MIN_FOLDS
    }
    if not pairs:
        return []
    cases = {n: decide_pair(p.p_a, p.p_equivalent, p.p_b) for n, p in pairs.items()}
    others = {n: c for n, c in cases.items() if CHOICES[c] != CHOICES[case]}
    if not others:
        names = words.listed([_name(name) for name in pairs])
        return [
            Change(
                "metric",
                "Another metric",
                "The same choice",
                f"None of {len(pairs)} changes it: {names}",
                SOURCE,
            )
        ]
    return [
        Change(
            "metric",
            f"{metrics.find(name).label} as the metric",
            words.sentence_start(PHRASES[other]),
            words.difference(pairs[name].mean, pairs[name].low, pairs[name].high)
            + f", limit {words.score(pairs[name].rope)}",
            SOURCE,
        )
        for name, other in others.items()
    ]


def _name(metric: str) -> str:
    return words.within(metrics.find(metric).label)
