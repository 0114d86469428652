"""What learning curves come to, in one or two sentences."""

from collections.abc import Sequence

from dlcompare import words
from dlcompare.comparison.curve_reasons import Labels
from dlcompare.records import CURVE_LEVEL, Crossover, Estimate, Family, Forecast

SHOWN_TIMES = 4  # times the rows that the sentence tells of where nothing is sure
LEVEL = f"{words.percent(CURVE_LEVEL)} interval"


def sentence(
    gap: Estimate,
    crossover: Crossover | None,
    forecasts: Sequence[Forecast],
    *,
    labels: Labels,
    rope: float,
    no_forecast: str,
) -> str:
    """What was seen to cross, and what is expected of more rows.

    Parameters
    ----------
    gap : Estimate
        Deep minus classical today.
    crossover : Crossover or None
    forecasts : sequence of Forecast
        The least rows first.
    labels : dict of family to str
        As they stand inside a sentence.
    rope : float
        The practical limit.
    no_forecast : str
        Why there is none.
    """
    parts = [] if crossover is None else [_seen(crossover, labels)]
    sure = [one for one in forecasts if one.ahead is not None]
    if not forecasts:
        parts.append(f"No crossover with more rows can be predicted: {no_forecast}")
    elif sure:
        parts.append(_sure(sure[-1], gap, labels, rope))
    else:
        shown = next(
            (one for one in forecasts if one.times == SHOWN_TIMES), forecasts[-1]
        )
        parts.append("No crossover with more rows can be predicted from these curves.")
        parts.append(_unsure(shown, gap, labels, rope))
    return " ".join(parts)


def _seen(crossing: Crossover, labels: Labels) -> str:
    low, high = (_rounded(n) for n in (crossing.low, crossing.high))
    where = f"at about {low}" if low == high else f"between {low} and {high}"
    missing = (
        f"; {words.percent(crossing.none_share)} of the drawings show no crossing"
        if crossing.none_share
        else ""
    )
    return (
        f"The lead passes from {labels[_other(crossing.ahead)]} to"
        f" {labels[crossing.ahead]} {where} training rows ({LEVEL}{missing})."
    )


def _sure(shown: Forecast, gap: Estimate, labels: Labels, rope: float) -> str:
    ahead: Family = "deep" if shown.low > 0 else "classical"
    is_now = (gap.mean > 0) == (ahead == "deep")
    how = "stay ahead" if is_now else "be ahead"
    ends = (shown.low, shown.high) if ahead == "deep" else (-shown.high, -shown.low)
    low, high = (words.score(end, *ends, limit=rope) for end in ends)
    p = shown.p_deep if ahead == "deep" else shown.p_classical
    return (
        f"With {_times(shown)} the rows, expect {labels[ahead]} to {how} of"
        f" {labels[_other(ahead)]}, by {low} to {high} ({LEVEL}); the chance that this"
        f" is more than the limit of {words.score(rope)} is {words.percent(p)}."
    )


def _unsure(shown: Forecast, gap: Estimate, labels: Labels, rope: float) -> str:
    deep, classical = labels["deep"], labels["classical"]
    side = "ahead of" if gap.mean > 0 else "behind"
    lead = words.score(abs(gap.mean), gap.low, gap.high, limit=rope)
    now = f"{words.sentence_start(deep)} is now {lead} {side} {classical}"
    if gap.mean == 0:
        now = f"{words.sentence_start(deep)} and {classical} are level now"
    low, high = (
        f"{words.score(abs(end), shown.low, shown.high, limit=rope)}"
        f" {'ahead' if end > 0 else 'behind'}"
        for end in (shown.low, shown.high)
    )
    shrinks = abs(shown.gap) < abs(gap.mean)
    return (
        f"{now}; with {_times(shown)} the rows the gap"
        f" {'is expected to shrink, and' if shrinks else 'is expected'} to lie between"
        f" {low} and {high} ({LEVEL}). The chance that {deep}"
        f" is then ahead by more than the limit of {words.score(rope)} is"
        f" {words.percent(shown.p_deep)}; of {classical} being so,"
        f" {words.percent(shown.p_classical)}."
    )


def _times(shown: Forecast) -> str:
    return "twice" if shown.times == 2 else f"{words.spelled(shown.times)} times"


def _other(family: Family) -> Family:
    return "classical" if family == "deep" else "deep"


def _rounded(n_rows: int) -> str:
    return words.count(int(float(f"{n_rows:.2g}")))
