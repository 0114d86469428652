"""How many settings each family tries: the same number, the largest that fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dlcompare.planning.lanes import (
    FILL_SHARE,
    LANES,
    SHORTEST_MEMBER,
    WHOLE_MEMBER,
    Entry,
    Lanes,
    Option,
    about,
    by_priority,
    entries,
    fill,
    indispensable,
    total,
)
from dlcompare.planning.sides import (
    Side,
    fill_sides,
    n_existing,
    shortest,
    side_of,
)
from dlcompare.records import Family, LeftOut
from dlcompare.words import count, duration

# Settings of each family. Fewer than three say little of what a family can do; the
# best of more looks better by luck alone (0.56, 0.85, 1.16 standard errors for the
# best of 2, 3, 5; docs/statistics.md).
MIN_CONFIGURATIONS, MAX_CONFIGURATIONS = 3, 6
# Repeats below that many rows: the fewer the rows, the more a score depends on how
# they are divided, and beyond five repeats little is gained.
REPEATS = ((500, 5), (2_000, 3), (10_000, 2))


@dataclass(frozen=True)
class Choice:
    """What is tried, how often the folds are repeated, and what had to go.

    `n_settings` is what each family tries beside its reference.
    """

    lanes: Lanes
    repeats: int
    n_settings: int
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def choose(
    options: Sequence[Option],
    *,
    n_rows: int,
    k: int,
    seconds: float,
    budget: float,
    keeps_all: bool = False,
    most_repeats: int | None = None,
) -> Choice:
    """The largest equal number of settings, and as many repeats as leave room for it.

    Repeats are those that the rows call for, or fewer where both families could not
    try `MIN_CONFIGURATIONS` settings (or all that there are). Networks are shortened
    for that, and where nothing of a family fits, one model of it is planned
    nevertheless.

    Parameters
    ----------
    options : sequence of Option
        Of all families.
    n_rows : int
    k : int
        Folds.
    seconds : float
        For each family: what is left of `budget`, which is the one the user knows.
    budget : float
    keeps_all : bool
        Whether every model that fits stays, as many as there are.
    most_repeats : int or None
        What the rows can be divided into anew; None: as often as one likes.
    """
    sides = [side_of(options, family, budget) for family in LANES]
    rivals = [side for side in sides if side.ordinary]
    wanted = next((r for below, r in REPEATS if n_rows < below), 1)
    wanted = min(wanted, most_repeats or wanted)
    enough = min([MIN_CONFIGURATIONS, *(n_existing(side) for side in rivals)])
    repeats = wanted
    taken: dict[Family, tuple[Option, ...]] = {}
    too_slow: dict[str, float] = {}
    for repeats in range(wanted, 0, -1):
        taken, too_slow = fill_sides(
            rivals,
            k,
            repeats,
            seconds,
            most=MAX_CONFIGURATIONS,
            of_member=WHOLE_MEMBER,
        )
        if min(map(len, taken.values()), default=enough) >= enough:
            break
    n = min(map(len, taken.values()), default=enough)
    if n < enough and "deep" in taken:
        shortened, _ = fill_sides(
            rivals, k, 1, seconds, most=enough, of_member=SHORTEST_MEMBER
        )
        n_reached = min([len(shortened["deep"]), *_others(taken), enough])
        if n_reached > n:
            n, taken = n_reached, {**taken, "deep": shortened["deep"]}
    n = max(n, 1) if rivals else 0
    lanes = {
        side.family: _lane(side, taken, n, k, repeats, seconds, keeps_all)
        for side in sides
    }
    notes = _note_on_repeats(rivals, repeats, wanted, k, budget, enough)
    notes += _notes_on_numbers(lanes, rivals, n, enough, budget)
    left_out = _left_out(sides, lanes, too_slow, n, repeats * k, seconds)
    return Choice(lanes, repeats, n, left_out, notes)


def _others(taken: Mapping[Family, Sequence[Option]]) -> list[int]:
    return [len(options) for family, options in taken.items() if family != "deep"]


def _lane(
    side: Side,
    taken: Mapping[Family, Sequence[Option]],
    n: int,
    k: int,
    repeats: int,
    seconds: float,
    keeps_all: bool,
) -> tuple[Entry, ...]:
    """The dummy, then by priority the first `n` settings and the references."""
    if not side.ordinary:
        return entries(side.dummy)
    fitting = list(taken[side.family]) or [indispensable(side.ordinary, side.family)]
    kept = fitting[:n]
    if keeps_all:
        kept += [o for o in dict.fromkeys(fitting[n:]) if o not in kept]
    n_folds = k * repeats
    beside = list(side.beside(n_folds, repeats))
    for option in side.references:
        spent = shortest(entries([*beside, *kept, option]), n_folds, WHOLE_MEMBER)
        if option not in beside and spent <= FILL_SHARE * seconds:
            beside.append(option)
    by_name = {e.name: e for e in entries([*beside, *kept])}
    return tuple(
        by_name[o.spec.name]
        for o in by_priority([*side.dummy, *side.ordinary, *side.references])
        if o.spec.name in by_name
    )


def _left_out(
    sides: Sequence[Side],
    lanes: Lanes,
    too_slow: Mapping[str, float],
    n: int,
    n_folds: int,
    seconds: float,
) -> tuple[LeftOut, ...]:
    planned = {entry.name for lane in lanes.values() for entry in lane}
    gone = []
    for side in sides:
        spent = total(lanes[side.family], n_folds)
        for option in (*side.ordinary, *side.references):
            spec, cost = (
                option.spec,
                shortest([Entry(option)], n_folds, SHORTEST_MEMBER),
            )
            if spec.name in planned:
                continue
            if spec.name in too_slow or option in side.references:
                left = too_slow.get(spec.name, FILL_SHARE * seconds - spent)
                leave = about(left) if left >= 1 else "nothing"
                reason = (
                    f"Would need about {about(cost)}; the models before it leave "
                    f"{leave} of the budget."
                )
            elif n == MAX_CONFIGURATIONS:
                reason = f"Left out because each family tries at most {n} settings."
            else:
                reason = (
                    "Left out so that both families try the same number of settings: "
                    f"{n}."
                )
            gone.append(LeftOut(spec.name, spec.label, spec.family, reason))
    return tuple(gone)


def _note_on_repeats(
    sides: Sequence[Side],
    repeats: int,
    wanted: int,
    k: int,
    budget: float,
    enough: int,
) -> tuple[str, ...]:
    if repeats == wanted or not sides:
        return ()
    needed = max(_needed(side, wanted * k, enough) for side in sides)
    return (
        f"{count(repeats, 'repeat')} of the folds instead of {wanted}: {wanted}, with "
        f"{count(enough, 'setting')} of each family, would need about "
        f"{about(needed)}, which does not safely fit the budget of "
        f"{duration(budget)}.",
    )


def _needed(side: Side, n_folds: int, n: int) -> float:
    """Seconds of the first `n` settings, and of what stands beside them."""
    taken, _ = fill(side.ordinary, n_folds=n_folds, seconds=float("inf"), most=n)
    planned = entries([*side.dummy, *side.references, *taken])
    return shortest(planned, n_folds, WHOLE_MEMBER)


def _notes_on_numbers(
    lanes: Lanes, sides: Sequence[Side], n: int, enough: int, budget: float
) -> tuple[str, ...]:
    numbers = {
        side.family: sum(
            e.n_settings for e in lanes[side.family] if e.option in side.ordinary
        )
        for side in sides
    }
    if len(set(numbers.values())) > 1:
        said = " and ".join(f"{m} {family}" for family, m in numbers.items())
        return (
            f"The families do not try the same number of settings ({said}), because "
            "the models were chosen by hand.",
        )
    if n < enough:
        return (
            f"Each family tries {count(n, 'setting')} instead of {enough}: the budget "
            f"of {duration(budget)} has no time for more.",
        )
    return ()
