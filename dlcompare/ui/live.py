"""The Train page from the start of training on: how far it is, and what to do."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from dlcompare import metrics, plots
from dlcompare.jobs import launcher
from dlcompare.jobs.progress import Progress, fold_number, progress
from dlcompare.jobs.store import home
from dlcompare.records import (
    TEST_FOLD,
    Family,
    FoldResult,
    FoldTask,
    Plan,
    Profile,
    Study,
)
from dlcompare.training.tasks import test_rows_name
from dlcompare.ui import choices, gates, memory, parts, spent, state
from dlcompare.words import count, duration, escape_markdown

SECONDS = 1.0  # between two looks at the store
MOST_CURVES = 3  # panels of networks
LOADING = "Loading the libraries; the first score follows within seconds."
TIMING = "Small fits are timed on your data first; the plan is then settled by them."
LANES: tuple[Family, ...] = ("classical", "deep")


def show(study: Study, profile: Profile) -> None:
    """A study that is queued, running or ended; redrawn while it lives."""
    phase = phase_of(study)
    run_every = SECONDS if phase in ("queued", "running") else None
    st.fragment(_draw, run_every=run_every)(study.id, profile, phase)


def phase_of(study: Study) -> str:
    """The state, or "lost"."""
    return "lost" if study.is_lost else study.state


def _draw(study_id: str, profile: Profile, phase: str) -> None:
    with gates.told():  # a fragment runs without the frame of the page
        _draw_study(study_id, profile, phase)


def _draw_study(study_id: str, profile: Profile, phase: str) -> None:
    store = memory.store()
    study = store.load(study_id)
    if phase_of(study) != phase or study.plan is None:
        st.rerun()
        return
    folds = store.folds(study_id)
    now = progress(store, study, folds)
    title, lead = _words(study, now)
    parts.opening(parts.strip(study.setup, profile), title, lead)
    _buttons(study, folds)
    if phase not in ("queued", "done"):
        st.progress(now.done_share)
    _rows(study, study.plan, folds, profile, now)
    if phase != "queued":
        spent.show(memory.ledger(study, folds))
    _failures(study.plan, folds)
    _curves(study.plan, folds, now)


def _words(study: Study, now: Progress) -> tuple[str, str]:
    """Title and lead, as Markdown."""
    done = f"{count(now.n_done)} of {count(now.n_planned)} folds"
    safe = (
        f"{count(now.n_done, 'fold')} are safe" if now.n_done != 1 else "1 fold is safe"
    )
    match phase_of(study):
        case "queued":
            return _queued(study)
        case "running":
            return f"{done} are done.", _pace(study, now)
        case "lost":
            at = datetime.fromtimestamp(study.heartbeat or study.created)
            return (
                f"Training stopped at {at:%H:%M} because the process ended.",
                f"{safe}. Resume continues with the missing ones.",
            )
        case "stopped":
            return (
                f"Stopped. {done} are kept.",
                "Resume continues with the missing ones; compare what is there so far.",
            )
        case "failed":
            return (
                f"Training could not go on. {done} are kept.",
                escape_markdown(study.message, parts.LONG),
            )
    took = duration(study.train_seconds)
    message = escape_markdown(study.message, parts.LONG)
    return f"{done} are done.", f"Training took {took}. {message}".rstrip()


def _queued(study: Study) -> tuple[str, str]:
    place = study.queue_position
    title = (
        "Waiting for its turn." if place is None else f"Number {place} in the queue."
    )
    return title, (
        "Another study is in training. This one starts by itself; you may close"
        " this page."
    )


def _pace(study: Study, now: Progress) -> str:
    if not now.n_done and not now.running and not study.stop_asked:
        return LOADING
    remaining = now.remaining_seconds
    texts = [f"{duration(study.train_seconds)} so far."] * (study.train_seconds > 0)
    if study.plan and study.plan.probe_rows and not study.stop_asked:
        texts.append(TIMING)
    if study.stop_asked:
        texts.append("Stopping; finished folds are kept.")
    elif remaining is not None:
        texts.append(f"At the pace so far, about **{duration(remaining)}** remain.")
    return " ".join([*texts, "You may close this page; training continues."])


def _buttons(study: Study, folds: Sequence[FoldResult]) -> None:
    phase = phase_of(study)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if phase in ("queued", "running"):
            st.button(
                "Stop",
                key=state.key("stop", study.id),
                on_click=_stop,
                args=(study.id,),
                disabled=study.stop_asked,
            )
            if folds:
                _compare(study, "Compare so far", "secondary")
            parts.remark("Finished folds are kept and the study can be resumed.")
            return
        if phase == "done":
            _compare(study, "Compare", "primary")
            st.button(
                "Train again with other choices",
                key=state.key("again", study.id),
                on_click=choices.start_again,
                args=(study.id,),
            )
            return
        if st.button("Resume", key=state.key("resume", study.id), type="primary"):
            launcher.resume(home(), study.id)
            st.rerun()
        if folds:
            _compare(study, "Compare so far", "secondary")


def _compare(study: Study, label: str, kind: str) -> None:
    key = state.key(f"compare-{kind}", study.id)
    if st.button(label, key=key, type="primary" if kind == "primary" else "secondary"):
        state.go(state.COMPARE, study.id)


def _stop(study_id: str) -> None:
    launcher.stop(home(), study_id)


def _rows(
    study: Study,
    plan: Plan,
    folds: Sequence[FoldResult],
    profile: Profile,
    now: Progress,
) -> None:
    label = metrics.find(plan.metric).label
    with st.container(gap="xsmall"):
        parts.heading(
            f"Every candidate, the same {count(plan.scheme.n_folds, 'fold')}",
            f"Filled: done. Pale: running. Cross: failed. {label} with 95% interval",
        )
        _lanes(plan, now)
        standings = memory.comparison(study, folds, profile, None).standings
        st.html(
            plots.progress_rows_html(plan, folds, now.running, plan.metric, standings)
        )


def _lanes(plan: Plan, now: Progress) -> None:
    """What each lane is at; both work at the same time."""
    labels = {one.model: one for one in plan.candidates}
    at: dict[Family, FoldTask] = {
        "deep" if labels[task.model].family == "deep" else "classical": task
        for task in now.running
    }
    with st.container(horizontal=True, gap="medium"):
        for lane in LANES:
            if lane in at:
                name = escape_markdown(labels[at[lane].model].label)
                where = f"now {name}, {_fold(plan, at[lane])}"
                st.markdown(f":small[{parts.FAMILIES[lane]}: {where}]", width="content")


def _fold(plan: Plan, task: FoldTask) -> str:
    if task.fold == TEST_FOLD:
        return f"the {test_rows_name(plan)}"
    return f"fold {count(fold_number(plan, task))} of {count(plan.scheme.n_folds)}"


def curve_title(plan: Plan, fold: FoldResult) -> str:
    """The network and its fold, short enough for a panel."""
    label = next(one.label for one in plan.candidates if one.model == fold.model)
    if fold.fold == TEST_FOLD:
        return f"{label}, all rows"
    return f"{label}, fold {count(fold_number(plan, fold.task))}"


def _failures(plan: Plan, folds: Sequence[FoldResult]) -> None:
    labels = {one.model: one.label for one in plan.candidates}
    failed = {fold.model: fold for fold in folds if fold.failure}
    for model, fold in failed.items():
        with st.container(border=True):
            cause = escape_markdown(fold.failure, parts.LONG)
            name = escape_markdown(labels.get(model, model))
            place = escape_markdown(_fold(plan, fold.task))
            st.markdown(
                f"**:yellow[▲ A fold failed]**  \n**{name}, {place}**\n\n"
                f"{cause} The other candidates continue."
            )


def _curves(plan: Plan, folds: Sequence[FoldResult], now: Progress) -> None:
    """Loss curves: the network in training first, then the last ones finished."""
    labels = {one.model: one.label for one in plan.candidates}
    running = {
        f"{labels[task.model]}, running": (plots.Learned("running", epochs),)
        for task, epochs in now.epochs.items()
    }
    ended = {
        curve_title(plan, fold): (
            plots.Learned(_fold(plan, fold.task), fold.epochs, fold.best_epoch),
        )
        for fold in reversed(folds)
        if fold.epochs
    }
    panels = running | dict(list(ended.items())[: MOST_CURVES - len(running)])
    if panels:
        lengths = (f"{title} {len(one.epochs)}" for title, (one,) in panels.items())
        figure = memory.kept(
            ("curves", *lengths), lambda: plots.training_curves(panels)
        )
        parts.figure(figure, key="curves")
