"""One fit of the closer look: as in a fold, but for what its task changes."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dlcompare import models
from dlcompare.errors import InvalidPlan
from dlcompare.inspection.explain import explain
from dlcompare.records import (
    Candidate,
    Dataset,
    FoldTask,
    Inspected,
    InspectionTask,
    Plan,
)
from dlcompare.training import causes
from dlcompare.training.fit import context
from dlcompare.training.parts import Part, part_of
from dlcompare.training.samples import Sample
from dlcompare.training.scoring import predict, scores
from dlcompare.training.seeds import derive


def inspect(
    dataset: Dataset,
    plan: Plan,
    task: InspectionTask,
    params: Mapping[str, Any],
    *,
    n_threads: int = 1,
    seconds: float = float("inf"),
) -> Inspected:
    """Fit one candidate again on the training rows of a fold, and score it there.

    Rows, settings and time of a network are those of the fold. Its seed is too where
    a column is left out, so that nothing else differs; other samples and other seeds
    have seeds of their own.

    Parameters
    ----------
    dataset : Dataset
    plan : Plan
        Holds the candidate and the fold scheme.
    task : InspectionTask
    params : mapping
        The settings that the fold chose (`FoldResult.params`).
    n_threads : int
        Threads for the model and for the libraries under it.
    seconds : float
        For looking into what was fitted, where the task is to explain it.

    Returns
    -------
    Inspected
        An exception of the model becomes `failure`.

    Raises
    ------
    InvalidPlan
        If the candidate is not in the plan.
    """
    candidate = _candidate(plan, task)
    result, began = Inspected(task, candidate.family), time.perf_counter()
    with causes.overheard():
        try:
            part = _part(dataset, plan, task)
            told = _told(dataset, plan, task, part, n_threads)
            told = replace(told, budget_seconds=candidate.budget_seconds)
            estimator = models.model(task.model).build(told, params)
            with threadpool_limits(n_threads):
                result = _fit(result, estimator, part, dataset)
                if task.kind == "explain":
                    explanation = explain(
                        estimator,
                        dataset,
                        part.test_rows,
                        plan,
                        candidate,
                        seed=derive(plan.seed, "explain"),
                        deadline=time.monotonic() + seconds,
                    )
                    result = replace(result, explanation=explanation)
        except Exception as error:  # whatever a model raises, the others go on
            result = replace(result, failure=causes.cause(error))
    return replace(result, seconds=time.perf_counter() - began)


def _part(dataset: Dataset, plan: Plan, task: InspectionTask) -> Part:
    sample = None if task.n_rows is None else Sample(task.n_rows, task.number)
    place = FoldTask(task.model, task.repeat, task.fold)
    return part_of(dataset, plan, place, sample=sample)


def _told(
    dataset: Dataset, plan: Plan, task: InspectionTask, part: Part, n_threads: int
) -> models.Context:
    """What the builder is told: of one column nothing, if the task is to go without."""
    columns = tuple(c for c in dataset.columns if c.name != task.column)
    told = context(replace(dataset, columns=columns), plan, n_threads=n_threads)
    return replace(told, seed=_seed(plan, task), apart=part.apart)


def _fit(result: Inspected, estimator: Any, part: Part, dataset: Dataset) -> Inspected:
    started = time.perf_counter()
    estimator.fit(part.X_train, part.y_train)
    fitted = time.perf_counter()
    given = predict(estimator, part.X_test, len(dataset.classes))
    return replace(
        result,
        scores=scores(dataset, part.y_test, *given),
        fit_seconds=fitted - started,
        n_train=len(part.y_train),
        n_test=len(part.y_test),
    )


def _candidate(plan: Plan, task: InspectionTask) -> Candidate:
    for candidate in plan.candidates:
        if candidate.model == task.model:
            return candidate
    raise InvalidPlan(
        f"The model '{task.model}' is not in the plan.", "Make the plan again."
    )


def _seed(plan: Plan, task: InspectionTask) -> int:
    """That of the fold, unless the task is about chance."""
    place = (task.model, task.repeat, task.fold)
    if task.kind in ("seed", "rows"):
        return derive(plan.seed, *place, task.kind, task.number)
    return derive(plan.seed, *place)
