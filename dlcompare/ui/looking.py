"""The closer look, on the pages after training: how far it is, and taking it up."""

import time

import streamlit as st

from dlcompare.jobs import launcher
from dlcompare.jobs.store import home
from dlcompare.planning import closer_seconds
from dlcompare.records import Study
from dlcompare.ui import gates, memory, parts, state
from dlcompare.words import count, duration, escape_markdown

SECONDS = 2.0  # between two looks at the store
REDRAW_SECONDS = 10.0  # between two redraws of the page, at least, while more comes
TO_COME = "What it finds appears here; the verdict does not wait for it."


def note(study: Study) -> None:
    """A line while the closer look goes on; the page is redrawn when it has news."""
    if study.state == "done" and study.closer.is_under_way:
        st.fragment(_draw, run_every=SECONDS)(
            study.id, study.closer.n_done, time.time()
        )


def note_or_ask(study: Study) -> None:
    """The same, or a button where nobody is at it and there is more to do."""
    closer = study.closer
    is_over = closer.state == "ended" and closer.n_done >= closer.n_planned
    if study.state != "done" or study.plan is None or is_over:
        return
    if closer.is_under_way:
        note(study)
        return
    most = duration(closer_seconds(study.plan.budget))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if st.button("Look closer", key=state.key("look", study.id)):
            launcher.look_closer(home(), study.id)
            st.rerun()
        parts.remark(
            f"{_so_far(study)}The champions are fitted again with other seeds, on fewer"
            f" rows and without suspect columns, and looked into: at most {most}."
        )


def _draw(study_id: str, n_shown: int, drawn: float) -> None:
    with gates.told():  # a fragment runs without the frame of the page
        study = memory.store().load(study_id)
        is_news = study.closer.n_done > n_shown
        is_late = time.time() - drawn > REDRAW_SECONDS
        if not study.closer.is_under_way or (is_news and is_late):
            st.rerun()
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            parts.remark(f"{_under_way(study)} {TO_COME}")
            st.button(
                "End it",
                key=state.key("end-look", study_id),
                on_click=_end,
                args=(study_id,),
                type="tertiary",
                disabled=study.stop_asked,
            )


def _under_way(study: Study) -> str:
    closer = study.closer
    if closer.state == "queued":
        return "A closer look waits for its turn."
    if not closer.n_planned:
        return "A closer look begins."
    place = f"{count(closer.n_done)} of {count(closer.n_planned, 'fit')}"
    return f"A closer look is under way: {place}{_now(study)}."


def _now(study: Study) -> str:
    """What was begun last; both lanes take turns."""
    events = memory.store().events(study.id, kinds=("inspecting",))
    return f", now {escape_markdown(events[-1].text)}" if events else ""


def _so_far(study: Study) -> str:
    closer = study.closer
    if not closer.n_done:
        return ""
    place = f"{count(closer.n_done)} of {count(closer.n_planned, 'fit')}"
    return f"{place} of the closer look are done. "


def _end(study_id: str) -> None:
    launcher.stop(home(), study_id)
