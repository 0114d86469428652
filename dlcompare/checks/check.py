"""The Check record: one question asked of the data before any training."""

from collections.abc import Callable
from dataclasses import dataclass

from dlcompare.records import CheckResult, Dataset, ModalityName, Profile


@dataclass(frozen=True)
class Check:
    """One thing that may be wrong with the data.

    Attributes
    ----------
    code : str
        Stable: "DC003".
    name : str
        Stable, lower case; the file's name.
    title : str
        What it looks for, as a claim that holds when all is well.
    modalities : tuple of str
    run : (dataset, profile) -> tuple of CheckResult
        Empty when nothing was found.
    source : str
        Where the threshold or the worry comes from.
    """

    code: str
    name: str
    title: str
    modalities: tuple[ModalityName, ...]
    run: Callable[[Dataset, Profile], tuple[CheckResult, ...]]
    source: str
