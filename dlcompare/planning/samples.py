"""How many rows are learned from: in each fit, and in the fits timed beforehand."""

from collections.abc import Callable, Sequence
from math import floor, log10

from dlcompare.models import ModelSpec, Size
from dlcompare.models.cost import PROBE_EPOCHS
from dlcompare.planning.cost import Prices
from dlcompare.planning.lanes import FILL_SHARE, LANES, Option
from dlcompare.planning.sides import least
from dlcompare.records import Family

LEAST_TRAIN_ROWS = 20_000  # rows; from fewer nobody should judge large data
UNKNOWN_EPOCHS = 10  # of a network that does not say how many it takes

# In a shorter budget compiling a network once more takes too large a share.
PROBE_FROM_SECONDS = 60.0
PROBE_ROWS = (1_000, 20_000)  # at least, if there are so many, and at most
PROBE_PART = 4  # of the rows of a fold one part is timed
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
            _least_seconds(options, lane, k, n) <= FILL_SHARE * seconds
            for lane in LANES
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
    if seconds < PROBE_FROM_SECONDS:
        return None
    low, high = PROBE_ROWS
    n = min(max(n_train // PROBE_PART, low), n_train, high)
    while n // 2 >= low and _probing(specs, prices, n) > PROBE_SHARE * seconds:
        n //= 2
    return n


def _least_seconds(options: Sequence[Option], lane: Family, k: int, n: int) -> float:
    option = least(options, lane)
    if option is None:
        return 0.0
    needed = option.seconds(k) + option.for_test()
    return needed * (one_pass(option, n) if lane == "deep" else 1.0)


def one_pass(option: Option, n: int) -> float:
    """Of its full training, the share in which a network sees every row once.

    With fewer rows it would only see the same ones more often.
    """
    spec = option.spec
    n_epochs = spec.epochs(Size(n, 1)) if spec.epochs else UNKNOWN_EPOCHS
    return 1 / (n_epochs * spec.members)


def _probing(specs: Sequence[ModelSpec], prices: Prices, n: int) -> float:
    """Seconds that timing takes in the slower lane."""
    lanes = dict.fromkeys(LANES, 0.0)
    for spec in specs:
        if spec.family in lanes and not spec.is_reference:
            lanes[spec.family] += probe_share(spec, n, prices) * prices.fit(
                spec, n, n // 4
            )
    return max(lanes.values())


def probe_share(spec: ModelSpec, n: int, prices: Prices) -> float:
    """What timing a model takes, over the fit that it stands for."""
    if spec.epochs is None:
        return 1.0 if spec.family == "classical" else 0.0
    return (1 + PROBE_EPOCHS) / spec.epochs(prices.sized(n))
