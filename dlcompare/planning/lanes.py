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
LANES: tuple[Family, ...] = ("classical", "deep")
MIN_FIT_SECONDS = 1.0  # a network stopped earlier has hardly seen the rows


@dataclass(frozen=True, eq=False)
class Option:
    """A model that may be tried, and what it takes; equal to itself alone.

    `fit` and `trial` are the seconds of one fit on the training rows of a fold and
    on an inner split of them; `refit` and `retrial` those on all rows, for the test
    file, 0 without one. `settings` are all that may be tried, the default first.
    """

    spec: ModelSpec
    fit: float
    trial: float = 0.0
    refit: float = 0.0
    retrial: float = 0.0
    settings: tuple[Mapping[str, Any], ...] = ({},)

    def per_fold(self, n_settings: int = 1) -> float:
        """For one fold; a single setting needs no trial."""
        return self.fit + (n_settings * self.trial if n_settings > 1 else 0.0)

    def for_test(self, n_settings: int = 1) -> float:
        """For the test file."""
        return self.refit + (n_settings * self.retrial if n_settings > 1 else 0.0)

    def seconds(self, n_folds: int, n_settings: int = 1) -> float:
        """For all folds and the test file."""
        if not n_settings:
            return 0.0
        return n_folds * self.per_fold(n_settings) + self.for_test(n_settings)


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

    def seconds(self, n_folds: int) -> float:
        """For all folds and the test file."""
        return self.option.seconds(n_folds, self.n_settings)


Lanes = dict[Family, tuple[Entry, ...]]  # "classical" (with the dummy) and "deep"


def total(entries: Sequence[Entry], n_folds: int) -> float:
    """Seconds of all entries, one after another."""
    return sum(entry.seconds(n_folds) for entry in entries)


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
    share: float = 1.0,
) -> tuple[tuple[Option, ...], dict[str, float]]:
    """The settings that fit, in order, and the models without time for one.

    Parameters
    ----------
    options : sequence of Option
    n_folds : int
    seconds : float
    most : int
        Settings, at most.
    share : float
        Of their time that fits get at least; below 1, networks are shortened, but
        never to less than `MIN_FIT_SECONDS`.

    Returns
    -------
    taken : tuple of Option
        Once per setting.
    too_slow : dict of model name to seconds
        What was left when the model did not fit.
    """
    taken: list[Option] = []
    too_slow: dict[str, float] = {}
    left = seconds
    for option in in_order(options):
        if len(taken) == most:
            break
        n, name = taken.count(option), option.spec.name
        cost = option.seconds(n_folds, n + 1) - option.seconds(n_folds, n)
        if share * option.fit >= MIN_FIT_SECONDS:
            cost *= share
        if name in too_slow:
            continue
        if cost <= left:
            taken.append(option)
            left -= cost
        elif not n:
            too_slow[name] = left
    return tuple(taken), too_slow


def indispensable(options: Sequence[Option], family: Family) -> Option:
    """The one that stays when none fits: networks can be shortened, so the first."""
    ordered = by_priority(options)
    if family == "deep":
        return ordered[0]
    return min(ordered[:N_SECOND], key=lambda option: option.seconds(1))


def entries(taken: Sequence[Option]) -> tuple[Entry, ...]:
    """Each model once, with the number of its settings."""
    return tuple(Entry(option, n) for option, n in Counter(taken).items())


def candidates(lanes: Lanes, *, n_fits: int, seconds: float) -> tuple[Candidate, ...]:
    """The candidates of both lanes; the fits of networks share the budget.

    If every network takes all of its `budget_seconds`, the lane takes `FILL_SHARE`
    of `seconds`, or `MIN_FIT_SECONDS` per fit if that is more.
    """
    deep = lanes["deep"]
    limits = shares([entry.per_fold for entry in deep], FILL_SHARE * seconds / n_fits)
    return tuple(_candidate(entry) for entry in lanes["classical"]) + tuple(
        _candidate(entry, entry.option.fit * limit / entry.per_fold)
        for entry, limit in zip(deep, limits, strict=True)
    )


def shares(needs: Sequence[float], seconds: float) -> list[float]:
    """`seconds` divided so that as many needs as possible are met.

    If all are met, what is left goes to each in proportion to its need. Else the
    small needs are met first and the large ones share the rest equally.

    Examples
    --------
    >>> shares([1.0, 3.0], 8.0)
    [2.0, 6.0]
    >>> shares([1.0, 30.0, 20.0], 9.0)
    [1.0, 4.0, 4.0]
    """
    if sum(needs) <= seconds:
        return [need * seconds / sum(needs) for need in needs]
    given = [0.0] * len(needs)
    order = sorted(range(len(needs)), key=lambda i: needs[i])
    for n_before, i in enumerate(order):
        given[i] = min(needs[i], (seconds - sum(given)) / (len(needs) - n_before))
    return given


def stretch(candidate: Candidate, entry: Entry) -> float:
    """Of the time that its fits need, the share that a candidate gets, at most 1."""
    if candidate.budget_seconds is None:
        return 1.0
    return min(1.0, candidate.budget_seconds / entry.option.fit)


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
