"""Text columns as weighed words and pieces of words: steps for scikit-learn.

Imported lazily: it loads scikit-learn.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from dlcompare.modalities.text.characters import Characters, characters
from dlcompare.modalities.text.grams import Grams, pairs, pieces, words

BITS = 20  # of a hash that tell terms apart: a million places, few of them shared
MAX_WORDS = 50_000  # words and word pairs of a block, the commonest
MAX_PIECES = 100_000  # pieces of words
MIN_ROWS = 2  # rows; a term of one row says nothing about another
N_TOPICS = 64  # columns that all text columns are reduced to
REDUCED_WORDS = 20_000  # words and word pairs that topics are made of
PIECED_CHARACTERS = 5_000  # of a text that is cut into pieces; they take memory
AT_ONCE = 2_000_000  # characters that are cut at a time, for the same reason

Table = Any  # a sparse matrix, which has no type of its own


class Words(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Text columns as TF-IDF of words and word pairs, logarithmic in their number.

    Several columns are read as one text, and each for itself besides. Every block of
    terms has length 1 in every row that has any.

    Parameters
    ----------
    reduced : bool
        To at most 64 topics by a truncated singular value decomposition, dense;
        else every term that two rows share, sparse.
    has_pieces : bool
        Whether runs of 3 to 5 characters come beside: for misspelt words, for
        inflected ones, and for scripts without blanks.
    seed : int
    """

    def __init__(
        self, *, reduced: bool = True, has_pieces: bool = False, seed: int = 0
    ) -> None:
        self.reduced = reduced
        self.has_pieces = has_pieces
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: Any = None) -> "Words":
        """Learn which terms occur twice, how rare they are, and the topics."""
        self.fit_transform(X)
        return self

    def fit_transform(self, X: pd.DataFrame, y: Any = None, **_: Any) -> Any:
        """Learn, and give what `transform` gives of the same rows."""
        blocks = self._blocks(X)
        self.n_features_in_ = X.shape[1]
        self.terms_: list[npt.NDArray[np.int64]] = []
        self.rarity_: list[npt.NDArray[np.float32]] = []
        for counts, kept in blocks:
            most = min(kept, REDUCED_WORDS) if self.reduced else kept
            n_rows = np.bincount(counts.indices, minlength=counts.shape[1])
            commonest = np.argsort(-n_rows, kind="stable")[:most]
            terms = np.sort(commonest[n_rows[commonest] >= MIN_ROWS])
            share = (1 + counts.shape[0]) / (1 + n_rows[terms])
            self.terms_.append(terms)
            self.rarity_.append((np.log(share) + 1).astype(np.float32))
        made = self._weighed(blocks)
        self.components_: npt.NDArray[np.float32] | None = None
        if self.reduced and made.shape[1]:
            n_topics = min(N_TOPICS, *made.shape)
            *_, found = randomized_svd(made, n_topics, n_iter=3, random_state=self.seed)
            self.components_ = np.asarray(found, dtype=np.float32)
        return self._given(made)

    def transform(self, X: pd.DataFrame) -> Any:
        """Topics of shape (n_rows, n_topics), or a sparse matrix of terms.

        One column of zeros where training had no term twice.
        """
        return self._given(self._weighed(self._blocks(X)))

    def _given(self, made: Table) -> Any:
        if not made.shape[1]:
            return np.zeros((made.shape[0], 1), dtype=np.float32)
        if self.components_ is None:
            return made
        return np.asarray(made @ self.components_.T, dtype=np.float32)

    def _blocks(self, X: pd.DataFrame) -> list[tuple[Table, int]]:
        """Counts of all terms of each block, and how many are kept at most."""
        columns = [X[name].astype(object).to_list() for name in X]
        whole = columns[0]
        if len(columns) > 1:
            whole = [_one(cells) for cells in zip(*columns, strict=True)]
        found = [(_counts(whole, _words), MAX_WORDS)]
        if len(columns) > 1:
            found += [(_counts(column, _words), MAX_WORDS) for column in columns]
        if self.has_pieces:
            found.append((_counts(whole, _pieces), MAX_PIECES))
        return found

    def _weighed(self, blocks: list[tuple[Table, int]]) -> Table:
        parts = []
        for (counts, _), terms, rarity in zip(
            blocks, self.terms_, self.rarity_, strict=True
        ):
            part = counts[:, terms].astype(np.float32)
            part.data = (1 + np.log(part.data)) * rarity[part.indices]
            parts.append(normalize(part, copy=False) if part.shape[1] else part)
        return hstack(parts, format="csr", dtype=np.float32)

    def to_plain(self) -> dict[str, Any]:
        """Everything learned, as JSON can hold it but for arrays."""
        learned = ("terms_", "rarity_", "components_", "n_features_in_")
        return {"settings": self.get_params(), **{n: getattr(self, n) for n in learned}}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Words":
        """The step that `to_plain` described."""
        made = cls(**plain["settings"])
        made.__dict__.update({n: v for n, v in plain.items() if n != "settings"})
        return made


def _one(cells: tuple[Any, ...]) -> str:
    return "\n".join(cell for cell in cells if isinstance(cell, str))


def _words(given: Characters) -> Grams:
    single = words(given)
    double = pairs(single)
    return Grams(
        np.concatenate([single.hashes, double.hashes]),
        np.concatenate([single.text, double.text]),
        given.n_texts,
    )


def _pieces(given: Characters) -> Grams:
    return pieces(given)


def _counts(texts: list[Any], cut: Any) -> Table:
    """How often each term stands in each text; shape (n_texts, 2**20)."""
    if cut is _pieces:
        texts = [t[:PIECED_CHARACTERS] if isinstance(t, str) else "" for t in texts]
    parts = [_counted(cut(characters(some))) for some in _portions(texts)]
    if not parts:
        return csr_matrix((0, 2**BITS), dtype=np.int32)
    return parts[0] if len(parts) == 1 else vstack(parts, format="csr")


def _portions(texts: list[Any]) -> Iterator[list[Any]]:
    lengths = [len(text) if isinstance(text, str) else 0 for text in texts]
    number = np.cumsum(np.array(lengths, dtype=np.int64)) // AT_ONCE
    edges = np.flatnonzero(np.diff(number, prepend=-1, append=-1))
    for start, end in pairwise(edges):
        yield texts[start:end]


def _counted(found: Grams) -> Table:
    places = (found.hashes >> np.uint64(64 - BITS)).astype(np.int64)
    both, n = np.unique((found.text << BITS) | places, return_counts=True)
    starts = np.searchsorted(both >> BITS, np.arange(found.n_texts + 1))
    shape = (found.n_texts, 2**BITS)
    return csr_matrix((n.astype(np.int32), both & (2**BITS - 1), starts), shape=shape)
