"""The models of one family: those that compete, and those that stand beside."""

from collections.abc import Sequence
from dataclasses import dataclass

from dlcompare.planning.lanes import (
    FILL_SHARE,
    Entry,
    Option,
    by_priority,
    entries,
    fill,
    indispensable,
    shortest_share,
    total,
)
from dlcompare.records import Family

REFERENCE_SHARE = 0.25  # of the budget; a costlier reference waits for what is left
SMALL_SHARE = 0.05  # of the budget; what is beside unasked and costs more waits too
REPEAT_SHARE = 0.8  # of the budget that repeats may fill; estimates are rough


@dataclass(frozen=True)
class Side:
    """The models of one family: those that compete, and those that stand beside."""

    family: Family
    ordinary: tuple[Option, ...]
    references: tuple[Option, ...]
    dummy: tuple[Option, ...]
    budget: float

    def beside(self, n_folds: int, repeats: int) -> tuple[Option, ...]:
        """Dummy and others beside that are planned first: cheap ones.

        Repeats are fewer rather than without one that is wanted.
        """
        wanted = float("inf") if repeats > 1 else REFERENCE_SHARE * self.budget
        cheap = (
            option
            for option in self.references
            if option.seconds(n_folds)
            <= (wanted if option.is_wanted else SMALL_SHARE * self.budget)
        )
        return (*self.dummy, *cheap)

    def room(self, n_folds: int, repeats: int, seconds: float) -> float:
        """Seconds for those that compete."""
        share = REPEAT_SHARE if repeats > 1 else FILL_SHARE
        beside = self.beside(n_folds, repeats)
        return share * seconds - total(entries(beside), n_folds)


def side_of(options: Sequence[Option], family: Family, budget: float) -> Side:
    """The options of one family, those that compete and those beside them."""
    own = by_priority([o for o in options if o.spec.family == family])
    ordinary = tuple(o for o in own if not o.is_beside)
    references = tuple(o for o in own if o.is_beside)
    dummy = [o for o in options if o.spec.family == "dummy" and family == "classical"]
    return Side(family, ordinary, references, tuple(dummy), budget)


def least(options: Sequence[Option], family: Family) -> Option | None:
    """The model of a family that is planned whatever the budget."""
    side = side_of(options, family, 0.0)
    return indispensable(side.ordinary, family) if side.ordinary else None


def n_existing(side: Side) -> int:
    """All settings of those that compete."""
    return sum(len(option.settings) for option in side.ordinary)


def fill_sides(
    sides: Sequence[Side],
    k: int,
    repeats: int,
    seconds: float,
    *,
    most: int,
    of_member: float,
) -> tuple[dict[Family, tuple[Option, ...]], dict[str, float]]:
    """What of each family fits; what did not, and how much time it met."""
    taken: dict[Family, tuple[Option, ...]] = {}
    too_slow: dict[str, float] = {}
    for side in sides:
        taken[side.family], slow = fill(
            side.ordinary,
            n_folds=k * repeats,
            seconds=side.room(k * repeats, repeats, seconds),
            most=most,
            shortest=of_member if side.family == "deep" else None,
        )
        too_slow |= slow
    return taken, too_slow


def shortest(some: Sequence[Entry], n_folds: int, of_member: float) -> float:
    """Seconds for all folds; of networks, what they would be shortened to."""

    def part(entry: Entry) -> float:
        spec = entry.option.spec
        is_shortened = spec.family == "deep" and not spec.is_reference
        return shortest_share(entry.option, of_member) if is_shortened else 1.0

    folds = sum(entry.once + part(entry) * entry.seconds(n_folds) for entry in some)
    return folds + max((part(entry) * entry.for_test for entry in some), default=0.0)
