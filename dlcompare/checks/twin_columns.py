"""Columns that say the same as another."""

from collections.abc import Iterator

import numpy as np

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.splits import thinned
from dlcompare.records import CheckResult

CODE = "DC018"
SAME = 0.999  # correlation of two columns of numbers
MIN_ROWS = 30
MAX_ROWS = 2_000  # looked at
MAX_COLUMNS = 1_500  # of numbers, the first; all pairs are compared
MAX_CODED = 100  # columns of categories, or of few different numbers
MAX_LEVELS = 200  # distinct values of such a column
SHOWN = 5  # pairs

Pair = tuple[str, str]  # the earlier and the later column


def run(case: Case) -> tuple[CheckResult, ...]:
    """One note for all columns that repeat an earlier one."""
    if len(case.dataset.columns) < 2 or len(case.sample.y) < MIN_ROWS:
        raise NotApplicable(f"It takes two columns and {MIN_ROWS} rows.")
    pairs = dict.fromkeys([*_equal_numbers(case), *_equal_codes(case)])
    place = {name: i for i, name in enumerate(case.sample.names)}
    again = tuple(sorted({later for _, later in pairs}, key=lambda n: place[n]))
    if not again:
        return ()
    shown = [f"{later} as {earlier}" for earlier, later in pairs]
    title = (
        f"{again[0]} repeats another column"
        if len(again) == 1
        else f"{words.count(len(again), 'column')} repeat another"
    )
    return (
        CheckResult(
            CODE,
            title,
            "note",
            f"They say the same: {words.listed(shown, limit=SHOWN)}. Scores hardly "
            "change without them; training is faster, and it is clearer which column "
            "matters.",
            columns=again,
            remedies=(remedies.leave_out(*again),),
        ),
    )


def _equal_numbers(case: Case) -> Iterator[Pair]:
    """Pairs of numbers with a correlation of SAME or more, on rows where both are."""
    kinds = {column.name: column.kind for column in case.dataset.columns}
    names = [n for n in case.sample.names if kinds[n] in ("number", "date")]
    names = names[:MAX_COLUMNS]
    if len(names) < 2:
        return
    rows = thinned(len(case.sample.y), MAX_ROWS)
    X = np.stack([case.sample.column(n)[rows] for n in names], axis=1)
    filled = np.isfinite(X)
    centre = np.nansum(X, axis=0) / np.maximum(filled.sum(axis=0), 1)
    centred = np.where(filled, X - centre, 0.0)
    scale = np.sqrt((centred**2).sum(axis=0))
    used = np.flatnonzero((scale > 0) & (filled.sum(axis=0) >= MIN_ROWS))
    unit = (centred[:, used] / scale[used]).astype(np.float32)
    close = np.abs(np.triu(unit.T @ unit, 1)) >= SAME
    for i, j in zip(*np.nonzero(close), strict=True):
        a, b = used[i], used[j]
        both = filled[:, a] & filled[:, b]
        if both.sum() >= MIN_ROWS and (filled[:, a] == filled[:, b]).all():
            yield names[a], names[b]


def _equal_codes(case: Case) -> Iterator[Pair]:
    """Pairs of categories, or of few different numbers, that map one to one."""
    coded = [
        column
        for column in case.dataset.columns
        if column.name in case.sample.names
        and column.kind in ("category", "boolean", "number")
        and 2 <= column.n_unique <= MAX_LEVELS
    ][:MAX_CODED]
    codes = {}
    for column in coded:
        values = case.sample.column(column.name)
        filled = np.where(np.isfinite(values), values, -np.inf)
        codes[column.name] = np.unique(filled, return_inverse=True)[1]
    for i, first in enumerate(coded):
        for second in coded[i + 1 :]:
            if first.n_unique != second.n_unique:
                continue
            if first.kind == second.kind == "number":
                continue  # told by their correlation
            a, b = codes[first.name], codes[second.name]
            n_pairs = len(np.unique(a * (b.max() + 1) + b))
            if n_pairs == a.max() + 1 == b.max() + 1:
                yield first.name, second.name


TWIN_COLUMNS = Check(
    code=CODE,
    name="twin_columns",
    title="No column repeats another",
    modalities=("tabular",),
    run=run,
    looks_at=f"Numbers with a correlation of {SAME} or more and gaps in the same rows, "
    "and categories that map one to one.",
    remedy="The later column of each pair is left out.",
    source="Dormann et al. (2013), Collinearity: a review of methods to deal with it, "
    "Ecography 36.",
)
