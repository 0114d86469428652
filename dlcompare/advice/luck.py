"""What the difference owes to choosing the best of several, as a sentence."""

from dlcompare import words
from dlcompare.records import Comparison, Optimism

TOO_SMALL = 0.1  # share of the limit; less than this changes no verdict

CHOSEN = "Each champion was chosen on the same rows that it is compared on"
NOT_MEASURED = (
    f"{CHOSEN}. What that choice adds to the difference is measured once training has"
    " ended and the predictions of all candidates are kept; nothing is taken off yet."
)


def luck(comparison: Comparison) -> str:
    """How far the choice of the champions flatters the difference.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
        "" without a pair, or where no family had a choice.
    """
    found = comparison.optimism
    if comparison.pair is None or len(comparison.rivals) <= 2:
        return ""
    if found is None:
        return NOT_MEASURED
    if not found.n_draws:
        n_rows = words.count(comparison.n_rows)
        return f"{CHOSEN}; with {n_rows} of them that choice adds next to nothing."
    gap = found.deep - found.classical
    how = f"measured in {words.count(found.n_draws, 'drawing')} of {_units(found)}"
    if abs(gap) < TOO_SMALL * comparison.rope:
        return f"{CHOSEN}. That favours neither side noticeably, as {how}."
    sides = ("the network", "the classical model")
    more, less = sides if gap > 0 else sides[::-1]
    return (
        f"{CHOSEN}. That flatters {more} by {words.score(abs(gap))} more than {less},"
        f" as {how}; it is taken off the difference."
    )


def _units(found: Optimism) -> str:
    noun = "group" if found.is_grouped else "row"
    return f"the {words.count(found.n_units, noun)}"
