"""The limits a user is offered: round numbers that part the measured candidates."""

import math

from dlcompare.advice.wanted import Cost, candidates
from dlcompare.records import Comparison

STEPS = (1.0, 2.0, 5.0)  # times powers of ten
MOST = 6  # numbers in a menu; more are not read


def offered(
    cost: Cost, comparison: Comparison, now: float | None = None
) -> tuple[float, ...]:
    """Rising limits, each of which some candidate meets, the last one all of them.

    Parameters
    ----------
    cost : Cost
    comparison : Comparison
    now : float or None
        The limit that is set, in the unit of the priorities; it is among them.

    Returns
    -------
    tuple of float
        In the unit of the priorities; only `now` where nothing was measured.
    """
    values = [cost.measured(row) for row in candidates(comparison)]
    costs = [value / cost.unit for value in values if value is not None and value > 0]
    steps = _between(min(costs), max(costs)) if costs else ()
    return tuple(sorted({*steps, *(() if now is None else (now,))}))


def _between(low: float, high: float) -> tuple[float, ...]:
    """Round numbers from the first above `low` to the first not below `high`.

    Examples
    --------
    >>> _between(2.1, 40.0), _between(3.0, 3.0)
    ((5.0, 10.0, 20.0, 50.0), (5.0,))
    """
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    numbers = [float(f"{step * 10.0**p:.3g}") for p in powers for step in STEPS]
    inside = [n for n in numbers if n >= low]
    wide = [n for n in inside if n < high] + [n for n in inside if n >= high][:1]
    every = math.ceil(len(wide) / MOST)
    return tuple(wide[::-1][::every][::-1])
