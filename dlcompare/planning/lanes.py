"""What a family could try, in order, and how much of it fits into some seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dlcompare.codec import encode
from dlcompare.models import ModelSpec
from dlcompare.records import Candidate, Family
from dlcompare.words import duration

N_SECOND = 3  # models of which the cheapest is planned when none of a family fits
FILL_SHARE = 0.85  # of the budget that is given away; the rest is for rough estimates
# Of one member's full training that a network keeps at least, where that makes room
# for a setting; a quarter of it for the first MIN_CONFIGURATIONS of them on one
# repeat. One member is the network as published: more are better, and the first to
# go; schedules that complete in fewer passes lose less than a setting not tried.
WHOLE_MEMBER, SHORTEST_MEMBER = 1.0, 0.25
# Of its `budget_seconds` that a network uses when that shortens it: epochs come in
# coarse steps that fit into 85% of it. Measured on four tables: 0.72 to 0.9.
USED_SHARE = 0.8
LANES: tuple[Family, ...] = ("classical", "deep")
MIN_FIT_SECONDS = 1.0  # a network stopped earlier has hardly seen the rows


@dataclass(frozen=True, eq=False)
class Option:
    """A model that may be tried, and what it takes; equal to itself alone.

    Compiling it, once, comes beside.

    `fit` and `trial` are the seconds of one fit on the training rows of a fold and
    on an inner split of them; `refit` and `retrial` those on all rows, for the test
    rows, 0 without any. `settings` are all that may be tried, the default first.
    One that `is_beside` stands beside those that compete; unless it `is_wanted` it
    takes no time from them but a little.
    """

    spec: ModelSpec
    fit: float
    trial: float = 0.0
    refit: float = 0.0
    retrial: float = 0.0
    settings: tuple[Mapping[str, Any], ...] = ({},)
    is_beside: bool = False
    is_wanted: bool = False

    def per_fold(self, n_settings: int = 1) -> float:
        """For one fold; a single setting needs no trial."""
        return self.fit + (n_settings * self.trial if n_settings > 1 else 0.0)

    def for_test(self, n_settings: int = 1) -> float:
        """For the test rows, if it becomes the champion."""
        return self.refit + (n_settings * self.retrial if n_settings > 1 else 0.0)

    def seconds(self, n_folds: int, n_settings: int = 1) -> float:
        """For all folds."""
        return n_folds * self.per_fold(n_settings) if n_settings else 0.0


@dataclass(frozen=True)
class Entry:
    """A model of the plan, with the number of its settings that are tried."""

    option: Option
    n_settings: int = 1

    @property
    def name(self) -> str:
        """The model's."""
        return self.option.spec.name

    @property
    def per_fold(self) -> float:
        """Seconds of one fold."""
        return self.option.per_fold(self.n_settings)

    @property
    def once(self) -> float:
        """Seconds for compiling it."""
        return self.option.spec.once_seconds

    def seconds(self, n_folds: int) -> float:
        """For all folds, without compiling."""
        return self.option.seconds(n_folds, self.n_settings)

    @property
    def for_test(self) -> float:
        """Seconds for the test rows, if it becomes the champion."""
        return self.option.for_test(self.n_settings)


Lanes = dict[Family, tuple[Entry, ...]]  # "classical" (with the dummy) and "deep"


def total(entries: Sequence[Entry], n_folds: int) -> float:
    """Seconds of all entries, one after another, and of the champion's refit.

    Who that will be is not known: the dearest is charged.
    """
    spent = sum(entry.once + entry.seconds(n_folds) for entry in entries)
    return spent + dearest_refit(entries)


def dearest_refit(entries: Sequence[Entry]) -> float:
    """Seconds of the one refit of a lane for the test rows, at most."""
    return max((entry.for_test for entry in entries), default=0.0)


def by_priority(options: Sequence[Option]) -> list[Option]:
    """As models are to be planned."""
    return sorted(options, key=lambda option: option.spec.priority)


def in_order(options: Sequence[Option]) -> list[Option]:
    """Once per setting: the default of each, then the others in rounds."""
    ordered = by_priority(options)
    rounds = max((len(option.settings) for option in ordered), default=0)
    return [o for n in range(rounds) for o in ordered if n < len(o.settings)]


