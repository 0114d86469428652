"""What each champion adds to the other, as a sentence."""

from dlcompare import words
from dlcompare.advice.decide import MIN_FOLDS
from dlcompare.advice.naming import named, row_of
from dlcompare.records import Comparison, Estimate, Together


def averaged(comparison: Comparison, together: Together | None) -> str:
    """What averaging the predictions of both champions would give.

    Parameters
    ----------
    comparison : Comparison
    together : Together or None

    Returns
    -------
    str
        "" under `MIN_FOLDS` folds.
    """
    if together is None or len(together.fold_scores) < MIN_FOLDS:
        return ""
    gain, better = over_better(together)
    name = named(row_of(comparison, better).label)
    score = words.interval(
        together.score.mean,
        together.score.low,
        together.score.high,
        limit=comparison.rope,
    )
    if gain.low is not None and gain.low > 0:
        by = words.score(gain.mean, gain.low, gain.high, limit=comparison.rope)
        limit = words.score(comparison.rope)
        is_small = gain.mean < comparison.rope and by != limit
        small = f", less than the {limit} that matters" if is_small else ""
        return (
            f"Averaging both would score {score}: better by {by} than {name}"
            f" alone{small}."
        )
    if gain.high is not None and gain.high < 0:
        by = words.score(-gain.mean, gain.low, gain.high, limit=comparison.rope)
        return f"Averaging both would score {score}: worse by {by} than {name} alone."
    change = words.difference(gain.mean, gain.low, gain.high, limit=comparison.rope)
    return (
        f"Averaging both adds nothing that could be told from chance: it would score"
        f" {score}, a change of {change} from {name} alone."
    )


def over_better(together: Together) -> tuple[Estimate, str]:
    """The gain over the better champion on these folds, and who that is."""
    if together.over_classical.mean <= together.over_deep.mean:
        return together.over_classical, together.classical
    return together.over_deep, together.deep
