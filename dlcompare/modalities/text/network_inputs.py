"""From texts, and the columns beside them, to the one matrix that networks take.

Learned from the rows it is fitted on alone, written as plain values: a stored network
takes texts as they are. Imported lazily.
"""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin

from dlcompare.modalities.tabular.network_inputs import NetworkInputs
from dlcompare.modalities.tabular.prepare import Columns
from dlcompare.modalities.text.grams import Grams, words

UNKNOWN, FIRST_WORD = 1, 2  # codes; 0 fills up what is shorter than others
MAX_WORDS = 20_000  # words with a code of their own, the commonest
MIN_TIMES = 2  # that a word must occur; of one that occurs once nothing is learned
MAX_TOKENS = 256  # words of a text that are read, and of all columns together
LENGTH_SHARE = 0.95  # of the training texts that are read to their end, if they may
STEP, WORD_STEP = 8, 1_024  # lengths and words are rounded up to multiples
Array = npt.NDArray[Any]


def text_inputs(columns: Columns) -> Any:
    """An unfitted preparation of the `columns` of a table that hold text."""
    return TextInputs(
        numeric=tuple(columns.numeric),
        categorical=tuple(columns.categorical),
        text=tuple(columns.text),
        seed=columns.seed,
    )


class TextInputs(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """One float32 matrix: the words of each text as codes, then all other columns.

    A word is what its script makes one (characters.py). Codes are 0 beyond the end of
    a text, 1 for words not known, and from 2 on the commonest words of the training
    texts, those of all columns together. The other columns are as `NetworkInputs`
    makes them, levels one-hot.

    Parameters
    ----------
    numeric, categorical, text : tuple of str
    seed : int

    Attributes
    ----------
    texts_ : tuple of int
        How many words of each text column are read.
    n_words_ : int
        Codes there are, rounded up.
    """

    levels_ = ()

    def __init__(
        self,
        *,
        numeric: tuple[str, ...] = (),
        categorical: tuple[str, ...] = (),
        text: tuple[str, ...] = (),
        seed: int = 0,
    ) -> None:
        self.numeric = numeric
        self.categorical = categorical
        self.text = text
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: Array) -> "TextInputs":
        """Learn from rows `X` and their target `y` (class codes or values)."""
        self.fit_transform(X, y)
        return self

    def fit_transform(self, X: pd.DataFrame, y: Array, **_: Any) -> Array:
        """Learn, and give the matrix of the same rows."""
        found = [words(X[name].astype(object)) for name in self.text]
        self._learn_words(found)
        self.texts_ = _lengths(found)
        self.n_words_ = _rounded(len(self.known_) + FIRST_WORD, WORD_STEP)
        self.others_ = NetworkInputs(
            numeric=self.numeric,
            categorical=self.categorical,
            embeds=False,
            seed=self.seed,
        )
        others = self.others_.fit_transform(X, y)
        self.n_levels_ = self.others_.n_levels_
        return self._joined(found, others)

    def transform(self, X: pd.DataFrame) -> Array:
        """The matrix of new rows, float32 of shape (n_rows, n_columns)."""
        found = [words(X[name].astype(object)) for name in self.text]
        return self._joined(found, self.others_.transform(X))

    def _learn_words(self, found: list[Grams]) -> None:
        """The commonest words, sorted by hash, and the code of each."""
        every = np.concatenate([grams.hashes for grams in found])
        different, counts = np.unique(every, return_counts=True)
        commonest = np.argsort(-counts, kind="stable")[:MAX_WORDS]
        commonest = commonest[counts[commonest] >= MIN_TIMES]
        order = np.argsort(different[commonest])
        self.known_ = different[commonest][order]
        self.codes_ = (order + FIRST_WORD).astype(np.int32)

    def _joined(self, found: list[Grams], others: Array) -> Array:
        coded = [
            self._coded(grams, length)
            for grams, length in zip(found, self.texts_, strict=True)
        ]
        return np.concatenate([*coded, others], axis=1, dtype=np.float32)

    def _coded(self, grams: Grams, length: int) -> Array:
        """Codes of the first words of each text, shape (n_texts, length)."""
        made = np.zeros((grams.n_texts, length), dtype=np.float32)
        starts = np.searchsorted(grams.text, np.arange(grams.n_texts))
        place = np.arange(len(grams.text)) - starts[grams.text]
        read = place < length
        made[grams.text[read], place[read]] = self._code(grams.hashes[read])
        return made

    def _code(self, hashes: Array) -> Array:
        if not len(self.known_):
            return np.full(len(hashes), UNKNOWN)
        at = np.minimum(np.searchsorted(self.known_, hashes), len(self.known_) - 1)
        return np.where(self.known_[at] == hashes, self.codes_[at], UNKNOWN)

    def to_plain(self) -> dict[str, Any]:
        """Everything learned, as JSON can hold it but for arrays."""
        return {
            "settings": self.get_params(),
            "known": self.known_,
            "codes": self.codes_,
            "texts": self.texts_,
            "n_words": self.n_words_,
            "others": self.others_.to_plain(),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "TextInputs":
        """The preparation that `to_plain` described."""
        settings = dict(plain["settings"])
        for kind in ("numeric", "categorical", "text"):
            settings[kind] = tuple(settings[kind])
        made = cls(**settings)
        made.known_, made.codes_ = plain["known"], plain["codes"]
        made.texts_, made.n_words_ = tuple(plain["texts"]), plain["n_words"]
        made.others_ = NetworkInputs.from_plain(plain["others"])
        made.n_levels_ = made.others_.n_levels_
        return made


def _lengths(found: list[Grams]) -> tuple[int, ...]:
    """Words of each column that are read; says so where texts are cut."""
    wanted, n_cut, n_texts = [], 0, 0
    counts = [np.bincount(grams.text, minlength=grams.n_texts) for grams in found]
    for of_column in counts:
        longest = int(np.quantile(of_column, LENGTH_SHARE)) if len(of_column) else 0
        wanted.append(min(max(longest, 1), MAX_TOKENS))
    share = min(1.0, MAX_TOKENS / sum(wanted))
    lengths = tuple(_rounded(max(int(n * share), 1), STEP) for n in wanted)
    for of_column, length in zip(counts, lengths, strict=True):
        n_cut += int((of_column > length).sum())
        n_texts += len(of_column)
    if n_cut > (1 - LENGTH_SHARE) * n_texts:
        warnings.warn(
            f"Networks read the first {MAX_TOKENS} words of a row's texts; "
            f"{n_cut / n_texts:.0%} of the texts are longer.",
            stacklevel=2,
        )
    return lengths


def _rounded(n: int, step: int) -> int:
    """Up to a multiple, so that a network compiled for one fold serves the others."""
    return -(-n // step) * step
