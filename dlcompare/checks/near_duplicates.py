"""Rows that are nearly copies of another: the same numbers with a little noise."""

import numpy as np

from dlcompare import words
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.splits import thinned
from dlcompare.records import CheckResult

CODE = "DC011"
MIN_ROWS = 100
MAX_ROWS = 4_000  # looked at; distances of all pairs
MAX_COLUMNS = 50  # of numbers, the first
MIN_FINE = 3  # columns of numbers with many values; fewer have neighbours by chance
FINE = 0.2  # distinct over rows, to count as such
CLOSE = 0.05  # of the distance to the third nearest row
BLOCK = 500  # rows whose distances are held at once
SOME, MANY = 0.01, 0.05  # share of rows: a note, a thing to check


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result for rows much nearer to one other row than to the next ones."""
    n_rows = len(case.dataset.y)
    names = [
        column.name
        for column in case.dataset.columns
        if column.kind == "number"
        and column.name in case.sample.names
        and column.n_unique >= FINE * min(n_rows, MAX_ROWS)
        and column.n_missing < n_rows / 2
    ][:MAX_COLUMNS]
    if len(names) < MIN_FINE or n_rows < MIN_ROWS:
        raise NotApplicable(
            f"It takes {MIN_ROWS} rows and {MIN_FINE} columns of finely graded numbers."
        )
    rows = thinned(len(case.sample.y), MAX_ROWS)
    X = np.stack([case.sample.column(name)[rows] for name in names], axis=1)
    share = _share_close(X)
    if share < SOME:
        return ()
    shown = words.sentence_start(words.share(share))
    return (
        CheckResult(
            CODE,
            f"{shown} of the rows nearly repeat another",
            "check" if share >= MANY else "note",
            f"Of {words.count(len(X), 'row')} looked at, {words.share(share)} are at "
            f"least {1 / CLOSE:.0f} times as near to one other row as to the next "
            "ones, as copies with a little noise are. Such a pair can stand in "
            "training and test, and scores look too good.",
            question="Are these rows made from each other?",
        ),
    )


def _share_close(X: np.ndarray) -> float:
    """Share of the different rows with one neighbour much nearer than the third.

    In d dimensions, a share of about CLOSE to the power of d has such a neighbour
    by chance.
    """
    X = X[np.isfinite(X).all(axis=1)]
    scale = X.std(axis=0)
    X = np.unique((X[:, scale > 0] / scale[scale > 0]).astype(np.float32), axis=0)
    X = X - X.mean(axis=0)
    if len(X) < MIN_ROWS:
        return 0.0
    sizes = (X**2).sum(axis=1)
    n_close = 0
    for start in range(0, len(X), BLOCK):
        block = slice(start, start + BLOCK)
        squares = sizes[block, None] + sizes - 2 * X[block] @ X.T
        near = np.partition(squares, 3, axis=1)[:, :4]
        near = np.sqrt(np.maximum(np.sort(near, axis=1), 0))  # the first is itself
        n_close += int((near[:, 1] < CLOSE * near[:, 3]).sum())
    return n_close / len(X)


NEAR_DUPLICATES = Check(
    code=CODE,
    name="near_duplicates",
    title="No row is nearly another",
    modalities=("tabular",),
    run=run,
    looks_at=f"Distances over columns of finely graded numbers, in {MAX_ROWS:,} rows: "
    f"rows whose nearest other row is {1 / CLOSE:.0f} times as near as the third. A "
    f"note from {SOME:.0%} of the rows on, a thing to check from {MANY:.0%}.",
    remedy="By hand: keep one row of each, or a column that says which belong "
    "together.",
    source="Barz & Denzler (2020), Do we train on test data? Purging CIFAR of "
    "near-duplicates, Journal of Imaging 6.",
)
