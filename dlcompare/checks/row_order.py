"""The order of the rows: a file that was written as time went by, or sorted."""

import math

import numpy as np

from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.quick import falls_forward
from dlcompare.checks.splits import by_order
from dlcompare.checks.time_order import moments
from dlcompare.records import CheckResult

CODE = "DC014"
MIN_ROWS = 200
CLEAR_Z = 6.0  # standard errors by which neighbours are alike; no accident
COMMON = 0.05  # share of the rows; such classes must be in every part of the file
MANY = 20  # distinct values; fewer cannot say which rows are earlier
SORTED = 0.99  # of the steps between neighbours that do not go down


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result where neighbouring rows are alike in the target."""
    y, n_rows = case.dataset.y, len(case.dataset.y)
    if n_rows < MIN_ROWS:
        raise NotApplicable(f"Fewer than {MIN_ROWS} rows show no order.")
    if moments(case):
        raise NotApplicable("A column says when rows were seen; it is asked instead.")
    z = _likeness(y, is_number=not case.dataset.classes)
    if z < CLEAR_Z:
        return ()
    position = np.arange(n_rows, dtype=np.float64)
    if _is_sorted(case, y, position):
        return (_sorted(case.dataset.target),)
    at_random, later = case.ordered(position)
    if not (at_random and later and falls_forward(at_random, later)):
        return ()
    column = case.row_counter or _sorting_column(case)
    pairs = (("rows at random", at_random), ("later rows than learned", later))
    return (
        CheckResult(
            CODE,
            "The order of the rows tells something",
            "check",
            f"Neighbouring rows are alike in {case.dataset.target}, {z:.0f} standard "
            "errors more than in random order, and a quick model does clearly worse on "
            "rows further down the file than on rows at random. So it is when a file "
            "is written as time goes by, or sorted by place or by group."
            + (
                f" {column} counts along with it."
                if column
                else " No column counts along with it; adding one makes it possible to "
                "test on later rows."
            ),
            question="Are the rows in the order in which they were seen?",
            columns=(column,) if column else (),
            measured=tuple(score.as_measured(label) for label, score in pairs),
            remedies=(remedies.order(column),) if column else (),
        ),
    )


def _likeness(y: np.ndarray, *, is_number: bool) -> float:
    """How far neighbours agree, in standard errors above random order."""
    n = len(y)
    if is_number:
        ranks = np.argsort(np.argsort(y, kind="stable"), kind="stable")
        centred = ranks - ranks.mean()
        size = float(centred @ centred)
        return float(centred[1:] @ centred[:-1] / size * math.sqrt(n))
    shares = np.bincount(y) / n
    expected = float((shares**2).sum())
    alike = float((y[1:] == y[:-1]).mean())
    return (alike - expected) / math.sqrt(max(expected * (1 - expected), 1e-12) / n)


def _is_sorted(case: Case, y: np.ndarray, position: np.ndarray) -> bool:
    """Whether the target itself is the order, in whole or in blocks."""
    steps = np.diff(y)
    if not case.dataset.classes:
        return bool(max((steps >= 0).mean(), (steps <= 0).mean()) >= SORTED)
    common = np.flatnonzero(np.bincount(y) >= COMMON * len(y))
    parts = [part for split in by_order(position) for part in split]
    return any(len(np.intersect1d(y[part], common)) < len(common) for part in parts)


def _sorted(target: str) -> CheckResult:
    return CheckResult(
        CODE,
        f"The rows are sorted by {target}",
        "note",
        "Folds are drawn at random, so this does no harm here; a test set cut off the "
        "end of the file would not hold what the rest holds.",
    )


def _sorting_column(case: Case) -> str:
    """A column of numbers that rises or falls along the file, or ""."""
    columns = case.dataset.columns
    numbers = {c.name for c in columns if c.kind == "number" and c.n_unique >= MANY}
    for name in case.sample.names:
        steps = np.diff(case.sample.column(name))
        is_sorted = max((steps >= 0).mean(), (steps <= 0).mean()) >= SORTED
        if name in numbers and is_sorted:
            return name
    return ""


ROW_ORDER = Check(
    code=CODE,
    name="row_order",
    title="The order of the rows says nothing",
    modalities=("tabular",),
    run=run,
    looks_at=f"Neighbouring rows alike in the target by {CLEAR_Z:.0f} standard errors. "
    "A quick model is scored on rows further down the file than it learned from and, "
    "with as many rows, at random; a thing to check where the first is clearly less. A "
    "note where the target itself is what the file is sorted by.",
    remedy="Where a column counts the rows, folds run forward along it.",
    source="Roberts et al. (2017), Cross-validation strategies for data with temporal, "
    "spatial, hierarchical, or phylogenetic structure, Ecography 40.",
)
