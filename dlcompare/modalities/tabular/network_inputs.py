"""From the columns of a table to the one matrix that networks take.

Learned from the rows it is fitted on alone, written as plain values, so that a
stored network needs no pickle. Imported lazily.
"""

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.model_selection import KFold
from sklearn.preprocessing import TargetEncoder

from dlcompare.modalities.tabular.network_steps import Standard, places
from dlcompare.modalities.tabular.prepare import Columns, finite
from dlcompare.modalities.tabular.steps import Bins, RobustClip
from dlcompare.modalities.text.weights import Words

MAX_ONE_HOT = 8  # levels; more are embedded. RealMLP-TD, arXiv 2407.04491
MAX_EMBEDDED = 4_096  # levels that get an embedding of their own, the commonest
MEANS_FROM = 256  # levels; from here on the mean of the target comes beside
N_BINS = 16  # of a column of mostly one value
N_QUANTILES = 1_000  # of a number spread to a normal shape
NORMAL_BOUND = 5.2  # of the normal shape; beyond lies one value in ten million
STEP = 16  # columns and codes are rounded up to multiples; see `_rounded`
Array = npt.NDArray[Any]
Scaling = Literal["robust", "normal", "standard"]


def network_inputs(
    columns: Columns, *, scaling: Scaling = "robust", embeds: bool = True
) -> Any:
    """An unfitted preparation of the `columns` of a table for a network."""
    return NetworkInputs(
        numeric=tuple(columns.numeric),
        categorical=tuple(columns.categorical),
        text=tuple(columns.text),
        scaling=scaling,
        embeds=embeds,
        seed=columns.seed,
    )


