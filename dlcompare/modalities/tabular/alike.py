"""One column of a test table brought into the kind it was trained on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from dlcompare import words
from dlcompare.modalities.matching import (
    is_yes,
    match_labels,
    quoted,
    renamed,
)
from dlcompare.modalities.tabular.numbers import read_numbers
from dlcompare.modalities.target import label
from dlcompare.records import Column, ColumnKind

ENOUGH = 20  # filled cells on both sides, for where numbers lie to say anything
MIDDLE = (0.05, 0.95)  # quantiles: single outliers move no unit


@dataclass(frozen=True)
class Unlike:
    """One way in which cells differ; `more` is said of many columns."""

    more: str
    is_repaired: bool


SPELLING = Unlike("have labels that are written differently, and are matched", True)
TRUTH = Unlike("hold yes and no where training saw 1 and 0, and are matched", True)
UNIT = Unlike("write numbers with a unit, which is passed over", True)
LOST = Unlike("have cells that are no number, taken as missing", False)
NEW = Unlike("have labels that training never saw", False)
EMPTY = Unlike("are empty, though not in training", False)
APART = Unlike("lie elsewhere than in training; perhaps in another unit", False)


@dataclass(frozen=True)
class Alike:
    """The cells as in training, and what was unlike, as "… is empty." after a name."""

    values: pd.Series
    said: Mapping[Unlike, str]


def as_trained(
    values: pd.Series, own: ColumnKind, column: Column, trained: pd.Series
) -> Alike | None:
    """The cells of a test file as training would have read them.

    Parameters
    ----------
    values : Series of shape (n_rows,)
        As `map_columns` gives them.
    own : str
        The kind they were read as.
    column : Column
        As it was trained on.
    trained : Series
        Its cells.

    Returns
    -------
    Alike or None
        None when not one cell can be what training saw.
    """
    if values.isna().all():
        is_new = column.n_missing < len(trained)
        return Alike(_empty(values, trained), {EMPTY: "is empty."} if is_new else {})
    if (own == "date") != (column.kind == "date"):
        return None
    if column.kind in ("number", "date"):
        return _numbers(values, column, trained)
    if pd.api.types.is_numeric_dtype(values.dtype):
        values = values.astype(np.float64).map(label, na_action="ignore")
    texts = values.astype("str")
    return Alike(texts, {}) if column.kind == "text" else _labels(texts, trained)


def apart(own: np.ndarray, trained: np.ndarray) -> str:
    """That numbers lie elsewhere than in training, after a name; "" if they do not.

    Parameters
    ----------
    own, trained : float array
        NaN where missing.
    """
    own, trained = (
        one[np.isfinite(one)] for one in (np.asarray(own), np.asarray(trained))
    )
    if min(len(own), len(trained)) < ENOUGH:
        return ""
    low, high = np.quantile(own, MIDDLE)
    least, most = trained.min(), trained.max()
    if low <= most and high >= least:
        return ""
    return (
        f"lies between {words.score(low)} and {words.score(high)} (the middle 90%), in "
        f"training between {words.score(least)} and {words.score(most)}; perhaps it is "
        "in another unit."
    )


def _empty(values: pd.Series, trained: pd.Series) -> pd.Series:
    """No cell filled, in the dtype trained on."""
    return pd.Series(np.nan, index=values.index, dtype=trained.dtype, name=values.name)


def _numbers(values: pd.Series, column: Column, trained: pd.Series) -> Alike | None:
    said: dict[Unlike, str] = {}
    if not pd.api.types.is_numeric_dtype(values.dtype):
        texts = values.astype("str")
        numbers, said = _from_texts(texts, trained)
        if numbers.isna().all():
            return None
        n_lost = int(numbers.isna().sum() - texts.isna().sum())
        if n_lost:
            shown = quoted(texts[numbers.isna()].dropna().unique()[:3])
            n_cells = words.count(n_lost, "cell")
            said[LOST] = (
                f"has {n_cells} that are no number ({shown}), taken as missing."
            )
        values = numbers
    if column.kind == "number":
        text = apart(values.to_numpy(np.float64), trained.to_numpy(np.float64))
        said |= {APART: text} if text else {}
    with np.errstate(over="ignore"):  # beyond 32 bits is infinite, so missing
        return Alike(values.astype(trained.dtype), said)


def _from_texts(
    texts: pd.Series, trained: pd.Series
) -> tuple[pd.Series, dict[Unlike, str]]:
    """Text as numbers: yes and no as 1 and 0, one unit and thousands passed over."""
    codes, distinct = pd.factorize(texts)
    truths = [is_yes(one) for one in distinct]
    if None not in truths and trained.dropna().isin([0, 1]).all():
        values = np.array(truths, dtype=np.float64)
        text = f"holds {quoted(distinct)} where training saw 1 and 0; it is matched."
        said = {TRUTH: text}
    else:
        counts = np.bincount(codes[codes >= 0], minlength=len(distinct))
        found = read_numbers(pa.array(distinct, type=pa.string()), counts)
        values, said = found.values, {}
        if found.mark:
            said = {UNIT: f"is written with '{found.mark}', which is passed over."}
    numbers = np.append(values, np.nan)[codes]  # code -1: missing
    return pd.Series(numbers, index=texts.index, name=texts.name), said


def _labels(texts: pd.Series, trained: pd.Series) -> Alike:
    """Labels in the categories trained on, new ones behind them."""
    said = {}
    known = trained.cat.categories
    meant = match_labels(texts.dropna().unique(), list(known))
    if meant:
        texts = texts.replace(dict(meant))
        said[SPELLING] = f"has labels written differently: {renamed(meant)}."
    new = sorted(set(texts.dropna().unique()) - set(known))
    if new:
        n_rows = words.count(int(texts.isin(new).sum()), "row")
        said[NEW] = f"has labels that training never saw, in {n_rows}: {quoted(new)}."
    levels = known.append(pd.Index(new, dtype="str"))
    return Alike(texts.astype(pd.CategoricalDtype(levels)), said)
