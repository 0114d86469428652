"""One fit: a candidate on the training rows of one fold, scored on the others."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dlcompare import models
from dlcompare.errors import InvalidPlan
from dlcompare.models.apart import Apart
from dlcompare.models.holdout import TRIAL_SHARE
from dlcompare.records import (
    TEST_FOLD,
    Candidate,
    Dataset,
    Epoch,
    Event,
    FoldResult,
    FoldTask,
    Plan,
)
from dlcompare.training import causes
from dlcompare.training.latency import latency
from dlcompare.training.memory import forget_peak, peak_memory_bytes
from dlcompare.training.parts import Part, part_of
from dlcompare.training.samples import inner_split
from dlcompare.training.scoring import Array, predict, scores
from dlcompare.training.search import best, try_out
from dlcompare.training.seeds import derive

Notify = Callable[[Event], None]
Keep = Callable[[FoldTask, Mapping[str, Array]], str]


def fit_fold(
    dataset: Dataset,
    plan: Plan,
    task: FoldTask,
    *,
    n_threads: int = 1,
    notify: Notify | None = None,
    keep: Keep | None = None,
    test: Dataset | None = None,
) -> FoldResult:
    """Fit one candidate on the training rows of one fold, score it on the others.

    Of several settings each is tried on an inner split of the training rows, the
    same for all candidates; the best is then fitted on all of them.

    Parameters
    ----------
    dataset : Dataset
    plan : Plan
        Holds the candidate and the fold scheme.
    task : FoldTask
        Its fold may be `TEST_FOLD`: fit on all rows of `dataset`, score on `test`.
    n_threads : int
        Threads for the model and for the libraries under it.
    notify : callable, or None
        Is told that the fit starts, and every epoch of a network's final fit.
    keep : callable, or None
        Is given the task and arrays "rows", "truth", "prediction", for classes
        "probabilities" of shape (n_test, n_classes), and "groups" where rows belong
        together; gives the key under which it keeps them. The rows of `TEST_FOLD`
        are those of the test file.
    test : Dataset, or None
        The test file, as read; it need not know the class codes of `dataset`.

    Returns
    -------
    FoldResult
        `fit_seconds` is without loading libraries; `predict_seconds` is for all
        test rows in one call. An exception of the model becomes `failure`.

    Raises
    ------
    InvalidPlan
        If the candidate is not in the plan, or the test file is missing.
    """
    tell = notify or _tell_nobody
    candidate = _candidate(plan, task)
    if task.fold == TEST_FOLD and test is None:
        raise InvalidPlan(
            "The plan asks for scores on a test file, and none was given.",
            "Give the test file again.",
        )
    tell(Event("started", time.time(), task.model, task.repeat, task.fold))
    result = FoldResult(task.model, candidate.family, task.repeat, task.fold)
    notes: tuple[str, ...] = ()
    is_own_peak = forget_peak()
    with causes.overheard() as caught:
        try:
            part = part_of(dataset, plan, task, test)
            notes = part.notes
            result = replace(result, n_train=len(part.y_train), n_test=len(part.y_test))
            maker = _Maker(dataset, plan, candidate, task, n_threads)
            result = _choose(result, part, maker)
            if not result.failure:
                estimator = maker.final(result.params, part.apart, tell)
                result = _fit(result, estimator, part, dataset, n_threads, keep)
        except Exception as error:  # whatever a model raises, the others go on
            result = replace(result, failure=causes.cause(error))
    peak = peak_memory_bytes()
    return replace(
        result,
        warnings=notes + causes.texts(caught),
        peak_memory_bytes=peak,
        fit_memory_bytes=peak if is_own_peak else None,
    )


def context(dataset: Dataset, plan: Plan, *, n_threads: int) -> models.Context:
    """What every builder is told of these data."""

    def named(*kinds: str) -> tuple[str, ...]:
        return tuple(c.name for c in dataset.columns if c.kind in kinds)

    return models.Context(
        task=plan.task,
        n_classes=len(dataset.classes),
        n_threads=n_threads,
        categorical=named("category", "boolean"),
        numeric=named("number", "date"),
        text=named("text"),
        image_shape=dataset.X.shape[1:] if dataset.modality == "images" else None,
        metric=plan.metric,
        classes=dataset.classes,
        kept_in=dataset.kept_in,
    )


def _tell_nobody(_: Event) -> None:
    """Nobody listens."""


def _candidate(plan: Plan, task: FoldTask) -> Candidate:
    for candidate in plan.candidates:
        if candidate.model == task.model:
            return candidate
    raise InvalidPlan(
        f"The model '{task.model}' is not in the plan.", "Make the plan again."
    )


@dataclass(frozen=True)
class _Maker:
    """Makes unfitted estimators of one candidate; this loads their libraries."""

    dataset: Dataset
    plan: Plan
    candidate: Candidate
    task: FoldTask
    n_threads: int

    def final(self, params: Mapping[str, Any], apart: Apart, tell: Notify) -> Any:
        """For the fit that counts; its epochs are told."""
        task = self.task

        def tell_epoch(epoch: Epoch) -> None:
            at = time.time()
            tell(Event("epoch", at, task.model, task.repeat, task.fold, epoch=epoch))

        told = replace(self._context(), notify=tell_epoch, apart=apart)
        return self._build(told, params)

    def trial(self, params: Mapping[str, Any], apart: Apart) -> Any:
        """For a fit on fewer rows, which takes that much less of the time."""
        budget = self.candidate.budget_seconds
        shorter = None if budget is None else (1 - TRIAL_SHARE) * budget
        told = replace(self._context(), budget_seconds=shorter, apart=apart)
        return self._build(told, params)

    def _build(self, told: models.Context, params: Mapping[str, Any]) -> Any:
        return models.model(self.candidate.model).build(told, params)

    def _context(self) -> models.Context:
        task = self.task
        return replace(
            context(self.dataset, self.plan, n_threads=self.n_threads),
            seed=derive(self.plan.seed, task.model, task.repeat, task.fold),
            budget_seconds=self.candidate.budget_seconds,
        )


def _choose(result: FoldResult, part: Part, maker: _Maker) -> FoldResult:
    """With the settings to fit, and the trials that chose them."""
    candidate, plan = maker.candidate, maker.plan
    inner = inner_split(
        part.y_train,
        seed=derive(plan.seed, "inner", result.repeat, result.fold),
        by_class=plan.task != "regression",
        apart=part.apart,
    )
    if not candidate.others or not all(map(len, inner)):
        return replace(result, params=candidate.params)
    began = time.perf_counter()
    trials = try_out(
        candidate.configurations,
        partial(maker.trial, apart=part.apart.of(inner[0])),
        maker.dataset,
        part.X_train,
        part.y_train,
        inner,
        metric=plan.metric,
        n_threads=maker.n_threads,
    )
    params = best(trials, plan.metric)
    return replace(
        result,
        params=params or {},
        trials=trials,
        search_seconds=time.perf_counter() - began,
        failure=trials[0].failure if params is None else "",
    )


def _fit(
    result: FoldResult,
    estimator: Any,
    part: Part,
    dataset: Dataset,
    n_threads: int,
    keep: Keep | None,
) -> FoldResult:
    n_classes = len(dataset.classes)
    with threadpool_limits(n_threads):
        started, busy = time.perf_counter(), time.process_time()
        estimator.fit(part.X_train, part.y_train)
        fitted, busy = time.perf_counter(), time.process_time() - busy
        given = predict(estimator, part.X_test, n_classes)
        predicted = time.perf_counter()
    prediction, probabilities = given
    arrays = {"rows": part.test_rows, "truth": part.y_test, "prediction": prediction}
    if probabilities is not None:
        arrays["probabilities"] = probabilities
    if part.test_groups is not None:
        arrays["groups"] = part.test_groups
    return replace(
        result,
        scores=scores(dataset, part.y_test, prediction, probabilities),
        fit_seconds=fitted - started,
        predict_seconds=predicted - fitted,
        cpu_seconds=busy,
        latency=latency(result.task, estimator, part.X_test, n_classes, n_threads),
        size_bytes=models.size_bytes(estimator),
        epochs=tuple(getattr(estimator, "epochs_", ())),
        best_epoch=getattr(estimator, "best_epoch_", None),
        health=getattr(estimator, "health_", None),
        predictions=keep(result.task, arrays) if keep else "",
    )
