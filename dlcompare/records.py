"""The vocabulary: every frozen record that flows from upload to report.

Only names, numbers, text, tuples, mappings and other records, so every record
is JSON (`codec`). Arrays appear in `Dataset` alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dlcompare.errors import InvalidPlan

Task = Literal["binary", "multiclass", "regression"]
Family = Literal["dummy", "classical", "deep"]
ModalityName = Literal["tabular", "images"]
ColumnKind = Literal["number", "category", "boolean", "date", "text", "image"]
Leaning = Literal["deep", "classical", "none"]
Choice = Literal["deep", "classical", "equivalent", "undecided", "no_signal"]
Severity = Literal["decide", "check", "note", "passed", "not_applicable"]
Action = Literal["exclude", "keep", "group", "order", "together", "missing"]
StudyState = Literal["draft", "queued", "running", "done", "stopped", "failed"]

TEST_FOLD = -1  # the fold number of "refitted on all rows, scored on the test file"
INTERVAL_LEVEL = 0.95  # level of every interval shown, unless its name says other
# Of the rows in order of time, those no fold tests: with half of them, the training
# rows of the first and the last fold differ less than twofold.
EARLIEST_SHARE = 0.5


# ---- upload and reading ------------------------------------------------------


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


# ---- profile and checks ------------------------------------------------------


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
    `lengths` are the 0, 25, 50, 75, 100% quantiles of characters, `median_words`
    counts parts between blanks; text only.
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


# ---- choices of the user -----------------------------------------------------


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
    options: ReadOptions = ReadOptions()
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


# ---- plan --------------------------------------------------------------------


@dataclass(frozen=True)
class FoldScheme:
    """How rows are divided: `k` folds, repeated `repeats` times.

    ordered : by time, each fold tested on what follows all it was trained on; the
        first `EARLIEST_SHARE` of the rows are in no fold
    given : as a column says
    `by` is the column that orders, gives or groups the rows; "" if there is none.
    `share` is the test share where the sizes of the folds part from their kind.
    """

    k: int = 5
    repeats: int = 1
    kind: Literal["stratified", "plain", "ordered", "given"] = "stratified"
    seed: int = 0
    by: str = ""
    share: float | None = None

    def __post_init__(self) -> None:
        if self.k < 2 or self.repeats < 1:
            raise InvalidPlan(
                f"{self.repeats} x {self.k} folds cannot be made.",
                "A fold scheme needs at least 2 folds and 1 repeat.",
            )

    @property
    def n_folds(self) -> int:
        """Folds in all repeats."""
        return self.k * self.repeats

    @property
    def test_share(self) -> float:
        """Rows tested per fold over rows tested and trained on.

        The training rows of ordered folds grow: that of the first fold, the largest.
        """
        if self.share is not None:
            return self.share
        if self.kind == "ordered":
            tested = (1 - EARLIEST_SHARE) / self.k
            return tested / (EARLIEST_SHARE + tested)
        return 1 / self.k


@dataclass(frozen=True)
class Candidate:
    """One model with settings. `expected_seconds` is per fold, on this machine.

    `budget_seconds` is what one fit may take; a network fits its schedule into it.
    None: as long as the model takes. `others` are further settings, tried beside
    `params` on an inner split of each fold's training rows; the best is then
    fitted on all of them. `expected_seconds` includes those trials.
    """

    model: str
    label: str
    family: Family
    params: Mapping[str, Any] = field(default_factory=dict)
    expected_seconds: float = 0.0
    budget_seconds: float | None = None
    others: tuple[Mapping[str, Any], ...] = ()

    @property
    def configurations(self) -> tuple[Mapping[str, Any], ...]:
        """Every setting to try, the default first."""
        return (self.params, *self.others)


@dataclass(frozen=True)
class LeftOut:
    """A model that suits the data in kind but is not in the plan, and why."""

    model: str
    label: str
    family: Family
    reason: str


@dataclass(frozen=True)
class Plan:
    """What will be done.

    `expected_seconds` is wall clock for everything; `seconds_by_family` is the
    sum over candidates and folds of each family, which run side by side.
    `has_test_file`: every candidate is also refitted on all rows and scored there.
    `n_configurations` is how many settings each family tries. `train_rows`: each
    fit learns from at most so many rows, the same for all; None: from all.
    `is_measured`: its seconds rest on fits timed on this data and machine;
    `probe_rows`: from how many rows such fits would learn, None: not needed.
    """

    task: Task
    metric: str
    candidates: tuple[Candidate, ...]
    scheme: FoldScheme
    budget: Budget
    expected_seconds: float
    seconds_by_family: Mapping[str, float]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    seed: int = 0
    has_test_file: bool = False
    n_configurations: int = 0
    train_rows: int | None = None
    is_measured: bool = False
    probe_rows: int | None = None


@dataclass(frozen=True)
class FoldTask:
    """One fit to do: a candidate on one fold of one repeat."""

    model: str
    repeat: int
    fold: int

    @property
    def key(self) -> str:
        """A name for files and log lines."""
        return f"{self.model}-{self.repeat}-{self.fold}"


# ---- training ----------------------------------------------------------------


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
class FoldResult:
    """One fit. `failure` is "" when it went well; then `scores` is complete.

    `scores` maps metric names to values on the held-out rows. `predictions` is
    the key under which the out-of-fold predictions are kept ("": not kept).
    `params` are the settings chosen among `trials`, which took `search_seconds`;
    `fit_seconds` is the final fit alone.
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

    @property
    def task(self) -> FoldTask:
        """The task this is the result of."""
        return FoldTask(self.model, self.repeat, self.fold)


