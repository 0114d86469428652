"""Rows that stand in the table more than once."""

import numpy as np

from dlcompare import words
from dlcompare.checks.check import Check
from dlcompare.modalities.tabular.describe import row_hashes
from dlcompare.records import CheckResult, Dataset, Profile

CODE = "DC004"
MANY = 0.01  # share of the rows; the difference of two models is seldom larger


def run(dataset: Dataset, profile: Profile) -> tuple[CheckResult, ...]:
    """One result for all rows that repeat an earlier one, target included."""
    features = row_hashes(dataset, with_target=False)
    again = row_hashes(dataset, with_target=True).duplicated()
    n_again = int(again.sum())
    if not n_again:
        return ()
    share = n_again / profile.n_rows
    verb = "repeats" if n_again == 1 else "repeat"
    n_contrary = _contrary(features.to_numpy(), dataset.y)
    contrary = ""
    if n_contrary and dataset.task != "regression":
        contrary = (
            f" {words.count(n_contrary, 'row')} agree with another in all columns "
            "but not in the class."
        )
    return (
        CheckResult(
            CODE,
            f"{words.count(n_again, 'row')} {verb} another",
            "check" if share >= MANY else "note",
            f"{words.share(share)} of the rows equal an earlier one in every column. "
            "If they are copies, the same row can stand in training and test, and "
            f"scores look too good.{contrary}",
            question="Are these copies, or do such rows really occur again?",
        ),
    )


def _contrary(features: np.ndarray, y: np.ndarray) -> int:
    """Rows whose features occur with more than one class."""
    order = np.lexsort((y, features))
    same = features[order][1:] == features[order][:-1]
    differs = same & (y[order][1:] != y[order][:-1])
    groups = np.concatenate([[0], np.cumsum(~same)])
    mixed = np.unique(groups[1:][differs])
    return int(np.isin(groups, mixed).sum())


DUPLICATE_ROWS = Check(
    code=CODE,
    name="duplicate_rows",
    title="No row stands there twice",
    modalities=("tabular",),
    run=run,
    source="Barz & Denzler (2020), Do we train on test data? Purging CIFAR of "
    "near-duplicates, Journal of Imaging 6.",
)
