"""What would change the verdict: another limit, more folds, more rows."""

import math
import statistics
from collections.abc import Iterable

from dlcompare import words
from dlcompare.advice.decide import (
    CHOICES,
    Case,
    decide_pair,
    standing,
)
from dlcompare.advice.more_data import more_data
from dlcompare.advice.more_rows import more_rows
from dlcompare.advice.naming import named
from dlcompare.records import (
    Comparison,
    LearningCurves,
    PairedDifference,
    Profile,
)

MANY_FOLDS = 25  # 5 x 5; any further repeats narrow the spread by 7% at most
STRICTEST = 0.01  # share of the limit; the smallest other limit that is tried

PHRASES: dict[Case, str] = {
    "deep": "use deep learning",
    "classical": "use classical learning",
    "enough": "use classical learning, it is enough",
    "equivalent": "no useful difference",
    "undecided": "undecided",
}


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
        return _for_no_signal(profile)
    if case == "too_few_folds":
        return ()
    if case == "no_result":
        return _for_no_result(comparison)
    if case == "untrained":
        return _for_untrained(profile)
    pair = comparison.pair
    assert pair is not None
    texts = _other_limits(pair, case)
    if case == "deep":
        texts += _limit_on_time(comparison)
    if case == "undecided":
        noun = "image" if profile.modality == "images" else "row"
        texts += _more_folds(comparison, pair)
        texts += more_rows(comparison, pair, disagreement, noun)
    return (*texts, *more_data(learning, comparison))


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


def case_at(pair: PairedDifference, rope: float) -> Case:
    """The case the same folds would give with another limit.

    Parameters
    ----------
    pair : PairedDifference
    rope : float
        In units of the metric; 0 or more.

    Returns
    -------
    Case
    """
    return decide_pair(*_probabilities(pair.mean, pair.scale, pair.degrees, rope))


def _probabilities(
    mean: float, scale: float, degrees: int, rope: float
) -> tuple[float, float, float]:
    """As `comparison.bayes.probabilities`, which a sibling stage may not import."""
    from scipy.special import stdtr

    if scale == 0:
        p_a, p_b = float(mean > rope), float(mean < -rope)
    else:
        p_a = float(stdtr(degrees, (mean - rope) / scale))
        p_b = float(stdtr(degrees, (-rope - mean) / scale))
    return p_a, 1 - p_a - p_b, p_b


def _other_limits(pair: PairedDifference, case: Case) -> list[str]:
    """The nearest stricter and the nearest looser limit with another answer."""
    texts = []
    reach = max(4 * pair.rope, abs(pair.mean) + 4 * pair.scale)
    stricter = _first_other(
        pair, case, _round_numbers(pair.rope, STRICTEST * pair.rope)
    )
    if stricter is not None:
        limit, other = stricter
        texts.append(
            f"A stricter limit. If {words.score(limit)} mattered to you, the answer"
            f" would be: {PHRASES[other]}."
        )
    looser = _first_other(pair, case, _round_numbers(pair.rope, reach))
    if looser is not None:
        limit, other = looser
        texts.append(
            f"A looser limit. If differences below {words.score(limit)} did not matter"
            f" to you, the answer would be: {PHRASES[other]}."
        )
    return texts


def _first_other(
    pair: PairedDifference, case: Case, limits: Iterable[float]
) -> tuple[float, Case] | None:
    for limit in limits:
        other = case_at(pair, limit)
        if CHOICES[other] != CHOICES[case]:
            return limit, other
    return None


def _round_numbers(start: float, end: float) -> list[float]:
    """Numbers from start (not included) to end that read exactly as they are."""
    high = max(start, end)
    if high <= 0:
        return []
    low = max(min(start, end), high / 1e4)
    exponents = range(math.floor(math.log10(low)) - 1, math.floor(math.log10(high)) + 1)
    numbers = (
        float(f"{d}e{exponent}") for exponent in exponents for d in range(10, 100)
    )
    exact = {n for n in numbers if low <= n <= high and _reads_exactly(n)}
    return sorted(exact - {start}, reverse=end < start)


def _reads_exactly(number: float) -> bool:
    return math.isclose(float(words.score(number).replace(",", "")), number)


def _limit_on_time(comparison: Comparison) -> list[str]:
    deep = standing(comparison, comparison.best_deep)
    classical = standing(comparison, comparison.best_classical)
    if deep is None or classical is None:
        return []
    if not deep.fit_seconds or not classical.fit_seconds:
        return []
    if deep.fit_seconds < words.ABOUT_EQUAL * classical.fit_seconds:
        return []
    return [
        f"A limit on time. Where one training must take less than"
        f" {words.duration(deep.fit_seconds)}, {named(classical.label)} is what"
        f" remains ({words.duration(classical.fit_seconds)})."
    ]


def _case_with_many_folds(pair: PairedDifference) -> Case | None:
    """The case if `MANY_FOLDS` folds had the mean and spread of those so far."""
    n = len(pair.differences)
    if n >= MANY_FOLDS or pair.scale == 0:
        return None
    variance = statistics.variance(pair.differences)
    shared = pair.scale**2 / variance - 1 / n  # test_share / (1 - test_share)
    scale = math.sqrt(variance * (1 / MANY_FOLDS + shared))
    return decide_pair(*_probabilities(pair.mean, scale, MANY_FOLDS - 1, pair.rope))


def _more_folds(comparison: Comparison, pair: PairedDifference) -> list[str]:
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


def _for_no_result(comparison: Comparison) -> tuple[str, ...]:
    families = {s.family for s in comparison.standings}
    if {"classical", "deep"} <= families:
        return ("A result from both families. Retry with more time or fewer rows.",)
    return ("A plan with both families. Train again with models of each.",)


def _for_untrained(profile: Profile) -> tuple[str, ...]:
    longer = (
        "A larger budget. A network goes over the rows many times; with more time it"
        " gets further."
    )
    if profile.modality == "images":
        return (longer, "More pictures. A network learns little from a few.")
    return (
        longer,
        "Fewer columns. Leaving out those that say nothing makes a network's task"
        " easier.",
        "Milder columns. Values far beyond all others can throw its training off.",
    )


def _for_no_signal(profile: Profile) -> tuple[str, ...]:
    if profile.modality == "images":
        return (
            "Other pictures. Could a person tell the classes apart in these?",
            "The right folders. Are the pictures sorted into the class they show?",
        )
    return (
        "Other columns. What would an expert look at that is not in the file?",
        "The right target. Could its values be shifted or shuffled against the rows?",
    )
