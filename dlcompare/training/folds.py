"""All fits of a plan, one after another."""

from collections.abc import Iterable, Iterator

from dlcompare.records import Dataset, FoldResult, Plan
from dlcompare.training.fit import Keep, Notify, fit_fold
from dlcompare.training.tasks import pending


def train(
    plan: Plan,
    dataset: Dataset,
    *,
    done: Iterable[FoldResult] = (),
    notify: Notify | None = None,
    keep: Keep | None = None,
) -> Iterator[FoldResult]:
    """Every fold that is not done yet, in this process, lane after lane.

    Parameters
    ----------
    plan, dataset : Plan, Dataset
    done : iterable of FoldResult
        Results of an earlier run of the same plan; they are not yielded again.
    notify, keep
        As for `fit_fold`.

    Yields
    ------
    FoldResult
        As soon as it is there; a failed fit is a result with `failure` set.
    """
    for tasks in pending(plan, done).values():
        for task in tasks:
            yield fit_fold(dataset, plan, task, notify=notify, keep=keep)
