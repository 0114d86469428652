"""Traits that every kind of data has: those of the target."""

from collections.abc import Sequence

import numpy as np

from dlcompare.modalities.ranks import dot
from dlcompare.records import Trait


def class_traits(y: np.ndarray, classes: Sequence[str]) -> tuple[Trait, ...]:
    """Number and balance of classes; for a number to predict its skew."""
    if not classes:
        return (Trait("target_skew", skewness(y), "", "Skew of the target"),)
    shares = np.bincount(y, minlength=len(classes)) / len(y)
    return (
        Trait("n_classes", float(len(classes)), "classes", "Classes"),
        Trait("minority_share", float(shares.min()), "share", "Rarest class"),
        Trait("majority_share", float(shares.max()), "share", "Commonest class"),
    )


def skewness(values: np.ndarray) -> float:
    """Third standardised moment of the finite values; 0 when they do not vary."""
    return moments(values[np.isfinite(values)])[2]


def moments(values: np.ndarray) -> tuple[float, float, float]:
    """Mean, standard deviation and skew of finite values; 0 where there are none.

    Deviation and skew are those of the values as they are, without a correction for
    a sample: over all rows they differ in no digit that is shown.
    """
    if not len(values):
        return 0.0, 0.0, 0.0
    values = values.astype(np.float64)
    scale = float(np.abs(values).max()) or 1.0
    values /= scale
    mean = float(values.mean())
    values -= mean
    squares = values * values
    variance = float(squares.mean())
    if variance < 1e-28:  # rounding alone
        return mean * scale, 0.0, 0.0
    skew = dot(squares, values) / len(values) / variance**1.5
    return mean * scale, float(np.sqrt(variance)) * scale, skew
