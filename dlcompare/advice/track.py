"""How a rule of thumb did on public data sets, and the weight that this allows."""

import functools
import math
from collections import Counter
from collections.abc import Callable

from dlcompare.advice.public import public_sets, winner
from dlcompare.records import Facts, Leaning, TrackRecord

# Whether a rule applies to a data set; None: the facts do not tell.
Applies = Callable[[Facts], bool | None]

FULL_ODDS = 3.0  # the odds that strength 1 stands for
PRIOR_SETS = 10.0  # a rule is judged as if it had met these at everybody's odds, too


@functools.lru_cache(maxsize=64)
def track_record(applies: Applies, says: Leaning) -> TrackRecord:
    """Count who won on the public data sets that a rule applies to.

    Parameters
    ----------
    applies : callable
        From Facts to whether the rule applies; None leaves the data set out.
    says : "deep" or "classical"

    Returns
    -------
    TrackRecord
    """
    won: Counter[str] = Counter(
        winner(one) for one in public_sets() if applies(one.facts)
    )
    other = "classical" if says == "deep" else "deep"
    return TrackRecord(won[says], won["level"], won[other])


def everybody(says: Leaning) -> TrackRecord:
    """The record of always saying the same."""
    return track_record(_always, says)


def strength_of(record: TrackRecord, base: TrackRecord) -> float:
    """The weight of a rule: by how much its odds beat the odds of all data sets.

    Parameters
    ----------
    record : TrackRecord
        Of the rule.
    base : TrackRecord
        Of all data sets, for the same family.

    Returns
    -------
    float in [0, 1]
        Log-odds of right against wrong beyond the base, shrunk by `PRIOR_SETS` and
        less one standard error; 1 is `FULL_ODDS`. 0 if that is not above none.

    Examples
    --------
    >>> all_sets = TrackRecord(20, 40, 40)
    >>> strength_of(TrackRecord(20, 20, 10), all_sets)
    0.65
    >>> strength_of(TrackRecord(1, 1, 4), all_sets)
    0.0
    """
    share = base.n_right / (base.n_right + base.n_wrong)
    right = record.n_right + PRIOR_SETS * share
    wrong = record.n_wrong + PRIOR_SETS * (1 - share)
    lift = math.log(right / wrong) - math.log(share / (1 - share))
    sure = lift - math.sqrt(1 / right + 1 / wrong)
    return round(min(max(sure / math.log(FULL_ODDS), 0.0), 1.0), 2)


def odds_alone(record: TrackRecord) -> float:
    """The weight of the rule that holds for every table: the odds themselves.

    Returns
    -------
    float in [0, 1]
    """
    odds = math.log(record.n_right / record.n_wrong) if record.n_wrong else 0.0
    return round(min(max(odds / math.log(FULL_ODDS), 0.0), 1.0), 2)


def n_sets(record: TrackRecord) -> int:
    """How many data sets the rule applied to."""
    return record.n_right + record.n_level + record.n_wrong


def _always(facts: Facts) -> bool:
    return True
