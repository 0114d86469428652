"""How many rows are learned from: in each fit, and in the fits timed beforehand."""

from collections.abc import Callable, Sequence
from math import floor, log10

from dlcompare.models import ModelSpec
from dlcompare.models.cost import PROBE_EPOCHS, PROBE_FITS
from dlcompare.planning.cost import Prices
from dlcompare.planning.equal import least
from dlcompare.planning.lanes import FILL_SHARE, LANES, Option
from dlcompare.records import Family

LEAST_TRAIN_ROWS = 20_000  # rows; from fewer nobody should judge large data
# Of its full training that a network gets at least, before rows are left away: it
# may pass over them less often than by default, but has to see them.
LEAST_SHARE = 0.2

# Below so many training rows the first folds tell soon enough what a fit takes.
PROBE_FROM_ROWS = 4_000
PROBE_ROWS = (1_000, 20_000)  # at least and at most; and a quarter of the fold
PROBE_PART = 4
PROBE_SHARE = 0.1  # of the budget that timed fits may take


def train_rows(
    options_for: Callable[[int], Sequence[Option]],
    *,
    n_train: int,
    k: int,
    seconds: float,
) -> int | None:
    """The most rows per fit with which one model of each family fits the budget.

    Parameters
    ----------
    options_for : callable
        The options when each fit learns from at most so many rows.
    n_train : int
        Training rows of a fold.
    k : int
        Folds.
    seconds : float
        The budget.

    Returns
    -------
    int or None
        Two digits, at least `LEAST_TRAIN_ROWS`; None: all of them.
    """

    def fits(n: int) -> bool:
        options = options_for(n)
        return all(
            _least_seconds(options, lane, k) <= FILL_SHARE * seconds for lane in LANES
        )

    if n_train <= LEAST_TRAIN_ROWS or fits(n_train):
        return None
    low, high = LEAST_TRAIN_ROWS, n_train
    while high - low > LEAST_TRAIN_ROWS // 100:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    digit = int(10 ** (floor(log10(low)) - 1))
    return low // digit * digit


def probe_rows(
    specs: Sequence[ModelSpec], prices: Prices, *, n_train: int, seconds: float
) -> int | None:
    """Rows of the fits that are timed before training; None: none is needed."""
    if n_train < PROBE_FROM_ROWS:
        return None
    low, high = PROBE_ROWS
    n = min(n_train // PROBE_PART, high)
    while n // 2 >= low and _probing(specs, prices, n) > PROBE_SHARE * seconds:
        n //= 2
    return n


def _least_seconds(options: Sequence[Option], lane: Family, k: int) -> float:
    option = least(options, lane)
    if option is None:
        return 0.0
    return option.seconds(k) * (LEAST_SHARE if lane == "deep" else 1.0)


def _probing(specs: Sequence[ModelSpec], prices: Prices, n: int) -> float:
    """Seconds that timing takes in the slower lane."""
    lanes = dict.fromkeys(LANES, 0.0)
    for spec in specs:
        if spec.family in lanes:
            lanes[spec.family] += probe_share(spec, n, prices) * prices.fit(
                spec, n, n // 4
            )
    return max(lanes.values())


def probe_share(spec: ModelSpec, n: int, prices: Prices) -> float:
    """What timing a model takes, over the fit that it stands for."""
    if spec.epochs is None:
        return 1.0 if spec.family == "classical" else 0.0
    return PROBE_FITS * PROBE_EPOCHS / spec.epochs(prices.sized(n))
