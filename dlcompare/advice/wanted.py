"""What the user's priorities ask of a candidate, and whether it has it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from dlcompare import words
from dlcompare.models import MODELS
from dlcompare.records import Comparison, Priorities, RuledOut, Standing

READABLE = "interpretability"  # the field of Priorities that has no measure
MEGABYTE = 1e6  # bytes; as words.size counts them
SPECS = {spec.name: spec for spec in MODELS}


@dataclass(frozen=True)
class Cost:
    """A measured cost that a user may limit.

    `name` is a field of `Priorities`, `unit` its size in the unit of `measured`.
    With `verb` and `thing` it reads "takes 40 ms for one row", with `bounds` its
    limit reads "limit of 40 ms for one row".
    """

    name: str
    unit: float
    measured: Callable[[Standing], float | None]
    shown: Callable[[float | None], str]
    verb: str
    thing: str
    bounds: str


def row_seconds(row: Standing) -> float | None:
    """What 95 of 100 rows, each alone, take at most."""
    return None if row.latency is None else row.latency.p95_seconds


ROW = Cost(
    "max_row_ms",
    1e-3,
    row_seconds,
    words.duration,
    "takes",
    " for one row",
    "for one row",
)
SIZE = Cost(
    "max_size_mb",
    MEGABYTE,
    lambda row: row.size_bytes,
    words.size,
    "has",
    "",
    "for the model",
)
TRAINING = Cost(
    "max_train_seconds",
    1.0,
    lambda row: row.fit_seconds,
    words.duration,
    "takes",
    " to train",
    "for training",
)
COSTS = (ROW, SIZE, TRAINING)


@dataclass(frozen=True)
class Limit:
    """The most that a cost may be, in the unit in which it is measured."""

    cost: Cost
    most: float

    def excess(self, row: Standing) -> float:
        """What the candidate costs over what it may; infinite if not measured."""
        value = self.cost.measured(row)
        return math.inf if value is None else value / self.most

    def value(self, row: Standing) -> str:
        """What the candidate costs, as text."""
        return self.cost.shown(self.cost.measured(row))

    @property
    def most_shown(self) -> str:
        """What it may cost, as text."""
        return self.cost.shown(self.most)


def limits_of(priorities: Priorities) -> tuple[Limit, ...]:
    """The limits that are set, in the order of `COSTS`."""
    asked = ((cost, getattr(priorities, cost.name)) for cost in COSTS)
    return tuple(Limit(c, c.unit * most) for c, most in asked if most is not None)


def is_readable(model: str) -> bool:
    """Whether the model can be read as a whole; False for one no longer known."""
    return model in SPECS and SPECS[model].is_interpretable


def candidates(comparison: Comparison) -> tuple[Standing, ...]:
    """Those with a score, guessing left out, the best first."""
    rows = comparison.standings
    return tuple(s for s in rows if s.score is not None and s.family != "dummy")


def ruled_out(comparison: Comparison, priorities: Priorities) -> tuple[RuledOut, ...]:
    """The candidates that the limits leave out, and which limits of them."""
    limits = limits_of(priorities)
    found = []
    for row in candidates(comparison):
        missed = [limit.cost.name for limit in limits if limit.excess(row) > 1]
        if priorities.interpretability and not is_readable(row.model):
            missed.insert(0, READABLE)
        if missed:
            found.append(RuledOut(row.model, tuple(missed)))
    return tuple(found)


def nearest(comparison: Comparison, priorities: Priorities) -> Standing | None:
    """The candidate whose worst excess over the limits is least.

    None where no candidate can be read, if that is asked, or was measured.
    """
    limits = limits_of(priorities)
    asked = priorities.interpretability
    rows = [r for r in candidates(comparison) if is_readable(r.model) or not asked]

    def worst(row: Standing) -> float:
        return max((limit.excess(row) for limit in limits), default=0.0)

    best = min(rows, key=worst, default=None)
    return best if best is not None and math.isfinite(worst(best)) else None


def upkeep(row: Standing) -> tuple[bool, bool, int, float]:
    """What a small team has to look after, least first.

    A library for networks, which must fit processor and driver; a model that nobody
    can check by reading; settings worth tuning; and time to train again.
    """
    is_deep, seconds = row.family == "deep", row.fit_seconds or 0.0
    return is_deep, not is_readable(row.model), n_settings(row.model), seconds


def n_settings(model: str) -> int:
    """How many settings of a model are worth tuning; 0 for one no longer known."""
    return len(SPECS[model].space) if model in SPECS else 0
