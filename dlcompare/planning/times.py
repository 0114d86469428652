"""How long all of it takes, and what to say where the budget does not hold it."""

from collections.abc import Mapping, Sequence
from math import ceil

from dlcompare.planning.cost import LOAD_SECONDS
from dlcompare.planning.lanes import (
    FILL_SHARE,
    LANES,
    SHORTEST_MEMBER,
    Entry,
    Lanes,
    Option,
    about,
    shortest_share,
    stretch,
    total,
)
from dlcompare.records import Candidate, Family
from dlcompare.words import duration

SHORTENED_SHARE = 0.9  # of what a fit expects; with less it is said to be shortened
TOLERANCE = 0.01  # share of the budget; less beyond it is not worth a sentence
STEP_SECONDS = 10  # suggested budgets are multiples of this


def seconds_by_family(
    lanes: Lanes, candidates: Sequence[Candidate], n_folds: int
) -> dict[Family, float]:
    """Seconds of each family's fits; a network stops at its `budget_seconds`."""
    by_name = {c.model: c for c in candidates}
    seconds: dict[Family, float] = {}
    refits: dict[Family, float] = {}
    for entry in (entry for lane in lanes.values() for entry in lane):
        part = stretch(by_name[entry.name], entry)
        family = entry.option.spec.family
        spent = entry.once + part * entry.seconds(n_folds)
        seconds[family] = seconds.get(family, 0.0) + spent
        refits[family] = max(refits.get(family, 0.0), part * entry.for_test)
    return {family: spent + refits[family] for family, spent in seconds.items()}


def wall_clock(by_family: Mapping[Family, float]) -> float:
    """The longer of the two lanes, with loading its libraries."""
    spent = {lane: planned_seconds(by_family, lane) for lane in LANES}
    return max(
        LOAD_SECONDS[lane] + spent[lane] if spent[lane] else 0.0 for lane in LANES
    )


def planned_seconds(by_family: Mapping[Family, float], lane: Family) -> float:
    """What one lane's fits are planned to take; 0 if it is empty."""
    families: tuple[Family, ...] = (
        ("dummy", "classical") if lane == "classical" else ("deep",)
    )
    return sum(by_family.get(family, 0.0) for family in families)


def notes_on_time(
    lanes: Lanes,
    candidates: Sequence[Candidate],
    least: Sequence[Option],
    *,
    n_folds: int,
    k: int,
    seconds: float,
    budget: float,
) -> tuple[str, ...]:
    """Which family is cut short even so, and the budget that would do.

    Parameters
    ----------
    lanes, candidates
        What is planned.
    least : sequence of Option
        Of each family the model that must be seen on all `k` folds.
    n_folds, k : int
    seconds : float
        What is left of `budget`, which is the one the user knows.
    budget : float
    """
    notes: list[str] = []
    planned = seconds_by_family(lanes, candidates, n_folds)
    for lane in lanes:
        needed = planned_seconds(planned, lane)
        if needed > seconds * (1 + TOLERANCE):
            notes.append(
                f"Even the smallest set of {lane} models needs about "
                f"{about(needed)}; the budget is {duration(budget)}."
            )
    short = [
        f"{c.label} gets {about(c.budget_seconds)} of about {about(entry.option.fit)}"
        for c, entry in _networks(lanes, candidates)
        if c.budget_seconds is not None
        and c.budget_seconds < SHORTENED_SHARE * entry.option.fit
    ]
    if short:
        enough = _enough(total(lanes["deep"], n_folds))
        notes.append(
            f"The budget shortens the training of networks: {', '.join(short)} per "
            "fit, with fewer passes or members. A budget of "
            f"{enough} would train them in full."
        )
    fair = max((fair_seconds(option, k) for option in least), default=0.0)
    if fair > FILL_SHARE * seconds * (1 + TOLERANCE):
        notes.append(
            f"A fair comparison needs a budget of about {_enough(fair)}: one setting "
            "of each family on all folds, and networks trained for a quarter as "
            "long as a single one is by default."
        )
    return tuple(notes)


def fair_seconds(option: Option, n_folds: int) -> float:
    """What a model needs to represent its family."""
    seconds = option.seconds(n_folds) + option.for_test()
    if option.spec.family == "deep":
        seconds *= shortest_share(option, SHORTEST_MEMBER)
    return option.spec.once_seconds + seconds


def _networks(
    lanes: Lanes, candidates: Sequence[Candidate]
) -> list[tuple[Candidate, Entry]]:
    by_name = {c.model: c for c in candidates}
    return [(by_name[entry.name], entry) for entry in lanes["deep"]]


def _enough(seconds: float) -> str:
    """The next suggestible budget that holds `seconds` of fits."""
    return duration(ceil(seconds / FILL_SHARE / STEP_SECONDS) * STEP_SECONDS)
