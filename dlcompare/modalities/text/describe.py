"""A column of text, measured: lengths, words, scripts, and what comes again."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from dlcompare.modalities.bins import number_bins
from dlcompare.modalities.measure import QUANTILES, Split, named, sorted_quantiles
from dlcompare.modalities.text.characters import Characters, characters
from dlcompare.modalities.text.grams import words
from dlcompare.records import Bin

MAX_READ = 20_000  # texts that words and scripts are counted in, evenly spaced
READ_CHARACTERS = 2_000  # of each of them; both bound what a profile takes
LEAST_SCRIPT = 0.005  # of the letters; a script of fewer is not named
SCRIPTS = {"CJK": "Han", "HANGUL": "Hangul"}  # by the first word of a letter's name


def measure_text(values: pd.Series, split: Split | None) -> dict[str, Any]:
    """Text: how long it is, of what words and scripts, and which texts come again.

    Bars count characters. Words and scripts are those of up to 20,000 texts.

    Parameters
    ----------
    values : Series of str, missing where there is no text
    split : Split or None
        None: the bars are not wanted.
    """
    filled = values.dropna()
    if filled.empty:
        return {"bins": ()}
    lengths = values.str.len().to_numpy(dtype=np.float64, na_value=np.nan)
    codes, texts = pd.factorize(filled)
    counts = np.bincount(codes, minlength=len(texts))
    bins: tuple[Bin, ...] = ()
    if split is not None:
        bins = number_bins(lengths, split.y, split.classes)
    known = np.sort(lengths[np.isfinite(lengths)])
    read = filled.iloc[:: -(-len(filled) // MAX_READ)].str.slice(0, READ_CHARACTERS)
    given = characters(read.astype(object))
    found = words(given)
    n_words = np.bincount(found.text, minlength=found.n_texts)
    return {
        "bins": bins,
        "lengths": sorted_quantiles(known, QUANTILES),
        "median_words": float(np.median(n_words)),
        "word_range": (float(n_words.min()), float(n_words.max())),
        "vocabulary": len(np.unique(found.hashes)),
        "scripts": scripts(given),
        "repeated_share": 1 - len(texts) / len(filled),
        "blank_share": float(np.mean(n_words == 0)),
        "top": named(texts, counts),
        "n_single": int((counts == 1).sum()),
    }


def scripts(given: Characters) -> Mapping[str, float]:
    """Shares of the letters by script, the commonest first."""
    different, counts = np.unique(given.codes, return_counts=True)
    found: Counter[str] = Counter()
    for code, n in zip(different.tolist(), counts.tolist(), strict=True):
        name = _script(code)
        if name:
            found[name] += n
    total = found.total()
    shares = {name: n / total for name, n in found.most_common()}
    return {name: share for name, share in shares.items() if share >= LEAST_SCRIPT}


@cache
def _script(code: int) -> str:
    """What a letter's name begins with: Latin, Cyrillic, Han; "" for no letter."""
    character = chr(code)
    if not unicodedata.category(character).startswith("L"):
        return ""
    first = unicodedata.name(character, "").split(" ")[0]
    return SCRIPTS.get(first, first.capitalize())
