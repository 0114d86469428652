"""Columns that together reproduce the target: a sum, a difference, a product."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.leaking_column import MIN_SKILL
from dlcompare.checks.splits import thinned
from dlcompare.records import CheckResult

CODE = "DC008"
MIN_ROWS = 50  # complete ones; fewer are reproduced by many columns by chance
MAX_ROWS = 4_000  # looked at
MAX_COLUMNS = 60  # of numbers, the most associated first
MAX_PAIRED = 24  # of them in products and thresholds of two
MAX_TERMS = 5  # columns; an exact sum of more is rather how the target arises
ROWS_PER_COLUMN = 3  # for a fit of all columns at once
FILLED = 0.8  # of a column's cells, to be looked at
EXACT = 0.9999  # R2 on rows not fitted to; the rest is what rounding leaves
NEAR = 0.3  # of the quartile distance: how near to a threshold rows must lie
NEAR_SHARE = 0.05  # of each class, so near to the threshold
MIN_CLASS_ROWS = 20  # of each class

Found = tuple[tuple[str, ...], str]  # the columns, and the formula


def run(case: Case) -> tuple[CheckResult, ...]:
    """One question for the columns that together give the target exactly."""
    names = _numbers(case)
    if len(names) < 2:
        raise NotApplicable("Fewer than two columns of numbers could be combined.")
    rows = thinned(len(case.sample.y), MAX_ROWS)
    X = np.stack([case.sample.column(name)[rows] for name in names], axis=1)
    complete = np.isfinite(X).all(axis=1)
    if complete.sum() < MIN_ROWS:
        raise NotApplicable(f"Fewer than {MIN_ROWS} rows have all numbers filled in.")
    X, y = X[complete], case.sample.y[rows][complete]
    amounts = _amounts(case, y)
    if amounts is None:
        found = _threshold(X[:, :MAX_PAIRED], y, names, case.dataset.target)
    else:
        found = _formula(X, amounts, names, case.dataset.target)
    return (_result(case, *found),) if found else ()


def _numbers(case: Case) -> list[str]:
    """Columns of numbers that do not give the answer alone."""
    strength = {c.name: c.association or 0.0 for c in case.profile.columns}
    n_rows = len(case.dataset.y)
    names = [
        column.name
        for column in case.dataset.columns
        if column.kind == "number"
        and column.name in case.sample.names
        and column.n_unique > 1
        and column.n_missing <= (1 - FILLED) * n_rows
        and case.skills.get(column.name, 0.0) < MIN_SKILL
    ]
    return sorted(names, key=lambda name: -strength.get(name, 0.0))[:MAX_COLUMNS]


def _amounts(case: Case, y: np.ndarray) -> np.ndarray | None:
    """The target as numbers; None for two classes, or classes that are words."""
    if not case.dataset.classes:
        return y
    try:
        values = np.array([float(label) for label in case.dataset.classes])
    except ValueError:
        return None
    return values[y] if len(values) > 2 else None


def _formula(
    X: np.ndarray, y: np.ndarray, names: list[str], target: str
) -> Found | None:
    """A sum with weights, a product of powers, or a product of two columns."""
    found = _few_terms(X, y)
    if found:
        terms, weights = found
        parts = [f"{w:+.3g} × {names[i]}" for i, w in zip(terms, weights, strict=True)]
        shown = " ".join(parts).lstrip("+")
        return tuple(names[i] for i in terms), f"{target} = {shown}, up to a constant"
    positive = np.flatnonzero((X > 0).all(axis=0))
    if (y > 0).all() and len(positive) > 1:
        found = _few_terms(np.log(X[:, positive]), np.log(y))
    if found:
        terms, weights = found
        used = [names[positive[i]] for i in terms]
        parts = [f"{n}^{w:.3g}" for n, w in zip(used, weights, strict=True)]
        return tuple(used), f"{target} is proportional to {' × '.join(parts)}"
    for i, j in combinations(range(min(len(names), MAX_PAIRED)), 2):
        if np.square(_correlation(X[:, i] * X[:, j], y)) >= EXACT:
            pair = (names[i], names[j])
            return pair, f"{target} is proportional to {' × '.join(pair)}"
    return None


def _few_terms(X: np.ndarray, y: np.ndarray) -> tuple[list[int], list[float]] | None:
    """The least columns whose weighted sum is `y` on rows not fitted to."""
    n, p = X.shape
    if n < ROWS_PER_COLUMN * p:
        X, p = X[:, : n // ROWS_PER_COLUMN], n // ROWS_PER_COLUMN
    scale = X.std(axis=0)
    used = np.flatnonzero(scale > 0)
    standard = (X[:, used] - X[:, used].mean(axis=0)) / scale[used]
    weights, fit = _fitted(standard, y)
    if fit < EXACT:
        return None
    order = np.argsort(-np.abs(weights), kind="stable")
    for n_terms in range(2, MAX_TERMS + 1):
        terms = order[:n_terms]
        weights, fit = _fitted(standard[:, terms], y)
        if fit >= EXACT:
            places = used[terms]
            return places.tolist(), (weights / scale[places]).tolist()
    return None


def _fitted(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights learned from every other row, and R2 on the rest."""
    train, test = slice(0, None, 2), slice(1, None, 2)
    design = np.column_stack([X, np.ones(len(X))])
    weights = np.linalg.lstsq(design[train], y[train], rcond=None)[0]
    left = np.square(y[test] - design[test] @ weights).sum()
    total = np.square(y[test] - y[test].mean()).sum()
    return weights[:-1], float(1 - left / total) if total > 0 else 0.0


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    a, b = a - a.mean(), b - b.mean()
    scale = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / scale) if scale > 0 else 0.0


