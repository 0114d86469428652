"""What the user chose."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from dlcompare.errors import InvalidPlan
from dlcompare.records.terms import Task
from dlcompare.records.upload import ReadOptions, Upload

USUAL_SEALED = 0.2  # of the rows; as many as a fold of five tests
MOST_SEALED = 0.5  # of the rows; beyond, more would be looked at than learned from


@dataclass(frozen=True)
class Priorities:
    """What matters to the user beside the score.

    interpretability : only models that can be read as a whole
    limited_compute : of candidates not usefully worse, the one that trains fastest
    top_accuracy : of candidates not usefully different, the one that scores best
    small_team : of candidates not usefully worse, the one that is least to look after
    The limits rule candidates out; None: no limit. `max_row_ms` bounds the 95th
    percentile of the time for one row alone, `max_train_seconds` one fit.
    """

    interpretability: bool = False
    limited_compute: bool = False
    top_accuracy: bool = False
    small_team: bool = False
    max_row_ms: float | None = None
    max_size_mb: float | None = None
    max_train_seconds: float | None = None

    def __post_init__(self) -> None:
        for limit, unit in (
            (self.max_row_ms, "ms for one row"),
            (self.max_size_mb, "MB for a model"),
            (self.max_train_seconds, "seconds for training"),
        ):
            if limit is not None and not (limit > 0 and math.isfinite(limit)):
                raise InvalidPlan(
                    f"A limit of {limit:g} {unit} cannot be met.",
                    "Give a positive number, or no limit.",
                )

    @property
    def has_any(self) -> bool:
        """Whether anything is asked for."""
        return self != Priorities()


@dataclass(frozen=True)
class Budget:
    """Wall clock allowed for training; each family gets all of it on its own lane."""

    name: str
    seconds: float

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise InvalidPlan(
                f"A budget of {self.seconds:g} seconds leaves no time to train.",
                "Give a positive number of seconds.",
            )


@dataclass(frozen=True)
class Setup:
    """Everything the user chose: enough to run the study again."""

    upload: Upload
    options: ReadOptions = field(default_factory=ReadOptions)
    target: str = ""
    task: Task | None = None  # None: as inferred
    excluded: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # columns kept although a check asked about them
    group_by: str = ""  # column whose equal values stay on one side of a split
    order_by: str = ""  # column that says which rows are earlier
    fold_by: str = ""  # column that names the fold of each row
    duplicates_together: bool = False  # equal rows stay on one side of a split
    metric: str = ""  # "": the task's default
    budget: Budget = Budget("standard", 180.0)
    models: tuple[str, ...] = ()  # (): whatever suits; else only these and the dummy
    priorities: Priorities = Priorities()
    seed: int = 0
    test_upload: Upload | None = None
    closer_look: bool = True  # after the folds, within a share of the budget
    sealed_share: float = 0.0  # of the rows, looked at last; 0: none are sealed
    # What divided the rows when they were sealed, where it has been taken off since.
    sealed_apart: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.sealed_share <= MOST_SEALED:
            raise InvalidPlan(
                f"A share of {self.sealed_share:g} of the rows cannot be sealed.",
                f"Give a share above 0 and up to {MOST_SEALED:g}, such as"
                f" {USUAL_SEALED:g}.",
            )
        if self.sealed_share and self.test_upload is not None:
            raise InvalidPlan(
                "There is a test file, and rows are to be sealed as well.",
                "Choose one of the two: either is scored once, at the end.",
            )

    @property
    def has_test_rows(self) -> bool:
        """Whether there are rows that only the champions are scored on."""
        return self.test_upload is not None or self.sealed_share > 0
