"""What the folds show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dlcompare.records.doubts import Shortened, Without
from dlcompare.records.estimates import Estimate
from dlcompare.records.folds import Latency
from dlcompare.records.terms import Family


@dataclass(frozen=True)
class Standing:
    """One candidate's row. `score` is the deciding metric's mean over folds.

    `low` and `high` bound it (95%, corrected for shared training rows); None
    under 3 folds. `low50`, `high50` the same at 50%. `fit_seconds` is the median
    fold, `predict_us_per_row` microseconds. `metrics` has every metric.
    `problems` say why a network's score does not speak for networks, `remarks`
    what else showed in its training. `latency` is that of one row. `memory_bytes` is
    the most that the process held while it fitted, with libraries and data, and
    `energy_joules` an estimate for one fit; both of the median fold. None: not known.
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
    latency: Latency | None = None
    memory_bytes: float | None = None
    energy_joules: float | None = None


@dataclass(frozen=True)
class PairedDifference:
    """Score of `a` minus score of `b`, fold by fold, signed so that more is better.

    Posterior of the mean difference: Student t with `degrees`, centre `mean`
    and `scale` (Bayesian correlated t-test). `p_a` = P(mean > rope).
    `scores_a` and `scores_b` are the metric's values on the same folds, unsigned;
    `folds` their (repeat, fold). `optimism` is what the mean of the differences owes
    to choosing the best of several; it is taken off in `mean`, `low` and `high`.
    `test_share` is the share of rows tested per fold, the correlation of the folds;
    `scale` may be wider than it makes them (`comparison.bayes.posterior`).
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
    test_share: float = 0.2  # as of five folds, for studies that did not note it


@dataclass(frozen=True)
class Holdout:
    """Both champions, fitted on all rows, on rows kept for the end; scored once.

    Those are the rows of a test file, or sealed ones of the file itself
    (`is_sealed`). `n_earlier` other studies had scored on the same rows before, the
    first of them at `first_opened` (seconds since 1970).

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
    is_sealed: bool = False
    n_earlier: int = 0
    first_opened: float | None = None


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
    measured, and nothing is taken off. `holdout` is what the test rows say.
    `by_metric` is the same pair by every other metric with its own default limit,
    nothing taken off; `shortened` what the budget cut off, `without` what the pair
    becomes when a suspect column is left out. `together` is the average of both, where
    rules are to see it.
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
    by_metric: Mapping[str, PairedDifference] = field(default_factory=dict)
    shortened: Shortened | None = None
    without: tuple[Without, ...] = ()
    together: Together | None = None


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
