"""What will be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dlcompare.errors import InvalidPlan
from dlcompare.records.setup import Budget
from dlcompare.records.terms import EARLIEST_SHARE, Family, Task


@dataclass(frozen=True)
class FoldScheme:
    """How rows are divided: `k` folds, repeated `repeats` times.

    ordered : by time, each fold tested on what follows all it was trained on; the
        first `EARLIEST_SHARE` of the rows are in no fold
    given : as a column says
    `by` is the column that orders, gives or groups the rows; "" if there is none.
    `share` is the test share where the sizes of the folds part from their kind.
    """

    k: int = 5
    repeats: int = 1
    kind: Literal["stratified", "plain", "ordered", "given"] = "stratified"
    seed: int = 0
    by: str = ""
    share: float | None = None

    def __post_init__(self) -> None:
        if self.k < 2 or self.repeats < 1:
            raise InvalidPlan(
                f"{self.repeats} x {self.k} folds cannot be made.",
                "A fold scheme needs at least 2 folds and 1 repeat.",
            )

    @property
    def n_folds(self) -> int:
        """Folds in all repeats."""
        return self.k * self.repeats

    @property
    def test_share(self) -> float:
        """Rows tested per fold over rows tested and trained on.

        The training rows of ordered folds grow: that of the first fold, the largest.
        """
        if self.share is not None:
            return self.share
        if self.kind == "ordered":
            tested = (1 - EARLIEST_SHARE) / self.k
            return tested / (EARLIEST_SHARE + tested)
        return 1 / self.k


@dataclass(frozen=True)
class Candidate:
    """One model with settings. `expected_seconds` is per fold, on this machine.

    `budget_seconds` is what one fit may take; a network fits its schedule into it.
    None: as long as the model takes. `others` are further settings, tried beside
    `params` on an inner split of each fold's training rows; the best is then
    fitted on all of them. `expected_seconds` includes those trials.
    """

    model: str
    label: str
    family: Family
    params: Mapping[str, Any] = field(default_factory=dict)
    expected_seconds: float = 0.0
    budget_seconds: float | None = None
    others: tuple[Mapping[str, Any], ...] = ()

    @property
    def configurations(self) -> tuple[Mapping[str, Any], ...]:
        """Every setting to try, the default first."""
        return (self.params, *self.others)


@dataclass(frozen=True)
class LeftOut:
    """A model that suits the data in kind but is not in the plan, and why."""

    model: str
    label: str
    family: Family
    reason: str


@dataclass(frozen=True)
class Plan:
    """What will be done.

    `expected_seconds` is wall clock for everything; `seconds_by_family` is the
    sum over candidates and folds of each family, which run side by side.
    `has_test_file`: the champions are refitted on all rows and scored on test rows,
    those of a file or, with a `sealed_share`, those split off and looked at last.
    `n_configurations` is how many settings each family tries. `train_rows`: each
    fit learns from at most so many rows, the same for all; None: from all.
    `is_measured`: its seconds rest on fits timed on this data and machine;
    `probe_rows`: from how many rows such fits would learn, None: not needed.
    """

    task: Task
    metric: str
    candidates: tuple[Candidate, ...]
    scheme: FoldScheme
    budget: Budget
    expected_seconds: float
    seconds_by_family: Mapping[str, float]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    seed: int = 0
    has_test_file: bool = False
    n_configurations: int = 0
    train_rows: int | None = None
    is_measured: bool = False
    probe_rows: int | None = None
    sealed_share: float = 0.0  # of the rows of the file


@dataclass(frozen=True)
class FoldTask:
    """One fit to do: a candidate on one fold of one repeat."""

    model: str
    repeat: int
    fold: int

    @property
    def key(self) -> str:
        """A name for files and log lines."""
        return f"{self.model}-{self.repeat}-{self.fold}"
