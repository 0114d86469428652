"""How a network is made and trained, as plain values; no library needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from dlcompare.records import Task

Schedule = Literal["constant", "cosine", "cycles"]
Selection = Literal["last", "loss", "error"]


@dataclass(frozen=True)
class Shape:
    """What a network is built for.

    `inputs` is the shape of one row: (n_columns,) or (height, width, channels).
    The first `n_levels` columns of a table are one-hot levels. `n_outputs` is
    the number of classes, 1 for regression. `n_rows` are the training rows.
    """

    inputs: tuple[int, ...]
    n_levels: int
    n_outputs: int
    is_classification: bool


@dataclass(frozen=True)
class Facts:
    """What a recipe may look at to set its training."""

    n_rows: int
    task: Task
    metric: str
    inputs: tuple[int, ...]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Distortion:
    """Random changes of training images: shares of the side, degrees, scale."""

    shift: float
    rotation_degrees: float
    zoom: float
    mirrors: bool


@dataclass(frozen=True)
class Training:
    """How a network is trained.

    `schedule` of the learning rate over all steps: "constant"; "cosine" after a
    warm-up; "cycles" is RealMLP's four cosine cycles. `selection`: weights of
    the "last" epoch, or of the epoch with least validation "loss" or "error".
    `dropout` and `weight_decay` fade out over the last half when `fades`.
    """

    epochs: int
    batch_size: int
    learning_rate: float
    schedule: Schedule = "constant"
    beta_2: float = 0.999
    epsilon: float = 1e-7
    weight_decay: float = 0.0
    dropout: float = 0.0
    fades: bool = False
    label_smoothing: float = 0.0
    validation_share: float = 0.2
    selection: Selection = "last"
    drops_last_batch: bool = False
    clips_to_seen: bool = False
    distortion: Distortion | None = None


@dataclass(frozen=True)
class Recipe:
    """A network by name: `network(shape, seed)` builds it, `training` sets it up.

    The network takes (batch, *inputs) float32 and gives (batch, n_outputs):
    logits, or the standardised value. Its weights depend on `seed` alone.
    """

    name: str
    network: Callable[[Shape, int], Any]
    training: Callable[[Facts], Training]
    rows_at_once: int = 8_192  # rows per forward pass when predicting


def by_rows(n_rows: int, steps: tuple[tuple[int, int], ...], beyond: int) -> int:
    """The value of the first step (at most so many rows, value) that holds `n_rows`."""
    return next((value for most, value in steps if n_rows <= most), beyond)
