"""A dataset in two: what everything sees, and what is looked at last."""

from dataclasses import dataclass

from dlcompare.records import Dataset


@dataclass(frozen=True)
class Opened:
    """The rows that are learned from, and the sealed ones (None: none are).

    `fingerprint` is the same for the same sealed rows of the same file and target,
    whichever columns are learned from; "" without any.
    """

    open: Dataset
    sealed: Dataset | None = None
    fingerprint: str = ""
