"""Why what learning curves say is less certain than it looks, and what they come to."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics, words
from dlcompare.comparison.curve_lines import Law
from dlcompare.comparison.curve_samples import FAMILIES, Anchor
from dlcompare.records import (
    CURVE_LEVEL,
    Crossover,
    Estimate,
    Family,
    Forecast,
    Plan,
)

Array = NDArray[np.float64]

ENOUGH_ANCHORS = 4  # sizes
ENOUGH_RANGE = 8  # times as many rows at the last size as at the first
NOISE_SHARE = 0.5  # of the last change of a curve that its standard error may be
RISE = 2.0  # standard errors by which an error must rise to be a rise
SLOW_POWER = 0.1  # a curve that falls more slowly has no end in sight
SHOWN_TIMES = 4  # times the rows that the sentence tells of where nothing is sure
ERROR_RATE = "accuracy"  # the metric of the public curves
LEVEL = words.percent(CURVE_LEVEL)

Labels = dict[Family, str]


def reasons(
    anchors: Sequence[Anchor],
    covariance: Array | None,
    laws: Sequence[Law],
    *,
    labels: Labels,
    rope: float,
    plan: Plan,
    n_lost: int,
    has_forecast: bool,
) -> tuple[str, ...]:
    """Every reason that applies, as sentences.

    Parameters
    ----------
    anchors : sequence of Anchor
        Rising.
    covariance : array of shape (n_anchors, 2, 2), or None
        Of the mean errors; None: not known.
    laws : sequence of Law
        Of the classical and of the deep curve; () where none was fitted.
    labels : dict of family to str
    rope : float
        The practical limit.
    plan : Plan
    n_lost : int
        Fits that gave no pair.
    has_forecast : bool
        Whether the public curves are used.
    """
    found = [*_of_sizes(anchors), *_of_spread(anchors, covariance, labels)]
    for family, law in zip(FAMILIES, laws, strict=False):
        if float(law.fitted.b[0]) < SLOW_POWER:
            found.append(
                f"The curve of {labels[family]} has no end in sight, so its line beyond"
                " the points says little."
            )
    if anchors[-1].means.min() <= rope:
        found.append(
            "Errors are already smaller than the difference that matters, so more rows"
            " can change little."
        )
    if plan.scheme.kind == "ordered":
        found.append(
            "The rows have an order in time: fewer rows are also later rows, and what"
            " is still to come may differ from both."
        )
    if n_lost:
        found.append(f"{words.count(n_lost, 'fit')} failed and cannot be compared.")
    if has_forecast and plan.metric != ERROR_RATE:
        label = metrics.find(plan.metric).label
        found.append(
            "What is said of more rows was measured on shares of wrong classes;"
            f" how far it holds for {label} is not known."
        )
    return tuple(found)


def _of_sizes(anchors: Sequence[Anchor]) -> list[str]:
    times = anchors[-1].n_rows / anchors[0].n_rows
    if len(anchors) >= ENOUGH_ANCHORS and round(times, 1) >= ENOUGH_RANGE:
        return []
    return [
        f"Only {words.spelled(len(anchors))} sizes were measured, the largest"
        f" {words.ratio(times)} the smallest."
    ]


def _of_spread(
    anchors: Sequence[Anchor], covariance: Array | None, labels: Labels
) -> list[str]:
    if covariance is None:
        return ["No size was measured twice, so the spread is not known."]
    found = []
    means = np.stack([anchor.means for anchor in anchors])
    errors = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
    steps = np.diff(means, axis=0)
    together = np.hypot(errors[1:], errors[:-1])
    for i, family in enumerate(FAMILIES):
        if errors[-1, i] > NOISE_SHARE * abs(steps[-1, i]):
            found.append(
                f"At the last step {labels[family]} changes by no more than chance"
                " does."
            )
        if (steps[:, i] > RISE * together[:, i]).any():
            found.append(
                f"{words.sentence_start(labels[family])} gets worse with more rows"
                " somewhere on the way, which a fitted curve does not know."
            )
    return found


def sentence(
    gap: Estimate,
    crossover: Crossover | None,
    forecasts: Sequence[Forecast],
    *,
    labels: Labels,
    rope: float,
    no_forecast: str,
) -> str:
    """What the curves come to, in one or two sentences.

    Parameters
    ----------
    gap : Estimate
        Deep minus classical today.
    crossover : Crossover or None
    forecasts : sequence of Forecast
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
        parts.append(f"No crossover can be predicted: {no_forecast}")
    elif sure:
        parts.append(_sure(sure[-1], gap, labels))
    else:
        shown = next(
            (one for one in forecasts if one.times == SHOWN_TIMES), forecasts[-1]
        )
        parts.append(_unsure(shown, gap, labels, rope))
    return " ".join(parts)


def _seen(crossing: Crossover, labels: Labels) -> str:
    low, high = (_rounded(n) for n in (crossing.low, crossing.high))
    where = f"at about {low}" if low == high else f"between {low} and {high}"
    text = (
        f"{words.sentence_start(labels[crossing.ahead])} overtakes"
        f" {labels[_other(crossing.ahead)]} {where} training rows"
    )
    missing = words.percent(crossing.none_share)
    return f"{text} ({LEVEL} interval; {missing} of the drawings show no crossing)."


def _sure(shown: Forecast, gap: Estimate, labels: Labels) -> str:
    ahead = shown.ahead or "deep"
    is_now = (gap.mean > 0) == (ahead == "deep")
    leads = "is expected to stay ahead" if is_now else "is expected to be ahead"
    signs = (shown.low, shown.high) if ahead == "deep" else (-shown.high, -shown.low)
    low, high = (words.score(value) for value in signs)
    p = shown.p_deep if ahead == "deep" else shown.p_classical
    return (
        f"With {words.spelled(shown.times)} times the rows {labels[ahead]} {leads} of"
        f" {labels[_other(ahead)]}, by {low} to {high} ({LEVEL} interval); the chance"
        f" that this is more than the limit is {words.percent(p)}."
    )


def _unsure(shown: Forecast, gap: Estimate, labels: Labels, rope: float) -> str:
    shrinks = abs(shown.gap) < abs(gap.mean)
    what = (
        f"the gap, now {words.difference(gap.mean)}, is expected to shrink:"
        if shrinks
        else f"the gap, now {words.difference(gap.mean)}, may be anything"
    )
    low, high = words.difference(shown.low), words.difference(shown.high)
    return (
        "No crossover can be predicted from these curves. With"
        f" {words.spelled(shown.times)} times the rows {what}"
        f" from {low} to {high} ({LEVEL} interval); the chance of more than"
        f" {words.score(rope)} is {words.percent(shown.p_deep)} for {labels['deep']}"
        f" and {words.percent(shown.p_classical)} for {labels['classical']}."
    )


def _other(family: Family) -> Family:
    return "classical" if family == "deep" else "deep"


def _rounded(n_rows: int) -> str:
    return words.count(int(float(f"{n_rows:.2g}")))
