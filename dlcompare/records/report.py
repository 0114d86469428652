"""A study and everything known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dlcompare.records.advice import Recommendation, Verdict
from dlcompare.records.comparison import (
    Comparison,
    Diagnostics,
    Standing,
    Together,
)
from dlcompare.records.folds import FoldResult
from dlcompare.records.inspection import CloserLook, Inspected
from dlcompare.records.learning import LearningCurves
from dlcompare.records.ledger import Ledger
from dlcompare.records.plan import Plan
from dlcompare.records.profile import CheckResult, Profile
from dlcompare.records.setup import Setup
from dlcompare.records.stability import Stability
from dlcompare.records.terms import StudyState
from dlcompare.records.understanding import Understanding
from dlcompare.records.upload import Matching, Reading


@dataclass(frozen=True)
class Study:
    """One study as the store knows it. Times are seconds since 1970.

    `is_lost`: it says running, but its driver gave no sign of life.
    """

    id: str
    created: float
    setup: Setup
    state: StudyState
    plan: Plan | None = None
    started: float | None = None
    finished: float | None = None
    heartbeat: float | None = None
    is_lost: bool = False
    stop_asked: bool = False
    queue_position: int | None = None
    message: str = ""
    train_seconds: float = 0.0  # spent training, over all resumes
    peak_memory_bytes: int = 0
    closer: CloserLook = field(default_factory=CloserLook)


@dataclass(frozen=True)
class Opening:
    """A study that has scored models on test rows; at seconds since 1970.

    `data` is the hash of the file that it learned from.
    """

    study: str
    data: str
    at: float


@dataclass(frozen=True)
class Report:
    """Everything, in one record; its JSON is a promise to users."""

    study: str
    created: float
    name: str
    seed: int
    metric: str
    setup: Setup
    reading: Reading
    profile: Profile
    checks: tuple[CheckResult, ...]
    plan: Plan
    standings: tuple[Standing, ...]
    comparison: Comparison
    verdict: Verdict
    prior: Verdict
    folds: tuple[FoldResult, ...]
    versions: Mapping[str, str]
    train_seconds: float
    peak_memory_bytes: int
    diagnostics: Diagnostics | None = None
    together: Together | None = None
    ledger: Ledger | None = None
    matching: Matching | None = None
    recommendation: Recommendation | None = None  # None: no priorities were given
    learning: LearningCurves | None = None  # None: the closer look has no curves yet
    stability: Stability | None = None
    inspected: tuple[Inspected, ...] = ()  # the closer look, as far as it got
    understanding: Understanding | None = None  # of a study that has ended
    notes: tuple[str, ...] = ()  # what was left out or guessed when data were opened
