"""Traits that every kind of data has: those of the target."""

from collections.abc import Sequence

import numpy as np

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
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0
    scale = np.abs(values).max()
    centred = (values - values.mean()) / (scale if scale > 0 else 1.0)
    variance = float(np.mean(centred**2))
    if variance < 1e-20:  # rounding alone
        return 0.0
    return float(np.mean(centred**3) / variance**1.5)