@dataclass(frozen=True)
class Event:
    """Something that happened in a driver, for the live page.

    kind "started": a fit began. "epoch": `epoch` is filled. "note": `text`.
    """

    kind: Literal["started", "epoch", "note"]
    at: float  # seconds since 1970
    model: str = ""
    repeat: int = 0
    fold: int = 0
    epoch: Epoch | None = None
    text: str = ""
    number: int = 0  # given by the store, rising


# ---- comparison --------------------------------------------------------------


@dataclass(frozen=True)
class Estimate:
    """A mean over folds and its 95% interval; None where folds are too few."""

    mean: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Standing:
    """One candidate's row. `score` is the deciding metric's mean over folds.

    `low` and `high` bound it (95%, corrected for shared training rows); None
    under 3 folds. `low50`, `high50` the same at 50%. `fit_seconds` is the median
    fold, `predict_us_per_row` microseconds. `metrics` has every metric.
    `problems` say why a network's score does not speak for networks, `remarks`
    what else showed in its training.
    """

    model: str
    label: str
    family: Family
    score: float | None
    low: float | None
    high: float | None
    low50: float | None
    high50: float | None
    n_folds: int
    n_failed: int
    fold_scores: tuple[float, ...]
    metrics: Mapping[str, Estimate]
    fit_seconds: float | None
    predict_us_per_row: float | None
    size_bytes: float | None
    test_score: float | None = None
    failure: str = ""
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairedDifference:
    """Score of `a` minus score of `b`, fold by fold, signed so that more is better.

    Posterior of the mean difference: Student t with `degrees`, centre `mean`
    and `scale` (Bayesian correlated t-test). `p_a` = P(mean > rope).
    `scores_a` and `scores_b` are the metric's values on the same folds, unsigned;
    `folds` their (repeat, fold). `optimism` is what the mean of the differences owes
    to choosing the best of several; it is taken off in `mean`, `low` and `high`.
    """

    a: str
    b: str
    differences: tuple[float, ...]
    mean: float
    scale: float
    degrees: int
    low: float
    high: float
    rope: float
    p_a: float
    p_equivalent: float
    p_b: float
    scores_a: tuple[float, ...] = ()
    scores_b: tuple[float, ...] = ()
    folds: tuple[tuple[int, int], ...] = ()
    optimism: float = 0.0


@dataclass(frozen=True)
class Holdout:
    """Both champions, fitted on all rows, on the test file; scored once.

    `classical`, `deep` and `together` (their average) are scores in the deciding
    metric, `difference` is deep minus classical, signed so that more is better; the
    95% intervals come from `n_draws` paired drawings of `n_units` test rows, or groups
    (`is_grouped`). `gap` is the cross-validated difference minus this one,
    `classical_gap` and `deep_gap` the same of each score, signed so that more means
    that the folds promised more.
    """

    classical_model: str
    deep_model: str
    n_rows: int
    classical: Estimate
    deep: Estimate
    together: Estimate
    difference: Estimate
    gap: float
    classical_gap: float
    deep_gap: float
    n_draws: int
    n_units: int
    is_grouped: bool = False


