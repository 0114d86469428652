"""From the columns of a table to the matrices models take: scikit-learn steps.

Every step learns from the rows it is fitted on alone. Imported lazily: it loads
scikit-learn.
"""

from functools import partial
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    OneHotEncoder,
    StandardScaler,
    TargetEncoder,
)

MAX_LEVELS = 255  # levels; HistGradientBoosting bins a category into one byte
MIN_LEVEL_ROWS = 5  # rows; rarer levels share one column
MAX_NUMBER = 1e30  # trees compute in 32 bits; larger numbers are cut to this
N_HASHES = 2**18  # buckets that words and word pairs of one column are hashed into
MAX_WORDS = 20_000  # words and word pairs kept, the commonest
MIN_WORD_ROWS = 2  # rows; a word of one row says nothing about another
N_TOPICS = 64  # columns that all text columns are reduced to
SMOOTH_CLIP = 3.0  # robust scales; Holzmueller et al. (2024), RealMLP-TD

Matrix = npt.NDArray[np.float32]


class Columns(Protocol):
    """Which columns of a table are used, by kind; `seed` for anything random."""

    @property
    def numeric(self) -> tuple[str, ...]:
        """Numbers and dates."""
        ...

    @property
    def categorical(self) -> tuple[str, ...]:
        """Categories and booleans."""
        ...

    @property
    def text(self) -> tuple[str, ...]:
        """Free text and categories of too many levels."""
        ...

    @property
    def seed(self) -> int:
        """Makes everything random repeatable."""
        ...


def encoder(
    columns: Columns,
    *,
    scaling: Literal["standard", "robust"],
    words: Literal["topics", "all"] = "topics",
) -> Any:
    """Everything as one float32 matrix without missing values, scaled.

    Numbers: median imputation with indicators. Categories: one column per level,
    means of the target beyond 255 levels. Text: TF-IDF words reduced to topics,
    or all words as they are (a sparse matrix then).
    """
    scale = StandardScaler if scaling == "standard" else RobustClip
    imputer = SimpleImputer(strategy="median", add_indicator=True)
    imputer.set_params(keep_empty_features=True)
    one_hot = OneHotEncoder(
        handle_unknown="infrequent_if_exist",
        min_frequency=MIN_LEVEL_ROWS,
        sparse_output=False,
        dtype=np.float32,
    )
    text = Words(reduced=words == "topics", seed=columns.seed)
    if words == "topics":
        text = make_pipeline(text, scale())
    return _by_kind(
        columns,
        numbers=make_pipeline(_finite(), imputer, scale()),
        few=make_pipeline(LevelCodes(), one_hot, scale()),
        many=make_pipeline(LevelCodes(), _target_means(columns.seed), scale()),
        text=text,
    )


def ordinals(columns: Columns) -> Any:
    """For trees: codes of categories (first in the matrix), numbers as they are.

    Missing and unknown values stay NaN. `n_categorical` tells how many columns
    are codes; those of more than 255 levels become means of the target.
    """
    return _by_kind(
        columns,
        numbers=_finite(),
        few=LevelCodes(),
        many=make_pipeline(LevelCodes(), _target_means(columns.seed)),
        text=Words(reduced=True, seed=columns.seed),
    )


def codes(columns: Columns) -> Any:
    """As `ordinals`, with every category as a code however many levels it has."""
    steps = [
        ("few", LevelCodes(), list(columns.categorical)),
        ("numbers", _finite(), list(columns.numeric)),
        ("words", Words(reduced=True, seed=columns.seed), list(columns.text)),
    ]
    return ColumnTransformer([step for step in steps if step[2]])


def n_categorical(prepare: Any) -> int:
    """How many leading columns of a fitted `ordinals` or `codes` are codes."""
    few = prepare.output_indices_.get("few", slice(0, 0))
    return int(few.stop - few.start)


def _by_kind(columns: Columns, *, numbers: Any, few: Any, many: Any, text: Any) -> Any:
    names = list(columns.categorical)
    steps: list[tuple[str, Any, Any]] = []
    if names:
        steps.append(("few", few, partial(_with_levels, names=names, many=False)))
        steps.append(("many", many, partial(_with_levels, names=names, many=True)))
    if columns.numeric:
        steps.append(("numbers", numbers, list(columns.numeric)))
    if columns.text:
        steps.append(("words", text, list(columns.text)))
    return ColumnTransformer(steps)


