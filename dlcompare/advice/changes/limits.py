"""Another limit: from which one on the same folds would answer otherwise."""

import math
from collections.abc import Iterable

from dlcompare import words
from dlcompare.advice.decide import CHOICES, Case, decide_pair
from dlcompare.records import Change, PairedDifference

STRICTEST = 0.01  # share of the limit; the smallest other limit that is tried
SOURCE = "The posterior of the same folds, held against another limit"

PHRASES: dict[Case, str] = {
    "deep": "use deep learning",
    "classical": "use classical learning",
    "enough": "use classical learning, it is enough",
    "equivalent": "no useful difference",
    "undecided": "undecided",
}


def other_limits(
    pair: PairedDifference, case: Case
) -> tuple[tuple[str, float, Case], ...]:
    """The nearest stricter and the nearest looser limit with another answer.

    Parameters
    ----------
    pair : PairedDifference
    case : Case
        With the limit as it is.

    Returns
    -------
    tuple of (str, float, Case)
        "stricter" or "looser", the limit, and the case with it.
    """
    reach = max(4 * pair.rope, abs(pair.mean) + 4 * pair.scale)
    tried = {
        "stricter": _round_numbers(pair.rope, STRICTEST * pair.rope),
        "looser": _round_numbers(pair.rope, reach),
    }
    found = {way: _first_other(pair, case, limits) for way, limits in tried.items()}
    return tuple((way, *one) for way, one in found.items() if one is not None)


def limit_texts(pair: PairedDifference, case: Case) -> list[str]:
    """The other limits as sentences."""
    return [
        f"A {way} limit. If {_said(way, limit)}, the answer would be: {PHRASES[other]}."
        for way, limit, other in other_limits(pair, case)
    ]


def limit_changes(pair: PairedDifference, case: Case) -> list[Change]:
    """The other limits as records."""
    return [
        Change(
            "limit",
            f"A {way} limit",
            words.sentence_start(PHRASES[other]),
            f"{words.score(limit)} instead of {words.score(pair.rope)}",
            SOURCE,
        )
        for way, limit, other in other_limits(pair, case)
    ]


def _said(way: str, limit: float) -> str:
    if way == "stricter":
        return f"{words.score(limit)} mattered to you"
    return f"differences below {words.score(limit)} did not matter to you"


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
    return decide_pair(*probabilities(pair.mean, pair.scale, pair.degrees, rope))


def probabilities(
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