@dataclass(frozen=True)
class Optimism:
    """How much better champions score for having been chosen as the best of several.

    `classical` and `deep` of each family's champion, `better` of the better of both,
    in units of the metric, signed so that more is more luck. Measured for these
    champions in `n_draws` drawings of `n_units` rows, or groups (`is_grouped`), with
    replacement; 0 drawings: there was nothing to choose from, or there are so many
    rows that the luck does not show.
    """

    classical_model: str
    deep_model: str
    classical: float
    deep: float
    better: float
    n_draws: int
    n_units: int
    is_grouped: bool = False


@dataclass(frozen=True)
class Together:
    """The average of both champions' predictions: what each adds to the other.

    `score` is the deciding metric on the folds that both share, `half` the same
    with its 50% interval. `over_classical` and `over_deep` are the gains over each
    champion alone, signed so that more is better. It belongs to no family and is in
    no standings.
    """

    classical: str
    deep: str
    score: Estimate
    fold_scores: tuple[float, ...]
    over_classical: Estimate
    over_deep: Estimate
    half: Estimate | None = None


@dataclass(frozen=True)
class LedgerLine:
    """What one family was given and what it used.

    Seconds are wall clock of its fits: final fits, predictions and trials.
    `n_folds` counts finished fits of `n_folds_planned`, `n_trials` settings tried
    on inner splits. `cut` says what was left out or shortened, and why.
    """

    family: Family
    n_candidates: int
    n_configurations: int
    n_folds: int
    n_folds_planned: int
    n_trials: int
    planned_seconds: float
    used_seconds: float
    cut: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """The budget, and what each family made of it."""

    budget_seconds: float
    lines: tuple[LedgerLine, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What the folds show.

    `standings` are sorted best first, failed ones last. `pair` is the best deep
    candidate (a) against the best classical one (b), None until both have two
    folds in common. `p_signal` is the probability that the better champion beats
    the dummy by more than the default limit, whatever `rope` the user set.
    `n_folds` of `n_folds_planned` are shared by the pair, or by the only champion.
    `reference_pair` is the naive network (a) against the best classical candidate,
    `reference_gap` what the best network scores above it, signed so that more is
    better; None while the naive network is missing or the only one.
    `rivals` are the candidates of both families that the champions were chosen from,
    the faster first. `optimism` is what that choice adds to the champions' scores; it
    is taken off `pair`, `p_signal`, `reference_pair` and `reference_gap`. None: not
    measured, and nothing is taken off. `holdout` is what the test file says.
    """

    metric: str
    rope: float
    rope_reason: str
    standings: tuple[Standing, ...]
    best_classical: str
    best_deep: str
    pair: PairedDifference | None
    p_signal: float | None
    n_folds: int
    n_folds_planned: int
    n_rows: int
    reference_pair: PairedDifference | None = None
    reference_gap: Estimate | None = None
    can_repeat: bool = True  # False: the rows have one order, or folds of their own
    rivals: tuple[str, ...] = ()
    optimism: Optimism | None = None
    holdout: Holdout | None = None


@dataclass(frozen=True)
class Curve:
    """Points of one curve: a candidate's ROC or precision-recall curve."""

    model: str
    label: str
    family: Family
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class ConfusionMatrix:
    """Rows: true class. Columns: predicted class. Out-of-fold, first repeat."""

    model: str
    label: str
    family: Family
    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Residuals:
    """Predicted against true values (at most 2,000 points) of one candidate."""

    model: str
    label: str
    family: Family
    true: tuple[float, ...]
    predicted: tuple[float, ...]


@dataclass(frozen=True)
class Mistake:
    """A row that one champion gets wrong; `right` are the models that got it right."""

    row: int
    name: str
    true: str
    predicted: Mapping[str, str]  # model -> predicted label


@dataclass(frozen=True)
class Diagnostics:
    """What the champions' out-of-fold predictions show (first repeat).

    `n_only_classical_right` counts rows that only the classical champion gets
    right, and so on; 0 for regression. `mistakes` lists examples, at most 24 each.
    """

    roc: tuple[Curve, ...] = ()
    precision_recall: tuple[Curve, ...] = ()
    confusion: tuple[ConfusionMatrix, ...] = ()
    residuals: tuple[Residuals, ...] = ()
    n_both_right: int = 0
    n_both_wrong: int = 0
    n_only_classical_right: int = 0
    n_only_deep_right: int = 0
    only_classical_wrong: tuple[Mistake, ...] = ()
    only_deep_wrong: tuple[Mistake, ...] = ()
    both_wrong: tuple[Mistake, ...] = ()


# ---- advice ------------------------------------------------------------------


@dataclass(frozen=True)
class Facts:
    """What a rule of thumb may know of a data set, ours or a public one.

    None: unknown. `n_classes` is 0 where the target is a number. The leads are how far
    a linear model and nearest neighbours score above a random forest, in practical
    limits: 1 is the smallest difference that matters.
    """

    n_rows: int | None = None
    n_features: int | None = None
    n_classes: int | None = None
    categorical_share: float | None = None
    linear_lead: float | None = None
    nearest_lead: float | None = None


@dataclass(frozen=True)
class PublicSet:
    """A data set others have measured, known by its name in every source.

    `deep_lead` is how far the best network scores above the best classical model, in
    practical limits: above 1 the network won, below -1 it lost, between it is level.
    `sources` are codes of `advice.public.SOURCES`.
    """

    name: str
    sources: tuple[str, ...]
    facts: Facts
    deep_lead: float


@dataclass(frozen=True)
class TrackRecord:
    """How a rule did on the public data sets that it applies to.

    Right: the family it speaks for won by more than the practical limit. Wrong: the
    other did. Level: neither.
    """

    n_right: int
    n_level: int
    n_wrong: int


@dataclass(frozen=True)
class NearestSets:
    """The public data sets most like this one, the nearest first, and who won there.

    `winners`: who won by more than the practical limit, by set. The shares add up to
    1; each with its 95% interval. `traits` names what they were compared by.
    """

    sets: tuple[PublicSet, ...]
    winners: tuple[Literal["deep", "level", "classical"], ...]
    deep: Estimate
    level: Estimate
    classical: Estimate
    traits: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One rule of thumb held against this data.

    `leaning` is what the rule says here, `strength` in [0, 1] how much weight it
    has. `text` says what it saw; `measured` what training showed ("" before);
    `agreement` compares the two. `record` is None where no public data set can tell.
    """

    code: str
    title: str
    leaning: Leaning
    strength: float
    text: str
    measured: str
    agreement: Literal["confirmed", "not confirmed", "refuted", "open"]
    source: str
    record: TrackRecord | None = None


@dataclass(frozen=True)
class NotApplied:
    """A rule that does not apply to this data, and why."""

    code: str
    title: str
    says: Leaning
    reason: str
    source: str
    record: TrackRecord | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer. Before training (`is_prior`) `choice` is what the rules lean to.

    `title` is the headline, `sentence` the one sentence with numbers and spread.
    `cheaper` is the model to take when there is no useful difference.
    `recommended` is the model to use ("" for no_signal and in a prior).
    `together` says what averaging both champions would give, `reference` what the
    naive network alone would have made one believe, `luck` what the difference owes
    to choosing the best of several, `holdout` what the champions scored on the test
    file; "" where that is not known.
    `nearest` is None for images. `hindsight` has the probabilities of
    the prior and says which rules the folds bore out and which misled, "" in a prior.
    """

    choice: Choice
    title: str
    sentence: str
    is_prior: bool
    p_deep: float | None
    p_equivalent: float | None
    p_classical: float | None
    recommended: str
    cheaper: str
    findings: tuple[Finding, ...]
    not_applicable: tuple[NotApplied, ...]
    what_would_change: tuple[str, ...] = ()
    together: str = ""
    reference: str = ""
    luck: str = ""
    nearest: NearestSets | None = None
    hindsight: str = ""
    holdout: str = ""


# ---- study and report --------------------------------------------------------


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
    notes: tuple[str, ...] = ()  # what was left out or guessed when data were opened
