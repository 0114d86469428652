"""The Check record: one question asked of the data before any training."""

from collections.abc import Callable
from dataclasses import dataclass

from dlcompare.checks.case import Case
from dlcompare.records import CheckResult, ModalityName


class NotApplicable(Exception):
    """The check cannot be asked of this data; the reason is shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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
    run : case -> tuple of CheckResult
        Empty when nothing was found; raises NotApplicable when it cannot be asked.
    looks_at : str
        What is measured and from where on it is said, built from the constants.
    remedy : str
        What can be done with one click, or by hand.
    source : str
        Where the threshold or the worry comes from.
    """

    code: str
    name: str
    title: str
    modalities: tuple[ModalityName, ...]
    run: Callable[[Case], tuple[CheckResult, ...]]
    looks_at: str
    remedy: str
    source: str
