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

    Attributes
    ----------
    inputs : tuple of int
        Shape of one row: (n_columns,) or (height, width, channels).
    n_levels : int
        One-hot levels and bins of a table, the columns right after the codes.
    n_outputs : int
        Number of classes, 1 for regression.
    is_classification : bool
    levels : tuple of int
        Codes of each leading column that is embedded; code 0 is "unknown".
    n_members : int
        Networks trained side by side; 1 for recipes that are not packed.
    texts : tuple of int
        Words that are read of each text column: their codes are the first columns.
    n_words : int
        Codes of words there are; 0 is beyond the end of a text, 1 an unknown word.
    """

    inputs: tuple[int, ...]
    n_levels: int
    n_outputs: int
    is_classification: bool
    levels: tuple[int, ...] = ()
    n_members: int = 1
    texts: tuple[int, ...] = ()
    n_words: int = 0

    @property
    def n_numbers(self) -> int:
        """Columns of a table that are numbers, the last ones."""
        return self.inputs[0] - len(self.levels) - self.n_levels


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
    `rate_factor` multiplies the learning rate of the whole schedule.
    `dropout` and `weight_decay` fade out over the last half when `fades`.
    `members` are networks trained side by side and averaged, each with validation
    rows of its own; `min_members` are kept when the budget is short. Training ends
    once `patience` epochs were no better than one before; None: never.
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
    rate_factor: float = 1.0
    members: int = 1
    min_members: int = 1
    enough_epochs: int = 1
    patience: int | None = None


@dataclass(frozen=True)
class Recipe:
    """A network by name: `network(shape, seed)` builds it, `training` sets it up.

    A plain network takes (batch, *inputs) float32 and gives (batch, n_outputs) or,
    of several heads, (batch, n_heads, n_outputs): logits, or standardised values.
    A packed one (`is_packed`) takes (members, batch, *inputs) and gives (members,
    batch, n_outputs). Its weights depend on `seed` alone, or, with `start`, on
    seeds and some prepared rows: `start(shape, seeds, rows)` gives the arrays of
    all trainable variables in their order, one seed per member.
    """

    name: str
    network: Callable[[Shape, int], Any]
    training: Callable[[Facts], Training]
    rows_at_once: int = 8_192  # rows per forward pass when predicting
    is_packed: bool = False
    start: Callable[[Shape, tuple[int, ...], Any], list[Any]] | None = None
    clip_norm: float | None = None  # bound of the norm of all gradients together


def by_rows(n_rows: int, steps: tuple[tuple[int, int], ...], beyond: int) -> int:
    """The value of the first step (at most so many rows, value) that holds `n_rows`."""
    return next((value for most, value in steps if n_rows <= most), beyond)
