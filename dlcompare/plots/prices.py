"""The costs a candidate has, who is on the front of each, and the price of deep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dlcompare import metrics, words
from dlcompare.plots import scale
from dlcompare.plots.drawing import is_number
from dlcompare.records import Comparison, PairedDifference, Standing

QUESTION = "What does a better score cost?"


@dataclass(frozen=True)
class Price:
    """One kind of cost.

    `of` gives it in the unit that `shown` writes; divided by `unit` it is what the
    axis counts, where nothing is drawn below `least`. `name` is short enough for a
    control, `noun` completes "N times the …", `remark` what the hover adds, `note`
    says how it was measured where that needs saying.
    """

    key: str
    name: str
    axis: str
    noun: str
    remark: str
    of: Callable[[Standing], float | None]
    shown: Callable[[float | None], str]
    unit: float
    least: float
    note: str = ""

    def drawn(self, row: Standing) -> float:
        """Where the candidate stands on the axis; it must have this cost."""
        return max(float(self.of(row) or 0.0) / self.unit, self.least)


def per_thousand(row: Standing) -> float | None:
    """Seconds to predict 1,000 rows at once."""
    return None if row.predict_us_per_row is None else row.predict_us_per_row / 1000


def one_row(row: Standing) -> float | None:
    """Seconds that 95 of 100 rows, each alone, take at most."""
    return None if row.latency is None else row.latency.p95_seconds


def half_of_rows(row: Standing) -> float | None:
    """Seconds that half of the rows, each alone, take at most."""
    return None if row.latency is None else row.latency.p50_seconds


TRAINING = Price(
    key="training",
    name="Training",
    axis="seconds to train once",
    noun="training time",
    remark="to train",
    of=lambda row: row.fit_seconds,
    shown=words.duration,
    unit=1.0,
    least=1e-4,  # s; the clock is not finer
)
PRICES = (
    TRAINING,
    Price(
        key="many",
        name="1,000 rows",
        axis="seconds to predict 1,000 rows at once",
        noun="time per 1,000 predictions",
        remark="for 1,000 rows at once",
        of=per_thousand,
        shown=words.duration,
        unit=1.0,
        least=1e-6,
    ),
    Price(
        key="row",
        name="One row",
        axis="milliseconds that 95 of 100 rows, each alone, take at most",
        noun="time per single prediction",
        remark="for one row, in 95 of 100",
        of=one_row,
        shown=words.duration,
        unit=1e-3,
        least=1e-3,
        note="One row: from its cells to its prediction, with the model in memory,"
        " while the other family trains beside it.",
    ),
    Price(
        key="size",
        name="Size",
        axis="megabytes of the stored model",
        noun="model size",
        remark="stored",
        of=lambda row: row.size_bytes,
        shown=words.size,
        unit=1e6,
        least=1e-5,
    ),
    Price(
        key="memory",
        name="Memory",
        axis="megabytes held while training, libraries and data included",
        noun="memory",
        remark="held while training",
        of=lambda row: row.memory_bytes,
        shown=words.size,
        unit=1e6,
        least=1.0,
        note="Memory: the most that the process held during a fit, its libraries and"
        " the data included.",
    ),
    Price(
        key="energy",
        name="Energy",
        axis="joules to train once, an estimate",
        noun="estimated energy",
        remark="to train, by estimate",
        of=lambda row: row.energy_joules,
        shown=words.energy,
        unit=1.0,
        least=1e-3,
        note="Energy is an estimate: seconds of busy cores, measured, times a usual"
        " number of watts per core.",
    ),
)


def known(comparison: Comparison, price: Price) -> list[Standing]:
    """The candidates with a score whose cost of this kind was measured."""
    rows = scale.scored(scale.candidates(comparison))
    return [row for row in rows if is_number(price.of(row))]


def front(rows: Sequence[Standing], price: Price, *, higher: bool) -> list[Standing]:
    """Those whose score none reaches at the same cost or less, the cheapest first.

    Parameters
    ----------
    rows : sequence of Standing
        With score and cost.
    price : Price
    higher : bool
        Whether a higher score is better.
    """
    sign = 1 if higher else -1
    best: list[Standing] = []

    def order(row: Standing) -> tuple[float, float]:
        return price.drawn(row), -sign * float(row.score or 0.0)

    for row in sorted(rows, key=order):
        score = sign * float(row.score or 0.0)
        if not best or score > sign * float(best[-1].score or 0.0):
            best.append(row)
    return best


def price_of_deep(comparison: Comparison, price: Price = TRAINING) -> str:
    """What the best network costs against the best classical model, and for what.

    Parameters
    ----------
    comparison : Comparison
    price : Price

    Returns
    -------
    str
        A sentence. A question where the two cannot be compared.
    """
    deep = scale.standing(comparison, comparison.best_deep)
    classical = scale.standing(comparison, comparison.best_classical)
    pair = comparison.pair
    if pair is None or deep is None or classical is None:
        return QUESTION
    gain = _gain(comparison, pair)
    ours, theirs = price.of(deep), price.of(classical)
    if not ours or not theirs:
        return f"Deep scores {gain}. Its cost in {price.noun} was not measured."
    factor = words.ratio(ours / theirs)
    if factor == "about equal":
        return f"Deep costs about the same {price.noun} for {gain}."
    return f"Deep costs {factor} the {price.noun} for {gain}."


def _gain(comparison: Comparison, pair: PairedDifference) -> str:
    """Such as "+0.003 ROC AUC (the interval includes no gain)"."""
    metric = metrics.find(comparison.metric)
    sign, limit = metrics.sign(metric), comparison.rope
    mean, ends = sign * pair.mean, sorted((sign * pair.low, sign * pair.high))
    whole = words.difference(mean, *ends, limit=limit)
    value, _, spread = whole.partition(" (")
    unit = words.within(metric.label)
    lower = "" if metric.higher_is_better else "lower is better; "
    if not any(digit in "123456789" for digit in value):
        return f"the same {unit} ({lower}{spread}"
    if pair.low <= 0 <= pair.high:
        kind = "gain" if pair.mean > 0 else "loss"
        return f"{value} {unit} ({lower}the interval includes no {kind})"
    return f"{value} {unit} ({lower}{spread}"
