"""All fits of a plan: what is still to do, and all of it one after another."""

from collections.abc import Iterable, Iterator

from dlcompare.records import TEST_FOLD, Dataset, FoldResult, FoldTask, Plan
from dlcompare.training.fit import Keep, Notify, fit_fold

__all__ = ["fit_fold", "pending", "train"]

LANES = {"dummy": "classical", "classical": "classical", "deep": "deep"}


def pending(
    plan: Plan, done: Iterable[FoldResult] = ()
) -> dict[str, tuple[FoldTask, ...]]:
    """What is still to fit, by lane: "classical" (with the dummy) and "deep".

    Parameters
    ----------
    plan : Plan
    done : iterable of FoldResult
        What is stored already. A failed fold is done: it would fail again.

    Returns
    -------
    dict of lane name to tuple of FoldTask
        Fold by fold, within a fold in the order of the candidates, so that all
        of a lane can be compared as early as possible. Refits for the test file
        come last.
    """
    finished = {result.task for result in done}
    folds = [
        (repeat, fold)
        for repeat in range(plan.scheme.repeats)
        for fold in range(plan.scheme.k)
    ]
    if plan.has_test_file:
        folds.append((0, TEST_FOLD))
    lanes: dict[str, list[FoldTask]] = {lane: [] for lane in LANES.values()}
    for repeat, fold in folds:
        for candidate in plan.candidates:
            task = FoldTask(candidate.model, repeat, fold)
            if task not in finished:
                lanes[LANES[candidate.family]].append(task)
    return {lane: tuple(tasks) for lane, tasks in lanes.items()}


def train(
    plan: Plan,
    dataset: Dataset,
    *,
    done: Iterable[FoldResult] = (),
    notify: Notify | None = None,
    keep: Keep | None = None,
    test: Dataset | None = None,
) -> Iterator[FoldResult]:
    """Every fit that is not done yet, in this process, lane after lane.

    Parameters
    ----------
    plan, dataset : Plan, Dataset
    done : iterable of FoldResult
        Results of an earlier run of the same plan; they are not yielded again.
    notify, keep, test
        As for `fit_fold`.

    Yields
    ------
    FoldResult
        As soon as it is there; a failed fit is a result with `failure` set.
    """
    for tasks in pending(plan, done).values():
        for task in tasks:
            yield fit_fold(dataset, plan, task, notify=notify, keep=keep, test=test)
