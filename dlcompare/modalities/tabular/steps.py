"""Preparation steps that scikit-learn does not have. Imported lazily."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri
from sklearn.base import BaseEstimator, TransformerMixin

QUANTILE_ROWS = 100_000  # rows; more do not move a quantile by a visible amount
N_QUANTILES = 1_000  # that ranks are read from
MOST_SCORE = 3.0  # normal scores; beyond, ranks are those of single rows
MAX_BINNED = 1_024  # columns made of all numbers by bins
MIN_BINS = 4  # fewer say little that the number itself does not
SMOOTH_CLIP = 3.0  # robust scales; Holzmueller et al. (2024), RealMLP-TD

Matrix = npt.NDArray[np.float32]


class LevelCodes(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Categories to codes from 0 in order of their label; NaN where unknown.

    Missing values are a level of their own, the last, where training has them;
    else they are unknown.
    """

    def fit(self, X: pd.DataFrame, y: Any = None) -> "LevelCodes":
        """Learn the levels of every column."""
        self.levels_ = [self._levels(X[name]) for name in X.columns]
        self.has_missing_ = [bool(X[name].isna().any()) for name in X.columns]
        self.n_features_in_ = X.shape[1]
        return self

    @staticmethod
    def _levels(column: pd.Series) -> list[str]:
        present = column.astype("category").cat.remove_unused_categories()
        return sorted({str(level) for level in present.cat.categories})

    def transform(self, X: pd.DataFrame) -> Matrix:
        """Codes of shape (n_rows, n_columns)."""
        coded = np.full(X.shape, np.nan, dtype=np.float32)
        for j, name in enumerate(X.columns):
            column = X[name].astype("category")
            labels = [str(level) for level in column.cat.categories]
            place = {level: i for i, level in enumerate(self.levels_[j])}
            new = np.array([place.get(label, np.nan) for label in labels] + [np.nan])
            if self.has_missing_[j]:
                new[-1] = len(place)
            coded[:, j] = new[column.cat.codes.to_numpy()]  # missing: -1, the last
        return coded

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """The names of the columns as they are."""
        return input_features


class RobustClip(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Median and quartiles to 0 and 1, then smoothly bounded to (-3, 3).

    Where the quartiles are equal, as in a column of mostly zeros, the quartiles
    of the other values count, or else the range; the paper takes the range at
    once, which squeezes such a column when its largest values are far off.

    References
    ----------
    Holzmueller et al. (2024), Better by default, section 3 (arXiv 2407.04491).
    """

    def fit(self, X: npt.NDArray[Any], y: Any = None) -> "RobustClip":
        """Learn median and scale of every column."""
        X = np.asarray(_some_rows(X), dtype=np.float64)
        self.n_features_in_ = X.shape[1]
        self.median_ = np.median(X, axis=0)
        self.factor_ = np.array(
            [_factor(X[:, j], self.median_[j]) for j in range(X.shape[1])]
        )
        return self

    def transform(self, X: npt.NDArray[Any]) -> Matrix:
        """Scaled and bounded values, float32."""
        z = (np.asarray(X, dtype=np.float64) - self.median_) * self.factor_
        return np.asarray(z / np.sqrt(1 + (z / SMOOTH_CLIP) ** 2), dtype=np.float32)


def _factor(values: npt.NDArray[np.float64], median: float) -> float:
    """One over the spread of a column; 0 where all values are equal."""
    for some in (values, values[values != median]):
        if len(some):
            low, high = np.quantile(some, (0.25, 0.75))
            if high > low:
                return float(1 / (high - low))
    reach = float(values.max() - values.min())
    return 2 / reach if reach > 0 else 0.0


class NormalRanks(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Numbers by their rank among the training rows, on a normal scale in [-3, 3]."""

    def fit(self, X: npt.NDArray[Any], y: Any = None) -> "NormalRanks":
        """Learn up to 1,000 quantiles of every column, and the score of each."""
        some = _some_rows(X)
        places = np.linspace(0, 1, min(N_QUANTILES, len(some)))
        quantiles = np.quantile(some, places, axis=0)
        self.n_features_in_ = X.shape[1]
        self.curves_ = [_scores(quantiles[:, j]) for j in range(X.shape[1])]
        return self

    def transform(self, X: npt.NDArray[Any]) -> Matrix:
        """Normal scores; a column of one value is 0."""
        made = np.empty(X.shape, dtype=np.float32)
        for j, (values, scores) in enumerate(self.curves_):
            made[:, j] = np.interp(X[:, j], values, scores)
        return made


def _scores(quantiles: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """The different quantiles, and the normal score of the middle of each."""
    values, first, n_equal = np.unique(quantiles, return_index=True, return_counts=True)
    middle = (first + (n_equal - 1) / 2) / max(len(quantiles) - 1, 1)
    if len(values) == 1:
        middle = np.array([0.5])
    return values, np.clip(ndtri(middle), -MOST_SCORE, MOST_SCORE)


def _some_rows(X: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Rows that quantiles are learned from, evenly spaced."""
    return X[:: max(1, len(X) // QUANTILE_ROWS)]


class Bins(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Columns of mostly one value as piecewise linear bins: 0 below, 1 above.

    Their other values lie anywhere, often in a long tail, and no one scale shows
    them all to a network; with bins it can bend where they meet. Columns whose
    quartiles differ get none: measured on smooth targets, bins cost accuracy.
    Bins part the distinct values evenly; at most 1,024 columns are made.

    References
    ----------
    Gorishniy et al. (2022), On embeddings for numerical features (PLE).
    """

    def __init__(self, *, n_bins: int = 16) -> None:
        self.n_bins = n_bins

    def fit(self, X: npt.NDArray[np.float64], y: Any = None) -> "Bins":
        """Learn the edges of every column; none for columns of two values."""
        low, high = np.quantile(X, (0.25, 0.75), axis=0)
        columns = np.flatnonzero(low == high)
        n_bins = min(self.n_bins, MAX_BINNED // max(len(columns), 1))
        places = np.linspace(0, 1, n_bins + 1)
        self.edges_: dict[int, npt.NDArray[np.float64]] = {}
        for j in columns if n_bins >= MIN_BINS else ():
            distinct = np.unique(X[:, j])
            if len(distinct) > 2:
                self.edges_[int(j)] = np.unique(np.quantile(distinct, places))
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X: npt.NDArray[np.float64]) -> Matrix:
        """Bins of all columns side by side, in [0, 1]."""
        parts = [
            np.clip((X[:, [j]] - edges[:-1]) / np.diff(edges), 0, 1)
            for j, edges in self.edges_.items()
        ]
        return np.concatenate([X[:, :0], *parts], axis=1).astype(np.float32)
