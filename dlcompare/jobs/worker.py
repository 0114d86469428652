"""What a lane's worker process does: load, open the data once, fit fold by fold."""

import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dlcompare.jobs import pools
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import (
    TEST_FOLD,
    Dataset,
    FoldResult,
    FoldTask,
    Inspected,
    InspectionTask,
    Plan,
    Study,
)

STEP_BACK = 5  # "nice" of a closer look: a third of the share others get


def load_libraries(lane: str) -> None:
    """Import what the fits of `lane` need, while nothing waits for it yet."""
    import sklearn.compose
    import sklearn.impute
    import sklearn.linear_model
    import sklearn.preprocessing  # noqa: F401  (only loaded)

    if lane == "deep":
        import dlcompare.models.deep.training_loop  # noqa: F401  (only loaded)


def open_study(folder: Path, id: str) -> None:
    """Read the data of a study into this process."""
    _dataset(folder, id)


def fit(
    folder: Path, id: str, *, plan: Plan, task: FoldTask, n_threads: int
) -> FoldResult:
    """Fit one fold of a study; epochs and predictions go into the store.

    Raises
    ------
    DlcompareError
        If the data cannot be opened any more; failures of the model are in the
        result.
    """
    from dlcompare.study import named
    from dlcompare.training import fit_fold

    store, dataset = _store(folder), _dataset(folder, id)
    test = _test(folder, id) if task.fold == TEST_FOLD else None
    return fit_fold(
        dataset,
        plan,
        task,
        n_threads=n_threads,
        notify=lambda event: store.append_event(id, event),
        keep=lambda task, values: store.keep_predictions(
            id, task, named(values, dataset if test is None else test)
        ),
        test=test,
    )


def probe(
    folder: Path, id: str, *, plan: Plan, model: str, n_threads: int
) -> float | None:
    """Seconds that one small fit takes here; None if it cannot be timed."""
    from dlcompare.training import probe

    return probe(_dataset(folder, id), plan, model, n_threads=n_threads)


def inspect(
    folder: Path,
    id: str,
    *,
    plan: Plan,
    task: InspectionTask,
    params: Mapping[str, Any],
    n_threads: int,
    seconds: float,
) -> Inspected:
    """One fit of the closer look; whoever reads the verdict meanwhile goes first.

    Raises
    ------
    DlcompareError
        If the data cannot be opened any more; failures of the model are in the
        result.
    """
    from dlcompare.inspection import inspect

    if not pools.is_inline() and hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, STEP_BACK)
    dataset = _dataset(folder, id)
    return inspect(dataset, plan, task, params, n_threads=n_threads, seconds=seconds)


@functools.lru_cache(maxsize=1)
def _store(folder: Path) -> SqliteStore:
    return SqliteStore(folder)


@functools.lru_cache(maxsize=1)
def _study(folder: Path, id: str) -> Study:
    return _store(folder).load(id)


@functools.lru_cache(maxsize=1)
def _dataset(folder: Path, id: str) -> Dataset:
    from dlcompare.jobs.intake import open_dataset

    return open_dataset(folder, _study(folder, id).setup)


@functools.lru_cache(maxsize=1)
def _test(folder: Path, id: str) -> Dataset | None:
    from dlcompare.jobs.testfile import open_test_dataset

    return open_test_dataset(folder, _study(folder, id).setup, _dataset(folder, id))
