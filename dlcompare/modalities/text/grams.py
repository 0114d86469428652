"""Words, word pairs and pieces of words as numbers, for many texts at once.

A number is a hash of 64 bits of its characters, the same in every process; texts
are cut and hashed as arrays, some ten times as fast as word by word.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dlcompare.modalities.text.characters import (
    BLANK,
    LETTER,
    SEPARATOR,
    Characters,
    Whole,
    characters,
    kinds,
)

BASE = 0x9E3779B97F4A7C15 | 1  # odd, so that it has an inverse modulo 2**64
PAIR, MIX = 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD  # odd numbers of well-mixed bits
PIECES = (3, 4, 5)  # characters of a piece

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Grams:
    """Hashes of words or pieces and the text each stands in, in reading order."""

    hashes: Hashes
    text: Whole
    n_texts: int


def words(texts: Iterable[object] | Characters) -> Grams:
    """Every word of every text, in order."""
    given = texts if isinstance(texts, Characters) else characters(texts)
    codes, kind = given.codes, kinds(given.codes)
    before = np.concatenate([[SEPARATOR], kind[:-1]])
    after = np.concatenate([kind[1:], [SEPARATOR]])
    is_inside = (kind == LETTER) & (before == LETTER)
    starts = np.flatnonzero((kind != SEPARATOR) & ~is_inside)
    ends = np.flatnonzero((kind != SEPARATOR) & ~((kind == LETTER) & (after == LETTER)))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * _powers(len(codes), BASE), out=sums[1:])
    back = _powers(len(codes), pow(BASE, -1, 2**64))
    found = (sums[ends + 1] - sums[starts]) * back[starts]
    return Grams(mixed(found), given.text[starts], given.n_texts)


def pairs(found: Grams) -> Grams:
    """Every two neighbouring words of a text."""
    if len(found.hashes) < 2:
        return Grams(found.hashes[:0], found.text[:0], found.n_texts)
    is_same = found.text[1:] == found.text[:-1]
    made = found.hashes[:-1] * np.uint64(PAIR) + found.hashes[1:]
    return Grams(mixed(made[is_same]), found.text[1:][is_same], found.n_texts)


def pieces(texts: Iterable[object] | Characters) -> Grams:
    """Runs of 3 to 5 characters with a blank at their ends at most.

    Those of one length after those of another. They need no idea of a word, and
    survive what is misspelt.
    """
    given = texts if isinstance(texts, Characters) else characters(texts)
    codes, is_blank = given.codes.astype(np.uint64), given.codes == BLANK
    made = [Grams(codes[:0], given.text[:0], given.n_texts)]
    for length in PIECES:
        n = len(codes) - length + 1
        if n <= 0:
            continue
        hashed, blanks = np.zeros(n, dtype=np.uint64), np.zeros(n, dtype=np.int8)
        for k in range(length):
            hashed = hashed * np.uint64(BASE) + codes[k : k + n]
            if 0 < k < length - 1:
                blanks += is_blank[k : k + n]
        is_one = (blanks == 0) & (given.text[:n] == given.text[length - 1 :])
        made.append(Grams(mixed(hashed[is_one]), given.text[:n][is_one], 0))
    return Grams(
        np.concatenate([g.hashes for g in made]),
        np.concatenate([g.text for g in made]),
        given.n_texts,
    )


def mixed(hashes: Hashes) -> Hashes:
    """The same numbers with their bits mixed, so that any of them can be taken."""
    hashes = hashes ^ (hashes >> np.uint64(33))
    hashes = hashes * np.uint64(MIX)
    return hashes ^ (hashes >> np.uint64(29))


def _powers(n: int, base: int) -> Hashes:
    """1, base, base squared, ... modulo 2**64."""
    steps = np.full(n, base, dtype=np.uint64)
    steps[:1] = 1
    return np.cumprod(steps, dtype=np.uint64)