def fill(
    options: Sequence[Option],
    *,
    n_folds: int,
    seconds: float,
    most: int,
    shortest: float | None = None,
) -> tuple[tuple[Option, ...], dict[str, float]]:
    """The settings that fit, in order, and the models without time for one.

    Parameters
    ----------
    options : sequence of Option
    n_folds : int
    seconds : float
    most : int
        Settings, at most.
    shortest : float, or None
        Of one member's full training that a network gets at least; None: a fit
        cannot be shortened.

    Returns
    -------
    taken : tuple of Option
        Once per setting.
    too_slow : dict of model name to seconds
        What was left when the model did not fit.
    """
    taken: list[Option] = []
    too_slow: dict[str, float] = {}
    left, for_test = seconds, 0.0
    for option in in_order(options):
        if len(taken) == most:
            break
        n, name = taken.count(option), option.spec.name
        refit = max(option.for_test(n + 1), for_test)
        cost = option.seconds(n_folds, n + 1) - option.seconds(n_folds, n)
        cost += refit - for_test
        if shortest is not None:
            cost *= shortest_share(option, shortest)
        if not n:
            cost += option.spec.once_seconds
        if name in too_slow:
            continue
        if cost <= left:
            taken.append(option)
            left, for_test = left - cost, refit
        elif not n:
            too_slow[name] = left
    return tuple(taken), too_slow


def shortest_share(option: Option, of_member: float) -> float:
    """Of the full training, what a network gets at least; never under a second."""
    share = of_member / option.spec.members
    return min(1.0, max(share, MIN_FIT_SECONDS / option.fit))


def indispensable(options: Sequence[Option], family: Family) -> Option:
    """The one that stays when none fits: networks can be shortened, so the first."""
    ordered = by_priority(options)
    if family == "deep":
        return ordered[0]
    return min(ordered[:N_SECOND], key=Option.per_fold)


def entries(taken: Sequence[Option]) -> tuple[Entry, ...]:
    """Each model once, with the number of its settings."""
    return tuple(Entry(option, n) for option, n in Counter(taken).items())


def candidates(
    lanes: Lanes, *, n_folds: int, has_refit: bool, seconds: float
) -> tuple[Candidate, ...]:
    """The candidates of both lanes; the fits of networks share the budget.

    With `has_refit` one network, the one that takes longest, is fitted once more.

    A network that takes less than its full training uses about `USED_SHARE` of its
    `budget_seconds`; so much of the lane is `FILL_SHARE` of `seconds`, or more where
    a fit would get less than `MIN_FIT_SECONDS`.
    """
    deep = lanes["deep"]
    left = max(FILL_SHARE * seconds - sum(entry.once for entry in deep), 0.0)
    limits = shares(deep, left / USED_SHARE / n_folds)
    if has_refit and limits:
        n_fits = n_folds + max(limits) / sum(limits)
        limits = shares(deep, left / USED_SHARE / n_fits)
    return tuple(_candidate(entry) for entry in lanes["classical"]) + tuple(
        _candidate(entry, entry.option.fit * limit / entry.per_fold)
        for entry, limit in zip(deep, limits, strict=True)
    )


def shares(deep: Sequence[Entry], seconds: float) -> list[float]:
    """The seconds of one fold, divided among networks in proportion to their needs.

    Where there is not enough, references have theirs first, half of it at most.
    """
    needs = [entry.per_fold for entry in deep]
    first = [
        need * e.option.spec.is_reference for need, e in zip(needs, deep, strict=True)
    ]
    if sum(needs) <= seconds or first == needs:
        return [need * seconds / sum(needs) for need in needs]
    wanted = sum(first) / USED_SHARE
    part = min(1.0, seconds / 2 / wanted) / USED_SHARE if wanted else 0.0
    rest = (seconds - part * sum(first)) / (sum(needs) - sum(first))
    return [part * own or rest * need for own, need in zip(first, needs, strict=True)]


def stretch(candidate: Candidate, entry: Entry) -> float:
    """Of the time that its fits need in full, the share that a candidate takes."""
    if candidate.budget_seconds is None:
        return 1.0
    return min(1.0, USED_SHARE * candidate.budget_seconds / entry.option.fit)


def about(seconds: float) -> str:
    """A duration in two digits: estimates are no better."""
    return duration(float(f"{seconds:.2g}"))


def _candidate(entry: Entry, limit: float | None = None) -> Candidate:
    spec = entry.option.spec
    default, *others = entry.option.settings[: entry.n_settings]
    blank = Candidate(
        model=spec.name,
        label=spec.label,
        family=spec.family,
        params={**encode(spec.defaults), **default},  # as the store gives them back
        budget_seconds=None if limit is None else max(limit, MIN_FIT_SECONDS),
        others=tuple(others),
    )
    expected = stretch(blank, entry) * entry.per_fold
    return replace(blank, expected_seconds=expected)
