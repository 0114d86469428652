"""Pictures that are the same, or nearly the same, as another one.

Two pictures are nearly the same if their perceptual hashes differ in few bits and
their outlines agree. Pairs of two classes are kept apart: there a label must be wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dlcompare.records import ImagePair

MAX_BITS = 8  # of 64 that may differ; saving again, lightening, halving change as many
MIN_LIKENESS = 0.99  # of outlines; two handwritten ones seldom reach it
MAX_COMPARED = 30_000  # images held against each other; above it a sample by seed
ROWS_AT_ONCE = 256
PAIRS_AT_ONCE = 50_000  # whose outlines are compared at a time
ENOUGH_PAIRS = 500_000  # found; the search then ends, and counts are "at least"
MOST_PAIRS = 60  # kept of each kind, the most alike first


@dataclass(frozen=True)
class Alike:
    """Pairs by kind, how many there are, and how many images take part.

    Of images of a class that are equal only the first takes part. `n_near` and
    `n_across` count pairs, `n_images` images that nearly repeat an earlier one
    without being equal.
    """

    near: tuple[ImagePair, ...]
    across: tuple[ImagePair, ...]
    n_near: int
    n_across: int
    n_images: int
    n_compared: int


def find_alike(
    hashes: np.ndarray,
    outlines: np.ndarray,
    digests: np.ndarray,
    y: np.ndarray,
    names: Sequence[str],
    classes: Sequence[str],
) -> Alike:
    """Pairs of images that are equal or nearly so.

    Parameters
    ----------
    hashes : uint64 array of shape (n_images,)
    outlines : float32 array of shape (n_images, n_values), of length one
    digests : array of shape (n_images,)
        Equal where all pixels are.
    y : int array of shape (n_images,)
        Class codes.
    names, classes : of the images, and of the class codes
    """
    rows = _told_apart(outlines, digests, y)
    n_compared = min(len(rows), MAX_COMPARED)
    if len(rows) > n_compared:
        rows = np.random.default_rng(0).choice(rows, n_compared, replace=False)
        rows.sort()
    first, second, likeness = _pairs(hashes[rows], outlines[rows], digests[rows])
    first, second = rows[first], rows[second]
    is_equal = digests[first] == digests[second]
    is_across = y[first] != y[second]

    def named(wanted: np.ndarray) -> tuple[ImagePair, ...]:
        places = np.flatnonzero(wanted)
        order = np.argsort(-likeness[places], kind="stable")[:MOST_PAIRS]
        return tuple(
            ImagePair(
                rows=(int(first[i]), int(second[i])),
                names=(names[first[i]], names[second[i]]),
                labels=(classes[y[first[i]]], classes[y[second[i]]]),
                likeness=float(likeness[i]),
                is_equal=bool(is_equal[i]),
            )
            for i in places[order]
        )

    near = ~is_equal & ~is_across
    return Alike(
        near=named(near),
        across=named(is_across),
        n_near=int(near.sum()),
        n_across=int(is_across.sum()),
        n_images=len(np.unique(second[~is_equal])),
        n_compared=n_compared,
    )


def _told_apart(outlines: np.ndarray, digests: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The first of equal images of each class, without those of a single colour."""
    keys = pd.DataFrame({"digest": [d.tobytes() for d in digests], "class": y})
    return np.flatnonzero(~keys.duplicated().to_numpy() & outlines.any(axis=1))


def _pairs(
    hashes: np.ndarray, outlines: np.ndarray, digests: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Earlier and later image of every pair, and their likeness."""
    found = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
    n_found = 0
    for first, second in _candidates(hashes):
        likeness = np.einsum("ij,ij->i", outlines[first], outlines[second])
        is_equal = digests[first] == digests[second]
        likeness = np.where(is_equal, 1.0, np.clip(likeness, 0.0, 1.0))
        kept = likeness >= MIN_LIKENESS
        found.append((first[kept], second[kept], likeness[kept]))
        n_found += int(kept.sum())
        if n_found >= ENOUGH_PAIRS:
            break
    first, second, likeness = (np.concatenate(p) for p in zip(*found, strict=True))
    return first, second, likeness


def _candidates(hashes: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs whose hashes differ in few bits, some at a time."""
    for start in range(0, len(hashes), ROWS_AT_ONCE):
        block = hashes[start : start + ROWS_AT_ONCE, None]
        bits = np.bitwise_count(block ^ hashes[None, start:])
        first, second = np.nonzero(bits <= MAX_BITS)
        later = second > first
        first, second = first[later] + start, second[later] + start
        for at in range(0, len(first), PAIRS_AT_ONCE):
            yield first[at : at + PAIRS_AT_ONCE], second[at : at + PAIRS_AT_ONCE]
