"""From what the data looks like and what the user chose to what will be done."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dlcompare import metrics, models
from dlcompare.errors import InvalidPlan
from dlcompare.models import ModelSpec
from dlcompare.planning import samples
from dlcompare.planning.configurations import configurations
from dlcompare.planning.cost import Prices, Timings, prices
from dlcompare.planning.division import divide
from dlcompare.planning.equal import MAX_CONFIGURATIONS, choose
from dlcompare.planning.lanes import LANES, Option, candidates
from dlcompare.planning.sides import least
from dlcompare.planning.times import notes_on_time, seconds_by_family, wall_clock
from dlcompare.records import (
    Candidate,
    FoldScheme,
    LeftOut,
    Plan,
    Profile,
    Setup,
)
from dlcompare.words import duration

MOSTLY_MISSING = 0.5  # of the cells; such a column counts for little
FIRST = 100  # taken off a priority; more than any model has


def make_plan(
    profile: Profile,
    setup: Setup,
    *,
    n_threads: int = 1,
    timings: Timings | None = None,
) -> Plan:
    """What to train, on which folds, and how long that should take.

    Each family gets the whole budget on a lane of its own; the dummy runs in the
    classical lane. Both try the same number of settings, each beside its reference.
    All candidates share the same folds and learn from the same number of rows.

    Parameters
    ----------
    profile : Profile
    setup : Setup
        Metric, budget, models, seed and test file are heeded.
    n_threads : int
        Threads of each lane.
    timings : Timings, or None
        What fits on a small part of this data took here; None: not tried yet.

    Returns
    -------
    Plan
        `notes` say what was reduced and why, `left_out` which models are missing.

    Raises
    ------
    UnknownName
        If the metric or a model is not known.
    InvalidPlan
        If the metric or a chosen model is for another task or kind of data, or
        there are too few rows.
    """
    metric = _metric(profile, setup)
    divided = divide(profile, setup)
    k, n_test = divided.k, divided.n_test
    allowed, left_out = _allowed(profile, setup)
    price = prices(profile, n_threads=n_threads, timings=timings)
    options_for = _options(allowed, profile, setup, price, n_test=n_test)
    n_train, budget = profile.n_rows - n_test, setup.budget.seconds
    seconds = max(budget - (timings.spent if timings else 0.0), 1.0)
    few = samples.train_rows(options_for, n_train=n_train, k=k, seconds=seconds)
    options = options_for(few or profile.n_rows)
    choice = choose(
        options,
        n_rows=profile.n_rows,
        k=k,
        seconds=seconds,
        budget=budget,
        keeps_all=bool(setup.models),
        most_repeats=divided.most_repeats,
    )
    n_folds = k * choice.repeats
    has_test_file = setup.has_test_rows
    chosen = candidates(
        choice.lanes, n_folds=n_folds, has_refit=has_test_file, seconds=seconds
    )
    by_family = seconds_by_family(choice.lanes, chosen, n_folds)
    firsts = [o for o in (least(options, lane) for lane in LANES) if o]
    on_time = notes_on_time(
        choice.lanes,
        chosen,
        firsts,
        n_folds=n_folds,
        k=k,
        seconds=seconds,
        budget=budget,
    )
    probe_rows = None
    if timings is None:
        probe_rows = samples.probe_rows(
            [models.model(c.model) for c in chosen],
            price,
            n_train=min(n_train, few or n_train),
            seconds=seconds,
        )
    return Plan(
        task=profile.task,
        metric=metric,
        candidates=chosen,
        scheme=FoldScheme(
            k=k,
            repeats=choice.repeats,
            kind=divided.kind,
            seed=setup.seed,
            by=divided.by,
            share=divided.share,
        ),
        budget=setup.budget,
        expected_seconds=wall_clock(by_family),
        seconds_by_family={family: spent for family, spent in by_family.items()},
        left_out=left_out + choice.left_out,
        notes=divided.notes
        + _note_on_rows(few, n_train, budget)
        + choice.notes
        + on_time
        + _notes_on_families(chosen),
        seed=setup.seed,
        has_test_file=has_test_file,
        sealed_share=setup.sealed_share,
        n_configurations=choice.n_settings,
        train_rows=few,
        is_measured=timings is not None,
        probe_rows=probe_rows,
    )


def _metric(profile: Profile, setup: Setup) -> str:
    if not setup.metric:
        return metrics.default_metric(profile.task).name
    metric = metrics.find(setup.metric)
    if profile.task not in metric.tasks:
        suited = ", ".join(m.name for m in metrics.suited(profile.task))
        raise InvalidPlan(
            f"The metric '{metric.name}' does not suit a {profile.task} target.",
            f"Choose one of {suited}.",
        )
    return metric.name


def _allowed(
    profile: Profile, setup: Setup
) -> tuple[tuple[ModelSpec, ...], tuple[LeftOut, ...]]:
    """The models chosen that suit the data, and those whose limits forbid it."""
    chosen = {models.model(name).name for name in setup.models}
    kinds = {column.kind for column in profile.columns}
    possible = models.suited(profile.modality, profile.task, kinds)
    suited = tuple(
        spec
        for spec in _ordered(possible, profile)
        if not chosen or spec.name in chosen or spec.family == "dummy"
    )
    strangers = chosen - {spec.name for spec in suited}
    if strangers:
        raise InvalidPlan(
            f"Not made for {profile.modality} with a {profile.task} target: "
            f"{', '.join(sorted(strangers))}.",
            "Choose from " + ", ".join(m.name for m in possible) + ".",
        )
    reasons = {spec.name: models.why_not(spec, profile) for spec in suited}
    left_out = tuple(
        LeftOut(spec.name, spec.label, spec.family, reasons[spec.name])
        for spec in suited
        if reasons[spec.name]
    )
    return tuple(spec for spec in suited if not reasons[spec.name]), left_out


def _ordered(specs: Sequence[ModelSpec], profile: Profile) -> tuple[ModelSpec, ...]:
    """With models made for a kind of column first where such columns are in the lead.

    They are when no more of the others are filled in half of the rows or more.
    """

    def leads(kind: str | None) -> bool:
        n_own = sum(c.kind == kind for c in profile.columns)
        filled = [c for c in profile.columns if c.missing_share < MOSTLY_MISSING]
        return 0 < n_own >= sum(c.kind != kind for c in filled)

    return tuple(
        replace(spec, priority=spec.priority - FIRST) if leads(spec.made_for) else spec
        for spec in specs
    )


def _options(
    specs: Sequence[ModelSpec],
    profile: Profile,
    setup: Setup,
    price: Prices,
    *,
    n_test: int,
) -> Callable[[int], tuple[Option, ...]]:
    """The options when each fit learns from at most so many rows.

    What stands beside the others is tried by its default alone. It is wanted if it is
    a reference, or was asked for: by name, or because the user wants to read a model.

    A quarter of the rows is assumed for test rows of unknown number.
    """
    settings = {
        spec.name: configurations(spec, MAX_CONFIGURATIONS, seed=setup.seed)
        for spec in specs
    }
    beside = frozenset[str]().union(
        *(models.beside(s for s in specs if s.family == family) for family in LANES)
    )

    def option(spec: ModelSpec, most: int) -> Option:
        n_fold = min(profile.n_rows - n_test, most)
        n_whole = min(profile.n_rows, most)
        may_refit = setup.has_test_rows and spec.family != "dummy"
        return Option(
            spec,
            fit=price.fit(spec, n_fold, n_test),
            trial=price.trial(spec, n_fold),
            refit=may_refit * price.fit(spec, n_whole, profile.n_rows // 4),
            retrial=may_refit * price.trial(spec, n_whole),
            settings=settings[spec.name][: 1 if spec.name in beside else None],
            is_beside=spec.name in beside,
            is_wanted=spec.is_reference
            or setup.priorities.interpretability
            or spec.name in setup.models,
        )

    return lambda most: tuple(option(spec, most) for spec in specs)


def _note_on_rows(few: int | None, n_train: int, budget: float) -> tuple[str, ...]:
    if few is None:
        return ()
    return (
        f"Each fit learns from {few:,} of {n_train:,} training rows, drawn at random "
        "and the same for all models: learning from all of them, one model of each "
        f"family would not be through within {duration(budget)}.",
    )


def _notes_on_families(chosen: Sequence[Candidate]) -> tuple[str, ...]:
    missing = {"classical", "deep"} - {candidate.family for candidate in chosen}
    return tuple(
        f"No {family} model is in the plan, so the two families cannot be compared."
        for family in sorted(missing)
    )
