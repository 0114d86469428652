"""What of a plan is still to fit. Loads nothing: the driver asks, workers fit."""

from collections.abc import Iterable

from dlcompare.records import FoldResult, FoldTask, Plan

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
        of a lane can be compared as early as possible. Who is refitted for test
        rows is known only when all of these are done.
    """
    finished = {result.task for result in done}
    folds = [
        (repeat, fold)
        for repeat in range(plan.scheme.repeats)
        for fold in range(plan.scheme.k)
    ]
    lanes: dict[str, list[FoldTask]] = {lane: [] for lane in LANES.values()}
    for repeat, fold in folds:
        for candidate in plan.candidates:
            task = FoldTask(candidate.model, repeat, fold)
            if task not in finished:
                lanes[LANES[candidate.family]].append(task)
    return {lane: tuple(tasks) for lane, tasks in lanes.items()}


def test_rows_name(plan: Plan) -> str:
    """What the rows are called that only the champions are scored on."""
    return "sealed part" if plan.sealed_share else "test file"
