"""What fits into the budget, in the classical lane and in the deep one."""

from collections.abc import Sequence
from dataclasses import dataclass

from dlcompare.codec import encode
from dlcompare.models import ModelSpec
from dlcompare.records import Candidate, Family, LeftOut
from dlcompare.words import duration

N_SECOND = 3  # models of which one is planned beside the first, whatever it costs
FILL_SHARE = 0.85  # of the budget that is given away; the rest is for rough estimates
LANES: tuple[Family, ...] = ("classical", "deep")
MIN_FIT_SECONDS = 1.0  # a network stopped earlier has hardly seen the rows


@dataclass(frozen=True)
class Option:
    """A model that may be tried, and what it takes.

    `refit_seconds` is for the test file, 0 without one.
    """

    spec: ModelSpec
    fold_seconds: float
    refit_seconds: float = 0.0

    def seconds(self, n_folds: int) -> float:
        """For all folds and the refit."""
        return n_folds * self.fold_seconds + self.refit_seconds


Lanes = dict[Family, tuple[Option, ...]]  # "classical" (with the dummy) and "deep"


def total(options: Sequence[Option], n_folds: int) -> float:
    """Seconds of all options, one after another."""
    return sum(option.seconds(n_folds) for option in options)


def fill(
    options: Sequence[Option], *, n_folds: int, seconds: float
) -> tuple[Lanes, tuple[LeftOut, ...]]:
    """Both lanes, each with what fits into `seconds`, and what does not.

    The dummy leads the classical lane.
    """
    dummy = tuple(o for o in options if o.spec.family == "dummy")
    lanes: Lanes = {}
    left_out: tuple[LeftOut, ...] = ()
    for lane in LANES:
        of_lane = [o for o in options if o.spec.family == lane]
        first = dummy if lane == "classical" else ()
        left = FILL_SHARE * seconds - total(first, n_folds)
        chosen, slow = _choose(of_lane, n_folds=n_folds, seconds=left)
        lanes[lane] = first + chosen
        left_out += slow
    return lanes, left_out


def _choose(
    options: Sequence[Option], *, n_folds: int, seconds: float
) -> tuple[tuple[Option, ...], tuple[LeftOut, ...]]:
    """The indispensable ones, then by priority every further one that fits."""
    ordered = sorted(options, key=lambda option: option.spec.priority)
    chosen = _indispensable(ordered, n_folds=n_folds, seconds=seconds)
    left_out: list[LeftOut] = []
    for option in ordered:
        if option in chosen:
            continue
        spec, cost = option.spec, option.seconds(n_folds)
        left = seconds - total(chosen, n_folds)
        if cost <= left:
            chosen.append(option)
            continue
        leave = about(left) if left >= 1 else "nothing"
        reason = (
            f"Would need about {about(cost)}; the models before it leave {leave} "
            "of the budget."
        )
        left_out.append(LeftOut(spec.name, spec.label, spec.family, reason))
    return tuple(sorted(chosen, key=lambda o: o.spec.priority)), tuple(left_out)


def _indispensable(
    ordered: Sequence[Option], *, n_folds: int, seconds: float
) -> list[Option]:
    """The first, and of the `N_SECOND` after it the first that fits or the cheapest.

    Without them a family would not be represented, whatever the budget.
    """
    first, second = list(ordered[:1]), ordered[1 : 1 + N_SECOND]
    if not second:
        return first
    left = seconds - total(first, n_folds)
    fitting = [option for option in second if option.seconds(n_folds) <= left]
    cheapest = min(second, key=lambda option: option.seconds(n_folds))
    return [*first, fitting[0] if fitting else cheapest]


def candidates(lanes: Lanes, *, n_fits: int, seconds: float) -> tuple[Candidate, ...]:
    """The candidates of both lanes; the fits of networks share the budget.

    If every network takes all of its `budget_seconds`, the lane takes `FILL_SHARE`
    of `seconds`, or `MIN_FIT_SECONDS` per fit if that is more.
    """
    deep = lanes["deep"]
    free = FILL_SHARE * seconds / n_fits
    limits = _share([option.fold_seconds for option in deep], free)
    return tuple(_candidate(option) for option in lanes["classical"]) + tuple(
        _candidate(option, limit=max(limit, MIN_FIT_SECONDS))
        for option, limit in zip(deep, limits, strict=True)
    )


def _share(needs: Sequence[float], seconds: float) -> list[float]:
    """`seconds` divided so that as many needs as possible are met.

    If all are met, what is left goes to each in proportion to its need. Else the
    small needs are met first and the large ones share the rest equally.

    Examples
    --------
    >>> _share([1.0, 3.0], 8.0)
    [2.0, 6.0]
    >>> _share([1.0, 30.0, 20.0], 9.0)
    [1.0, 4.0, 4.0]
    """
    if sum(needs) <= seconds:
        return [need * seconds / sum(needs) for need in needs]
    shares = [0.0] * len(needs)
    order = sorted(range(len(needs)), key=lambda i: needs[i])
    for n_before, i in enumerate(order):
        shares[i] = min(needs[i], (seconds - sum(shares)) / (len(needs) - n_before))
    return shares


def about(seconds: float) -> str:
    """A duration in two digits: estimates are no better."""
    return duration(float(f"{seconds:.2g}"))


def _candidate(option: Option, limit: float | None = None) -> Candidate:
    spec = option.spec
    expected = option.fold_seconds if limit is None else min(option.fold_seconds, limit)
    return Candidate(
        model=spec.name,
        label=spec.label,
        family=spec.family,
        params=encode(spec.defaults),  # as the store gives them back
        expected_seconds=expected,
        budget_seconds=limit,
    )
