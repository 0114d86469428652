"""Which of the two champions is ahead, as the evidence is headed."""

from dlcompare import metrics, words
from dlcompare.advice.decide import Case, decide
from dlcompare.advice.naming import named, row_of, subject
from dlcompare.advice.untrained import title_untrained
from dlcompare.records import Comparison

TITLES: dict[Case, str] = {
    "deep": "The best network is ahead of the best classical model.",
    "classical": "The best classical model is ahead of the best network.",
    "enough": "The best network is not ahead of the best classical model.",
    "equivalent": "The best network and the best classical model are level.",
    "undecided": "The best network and the best classical model cannot be told apart.",
    "no_signal": "No model does better than guessing.",
}
TOO_FEW = "Not enough folds to compare yet."
NO_RIVAL = "There is nothing to compare with."
UNDECIDED = "Undecided. "  # how the title of an untrained verdict begins
LITTLE = "That says little about deep learning."
WAITING = (
    "These are the scores so far; who is better is said once both families have enough"
    " folds."
)


def ahead(comparison: Comparison) -> tuple[str, str, str, str]:
    """A title that claims no more than the verdict, and the difference behind it.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    title, before, number, after : str
        The last three make one lead: the words before the difference, the difference
        with its interval, and the words after it; the last two "" where there is none.
    """
    case = decide(comparison)
    if case == "too_few_folds":
        return TOO_FEW, WAITING, "", ""
    if comparison.pair is None:
        return NO_RIVAL, "Only one family has a score.", "", ""
    title = TITLES.get(case) or title_untrained(comparison).removeprefix(UNDECIDED)
    before, number, after = _difference(comparison)
    if case == "untrained":
        after = f"{after} {LITTLE}"
    return title, before, number, after


def _difference(comparison: Comparison) -> tuple[str, str, str]:
    pair = comparison.pair
    assert pair is not None
    deep, classical = row_of(comparison, pair.a), row_of(comparison, pair.b)
    metric = metrics.find(comparison.metric)
    side = "" if metric.higher_is_better else ", turned so that more is better"
    return (
        f"{subject(deep)} minus {named(classical.label)}: ",
        words.difference(pair.mean, pair.low, pair.high, limit=pair.rope),
        f" in {words.within(metric.label)}{side}.",
    )
