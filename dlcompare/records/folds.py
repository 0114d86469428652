"""What one fit gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dlcompare.records.plan import FoldTask
from dlcompare.records.terms import Family


@dataclass(frozen=True)
class Epoch:
    """One pass of a network over its training rows; losses in the loss's unit."""

    epoch: int
    loss: float
    validation_loss: float | None = None


@dataclass(frozen=True)
class Trial:
    """One setting tried on an inner split of a fold's training rows.

    `score` is the deciding metric on the inner held-out rows; None: it failed.
    """

    params: Mapping[str, Any]
    score: float | None
    seconds: float
    failure: str = ""


@dataclass(frozen=True)
class Health:
    """Whether a network trained in one fit, by its own training and validation rows.

    Attributes
    ----------
    is_finite : bool
        Every loss was a finite number.
    loss_fell : bool
        The training loss ended below where it began.
    still_falling : bool
        The last epoch was the best and the validation loss was still falling.
    own_loss : float or None
        Validation loss of the network; None without validation rows.
    linear_loss : float or None
        The same of a linear model fitted on the network's own inputs.
    noise : float or None
        Standard error of the difference of the two losses over the rows.
    """

    is_finite: bool
    loss_fell: bool
    still_falling: bool
    own_loss: float | None = None
    linear_loss: float | None = None
    noise: float | None = None


@dataclass(frozen=True)
class Latency:
    """How long a fitted model in memory takes from one raw row to its prediction.

    Median and 95th percentile, in seconds, of `n_calls` calls with different rows;
    the first calls of the model are left out.
    """

    p50_seconds: float
    p95_seconds: float
    n_calls: int


@dataclass(frozen=True)
class FoldResult:
    """One fit. `failure` is "" when it went well; then `scores` is complete.

    `scores` maps metric names to values on the held-out rows. `predictions` is
    the key under which the out-of-fold predictions are kept ("": not kept).
    `params` are the settings chosen among `trials`, which took `search_seconds`;
    `fit_seconds` is the final fit alone, `cpu_seconds` what all cores together spent
    on it. `peak_memory_bytes` is the most that the process ever held, as far as it
    knows; `fit_memory_bytes` the most while this fit and its trials ran, libraries and
    data included (None: the system keeps one mark for the whole process). `latency` is
    measured on the first fold only.
    """

    model: str
    family: Family
    repeat: int
    fold: int
    scores: Mapping[str, float] = field(default_factory=dict)
    fit_seconds: float = 0.0
    predict_seconds: float = 0.0
    n_train: int = 0
    n_test: int = 0
    size_bytes: int = 0
    epochs: tuple[Epoch, ...] = ()
    best_epoch: int | None = None
    predictions: str = ""
    failure: str = ""
    warnings: tuple[str, ...] = ()
    peak_memory_bytes: int = 0
    params: Mapping[str, Any] = field(default_factory=dict)
    trials: tuple[Trial, ...] = ()
    search_seconds: float = 0.0
    health: Health | None = None
    cpu_seconds: float | None = None
    fit_memory_bytes: int | None = None
    latency: Latency | None = None

    @property
    def task(self) -> FoldTask:
        """The task this is the result of."""
        return FoldTask(self.model, self.repeat, self.fold)


@dataclass(frozen=True)
class Event:
    """Something that happened in a driver, for the live page.

    kind "started": a fit began. "epoch": `epoch` is filled. "note": `text`.
    "inspecting": a fit of the closer look began; `text` says which.
    """

    kind: Literal["started", "epoch", "note", "inspecting"]
    at: float  # seconds since 1970
    model: str = ""
    repeat: int = 0
    fold: int = 0
    epoch: Epoch | None = None
    text: str = ""
    number: int = 0  # given by the store, rising
