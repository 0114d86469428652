"""Closer looks with known learning curves: errors drawn about c + a n^-b."""

from collections.abc import Callable

import numpy as np

from dlcompare.inspection import curve_tasks
from dlcompare.records import (
    Budget,
    Candidate,
    FoldResult,
    FoldScheme,
    Inspected,
    LearningCurves,
    Plan,
)

Curve = Callable[[float], float]
LABELS = {
    "catboost": "CatBoost",
    "forest": "Random forest",
    "nearest": "Nearest neighbours",
    "realmlp": "RealMLP",
}


def power(c: float, a: float, b: float) -> Curve:
    """The error c + a n^-b as a function of the rows n."""
    return lambda n: c + a * n**-b


def a_plan(
    classical: str = "catboost", *, metric: str = "accuracy", kind: str = "stratified"
) -> Plan:
    """A plan of one model of each family over five folds."""
    return Plan(
        task="regression" if metric in ("rmse", "mae", "r2") else "binary",
        metric=metric,
        candidates=(
            Candidate(classical, LABELS[classical], "classical"),
            Candidate("realmlp", LABELS["realmlp"], "deep"),
        ),
        scheme=FoldScheme(5, 1, kind),
        budget=Budget("own", 60),
        expected_seconds=1.0,
        seconds_by_family={},
    )


def a_look(
    plan: Plan,
    curves: tuple[Curve, Curve],
    *,
    n_train: int = 8_000,
    noise: float = 0.0,
    seed: int = 0,
) -> tuple[tuple[Inspected, ...], tuple[FoldResult, ...]]:
    """Every fit of the learning curves, and the folds before them.

    `curves` are the errors of the classical and of the deep model; `noise` is the
    standard deviation at `n_train` rows, and falls with the root of the rows.
    """
    rng = np.random.default_rng(seed)
    families = [c.family for c in plan.candidates]
    error_of = dict(zip(families, curves, strict=True))

    def scores(family: str, n: int) -> dict[str, float]:
        off = noise * np.sqrt(n_train / n) * rng.normal()
        error = max(error_of[family](n) + off, 0.0)
        is_loss = plan.metric in ("rmse", "mae", "log_loss")
        return {plan.metric: error if is_loss else 1 - error}

    folds = tuple(
        FoldResult(
            c.model,
            c.family,
            0,
            fold,
            scores(c.family, n_train),
            fit_seconds=1.0,
            n_train=n_train,
        )
        for fold in range(plan.scheme.k)
        for c in plan.candidates
    )
    family_of = {c.model: c.family for c in plan.candidates}
    inspected = tuple(
        Inspected(
            task,
            family_of[task.model],
            scores(family_of[task.model], task.n_rows or n_train),
            n_train=task.n_rows or n_train,
        )
        for task in curve_tasks(plan, folds)
    )
    return inspected, folds


def some_curves(
    curves: tuple[Curve, Curve] = (power(0.10, 1.0, 0.4), power(0.08, 3.0, 0.5)),
    *,
    classical: str = "catboost",
    metric: str = "accuracy",
    noise: float = 0.001,
    rope: float = 0.01,
    n_train: int = 8_000,
) -> LearningCurves:
    """Learning curves as a report has them."""
    from dlcompare.comparison import learning_curves

    plan = a_plan(classical, metric=metric)
    inspected, folds = a_look(plan, curves, noise=noise, n_train=n_train)
    found = learning_curves(inspected, folds, plan, rope=rope)
    assert found is not None
    return found
