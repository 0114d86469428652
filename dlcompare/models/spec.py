"""What a model is, to the rest of the house: a name, limits, a cost, a builder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dlcompare.models.apart import NOTHING, Apart
from dlcompare.records import ColumnKind, Epoch, Family, ModalityName, Task


@dataclass(frozen=True)
class Limits:
    """Where a model is not tried; None means no limit. `reason` says why.

    `max_scores` bounds rows times scores per row, one per class beyond two classes
    (`n_scores`): what memory grows with where every class has its own.
    """

    min_rows: int = 0
    max_rows: int | None = None
    max_features: int | None = None
    max_classes: int | None = None
    max_pixels: int | None = None
    max_scores: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Context:
    """What a builder is told about the data and the machine.

    `numeric`, `categorical` and `text` name the columns of a table; a column in
    none of them is not used. `image_shape` is (height, width, channels) of
    images, None for tables. `classes` are the labels of the class codes.
    `budget_seconds` is what this one fit may take, None: as long as the model
    takes by default; only deep models heed it. `notify` receives every epoch.
    `kept_in` is a folder where what is computed of single images may be kept, "": in
    memory. `apart` is what the rows of this one fit are held out by inside it.
    """

    task: Task
    n_classes: int = 0
    seed: int = 0
    n_threads: int = 1
    categorical: tuple[str, ...] = ()
    numeric: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    image_shape: tuple[int, int, int] | None = None
    metric: str = ""
    budget_seconds: float | None = None
    notify: Callable[[Epoch], None] | None = None
    classes: tuple[str, ...] = ()
    kept_in: str = ""
    apart: Apart = field(default=NOTHING, compare=False)

    @property
    def is_classification(self) -> bool:
        """Whether y are class codes."""
        return self.task != "regression"


def n_scores(n_classes: int) -> int:
    """Numbers a model gives per row: one per class beyond two, else one."""
    return n_classes if n_classes > 2 else 1


@dataclass(frozen=True)
class Size:
    """What a cost depends on: one fold of the data.

    `n_rows_test` None means a quarter of the training rows (five folds).
    `n_encoded_features` counts columns after one-hot encoding. `pixels` is
    height x width of an image, 0 for tables. `n_classes` is 0 for regression.
    `n_characters` are those of all texts in a typical row.
    """

    n_rows_train: int
    n_features: int
    n_encoded_features: int = 0
    n_classes: int = 0
    pixels: int = 0
    n_channels: int = 1
    n_rows_test: int | None = None
    n_characters: int = 0

    @property
    def width(self) -> int:
        """Columns after encoding, never fewer than before it."""
        return max(self.n_encoded_features, self.n_features, 1)

    @property
    def n_outputs(self) -> int:
        """Numbers a model gives per row: one per class beyond two, else one."""
        return n_scores(self.n_classes)

    @property
    def n_test(self) -> float:
        """Rows to predict."""
        given = self.n_rows_test
        return self.n_rows_train / 4 if given is None else float(given)


Builder = Callable[[Context, Mapping[str, Any]], Any]


@dataclass(frozen=True)
class ModelSpec:
    """One model as an entry of the list.

    `build(context, params)` gives one unfitted scikit-learn style estimator from
    raw X to predictions; `params` overrides `defaults`. `seconds(size)` is what
    fitting and predicting one fold should take with one thread of a 2.6 GHz
    core. Models of a small `priority` are planned first. `space` lists the values
    that further settings draw from, for each of some names in `defaults`.
    `is_reference` marks the simplest models of a family, `is_interpretable` those that
    can be read as a whole, their weights, cuts or curves: both stand beside those that
    compete with equal numbers of settings (beside.py). `epochs(size)` is how often a
    network passes over its rows by default; its settings then take "epochs". `members`
    are the networks that one fit trains at most; where time is short they are fewer.
    `once_seconds` are spent in every process that fits it, on compiling.
    `made_for` is a kind of column that the data must have; it reads the others, too.
    """

    name: str
    label: str
    family: Family
    modalities: tuple[ModalityName, ...]
    tasks: tuple[Task, ...]
    build: Builder
    seconds: Callable[[Size], float]
    priority: int
    source: str
    defaults: Mapping[str, Any] = field(default_factory=dict)
    space: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    limits: Limits = Limits()
    note: str = ""
    is_reference: bool = False
    is_interpretable: bool = False
    epochs: Callable[[Size], int] | None = None
    members: int = 1
    once_seconds: float = 0.0
    made_for: ColumnKind | None = None


ALL_TASKS: tuple[Task, ...] = ("binary", "multiclass", "regression")
CLASSIFICATION: tuple[Task, ...] = ("binary", "multiclass")
