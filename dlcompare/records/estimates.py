"""A number with its spread."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A mean over folds and its 95% interval; None where folds are too few."""

    mean: float
    low: float | None = None
    high: float | None = None
