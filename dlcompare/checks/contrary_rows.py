"""Rows that agree in every column but not in the class."""

import numpy as np

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.by_chance import repeats_by_chance
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.records import CheckResult

CODE = "DC010"
MANY = 0.01  # share of the rows; the difference of two models is seldom larger
BY_CHANCE = 1 / 3  # of the rows; where chance explains more, they are no copies


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result for all such rows, with the accuracy that they leave possible."""
    dataset = case.dataset
    if not dataset.classes:
        raise NotApplicable("A number is predicted; equal rows may differ in it.")
    n_contrary, n_lost = _contrary(case.feature_hashes.to_numpy(), dataset.y)
    if not n_contrary:
        return ()
    n_rows = len(dataset.y)
    share = n_contrary / n_rows
    shown = words.sentence_start(words.share(share))
    is_grave = share >= MANY and repeats_by_chance(dataset) < BY_CHANCE * share
    return (
        CheckResult(
            CODE,
            f"{words.count(n_contrary, 'row')} contradict another",
            "check" if is_grave else "note",
            f"{shown} of the rows agree with another in all columns but "
            f"not in {dataset.target}. At best, {words.share(1 - n_lost / n_rows)} of "
            "the rows can be predicted rightly.",
            question="Are these copies with a wrong class, or is a column missing?",
            remedies=(remedies.together(),),
        ),
    )


def _contrary(features: np.ndarray, y: np.ndarray) -> tuple[int, int]:
    """Rows whose features occur with several classes; how many must be got wrong."""
    order = np.lexsort((y, features))
    new_row = np.diff(features[order], prepend=features[order][:1] - 1) != 0
    new_pair = new_row | (np.diff(y[order], prepend=-1) != 0)
    pair, row_of_pair = np.cumsum(new_pair) - 1, (np.cumsum(new_row) - 1)[new_pair]
    pair_sizes = np.bincount(pair)
    row_sizes = np.bincount(row_of_pair, weights=pair_sizes).astype(np.int64)
    most = np.zeros(len(row_sizes), dtype=np.int64)
    np.maximum.at(most, row_of_pair, pair_sizes)
    is_mixed = np.bincount(row_of_pair) > 1
    return int(row_sizes[is_mixed].sum()), int((row_sizes - most)[is_mixed].sum())


CONTRARY_ROWS = Check(
    code=CODE,
    name="contrary_rows",
    title="Equal rows have equal classes",
    modalities=("tabular",),
    run=run,
    looks_at="Rows equal in every column that differ in the class. Grave from "
    f"{MANY:.0%} of the rows on, unless so few different values make equal rows likely "
    "by chance.",
    remedy="Equal rows are kept on one side of every split. By hand: correct the "
    "classes.",
    source="Northcutt, Athalye & Mueller (2021), Pervasive label errors in test sets "
    "destabilize machine learning benchmarks, NeurIPS Datasets and Benchmarks.",
)
