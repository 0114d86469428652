"""What is drawn of a learning curve: points, the power law through them, bands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics
from dlcompare.comparison.curve_samples import Anchor, score_of
from dlcompare.comparison.power_law import PowerLaw, fit_power_law
from dlcompare.comparison.shrinkage import TIMES
from dlcompare.records import CURVE_LEVEL, CurvePoint

Array = NDArray[np.float64]

MIN_LINE = 3  # sizes; a power law has three numbers
N_ON_LINE = 40  # sizes at which the line is known, evenly over the logarithm


@dataclass(frozen=True)
class Law:
    """The power law of one curve, and how far each of its points may be off."""

    fitted: PowerLaw
    standard_errors: Array


def power_laws(anchors: Sequence[Anchor], covariance: Array | None) -> tuple[Law, ...]:
    """Of the classical and of the deep curve; () under `MIN_LINE` sizes.

    Parameters
    ----------
    anchors : sequence of Anchor
        Rising.
    covariance : array of shape (n_anchors, 2, 2), or None
        Of the mean errors; None: every size counts the same.
    """
    if len(anchors) < MIN_LINE:
        return ()
    means = np.stack([anchor.means for anchor in anchors])
    spread = np.zeros_like(means)
    if covariance is not None:
        spread = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
    n_rows = sizes(anchors)
    return tuple(
        Law(fit_power_law(n_rows, means[None, :, i], spread[:, i]), spread[:, i])
        for i in range(means.shape[1])
    )


def sizes(anchors: Sequence[Anchor]) -> Array:
    """Training rows of every size."""
    return np.array([anchor.n_rows for anchor in anchors], dtype=np.float64)


def points_of(
    anchors: Sequence[Anchor], draws: Array | None, i: int, metric: str
) -> tuple[CurvePoint, ...]:
    """What was measured of family `i` (0: classical, 1: deep), as scores."""
    limits = None if draws is None else _limits(draws[:, :, i], metric)
    means = [score_of(metric, float(anchor.means[i])) for anchor in anchors]
    counts = [anchor.n_samples for anchor in anchors]
    return _as_points(sizes(anchors), means, limits, counts)


def line_of(
    anchors: Sequence[Anchor],
    draws: Array | None,
    i: int,
    metric: str,
    *,
    law: Law | None,
) -> tuple[CurvePoint, ...]:
    """The fitted curve and its band, up to the most rows a forecast is for.

    The band is of power laws fitted to the points as they might have been.
    """
    if law is None:
        return ()
    n_rows = sizes(anchors)
    along = np.geomspace(n_rows[0], TIMES[-1] * n_rows[-1], N_ON_LINE)
    means = [score_of(metric, float(error)) for error in law.fitted.at(along)[0]]
    limits = None
    if draws is not None:
        drawn = fit_power_law(n_rows, draws[:, :, i], law.standard_errors)
        limits = _limits(drawn.at(along), metric)
    return _as_points(along, means, limits, [0] * len(along))


def _as_points(
    n_rows: Array, means: Sequence[float], limits: Array | None, counts: Sequence[int]
) -> tuple[CurvePoint, ...]:
    low, high = ([None] * len(means),) * 2 if limits is None else limits.tolist()
    return tuple(
        CurvePoint(round(n), *rest)
        for n, *rest in zip(n_rows.tolist(), means, low, high, counts, strict=True)
    )


def _limits(errors: Array, metric: str) -> Array:
    """Low and high score at each size, from drawn errors (n_draws, n_sizes)."""
    tail = (1 - CURVE_LEVEL) / 2
    low, high = np.quantile(errors, [tail, 1 - tail], axis=0)
    if metrics.find(metric).higher_is_better:
        low, high = 1 - high, 1 - low
    return np.stack([low, high])
