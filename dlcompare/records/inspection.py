"""The closer look at the champions, taken after the folds are done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dlcompare.records.terms import Family

InspectionKind = Literal["rows", "seed", "without", "explain"]


@dataclass(frozen=True)
class InspectionTask:
    """One fit of the closer look, on the training rows of one fold.

    Attributes
    ----------
    kind : str
        "rows": on a nested sample of the training rows, for the learning curve;
        "seed": with another seed; "without": without one column; "explain": as in
        the fold, then looked into.
    model : str
    repeat, fold : int
        Whose training and test rows are used.
    n_rows : int or None
        Training rows; None: all.
    number : int
        Which seed, or which of the samples of one size.
    column : str
        The column left out; "" for other kinds.
    """

    kind: InspectionKind
    model: str
    repeat: int = 0
    fold: int = 0
    n_rows: int | None = None
    number: int = 0
    column: str = ""

    @property
    def key(self) -> str:
        """A name of its own among the tasks of a study."""
        rows = "all" if self.n_rows is None else self.n_rows
        place = f"{self.model}-{self.repeat}-{self.fold}"
        return f"{self.kind}-{place}-{rows}-{self.number}-{self.column}"


@dataclass(frozen=True)
class Importance:
    """What shuffling one column costs a fitted model on rows it has not seen.

    `loss` is the mean drop of the deciding metric, turned so that more is worse; the
    limits are 95% over the shuffles, and over the rows drawn again.
    """

    column: str
    loss: float
    low: float
    high: float


@dataclass(frozen=True)
class Dependence:
    """The mean prediction while one column is set to each of some values.

    Attributes
    ----------
    column : str
    values : tuple of str
        In order, as the axis shows them; numbers are in `positions` too.
    positions : tuple of float
        The values of a number; () for a category.
    means : tuple of float
        Mean prediction: a number, or the probability of `of`.
    of : str
        The class whose probability it is; "" for regression.
    shares : tuple of float
        Share of the rows near each value, in [0, 1].
    """

    column: str
    values: tuple[str, ...]
    positions: tuple[float, ...]
    means: tuple[float, ...]
    of: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Saliency:
    """Where in one held-out image a model looks: what covering each part costs.

    Attributes
    ----------
    row : int
        Row number of the dataset.
    name : str
        Of the image.
    of : str
        Its class, whose probability is followed.
    predicted : str
        What the model takes it for.
    probability : float
        Of its class, while nothing is covered.
    drops : tuple of tuple of float
        By how much that falls while each part is covered, from the top left.
    """

    row: int
    name: str
    of: str
    predicted: str
    probability: float
    drops: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Explanation:
    """What one fitted champion goes by, measured on held-out rows.

    `n_rows` and `n_shuffles` say on what; `base_score` is the deciding metric there,
    None where it has no value or was not asked. `notes` say what was not measured,
    and why. Of images the importances are those of kinds of features, and
    `saliencies` show where in some of them the model looks.
    """

    model: str
    label: str
    family: Family
    base_score: float | None
    n_rows: int
    n_shuffles: int
    importances: tuple[Importance, ...]
    dependences: tuple[Dependence, ...] = ()
    notes: tuple[str, ...] = ()
    saliencies: tuple[Saliency, ...] = ()


@dataclass(frozen=True)
class Inspected:
    """What one fit of the closer look gave; `scores` by metric, on held-out rows.

    `seconds` is wall clock of all of it. A failure of the model is in `failure`, in
    words; then nothing else holds.
    """

    task: InspectionTask
    family: Family
    scores: Mapping[str, float] = field(default_factory=dict)
    fit_seconds: float = 0.0
    n_train: int = 0
    n_test: int = 0
    failure: str = ""
    explanation: Explanation | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class CloserLook:
    """How far the closer look at a study is; `n_done` of `n_planned` fits are kept.

    `state` is "" until it begins or is asked for; "ended" says that nobody is at it,
    with or without fits left; "lost" that its process is gone.
    """

    state: Literal["", "queued", "running", "ended", "lost"] = ""
    n_done: int = 0
    n_planned: int = 0

    @property
    def is_under_way(self) -> bool:
        """Whether more is to come without anybody asking."""
        return self.state in ("queued", "running")
