"""What the data looks like, and what the checks found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dlcompare.records.terms import Action, ColumnKind, ModalityName, Severity, Task


@dataclass(frozen=True)
class Trait:
    """One measured property of the data: `minority_share`, 0.04, "share"."""

    name: str
    value: float
    unit: str
    label: str


@dataclass(frozen=True)
class Bin:
    """One bar: a range of a number (`low` to `high`) or one value (`label`).

    `counts_by_class` splits `count` by class label; empty for regression.
    `is_beyond`: what lies far outside, up to the last value; too wide to be drawn.
    """

    count: int
    label: str = ""
    low: float | None = None
    high: float | None = None
    counts_by_class: Mapping[str, int] = field(default_factory=dict)
    target_mean: float | None = None
    is_beyond: bool = False


@dataclass(frozen=True)
class ColumnProfile:
    """One column, measured.

    `association` in [0, 1] is how much the column says about the target alone;
    `association_kind` names the statistic. `low` and `high` bound it (95%).
    `information_share` in [0, 1] is the part of the target's uncertainty that the
    column removes, above what chance would. Both may rest on a sample of the rows
    (traits `association_rows`, `information_rows`); all else is of all rows.

    The bars of a text count its length. For numbers: `tails` are the 5 and 95%
    quantiles, `deviation` the standard deviation, `outlier_share` the share of the
    filled cells further than three quartile distances from the quartiles (None
    where these are equal), `pearson` in [-1, 1] the correlation with the target
    (two classes: the second counts as 1).
    `top` maps the commonest values that occur twice or more to their rows.
    `n_single` counts the values that occur once.
    For texts: `lengths` are the 0, 25, 50, 75, 100% quantiles of characters; of up to
    20,000 of them `median_words` and `word_range` (fewest and most) count words,
    `vocabulary` different ones, `scripts` are shares of the letters (Latin, Han, ...)
    and `blank_share` of texts without a word; `repeated_share` of the filled cells
    repeat another.
    """

    name: str
    kind: ColumnKind
    missing_share: float
    n_unique: int
    bins: tuple[Bin, ...]
    quantiles: tuple[float, ...] = ()  # 0, 25, 50, 75, 100%; numbers only
    association: float | None = None
    association_low: float | None = None
    association_high: float | None = None
    association_kind: str = ""
    information_share: float | None = None
    pearson: float | None = None
    mean: float | None = None
    deviation: float | None = None
    skew: float | None = None
    tails: tuple[float, ...] = ()
    outlier_share: float | None = None
    zero_share: float | None = None
    top: Mapping[str, int] = field(default_factory=dict)
    n_single: int = 0
    lengths: tuple[float, ...] = ()
    median_words: float | None = None
    word_range: tuple[float, ...] = ()
    vocabulary: int | None = None
    scripts: Mapping[str, float] = field(default_factory=dict)
    blank_share: float | None = None
    repeated_share: float | None = None


@dataclass(frozen=True)
class ColumnPair:
    """How far two columns tell each other, on the rows where both are filled.

    `value` in [0, 1], for two numbers signed: their rank correlation. `kind` names
    the statistic. `information_share` in [0, 1] is their mutual information, above
    what chance gives, as a part of the smaller uncertainty of the two.
    """

    first: str
    second: str
    value: float
    kind: str
    information_share: float | None = None
    pearson: float | None = None


@dataclass(frozen=True)
class MissingPattern:
    """Columns that are missing in the same rows, and how many rows.

    `columns` names the first of the `n_columns`; none: the rows are complete.
    """

    columns: tuple[str, ...]
    n_columns: int
    n_rows: int


@dataclass(frozen=True)
class MissingMap:
    """Where cells are missing, counted by blocks of consecutive rows.

    columns : the columns with the most missing cells, the most first
    n_columns : how many columns have missing cells at all
    starts : first row of each block, and last the number of rows
    counts : missing cells of each column of `columns` in each block
    patterns : which columns are missing together, the commonest first
    n_patterns : how many patterns there are
    """

    columns: tuple[str, ...]
    n_columns: int
    starts: tuple[int, ...]
    counts: tuple[tuple[int, ...], ...]
    patterns: tuple[MissingPattern, ...]
    n_patterns: int


@dataclass(frozen=True)
class ImageSample:
    """A thumbnail file (a name inside the dataset's folder) and its class."""

    file: str
    label: str
    name: str


@dataclass(frozen=True)
class ImagePair:
    """Two images that are equal pixel by pixel, or nearly the same.

    `rows` of the dataset, the earlier first; `likeness` in [0, 1] of what is seen.
    """

    rows: tuple[int, int]
    names: tuple[str, str]
    labels: tuple[str, str]
    likeness: float
    is_equal: bool


@dataclass(frozen=True)
class ImageTraits:
    """What only images have: sizes, modes, samples per class, pairs that are alike.

    `means` are the mean images of classes. `near` are pairs of one class that are
    nearly but not quite equal, `across` those of two classes, equal or nearly; both
    the most alike first, of `n_near` and `n_across`. `unreadable` names files that
    are no images, of `n_unreadable`.
    """

    sizes: Mapping[str, int]  # "28 x 28" -> number of images, the commonest first
    modes: Mapping[str, int]  # "grey", "colour", "colour with transparency"
    samples: tuple[ImageSample, ...]
    means: tuple[ImageSample, ...] = ()
    near: tuple[ImagePair, ...] = ()
    across: tuple[ImagePair, ...] = ()
    n_near: int = 0
    n_across: int = 0
    unreadable: tuple[str, ...] = ()
    n_unreadable: int = 0


@dataclass(frozen=True)
class Profile:
    """What the data looks like."""

    modality: ModalityName
    task: Task
    target: str
    n_rows: int
    n_features: int
    n_classes: int
    traits: tuple[Trait, ...]
    columns: tuple[ColumnProfile, ...]
    target_bins: tuple[Bin, ...]
    images: ImageTraits | None = None
    pairs: tuple[ColumnPair, ...] = ()  # of columns, the strongest first
    paired: tuple[str, ...] = ()  # columns of which every pair was measured
    missing: MissingMap | None = None  # None: no cell is missing, or no table

    def trait(self, name: str, default: float = 0.0) -> float:
        """The value of the trait called `name`."""
        return next((t.value for t in self.traits if t.name == name), default)


@dataclass(frozen=True)
class Remedy:
    """One click that answers a check.

    exclude : leave `columns` out
    keep : use `columns`, although a check asked about them
    group : rows alike in the one column stay on one side of every split
    order : test on later rows than those trained on, by the one column
    together : rows that are equal stay on one side of every split
    missing : `values` of `columns` are read as missing
    """

    action: Action
    label: str
    columns: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """What a quick model scored under one condition: "without cancel_reason"."""

    label: str
    metric: str
    score: float
    low: float | None = None  # 95%
    high: float | None = None


@dataclass(frozen=True)
class CheckResult:
    """What one check found. `columns` are those concerned.

    `exclude` names columns that the remedy "leave it out" would exclude.
    `measured` are scores to set against each other, `remedies` the clicks offered.
    """

    code: str
    title: str
    severity: Severity
    text: str
    question: str = ""
    columns: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    source: str = ""
    measured: tuple[Measured, ...] = ()
    remedies: tuple[Remedy, ...] = ()
