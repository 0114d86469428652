"""Watch a study from outside until it ends."""

import time
from collections.abc import Iterator, Mapping

from dlcompare.jobs.progress import inspected_text, n_planned
from dlcompare.jobs.protocol import Store
from dlcompare.planning import closer_seconds
from dlcompare.records import TEST_FOLD, FoldResult, Ledger, LedgerLine, Plan, Study
from dlcompare.training.ledger import seconds
from dlcompare.training.tasks import test_rows_name
from dlcompare.words import count, duration, score

LOOK_SECONDS = 0.2
CLOSER = "A closer look"
QUEUE_SECONDS = 1.0  # in the queue before that is news


def follow(store: Store, id: str) -> Iterator[tuple[Study, tuple[FoldResult, ...]]]:
    """The study and its folds whenever something is new; ends when it ends or is lost.

    A closer look belongs to it: while that is under way there may be more to come.

    Yields
    ------
    study : Study
        Its state, its place in the queue, its number of folds or how far the closer
        look is, is new.
    folds : tuple of FoldResult
        All so far.
    """
    seen: tuple[object, ...] = ()
    begun = time.monotonic()
    while True:
        study = store.load(id)  # before the folds: an ended study has them all
        folds = store.folds(id)
        place, n_folds = study.queue_position, len(folds)
        shown = (study.state, place, study.is_lost, n_folds, study.closer)
        is_news = study.state != "queued" or time.monotonic() - begun > QUEUE_SECONDS
        if shown != seen and is_news:
            seen = shown
            yield study, folds
        is_live = study.state in ("queued", "running") and not study.is_lost
        if not is_live and not study.closer.is_under_way:
            return
        time.sleep(LOOK_SECONDS)


def progress_lines(store: Store, id: str, plan: Plan) -> Iterator[str]:
    """What is new in a study, line by line, until it ends or is lost.

    `plan` is the one it began with; timed fits may change it.
    """
    told: set[object] = set()
    for study, folds in follow(store, id):
        if study.plan is not None and study.plan != plan:
            yield from _of_plan(study.plan, plan)
            plan = study.plan
        if study.queue_position:
            yield f"Waiting for a slot, number {study.queue_position} in the queue."
        labels = {c.model: c.label for c in plan.candidates}
        for fold in folds:
            if fold.task in told or fold.model not in labels:
                continue
            told.add(fold.task)
            place = f"{len(told)} of {n_planned(plan)}"
            yield f"{place}: {labels[fold.model]}, {_said(fold, plan)}"
        if study.is_lost:
            yield "The training process is gone; Resume in the app goes on."
        elif study.message and study.message not in told:
            told.add(study.message)
            yield study.message
        if study.state == "done":
            yield from _of_look(store, study, plan, told)


def _of_look(
    store: Store, study: Study, plan: Plan, told: set[object]
) -> Iterator[str]:
    """What is new in the closer look; it is added to `told`."""
    if study.closer.is_under_way and CLOSER not in told:
        told.add(CLOSER)
        yield f"{CLOSER} of at most {duration(closer_seconds(plan.budget))} follows."
    for number, one in enumerate(store.inspected(study.id), 1):
        if one.task in told:
            continue
        told.add(one.task)
        value = one.scores.get(plan.metric)
        shown = (
            f"no {plan.metric}" if value is None else f"{plan.metric} {score(value)}"
        )
        ended = f"failed. {one.failure}" if one.failure else shown
        place = f"{number} of {study.closer.n_planned}"
        yield f"{CLOSER}, {place}: {inspected_text(plan, one.task)}, {ended}"
    if study.closer.state == "lost":
        yield "The process of the closer look is gone; the app can take it up again."


def ledger_lines(ledger: Ledger | None) -> Iterator[str]:
    """What each family was given and used, a line each and one for what was cut."""
    if ledger is None or not ledger.lines:
        return
    yield f"Budget: {duration(ledger.budget_seconds)} for each family."
    for line in ledger.lines:
        tried = count(line.n_configurations, "setting")
        if line.n_trials:
            tried += f" in {count(line.n_trials, 'inner fit')}"
        yield (
            f"{line.family}: {count(line.n_candidates, 'model')}, {tried},"
            f" {count(line.n_folds)} of {count(line.n_folds_planned, 'fit')} done,"
            f" {duration(line.used_seconds)} used,"
            f" {duration(line.planned_seconds)} planned{_looked(line)}."
        )
        yield from (f"{line.family}: {text}" for text in line.cut)


def _looked(line: LedgerLine) -> str:
    spent = line.closer_seconds
    return f", {duration(spent)} for the closer look" if spent else ""


def _of_plan(plan: Plan, before: Plan) -> Iterator[str]:
    """What a plan made from timed fits says anew."""
    folds = count(plan.scheme.n_folds, "fold")
    yield (
        "Small fits were timed on this data: "
        f"{count(len(plan.candidates), 'model')}, {folds} each, about "
        f"{duration(plan.expected_seconds)}."
    )
    left_out = {f"{one.label}: {one.reason}" for one in before.left_out}
    said = {*before.notes, *left_out}
    for text in (*plan.notes, *(f"{m.label}: {m.reason}" for m in plan.left_out)):
        if text not in said:
            yield text


def _said(fold: FoldResult, plan: Plan) -> str:
    where = f"repeat {fold.repeat + 1}, fold {fold.fold + 1}"
    where = test_rows_name(plan) if fold.fold == TEST_FOLD else where
    if fold.failure:
        return f"{where}: failed. {fold.failure}"
    spent = duration(seconds(fold))
    return f"{where}: {_score(fold.scores, plan.metric)} in {spent}"


def _score(scores: Mapping[str, float], metric: str) -> str:
    value = scores.get(metric)
    return f"no {metric}" if value is None else f"{metric} {score(value)}"
