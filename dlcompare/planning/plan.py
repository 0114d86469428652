"""From what the data looks like and what the user chose to what will be done."""

from collections.abc import Sequence

from dlcompare import metrics, models
from dlcompare.errors import InvalidPlan
from dlcompare.models import ModelSpec
from dlcompare.planning import cost
from dlcompare.planning.lanes import Option, candidates, fill
from dlcompare.planning.times import (
    notes_on_time,
    repeats_within,
    seconds_by_family,
    wall_clock,
)
from dlcompare.records import (
    Candidate,
    FoldScheme,
    LeftOut,
    Plan,
    Profile,
    Setup,
)

K = 5  # folds
FEW_K = 3  # folds where five would leave too little to test on
FEW_ROWS = 30  # rows; below, a fold of five tests fewer than six rows
MIN_ROWS = 6  # rows; below, a fold of three trains on fewer than four


def make_plan(profile: Profile, setup: Setup, *, n_threads: int = 1) -> Plan:
    """What to train, on which folds, and how long that should take.

    Each family gets the whole budget on a lane of its own; the dummy runs in the
    classical lane. A lane is filled by priority on one repeat; then repeats are
    added while both lanes fit. All candidates share the same folds.

    Parameters
    ----------
    profile : Profile
    setup : Setup
        Metric, budget, models, seed and test file are heeded.
    n_threads : int
        Threads of each lane.

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
    k, notes = _k(profile)
    allowed, left_out = _allowed(profile, setup)
    options = _options(allowed, profile, setup, k=k, n_threads=n_threads)
    seconds = setup.budget.seconds
    lanes, too_slow = fill(options, n_folds=k, seconds=seconds)
    repeats, of_repeats = repeats_within(lanes, profile.n_rows, k=k, seconds=seconds)
    n_folds = k * repeats
    has_test_file = setup.test_upload is not None
    chosen = candidates(lanes, n_fits=n_folds + has_test_file, seconds=seconds)
    by_family = seconds_by_family(lanes, chosen, n_folds)
    return Plan(
        task=profile.task,
        metric=metric,
        candidates=chosen,
        scheme=FoldScheme(
            k=k,
            repeats=repeats,
            kind="plain" if profile.task == "regression" else "stratified",
            seed=setup.seed,
        ),
        budget=setup.budget,
        expected_seconds=wall_clock(by_family),
        seconds_by_family={family: spent for family, spent in by_family.items()},
        left_out=left_out + too_slow,
        notes=notes
        + of_repeats
        + notes_on_time(lanes, chosen, n_folds, seconds)
        + _notes_on_families(chosen),
        seed=setup.seed,
        has_test_file=has_test_file,
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


def _k(profile: Profile) -> tuple[int, tuple[str, ...]]:
    """Folds, and a note where they are fewer than usual.

    A rare class lowers k only for two classes, where a fold without it has no
    AUC; among many classes the others still tell the models apart.
    """
    n_rows = profile.n_rows
    if n_rows < MIN_ROWS:
        raise InvalidPlan(
            f"{n_rows} rows are too few to train on some and test on others.",
            f"At least {MIN_ROWS} rows are needed; with {FEW_ROWS} it starts to tell.",
        )
    if n_rows < FEW_ROWS:
        return FEW_K, (
            f"{FEW_K} folds instead of {K}, because there are only {n_rows} rows.",
        )
    n_minority = round(profile.trait("minority_share", 0.5) * n_rows)
    if profile.task == "binary" and n_minority < K:
        return FEW_K, (
            f"{FEW_K} folds instead of {K}, because the rarer class has only "
            f"{n_minority} rows.",
        )
    return K, ()


def _allowed(
    profile: Profile, setup: Setup
) -> tuple[tuple[ModelSpec, ...], tuple[LeftOut, ...]]:
    """The models chosen that suit the data, and those whose limits forbid it."""
    chosen = {models.model(name).name for name in setup.models}
    suited = tuple(
        spec
        for spec in models.suited(profile.modality, profile.task)
        if not chosen or spec.name in chosen or spec.family == "dummy"
    )
    strangers = chosen - {spec.name for spec in suited}
    if strangers:
        raise InvalidPlan(
            f"Not made for {profile.modality} with a {profile.task} target: "
            f"{', '.join(sorted(strangers))}.",
            "Choose from "
            + ", ".join(m.name for m in models.suited(profile.modality, profile.task))
            + ".",
        )
    reasons = {spec.name: models.why_not(spec, profile) for spec in suited}
    left_out = tuple(
        LeftOut(spec.name, spec.label, spec.family, reasons[spec.name])
        for spec in suited
        if reasons[spec.name]
    )
    return tuple(spec for spec in suited if not reasons[spec.name]), left_out


def _options(
    specs: Sequence[ModelSpec],
    profile: Profile,
    setup: Setup,
    *,
    k: int,
    n_threads: int,
) -> tuple[Option, ...]:
    fold, whole = cost.fold_size(profile, k), cost.whole_size(profile)
    has_refit = setup.test_upload is not None

    def refit(spec: ModelSpec) -> float:
        return cost.fit_seconds(spec, whole, n_threads=n_threads) if has_refit else 0.0

    return tuple(
        Option(spec, cost.fit_seconds(spec, fold, n_threads=n_threads), refit(spec))
        for spec in specs
    )


def _notes_on_families(chosen: Sequence[Candidate]) -> tuple[str, ...]:
    missing = {"classical", "deep"} - {candidate.family for candidate in chosen}
    return tuple(
        f"No {family} model is in the plan, so the two families cannot be compared."
        for family in sorted(missing)
    )
