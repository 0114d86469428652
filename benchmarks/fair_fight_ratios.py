"""Means over seeds and ratios of two contestants, from rows of the fair fight."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fair_fight_fit import counts
from fair_fight_sources import source
from scipy.stats import t as student

Row = Mapping[str, str]
Values = Mapping[str, Mapping[str, float]]  # data -> seed -> value
LEVEL = 0.95  # of the intervals


@dataclass(frozen=True)
class Ratio:
    """The geometric mean over data sets of ours over theirs.

    `low` and `high` bound it over data sets like these: Student's t of the
    logarithms, 95%; None under two data sets. `seeds` are the fewest and the most
    behind one data set.
    """

    mean: float
    low: float | None
    high: float | None
    by_data: Mapping[str, float]
    seeds: tuple[int, int]


def errors(rows: Iterable[Row], contestant: str) -> Values:
    """RMSE; 1 - AUC for two classes; log-loss for more."""
    return _values(rows, contestant, "error", told="")


def error_rates(rows: Iterable[Row], contestant: str) -> Values:
    """As `errors`, for more than two classes the share of wrong ones instead.

    Where ours has also run with accuracy as its metric, that run counts.
    """
    rows = list(rows)
    found = {k: v for k, v in errors(rows, contestant).items() if not is_wide(k)}
    for told in ("", "accuracy"):
        rates = _values(rows, contestant, "error_rate", told=told)
        found |= {name: seen for name, seen in rates.items() if is_wide(name)}
    return found


def seconds(rows: Iterable[Row], contestant: str) -> Values:
    """Fit seconds of runs that had the machine to themselves."""
    return _values(rows, contestant, "fit_seconds", told="", kind="time")


def seconds_to_the_end(rows: Iterable[Row], contestant: str) -> Values:
    """Fit seconds scaled to the epochs that the contestant takes by default."""
    rows = list(rows)
    taken = _values(rows, contestant, "epochs", told="")
    timed = _values(rows, contestant, "epochs", told="", kind="time")
    found: dict[str, dict[str, float]] = {}
    for name, by_seed in seconds(rows, contestant).items():
        if name in taken and name in timed:
            own = statistics.mean(taken[name].values())
            found[name] = {s: v * own / timed[name][s] for s, v in by_seed.items()}
    return found


def is_wide(name: str) -> bool:
    """Whether the data set has more than two classes."""
    return source(name).task == "multiclass"


def _values(
    rows: Iterable[Row], contestant: str, field: str, *, told: str, kind: str = "error"
) -> Values:
    """The field of a contestant's rows; timings only if alone on the machine."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        is_meant = (row["contestant"], row["metric"], row["kind"]) == (
            contestant,
            told,
            kind,
        )
        if is_meant and counts(row) and row[field]:
            found[row["data"]][row["seed"]] = float(row[field])
    return found


def ratio(ours: Values, theirs: Values) -> Ratio | None:
    """Means over the seeds that both have, divided; None without a common one.

    A data set where either mean is 0 is left out.
    """
    by_data, seeds = {}, []
    for name in ours:
        shared = ours[name].keys() & theirs.get(name, {}).keys()
        if not shared:
            continue
        a = statistics.mean(ours[name][seed] for seed in shared)
        b = statistics.mean(theirs[name][seed] for seed in shared)
        if a > 0 and b > 0:
            by_data[name] = a / b
            seeds.append(len(shared))
    if not by_data:
        return None
    logs = [math.log(value) for value in by_data.values()]
    mean = statistics.mean(logs)
    low = high = None
    if len(logs) > 1:
        t = student.ppf((1 + LEVEL) / 2, len(logs) - 1)
        margin = t * statistics.stdev(logs) / math.sqrt(len(logs))
        low, high = math.exp(mean - margin), math.exp(mean + margin)
    return Ratio(math.exp(mean), low, high, by_data, (min(seeds), max(seeds)))
