"""Watch a study from outside until it ends."""

import time
from collections.abc import Iterator

from dlcompare.jobs.protocol import Store
from dlcompare.records import FoldResult, Study

LOOK_SECONDS = 0.2
QUEUE_SECONDS = 1.0  # in the queue before that is news


def follow(store: Store, id: str) -> Iterator[tuple[Study, tuple[FoldResult, ...]]]:
    """The study and its folds whenever something is new; ends when it ends or is lost.

    Yields
    ------
    study : Study
        Its state, its place in the queue or its number of folds is new.
    folds : tuple of FoldResult
        All so far.
    """
    seen: tuple[object, ...] = ()
    begun = time.monotonic()
    while True:
        study = store.load(id)  # before the folds: an ended study has them all
        folds = store.folds(id)
        shown = (study.state, study.queue_position, study.is_lost, len(folds))
        is_news = study.state != "queued" or time.monotonic() - begun > QUEUE_SECONDS
        if shown != seen and is_news:
            seen = shown
            yield study, folds
        if study.state not in ("queued", "running") or study.is_lost:
            return
        time.sleep(LOOK_SECONDS)
