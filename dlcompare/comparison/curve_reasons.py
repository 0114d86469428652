"""Why what learning curves say is less certain than it looks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics, words
from dlcompare.comparison.curve_lines import Law
from dlcompare.comparison.curve_samples import FAMILIES, Anchor
from dlcompare.records import (
    Family,
    Plan,
)

Array = NDArray[np.float64]

ENOUGH_ANCHORS = 4  # sizes
ENOUGH_RANGE = 8  # times as many rows at the last size as at the first
NOISE_SHARE = 0.5  # of the last change of a curve that its standard error may be
RISE = 2.0  # standard errors by which an error must rise to be a rise
SLOW_POWER = 0.1  # a curve that falls more slowly has no end in sight
FEWEST_OF_CLASS = 10  # rows of the rarest class, as wanted at every size
ERROR_RATE = "accuracy"  # the metric of the public curves

Labels = dict[Family, str]


def reasons(
    anchors: Sequence[Anchor],
    covariance: Array | None,
    laws: Sequence[Law],
    *,
    labels: Labels,
    rope: float,
    plan: Plan,
    n_failed: int,
    has_forecast: bool,
    rarest_share: float | None,
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
    n_failed : int
        Fits without a score.
    has_forecast : bool
        Whether the public curves are used.
    rarest_share : float in [0, 1], or None
        Share of the rows in the rarest class; None: regression.
    """
    found = [*_of_sizes(anchors), *_of_spread(anchors, covariance, labels)]
    for family, law in zip(FAMILIES, laws, strict=False):
        if law.fitted.a[0] > 0 and law.fitted.b[0] < SLOW_POWER:
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
    if rarest_share is not None and rarest_share * anchors[0].n_rows < FEWEST_OF_CLASS:
        found.append(
            f"With the fewest rows the rarest class has less than {FEWEST_OF_CLASS} of"
            " them, so little of it can be learned there."
        )
    if n_failed:
        found.append(f"{words.count(n_failed, 'fit')} failed and cannot be compared.")
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
        f" {words.ratio(times)} as many rows as the smallest."
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
                f"The last step of the curve of {labels[family]} is no larger than"
                " chance makes it."
            )
        if (steps[:, i] > RISE * together[:, i]).any():
            found.append(
                f"The curve of {labels[family]} gets worse with more rows somewhere on"
                " the way, which a fitted curve does not know."
            )
    return found