def _with_levels(X: pd.DataFrame, *, names: list[str], many: bool) -> list[str]:
    return [name for name in names if (X[name].nunique() > MAX_LEVELS) == many]


def _finite() -> Any:
    return FunctionTransformer(finite, feature_names_out="one-to-one")


def _target_means(seed: int) -> Any:
    """Means of the target per level, from other rows than the one encoded."""
    return TargetEncoder(cv=KFold(5, shuffle=True, random_state=seed))


def finite(X: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Numbers of a table; infinite ones become missing, huge ones are cut."""
    values = np.array(X, dtype=np.float64)
    values[~np.isfinite(values)] = np.nan
    return np.clip(values, -MAX_NUMBER, MAX_NUMBER)


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

    References
    ----------
    Holzmueller et al. (2024), Better by default, section 3 (arXiv 2407.04491).
    """

    def fit(self, X: npt.NDArray[Any], y: Any = None) -> "RobustClip":
        """Learn median and scale of every column."""
        X = np.asarray(X, dtype=np.float64)
        self.n_features_in_ = X.shape[1]
        low, middle, high = np.quantile(X, (0.25, 0.5, 0.75), axis=0)
        reach = X.max(axis=0) - X.min(axis=0)
        with np.errstate(divide="ignore"):
            wide = np.where(reach > 0, 2 / reach, 0)
            self.factor_ = np.where(high > low, 1 / (high - low), wide)
        self.median_ = middle
        return self

    def transform(self, X: npt.NDArray[Any]) -> Matrix:
        """Scaled and bounded values, float32."""
        z = (np.asarray(X, dtype=np.float64) - self.median_) * self.factor_
        return (z / np.sqrt(1 + (z / SMOOTH_CLIP) ** 2)).astype(np.float32)


class Words(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Text columns as TF-IDF of hashed words and word pairs.

    `reduced`: to at most 64 topics by a truncated singular value decomposition,
    dense; else every word that two rows share, sparse.
    """

    def __init__(self, *, reduced: bool = True, seed: int = 0) -> None:
        self.reduced = reduced
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: Any = None) -> "Words":
        """Learn which words occur twice, how common they are, and the topics."""
        counts = self._counts(X)
        n_rows_by_word = counts.getnnz(axis=0)
        commonest = np.argsort(-n_rows_by_word, kind="stable")[:MAX_WORDS]
        self.words_ = np.sort(commonest[n_rows_by_word[commonest] >= MIN_WORD_ROWS])
        self.n_features_in_ = X.shape[1]
        if len(self.words_) == 0:
            return self
        steps = [TfidfTransformer(sublinear_tf=True)]
        if self.reduced:
            n_topics = min(N_TOPICS, len(self.words_), counts.shape[0])
            steps.append(TruncatedSVD(n_topics, random_state=self.seed, n_iter=3))
        self.steps_: Pipeline = make_pipeline(*steps).fit(counts[:, self.words_])
        return self

    def transform(self, X: pd.DataFrame) -> Any:
        """Topics of shape (n_rows, n_topics), or a sparse matrix of words.

        One column of zeros where training had no word twice.
        """
        if len(self.words_) == 0:
            return np.zeros((len(X), 1), dtype=np.float32)
        made = self.steps_.transform(self._counts(X)[:, self.words_])
        return made.astype(np.float32)

    @staticmethod
    def _counts(X: pd.DataFrame) -> Any:
        """Counts of hashed words; a word in another column is another word."""
        hashing = HashingVectorizer(
            n_features=N_HASHES, ngram_range=(1, 2), alternate_sign=False, norm=None
        )
        columns = [X[name].astype(object).where(X[name].notna(), "") for name in X]
        tables = [hashing.transform(column.astype(str)) for column in columns]
        if len(tables) == 1:
            return tables[0]
        from scipy.sparse import hstack

        return hstack(tables, format="csr")
