"""The public data sets most like ours, and who won there."""

import functools
import math
from collections import Counter
from collections.abc import Sequence

from dlcompare.advice.public import public_sets, winner
from dlcompare.records import Estimate, Facts, NearestSets

N_NEAREST = 25  # data sets; fewer give intervals that say nothing
LEAD_SHOWN = 4.0  # practical limits beyond which a landmark's lead says no more
Z = 1.96  # standard deviations of a 95% interval

TRAITS = (
    "rows",
    "columns",
    "classes",
    "share of categories",
    "lead of the linear model",
    "lead of nearest neighbours",
)


def nearest(facts: Facts, *, leaving_out: str = "") -> NearestSets:
    """The data sets nearest in the traits that both have, each in its own spread.

    Rows and columns count by their order of magnitude, classes by doublings.

    Parameters
    ----------
    facts : Facts
        Of a table; the leads are None before training.
    leaving_out : str
        Name of a public data set that does not count.

    Returns
    -------
    NearestSets
    """
    ours, spreads = place(facts), _spreads()
    known = [
        (_distance(ours, place(one.facts), spreads), one.name, one)
        for one in public_sets()
        if one.facts.n_rows and one.facts.n_features and one.name != leaving_out
    ]
    sets = tuple(one for _, _, one in sorted(known, key=lambda k: k[:2])[:N_NEAREST])
    winners = tuple(winner(one) for one in sets)
    won = Counter(winners)
    return NearestSets(
        sets=sets,
        winners=winners,
        deep=rate(won["deep"], len(sets)),
        level=rate(won["level"], len(sets)),
        classical=rate(won["classical"], len(sets)),
        traits=tuple(
            name for name, x in zip(TRAITS, ours, strict=True) if x is not None
        ),
    )


def place(facts: Facts) -> tuple[float | None, ...]:
    """Where a data set lies, one number for each of `TRAITS`; None: unknown."""
    return (
        math.log10(facts.n_rows) if facts.n_rows else None,
        math.log10(facts.n_features) if facts.n_features else None,
        None if facts.n_classes is None else math.log2(max(facts.n_classes, 1)),
        facts.categorical_share,
        _cut(facts.linear_lead),
        _cut(facts.nearest_lead),
    )


def rate(n_won: int, n: int) -> Estimate:
    """A share and its 95% interval.

    Examples
    --------
    >>> found = rate(5, 25)
    >>> round(found.low, 3), found.mean, round(found.high, 3)
    (0.089, 0.2, 0.391)

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22.
    """
    share = n_won / n
    centre = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return Estimate(share, max(centre - half, 0.0), min(centre + half, 1.0))


def _cut(lead: float | None) -> float | None:
    return None if lead is None else min(max(lead, -LEAD_SHOWN), LEAD_SHOWN)


def _distance(
    a: Sequence[float | None], b: Sequence[float | None], spreads: Sequence[float]
) -> float:
    """Mean square over the traits that both have."""
    steps = [
        ((x - y) / spread) ** 2
        for x, y, spread in zip(a, b, spreads, strict=True)
        if x is not None and y is not None
    ]
    return sum(steps) / len(steps)


@functools.lru_cache(maxsize=1)
def _spreads() -> tuple[float, ...]:
    """The standard deviation of each trait over the public data sets."""
    columns = zip(*(place(one.facts) for one in public_sets()), strict=True)
    return tuple(_deviation([x for x in column if x is not None]) for column in columns)


def _deviation(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
