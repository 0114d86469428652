"""How often the folds can be repeated, how long all of it takes, what to say of it."""

from collections.abc import Mapping, Sequence
from math import ceil

from dlcompare.planning.cost import LOAD_SECONDS
from dlcompare.planning.lanes import FILL_SHARE, LANES, Lanes, about, total
from dlcompare.records import Candidate, Family
from dlcompare.words import duration

# Repeats below that many rows: the fewer the rows, the more a score depends on how
# they are divided, and beyond five repeats little is gained.
REPEATS = ((500, 5), (2_000, 3), (10_000, 2))
REPEAT_SHARE = 0.8  # of the budget that repeats may fill; estimates are rough
SHORTENED_SHARE = 0.9  # of what a fit expects; with less it is said to be shortened
TOLERANCE = 0.01  # share of the budget; less beyond it is not worth a sentence
STEP_SECONDS = 10  # suggested budgets are multiples of this


def repeats_within(
    lanes: Lanes, n_rows: int, *, k: int, seconds: float
) -> tuple[int, tuple[str, ...]]:
    """Repeats that fit, and a note where they are fewer than the rows call for."""
    wanted = next((r for below, r in REPEATS if n_rows < below), 1)

    def needed(repeats: int) -> float:
        return max(lane_seconds(lanes, lane, repeats * k) for lane in lanes)

    fitting = (r for r in range(wanted, 1, -1) if needed(r) <= REPEAT_SHARE * seconds)
    repeats = next(fitting, 1)
    if repeats == wanted:
        return repeats, ()
    return repeats, (
        f"{repeats} repeat{'s' if repeats > 1 else ''} of the folds instead of "
        f"{wanted}: {wanted} would need about {about(needed(wanted))}, which does "
        f"not safely fit the budget of {duration(seconds)}.",
    )


def lane_seconds(lanes: Lanes, lane: Family, n_folds: int) -> float:
    """Seconds of one lane's fits, if none is stopped early."""
    return total(lanes[lane], n_folds)


def seconds_by_family(
    lanes: Lanes, candidates: Sequence[Candidate], n_folds: int
) -> dict[Family, float]:
    """Seconds of each family's fits; a network stops at its `budget_seconds`."""
    limits = {c.model: c.budget_seconds for c in candidates}
    seconds: dict[Family, float] = {}
    for options in lanes.values():
        for option in options:
            limit = limits[option.spec.name] or float("inf")
            spent = n_folds * min(option.fold_seconds, limit)
            spent += min(option.refit_seconds, limit)
            family = option.spec.family
            seconds[family] = seconds.get(family, 0.0) + spent
    return seconds


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
    lanes: Lanes, candidates: Sequence[Candidate], n_folds: int, seconds: float
) -> tuple[str, ...]:
    """What does not fit even so, and the budget that would do."""
    notes: list[str] = []
    planned = seconds_by_family(lanes, candidates, n_folds)
    for lane in lanes:
        needed = planned_seconds(planned, lane)
        if needed > seconds * (1 + TOLERANCE):
            notes.append(
                f"Even the smallest set of {lane} models needs about "
                f"{about(needed)}; the budget is {duration(seconds)}. "
                f"A budget of {_enough(lane_seconds(lanes, lane, n_folds))} would do."
            )
    expected = {o.spec.name: o.fold_seconds for o in lanes["deep"]}
    short = [
        f"{c.label} gets {about(c.budget_seconds)} of about {about(expected[c.model])}"
        for c in candidates
        if c.budget_seconds is not None
        and c.budget_seconds < SHORTENED_SHARE * expected[c.model]
    ]
    if short:
        enough = _enough(lane_seconds(lanes, "deep", n_folds))
        notes.append(
            f"The budget shortens the training of networks: {', '.join(short)} "
            f"per fit. They may score below what they can. A budget of {enough} "
            "would do."
        )
    return tuple(notes)


def _enough(seconds: float) -> str:
    """The next suggestible budget that holds `seconds` of fits."""
    return duration(ceil(seconds / FILL_SHARE / STEP_SECONDS) * STEP_SECONDS)
