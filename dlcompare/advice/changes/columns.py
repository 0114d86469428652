"""Without a suspect column: what the difference becomes when it is left out."""

from dlcompare import words
from dlcompare.advice.changes.limits import PHRASES, probabilities
from dlcompare.advice.decide import CHOICES, Case, decide_pair
from dlcompare.records import Change, Comparison, Without

SOURCE = "Both champions fitted again without it, in the closer look"


def column_changes(comparison: Comparison, case: Case) -> list[Change]:
    """For each suspect column that was left out, the choice without it.

    Parameters
    ----------
    comparison : Comparison
    case : Case
        With all columns.
    """
    return [_change(one, comparison.rope, case) for one in comparison.without]


def _change(one: Without, rope: float, case: Case) -> Change:
    other = decide_pair(*probabilities(one.mean, one.scale, one.degrees, rope))
    is_same = CHOICES[other] == CHOICES[case]
    then = "The same choice" if is_same else words.sentence_start(PHRASES[other])
    folds = words.count(one.n_folds, "fold")
    return Change(
        "column",
        f"Without the column {one.column}",
        then,
        f"{words.difference(one.mean, one.low, one.high)}, from {folds}; with it on the"
        f" same {folds} {words.difference(one.mean_with)}",
        SOURCE,
    )
