"""What the champions' held-out predictions show beyond their scores."""

from dataclasses import dataclass
from typing import Literal

from dlcompare.records.estimates import Estimate

Side = Literal["classical", "deep", "blend"]


@dataclass(frozen=True)
class CalibrationBin:
    """Rows with predictions near each other, and what was true of them.

    `predicted` is the mean prediction, `observed` the share of rows that are of the
    class, or the mean true value. `low` and `high`: 95% of that share, or the middle
    80% of the true values.
    """

    predicted: float
    observed: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Calibration:
    """Whether predictions mean what they say, of one champion or their average.

    `of` is the class whose probability it is; "" for the probability of whichever
    class is predicted, and for numbers. `brier` is the mean squared error of that
    probability, `gap` the mean distance between predicted and observed over the bins
    (expected calibration error), `gap_by_chance` the gap that probabilities which are
    right exceed once in twenty times with as many rows; None for numbers.
    """

    model: str
    label: str
    family: Side
    of: str
    bins: tuple[CalibrationBin, ...]
    brier: Estimate | None = None
    gap: Estimate | None = None
    gap_by_chance: float | None = None


@dataclass(frozen=True)
class Outcomes:
    """How many rows of each of two classes lie between any two thresholds.

    `positives` and `negatives` have one number more than `comparison.THRESHOLDS`:
    place i counts rows with a probability of `of` at or above threshold i - 1 and
    below threshold i. `n_units` are rows, or groups where rows belong together.
    """

    model: str
    label: str
    family: Side
    of: str
    positives: tuple[int, ...]
    negatives: tuple[int, ...]
    n_units: int


@dataclass(frozen=True)
class CostCurve:
    """What mistakes cost at each threshold, at given costs of the two kinds.

    `costs` are per 1,000 rows, one for each threshold. `best` is the cheapest
    threshold with its 95% interval, `cost` what it costs, `usual` what 0.5 costs.
    `saving` is the difference of the two, less what choosing the cheapest on the same
    rows adds. `neither` is the cost of the cheaper of always and never an alarm.
    """

    model: str
    label: str
    family: Side
    of: str
    thresholds: tuple[float, ...]
    costs: tuple[float, ...]
    best: Estimate
    cost: float
    usual: float
    saving: Estimate
    neither: float


@dataclass(frozen=True)
class Slice:
    """Rows that are alike in one column, and how the champions fare on them.

    `classical` and `deep` are mean losses; `difference` is the first minus the
    second, so that more is better for the network, with an interval that allows for
    all slices looked at. `p` is the probability that chance alone makes any slice
    stand out as much.
    """

    column: str
    value: str
    n_rows: int
    classical: float
    deep: float
    difference: Estimate
    p: float

    @property
    def is_found(self) -> bool:
        """Whether it stands out beyond chance, at 5% over all slices."""
        return self.p <= MOST_CHANCE


@dataclass(frozen=True)
class Slices:
    """The slices on which the champions' difference is least like that of all rows.

    `measure` names the loss of a row, `overall` is the difference over all `n_rows`.
    `slices` are those that stand out most, beyond chance or not, of `n_slices` looked
    at in `n_columns` columns; none has fewer rows than `least_rows`.
    """

    measure: str
    overall: float
    slices: tuple[Slice, ...]
    n_slices: int
    n_columns: int
    n_rows: int
    least_rows: int
    n_columns_left: int = 0  # columns that say less alone and were not looked at


@dataclass(frozen=True)
class Understanding:
    """How the champions' predictions can be read, and where they part.

    `costs` follow from `outcomes` where a false alarm and a miss cost the same.
    `repaired` is the share of rows that exactly one champion gets wrong and their
    average right, `spoiled` the share that exactly one gets right and the average
    wrong; None for numbers.
    """

    calibrations: tuple[Calibration, ...] = ()
    outcomes: tuple[Outcomes, ...] = ()
    costs: tuple[CostCurve, ...] = ()
    slices: Slices | None = None
    repaired: float | None = None
    spoiled: float | None = None


MOST_CHANCE = 0.05  # that any of all slices is called different by chance alone