def _threshold(
    X: np.ndarray, y: np.ndarray, names: list[str], target: str
) -> Found | None:
    """Two columns one of whose combinations parts the two classes without fault."""
    if len(np.unique(y)) != 2 or np.bincount(y).max() > len(y) - MIN_CLASS_ROWS:
        return None
    is_positive = y == y.max()
    for i, j in combinations(range(X.shape[1]), 2):
        for sign, values in _pairs(X[:, i], X[:, j]):
            if _parts(values, is_positive) or _parts(-values, is_positive):
                pair = (names[i], names[j])
                return pair, f"{target} follows from {f' {sign} '.join(pair)}"
    return None


def _pairs(a: np.ndarray, b: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    yield from (("−", a - b), ("+", a + b), ("×", a * b))
    if (b > 0).all():
        yield "/", a / b


def _parts(values: np.ndarray, is_positive: np.ndarray) -> bool:
    """Whether a threshold parts the classes where rows lie close on both sides.

    Honest columns may part classes that lie far from each other; that rows right
    beside a threshold all fall on the right side of it is no accident.
    """
    low, high = values[~is_positive].max(), values[is_positive].min()
    if low >= high:
        return False
    first, third = np.quantile(values, (0.25, 0.75))
    middle, near = (low + high) / 2, NEAR * (third - first)
    is_near = np.abs(values - middle) <= near
    shares = is_near[is_positive].mean(), is_near[~is_positive].mean()
    return bool(min(shares) >= NEAR_SHARE)


def _result(case: Case, names: tuple[str, ...], formula: str) -> CheckResult:
    shown = words.listed(names)
    return CheckResult(
        CODE,
        f"{shown} together give the answer",
        "decide",
        f"On {len(case.sample.y):,} rows, {formula}. No model has to learn what a "
        "formula gives; if the columns are known only afterwards, all scores are "
        "too good.",
        question=f"Are {shown} known before {case.dataset.target} is?",
        columns=names,
        exclude=names,
        measured=case.with_and_without(*names),
        remedies=(
            *remedies.out_or_keep(*names),
            remedies.leave_out_only(names[0]),
        ),
    )


COMBINATION = Check(
    code=CODE,
    name="combination",
    title="No few columns add up to the answer",
    modalities=("tabular",),
    run=run,
    looks_at=f"Weighted sums and products of at most {MAX_TERMS} columns of numbers "
    f"with an R2 of {EXACT} on rows not fitted to; for two classes, sums, differences, "
    "products and ratios of two columns that part them without a fault where rows lie "
    "close to the threshold.",
    remedy="The columns, or one of them, are left out, or kept because they are known "
    "in time.",
    source="Kaufman et al. (2012), Leakage in data mining, ACM TKDD 6.",
)