class NetworkInputs(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """One float32 matrix: codes, then levels, then numbers; nothing is missing.

    Codes (`levels_` says how many each column has) stand for categories of more
    than 8 levels, 0 for unknown and missing; without `embeds` there are none, and
    levels stand for them up to 255 levels. Levels (`n_levels_` columns) are
    one-hot, or -1 and 1 for two levels, 0 where missing; with them come signs of
    missing numbers, bins of columns of mostly one value, and topics of text.
    Numbers are imputed by the median; with them come means of the target for
    categories of many levels, taken from other rows than the one encoded.

    Parameters
    ----------
    numeric, categorical, text : tuple of str
    scaling : {"robust", "normal", "standard"}
        Of numbers: median and quartiles with a smooth bound, ranks spread to a
        normal shape, or mean and standard deviation.
    embeds : bool
        Whether the network embeds codes, and takes bins.
    seed : int
    """

    def __init__(
        self,
        *,
        numeric: tuple[str, ...] = (),
        categorical: tuple[str, ...] = (),
        text: tuple[str, ...] = (),
        scaling: Scaling = "robust",
        embeds: bool = True,
        seed: int = 0,
    ) -> None:
        self.numeric = numeric
        self.categorical = categorical
        self.text = text
        self.scaling = scaling
        self.embeds = embeds
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: Array) -> "NetworkInputs":
        """Learn from rows `X` and their target `y` (class codes or values)."""
        self.fit_transform(X, y)
        return self

    def fit_transform(self, X: pd.DataFrame, y: Array, **_: Any) -> Array:
        """Learn, and give the matrix of the same rows."""
        self.places_ = {name: places(X[name]) for name in self.categorical}
        counts = {n: len(p) for n, p in self.places_.items()}
        self.most_levels_ = MAX_ONE_HOT if self.embeds else MEANS_FROM - 1
        many = [n for n, k in counts.items() if k > MAX_ONE_HOT]
        self.embedded_ = many if self.embeds else []
        self.averaged_ = [n for n, k in counts.items() if k >= MEANS_FROM]
        self.levels_ = tuple(
            _rounded(1 + min(counts[name], MAX_EMBEDDED)) for name in self.embedded_
        )
        numbers = finite(X[list(self.numeric)])
        missing = np.isnan(numbers)
        self.gaps_ = np.flatnonzero(missing.any(axis=0))
        known = ~missing.all(axis=0)
        self.medians_ = np.zeros(numbers.shape[1])
        if known.any():
            self.medians_[known] = np.nanmedian(numbers[:, known], axis=0)
        self.bins_ = Bins(n_bins=N_BINS if self.embeds else 0)
        self.bins_.fit(self._fill(numbers))
        self.topics_ = self._learned_topics(X)
        means = self._learn_means(X, y)
        levels = self._levels(X, numbers)
        self.level_scale_ = self._scaler().fit(levels)
        values = np.concatenate([self._fill(numbers), means], axis=1)
        self._learn_scale(values)
        self.n_levels_ = _rounded(levels.shape[1] + self._n_binned())
        return self._joined(X, numbers, levels, values)

    def transform(self, X: pd.DataFrame) -> Array:
        """The matrix of new rows, float32 of shape (n_rows, n_columns)."""
        numbers = finite(X[list(self.numeric)])
        values = np.concatenate([self._fill(numbers), self._means(X)], axis=1)
        return self._joined(X, numbers, self._levels(X, numbers), values)

    def _joined(
        self, X: pd.DataFrame, numbers: Array, levels: Array, values: Array
    ) -> Array:
        hot = self.level_scale_.transform(levels)
        bins = self.bins_.transform(self._fill(numbers))
        n_spare = self.n_levels_ - hot.shape[1] - bins.shape[1]
        spare = np.zeros((len(X), n_spare), dtype=np.float32)
        parts = [self._embedded(X), hot, bins, spare, self._scaled(values)]
        return np.concatenate(parts, axis=1, dtype=np.float32)

    def _fill(self, numbers: Array) -> Array:
        return np.where(np.isnan(numbers), self.medians_, numbers)

    def _n_binned(self) -> int:
        return sum(len(edges) - 1 for edges in self.bins_.edges_.values())

    def _codes(self, X: pd.DataFrame, name: str) -> Array:
        """Codes from 1, the commonest level first; 0 where unknown or missing."""
        column = X[name].astype("category")
        labels = [str(level) for level in column.cat.categories]
        place = self.places_[name]
        codes = np.array([*(place.get(label, 0) for label in labels), 0])
        return np.asarray(codes[column.cat.codes.to_numpy()])

    def _embedded(self, X: pd.DataFrame) -> Array:
        columns = np.zeros((len(X), len(self.embedded_)), dtype=np.float32)
        for j, (name, n) in enumerate(zip(self.embedded_, self.levels_, strict=True)):
            codes = self._codes(X, name)
            columns[:, j] = np.where(codes < n, codes, 0)
        return columns

    def _levels(self, X: pd.DataFrame, numbers: Array) -> Array:
        parts: list[Array] = [np.zeros((len(X), 0), dtype=np.float32)]
        for name in self.categorical:
            n = len(self.places_[name])
            if not 0 < n <= self.most_levels_:
                continue
            codes = self._codes(X, name)
            if n <= 2:
                parts.append(np.array([0, -1, 1], dtype=np.float32)[codes][:, None])
            else:
                hot = np.eye(n + 1, dtype=np.float32)[:, 1:]
                parts.append(hot[codes])
        parts.append(np.isnan(numbers[:, self.gaps_]).astype(np.float32))
        if self.topics_ is not None:
            parts.append(self.topics_.transform(X[list(self.text)]))
        return np.concatenate(parts, axis=1)

    def _learned_topics(self, X: pd.DataFrame) -> Words | None:
        if not self.text:
            return None
        return Words(reduced=True, seed=self.seed).fit(X[list(self.text)])

    def _learn_means(self, X: pd.DataFrame, y: Array) -> Array:
        """Means of the target by level, those of `X` from other rows each."""
        self.means_: dict[str, Array] = {}
        parts: list[Array] = [np.zeros((len(X), 0))]
        is_values = np.issubdtype(np.asarray(y).dtype, np.floating)
        n_classes = 0 if is_values else len(np.unique(y))
        kind = "continuous" if is_values else "binary"
        for name in self.averaged_:
            codes = self._codes(X, name)[:, None]
            encoder = TargetEncoder(
                categories=[np.arange(len(self.places_[name]) + 1)],
                target_type="multiclass" if n_classes > 2 else kind,
                cv=KFold(5, shuffle=True, random_state=self.seed),
            )
            parts.append(encoder.fit_transform(codes, y))
            self.means_[name] = np.stack(encoder.encodings_, axis=1)
        return np.concatenate(parts, axis=1)

    def _means(self, X: pd.DataFrame) -> Array:
        parts = [self.means_[name][self._codes(X, name)] for name in self.averaged_]
        return np.concatenate([np.zeros((len(X), 0)), *parts], axis=1)

    def _scaler(self) -> Any:
        return Standard() if self.scaling == "standard" else RobustClip()

    def _learn_scale(self, values: Array) -> None:
        if self.scaling != "normal":
            self.value_scale_ = self._scaler().fit(values)
            return
        n = max(min(len(values) // 30, N_QUANTILES), 10)
        self.quantiles_ = np.quantile(values, np.linspace(0, 1, n), axis=0)

    def _scaled(self, values: Array) -> Array:
        if self.scaling != "normal":
            return np.asarray(self.value_scale_.transform(values))
        from scipy.special import ndtri

        shares = np.linspace(0, 1, len(self.quantiles_))
        spread = np.empty(values.shape)
        for j in range(values.shape[1]):
            # The middle of the two ways of reading a step of equal quantiles.
            up = np.interp(values[:, j], self.quantiles_[:, j], shares)
            down = np.interp(-values[:, j], -self.quantiles_[::-1, j], shares)
            spread[:, j] = (up + 1 - down) / 2
        return np.asarray(np.clip(ndtri(spread), -NORMAL_BOUND, NORMAL_BOUND))

    def to_plain(self) -> dict[str, Any]:
        """Everything learned, as JSON can hold it but for arrays."""
        scales: dict[str, Any] = {"levels": vars(self.level_scale_)}
        if self.scaling != "normal":
            scales["values"] = vars(self.value_scale_)
        else:
            scales["quantiles"] = self.quantiles_
        return {
            "settings": self.get_params(),
            "places": self.places_,
            "embedded": self.embedded_,
            "averaged": self.averaged_,
            "most_levels": self.most_levels_,
            "levels": self.levels_,
            "n_levels": self.n_levels_,
            "gaps": self.gaps_,
            "medians": self.medians_,
            "bins": {str(j): edges for j, edges in self.bins_.edges_.items()},
            "topics": self.topics_ and self.topics_.to_plain(),
            "means": self.means_,
            "scales": scales,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "NetworkInputs":
        """The preparation that `to_plain` described."""
        settings = dict(plain["settings"])
        for kind in ("numeric", "categorical", "text"):
            settings[kind] = tuple(settings[kind])
        made = cls(**settings)
        made.places_, made.means_ = plain["places"], plain["means"]
        made.embedded_, made.averaged_ = plain["embedded"], plain["averaged"]
        made.levels_, made.n_levels_ = tuple(plain["levels"]), plain["n_levels"]
        made.gaps_, made.medians_ = plain["gaps"], plain["medians"]
        scales = plain["scales"]
        made.topics_ = plain["topics"] and Words.from_plain(plain["topics"])
        made.bins_ = Bins(n_bins=N_BINS)
        made.bins_.edges_ = {int(j): edges for j, edges in plain["bins"].items()}
        made.most_levels_ = plain["most_levels"]
        made.level_scale_ = made._scaler()
        made.level_scale_.__dict__.update(scales["levels"])
        if made.scaling != "normal":
            made.value_scale_ = made._scaler()
            made.value_scale_.__dict__.update(scales["values"])
        else:
            made.quantiles_ = scales["quantiles"]
        return made


def _rounded(n: int) -> int:
    """Up to a multiple of `STEP`: what is spare is zero or never met.

    Folds of one table differ by a level or two; a network that is compiled for one
    serves the others.
    """
    return -(-n // STEP) * STEP
