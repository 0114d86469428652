"""What arrived and what it was understood to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dlcompare.records.terms import ColumnKind, ModalityName, Task


@dataclass(frozen=True)
class Upload:
    """What arrived: a file on disk, known by the hash of its bytes."""

    name: str
    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class ReadOptions:
    """What the user overrides of how a file is read; None means recognised.

    thousands : the sign between groups of three digits; "" if there is none
    header : whether the first line names the columns
    day_first : whether 01/02/2021 is the first of February
    sheet : the sheet of a workbook
    missing : by column, further values that are read as missing; "" is every column
    kinds : by column, what it is, whatever its values look like
    """

    delimiter: str | None = None
    encoding: str | None = None
    decimal: str | None = None
    skip_bad_rows: bool = False
    thousands: str | None = None
    header: bool | None = None
    day_first: bool | None = None
    sheet: str | None = None
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, ColumnKind] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """One thing reading recognised: `value` of `name`, and why."""

    name: str
    value: str
    reason: str
    is_override: bool = False


@dataclass(frozen=True)
class Column:
    """One column as understood."""

    name: str
    kind: ColumnKind
    n_missing: int
    n_unique: int


@dataclass(frozen=True)
class Reading:
    """What was understood of a file before a target is chosen.

    `target` is the suggestion; `target_reason` says why it is suggested.
    `sentinels` are values, by column, that may stand for missing, such as 999; they
    are read as they are until ReadOptions.missing says otherwise. `sheets` are those
    of a workbook.
    """

    modality: ModalityName
    n_rows: int
    columns: tuple[Column, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[str, ...]
    target: str
    target_reason: str
    sentinels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskGuess:
    """Which task a target column is, why, and what else it could be."""

    task: Task
    reason: str
    possible: tuple[Task, ...]


@dataclass(frozen=True)
class Difference:
    """One way in which a test file is unlike the file trained on, as a sentence.

    `is_repaired`: it was brought into line and costs no score; else it may.
    """

    text: str
    is_repaired: bool


@dataclass(frozen=True)
class Matching:
    """How a test file goes with the file trained on.

    `n_shared` of its `n_rows` rows are in the trained file, too.
    """

    name: str
    n_rows: int
    n_shared: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Dataset:
    """What will be learned from. The one record that holds arrays.

    X : DataFrame of n_rows x n_features (tabular; columns of dtype float32 or
        float64, category or str, a read-only view of a file where all rows are
        kept), or uint8 array (n_images, height, width, channels).
    y : int64 class codes in [0, n_classes), or float64 values; shape (n_rows,).
    groups : None, or int64 of shape (n_rows,): rows of a group stay together.
    order : None, or float64 of shape (n_rows,): when a row was seen; ties allowed.
    folds : None, or int64 of shape (n_rows,): the fold in which a row is tested.
    classes : the label of each class code, as text; empty for regression.
    row_names : for images the member names, by row; empty for tables.
    differences : of a test file from the file trained on.
    kept_in : folder where what is computed of single rows may be kept; "": nowhere.
    """

    name: str
    modality: ModalityName
    task: Task
    target: str
    X: Any
    y: Any
    columns: tuple[Column, ...]
    classes: tuple[str, ...] = ()
    groups: Any = None
    order: Any = None
    folds: Any = None
    sha256: str = ""
    notes: tuple[str, ...] = ()
    row_names: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    kept_in: str = ""
