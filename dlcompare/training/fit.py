"""One fit: a candidate on the training rows of one fold, scored on the others."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dlcompare import metrics, models
from dlcompare.errors import InvalidPlan
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
from dlcompare.training.memory import peak_memory_bytes
from dlcompare.training.seeds import derive
from dlcompare.training.splits import split
from dlcompare.training.testfile import align

Array = NDArray[Any]
Notify = Callable[[Event], None]
Keep = Callable[[FoldTask, Mapping[str, Array]], str]


@dataclass(frozen=True)
class _Part:
    """The rows of one fit, and what had to be changed in them."""

    X_train: Any
    y_train: Array
    X_test: Any
    y_test: Array
    test_rows: Array
    notes: tuple[str, ...] = ()


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
        Is told that the fit starts, and every epoch of a network.
    keep : callable, or None
        Is given the task and arrays "rows", "truth", "prediction" and, for
        classes, "probabilities" of shape (n_test, n_classes); gives the key under
        which it keeps them. Not called for the test file.
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
    blank = FoldResult(task.model, candidate.family, task.repeat, task.fold)
    notes: tuple[str, ...] = ()
    with causes.overheard() as caught:
        try:
            part = _part(dataset, plan, task, test)
            notes = part.notes
            blank = replace(blank, n_train=len(part.y_train), n_test=len(part.y_test))
            estimator = _build(dataset, plan, candidate, task, n_threads, tell)
            result = _fit(blank, estimator, part, dataset, n_threads, keep)
        except Exception as error:  # whatever a model raises, the others go on
            result = replace(blank, failure=causes.cause(error))
    return replace(
        result,
        warnings=notes + causes.texts(caught),
        peak_memory_bytes=peak_memory_bytes(),
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


def _part(dataset: Dataset, plan: Plan, task: FoldTask, test: Dataset | None) -> _Part:
    if task.fold == TEST_FOLD and test is not None:
        aligned, notes = align(test, dataset)
        rows = np.arange(len(aligned.y))
        return _Part(dataset.X, dataset.y, aligned.X, aligned.y, rows, notes)
    train_rows, test_rows = split(dataset, plan.scheme, task.repeat, task.fold)
    return _Part(
        _take(dataset.X, train_rows),
        dataset.y[train_rows],
        _take(dataset.X, test_rows),
        dataset.y[test_rows],
        test_rows,
    )


def _take(X: Any, rows: Array) -> Any:
    """Those rows of a table or of (memory-mapped) images, in memory."""
    return X.iloc[rows] if hasattr(X, "iloc") else np.asarray(X[rows])


def _build(
    dataset: Dataset,
    plan: Plan,
    candidate: Candidate,
    task: FoldTask,
    n_threads: int,
    tell: Notify,
) -> Any:
    """The unfitted estimator; this loads the libraries it needs."""

    def tell_epoch(epoch: Epoch) -> None:
        at = time.time()
        tell(Event("epoch", at, task.model, task.repeat, task.fold, epoch=epoch))

    def named(*kinds: str) -> tuple[str, ...]:
        return tuple(c.name for c in dataset.columns if c.kind in kinds)

    context = models.Context(
        task=plan.task,
        n_classes=len(dataset.classes),
        seed=derive(plan.seed, task.model, task.repeat, task.fold),
        n_threads=n_threads,
        categorical=named("category", "boolean"),
        numeric=named("number", "date"),
        text=named("text"),
        image_shape=dataset.X.shape[1:] if dataset.modality == "images" else None,
        metric=plan.metric,
        budget_seconds=candidate.budget_seconds,
        notify=tell_epoch,
        classes=dataset.classes,
    )
    return models.model(candidate.model).build(context, candidate.params)


def _fit(
    blank: FoldResult,
    estimator: Any,
    part: _Part,
    dataset: Dataset,
    n_threads: int,
    keep: Keep | None,
) -> FoldResult:
    n_classes = len(dataset.classes)
    with threadpool_limits(n_threads):
        started = time.perf_counter()
        estimator.fit(part.X_train, part.y_train)
        fitted = time.perf_counter()
        prediction, probabilities = _predict(estimator, part.X_test, n_classes)
        predicted = time.perf_counter()
    given = prediction if probabilities is None else probabilities
    if not np.isfinite(given).all():
        raise ValueError("Some of the predictions are not numbers.")
    arrays = {"rows": part.test_rows, "truth": part.y_test, "prediction": prediction}
    if probabilities is not None:
        arrays["probabilities"] = probabilities
    is_kept = keep is not None and blank.fold != TEST_FOLD
    return replace(
        blank,
        scores=_scores(dataset, part.y_test, prediction, probabilities),
        fit_seconds=fitted - started,
        predict_seconds=predicted - fitted,
        size_bytes=models.size_bytes(estimator),
        epochs=tuple(getattr(estimator, "epochs_", ())),
        best_epoch=getattr(estimator, "best_epoch_", None),
        predictions=keep(blank.task, arrays) if keep and is_kept else "",
    )


def _predict(estimator: Any, X: Any, n_classes: int) -> tuple[Array, Array | None]:
    """Values, or the likeliest class codes with probabilities of all classes.

    The code is taken from the probabilities, so that every model is asked once
    and by the same rule. A class the training rows lacked has probability 0.
    """
    if not n_classes:
        return np.asarray(estimator.predict(X), dtype=np.float64).ravel(), None
    seen = np.asarray(estimator.predict_proba(X), dtype=np.float64)
    probabilities = np.zeros((len(seen), n_classes))
    probabilities[:, np.asarray(estimator.classes_, dtype=np.int64)] = seen
    return probabilities.argmax(axis=1), probabilities


def _scores(
    dataset: Dataset, truth: Array, prediction: Array, probabilities: Array | None
) -> dict[str, float]:
    """All metrics; those of probabilities only over rows of classes trained on."""
    n_classes = len(dataset.classes)
    if probabilities is None:
        return metrics.evaluate(dataset.task, truth, prediction)
    known = truth >= 0
    scores = metrics.evaluate(
        dataset.task, truth[known], prediction[known], probabilities[known], n_classes
    )
    if not known.all():
        scores |= metrics.evaluate(dataset.task, truth, prediction, None, n_classes)
    return scores
