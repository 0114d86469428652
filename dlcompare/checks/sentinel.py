"""Numbers that stand for "not known": 999, -1, or 0 where nothing can be 0."""

from dataclasses import dataclass

import numpy as np

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.records import CheckResult, Column, Dataset

CODE = "DC017"
HIGH = (99, 999, 9_999, 99_999, 999_999, 9_999_999)
LOW = (-9, -99, -999, -9_999, -99_999, -999_999)
MIN_CELLS = 3  # one or two may be slips
MIN_SHARE = 0.0001  # of the filled cells; fewer are outliers
MIN_VALUES = 10  # distinct; fewer are codes, in which -1 or 99 may mean something
FAR = 0.5  # of the range of all other values: the distance to the nearest of them
ZERO_FAR = 0.3  # of the median of the others: the smallest of them above zero
ZERO_STEPS = 5  # usual distances of neighbouring values between zero and that
MINUS_ONE_SHARE = 0.005  # of the cells, where -1 is the only value below zero
MANY = 0.01  # share of the cells: a thing to check, else a note


@dataclass(frozen=True)
class _Sentinel:
    value: float
    n_cells: int
    nearest: float


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result per column and value that stands apart from all others."""
    quantiles = {c.name: c.quantiles for c in case.profile.columns}
    results = []
    for column in case.dataset.columns:
        ends = quantiles.get(column.name, ())
        if column.kind != "number" or column.n_unique < MIN_VALUES or not ends:
            continue
        if _is_worth(ends[0], ends[-1]):
            found = _sentinels(case.dataset, column)
            results += [_result(case, column, sentinel) for sentinel in found]
    return tuple(results)


def _is_worth(low: float, high: float) -> bool:
    """Whether the least or the greatest value may be a sentinel."""
    return low in (*LOW, -1, 0) or high in HIGH


def _sentinels(dataset: Dataset, column: Column) -> list[_Sentinel]:
    values = dataset.X[column.name].to_numpy(np.float64)
    values = values[np.isfinite(values)]
    found = []
    low, high = float(values.min()), float(values.max())
    inner = values[(values != low) | (low not in (*LOW, -1, 0))]
    if high in HIGH:
        others = inner[inner != high]
        if _is_far(high, others):
            found.append(_Sentinel(high, int((values == high).sum()), others.max()))
    inner = values[(values != high) | (not found)]
    others = inner[inner != low]
    if len(others) and _is_low(low, others, len(values)):
        found.append(_Sentinel(low, int((values == low).sum()), others.min()))
    enough = max(MIN_CELLS, MIN_SHARE * len(values))
    return [sentinel for sentinel in found if sentinel.n_cells >= enough]


def _is_low(low: float, others: np.ndarray, n: int) -> bool:
    nearest, n_low = float(others.min()), n - len(others)
    if low == 0:
        is_part = n_low < n / 2  # else zero is what the column usually is
        step = float(np.median(np.diff(np.unique(others))))
        least = max(ZERO_FAR * float(np.median(others)), ZERO_STEPS * step)
        return is_part and nearest >= least
    if low == -1:
        is_whole = bool((others == np.floor(others)).all())
        return nearest >= 0 and is_whole and n_low >= MINUS_ONE_SHARE * n
    return low in LOW and _is_far(low, others)


def _is_far(value: float, others: np.ndarray) -> bool:
    if not len(others):
        return False
    distance = min(abs(value - others.min()), abs(value - others.max()))
    return bool(distance >= FAR * np.ptp(others) and distance > 1)


def _result(case: Case, column: Column, sentinel: _Sentinel) -> CheckResult:
    shown = f"{sentinel.value:.0f}"
    n_filled = len(case.dataset.y) - column.n_missing
    share = sentinel.n_cells / n_filled
    return CheckResult(
        CODE,
        f"{shown} in {column.name} may stand for missing",
        "check" if share >= MANY else "note",
        f"It is in {words.count(sentinel.n_cells, 'cell')} ({words.share(share)}); the "
        f"nearest other value is {words.score(sentinel.nearest)}. As a number it "
        "pulls means and scales along; read as missing it does not.",
        question=f"Does {shown} in {column.name} mean that nothing is known?",
        columns=(column.name,),
        remedies=(
            remedies.read_as_missing(column.name, (shown,)),
            remedies.keep(column.name),
        ),
    )


SENTINEL = Check(
    code=CODE,
    name="sentinel",
    title="No number stands for missing",
    modalities=("tabular",),
    run=run,
    looks_at="99, 999, … and -9, -99, … that lie apart from all other values by "
    f"{FAR:.0%} of their range; -1 as the only value below zero in at least "
    f"{words.share(MINUS_ONE_SHARE)} of the cells; 0 in a column whose other values "
    f"begin at {ZERO_FAR:.0%} of their median. A thing to check from {MANY:.0%} of the "
    "cells on. Never applied unasked.",
    remedy="The value is read as missing in that column.",
    source="Qahtan et al. (2018), FAHES: a robust disguised missing values detector, "
    "KDD.",
)
