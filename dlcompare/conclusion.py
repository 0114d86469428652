"""From folds to report: compare, look at the mistakes, decide, write it down."""

import platform
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from dlcompare import __version__
from dlcompare.advice import SameFolds, advise, recommend
from dlcompare.comparison import (
    among,
    between,
    compare_without_luck,
    diagnose,
    disagreement,
    learning_curves,
    predictions_needed,
    stability,
    together,
    without_columns,
)
from dlcompare.records import (
    CheckResult,
    Comparison,
    Diagnostics,
    FoldResult,
    Inspected,
    LearningCurves,
    Matching,
    Opening,
    PairedDifference,
    Plan,
    Profile,
    Reading,
    Report,
    Setup,
    Understanding,
)
from dlcompare.training import ledger
from dlcompare.training.ledger import seconds

LIBRARIES = [
    "numpy",
    "pandas",
    "scipy",
    "scikit-learn",
    "scikit-image",
    "catboost",
    "interpret-core",
    "keras",
    "tensorflow",
    "tensorflow-cpu",
]


Predictions = Mapping[str, Mapping[str, Any]]  # FoldTask.key -> name -> array


@dataclass(frozen=True)
class Stages:
    """What the stages up to training gave, and the closer look after it."""

    setup: Setup
    reading: Reading
    profile: Profile
    checks: tuple[CheckResult, ...]
    plan: Plan
    folds: tuple[FoldResult, ...]
    matching: Matching | None = None
    notes: tuple[str, ...] = ()
    inspected: tuple[Inspected, ...] = ()
    understanding: Understanding | None = None
    openings: tuple[Opening, ...] = ()  # of the same test rows, by earlier studies


def write(
    stages: Stages,
    predictions: Predictions,
    *,
    study: str = "",
    created: float = 0.0,
    rope: float | None = None,
    message: str = "",
    before: Comparison | None = None,
) -> Report:
    """Compare, look at the mistakes, decide, and put everything in one record.

    Parameters
    ----------
    stages : Stages
    predictions : mapping of FoldTask.key to arrays, as `named` gives them
        Those that `comparison` asks for: `predictions_needed`, `rivals_needed` and
        `holdout_needed`; more do no harm.
    study : str
        Its id in the store; "" if it is not stored.
    created : float
        Seconds since 1970.
    rope : float or None
        Difference too small to matter; None: the metric's default.
    message : str
        How training ended, if not with every fit.
    before : Comparison or None
        Of the same folds: what it says of luck and test file is not measured again.
    """
    setup, profile, plan = stages.setup, stages.profile, stages.plan
    compared = compare_without_luck(
        stages.folds,
        plan,
        predictions,
        n_rows=profile.n_rows,
        rope=rope,
        before=before,
    )
    compared = replace(
        _with_openings(compared, stages.openings),
        without=without_columns(compared, plan, stages.inspected),
    )
    diagnostics = _diagnose(compared, plan, predictions)
    joined = together(compared, plan, predictions)
    learning = learned(
        stages.inspected, stages.folds, plan, profile, rope=compared.rope
    )
    return Report(
        study=study,
        created=created,
        name=setup.upload.name,
        seed=setup.seed,
        metric=plan.metric,
        setup=setup,
        reading=stages.reading,
        profile=profile,
        checks=stages.checks,
        plan=plan,
        standings=compared.standings,
        comparison=compared,
        verdict=advise(
            profile,
            compared,
            setup.priorities,
            disagreement=disagreement(diagnostics) if diagnostics else None,
            together=joined,
            learning=learning,
        ),
        prior=advise(profile, priorities=setup.priorities),
        recommendation=recommend(
            compared, setup.priorities, on_same_folds(compared, stages.folds, plan)
        ),
        folds=stages.folds,
        versions=versions(),
        train_seconds=sum(seconds(fold) for fold in stages.folds),
        peak_memory_bytes=max((f.peak_memory_bytes for f in stages.folds), default=0),
        diagnostics=diagnostics,
        together=joined,
        ledger=ledger(plan, stages.folds, message, stages.inspected),
        matching=stages.matching,
        stability=stability(stages.folds, plan, compared, stages.inspected),
        inspected=stages.inspected,
        learning=learning,
        understanding=stages.understanding,
        notes=tuple(n for n in stages.notes if n not in stages.reading.notes),
    )


def on_same_folds(
    comparison: Comparison, folds: Sequence[FoldResult], plan: Plan
) -> SameFolds:
    """How other candidates of the comparison compare, for `advice.recommend`.

    Parameters
    ----------
    comparison : Comparison
        Its limit too small to matter holds for them too.
    folds : sequence of FoldResult
    plan : Plan
    """
    rope, n_rows = comparison.rope, comparison.n_rows

    def of_some(models: Sequence[str]) -> Comparison:
        return among(models, folds, plan, n_rows=n_rows, rope=rope)

    def of_two(a: str, b: str) -> PairedDifference | None:
        return between(a, b, folds, plan, rope=rope)

    return SameFolds(of_some, of_two)


def learned(
    inspected: Sequence[Inspected],
    folds: Sequence[FoldResult],
    plan: Plan,
    profile: Profile,
    *,
    rope: float,
) -> LearningCurves | None:
    """How both families learn from more rows; None while there are no curves."""
    rarest = None if plan.task == "regression" else profile.trait("minority_share")
    return learning_curves(inspected, folds, plan, rope=rope, rarest_share=rarest)


def versions() -> dict[str, str]:
    """Of Python, this program and the libraries that decide the numbers."""
    found = {"python": platform.python_version(), "dlcompare": __version__}
    for library in LIBRARIES:
        with suppress(PackageNotFoundError):
            found[library] = version(library)
    return found


def _with_openings(compared: Comparison, openings: tuple[Opening, ...]) -> Comparison:
    """With how often the test rows had been looked at before."""
    if compared.holdout is None or not openings:
        return compared
    first = min(opening.at for opening in openings)
    opened = replace(compared.holdout, n_earlier=len(openings), first_opened=first)
    return replace(compared, holdout=opened)


def _diagnose(
    compared: Comparison, plan: Plan, predictions: Predictions
) -> Diagnostics | None:
    """None while no champion has predictions."""
    keys = [task.key for task in predictions_needed(compared, plan)]
    kept = {key: predictions[key] for key in keys if key in predictions}
    if not kept:
        return None
    classes = tuple(str(name) for name in next(iter(kept.values()))["classes"])
    names: dict[int, str] = {}
    for arrays in kept.values():
        rows = (int(row) for row in arrays["rows"])
        names.update(zip(rows, map(str, arrays["names"]), strict=False))
    row_names = [names.get(row, "") for row in range(max(names, default=-1) + 1)]
    return diagnose(compared, plan, kept, classes, row_names)
