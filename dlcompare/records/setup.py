"""What the user chose."""

from dataclasses import dataclass, field

from dlcompare.errors import InvalidPlan
from dlcompare.records.terms import Task
from dlcompare.records.upload import ReadOptions, Upload


@dataclass(frozen=True)
class Priorities:
    """What matters to the user beside the score."""

    interpretability: bool = False
    limited_compute: bool = False
    top_accuracy: bool = False


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
