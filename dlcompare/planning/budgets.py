"""How long training may take: three choices, or seconds."""

import math

from dlcompare.errors import InvalidPlan
from dlcompare.records import Budget
from dlcompare.registry import find

BUDGETS: tuple[Budget, ...] = (
    Budget("quick", 30.0),
    Budget("standard", 180.0),
    Budget("thorough", 900.0),
)
# After the verdict the champions are looked at more closely, on the same lanes, for
# this share of the budget. A quarter holds the two dozen fits of the closer look
# where a lane trained five models on five folds; under 10 s it would not even hold
# a few networks of a quick study.
CLOSER_SHARE, CLOSER_SECONDS = 0.25, 10.0
LONGEST = 7 * 24 * 3600.0  # seconds; a week, beyond it a typing error is likelier


def budget(name_or_seconds: str | float) -> Budget:
    """A budget by its name, or of that many seconds (called "custom").

    Raises
    ------
    UnknownName
        If it is neither a number nor one of the names.
    InvalidPlan
        If it is a number, but not above zero and at most `LONGEST`.

    Examples
    --------
    >>> budget("quick")
    Budget(name='quick', seconds=30.0)
    >>> budget("45")
    Budget(name='custom', seconds=45.0)
    """
    try:
        seconds = float(name_or_seconds)
    except ValueError:
        return find(str(name_or_seconds).strip().lower(), BUDGETS, kind="budget")
    if math.isnan(seconds) or seconds > LONGEST:
        raise InvalidPlan(
            f"A budget of {seconds:g} seconds cannot be planned.",
            f"Give a number of seconds above 0, at most {LONGEST:,.0f}.",
        )
    return Budget("custom", seconds)


def closer_seconds(budget: Budget) -> float:
    """How long the closer look may take, in seconds of each lane.

    Examples
    --------
    >>> [closer_seconds(one) for one in BUDGETS]
    [10.0, 45.0, 225.0]
    """
    return max(CLOSER_SHARE * budget.seconds, CLOSER_SECONDS)
