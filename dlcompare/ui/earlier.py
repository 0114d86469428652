"""The History page: earlier studies, the newest first, opened and deleted."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from dlcompare.records import Choice, Study
from dlcompare.ui import live, memory, parts, state
from dlcompare.words import duration, escape_markdown, spelled

PER_PAGE = 20  # studies
WIDTHS = (3, 2, 4, 1.3, 1, 1)
HEADS = ("File", "Started", "Verdict", "Time")
VERDICTS: dict[Choice, str] = {
    "deep": ":orange[◆\u00a0deep]",
    "classical": ":blue[●\u00a0classical]",
    "equivalent": "no useful difference",
    "undecided": "undecided",
    "no_signal": "no signal",
}
PHASES = {
    "queued": "waiting for its turn",
    "running": "**in training**",
    "lost": ":yellow[▲\u00a0stopped unexpectedly]",
    "stopped": "stopped",
    "failed": ":red[■\u00a0failed]",
    "done": "done",
}


def nothing() -> None:
    """Say that there is nothing yet, and where to start."""
    parts.opening((), "No studies yet.", "Upload a file to start.")
    if parts.next_step("Upload a file", key="to-upload"):
        state.close_study()
        state.go(state.UPLOAD)


def offer_undo() -> None:
    """After a deletion, the way back."""
    deleted = state.last_deleted()
    if not deleted:
        return
    name = escape_markdown(memory.store().load(deleted).setup.upload.name)
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f"The study of {name} is deleted.", width="content")
        st.button("Undo", key="undo", on_click=_undo, args=(deleted,))


def table(studies: Sequence[Study]) -> None:
    """One line per study."""
    n = len(studies)
    title = (
        "One earlier study."
        if n == 1
        else f"{spelled(n).capitalize()} earlier studies."
    )
    parts.opening((), title, "Kept on this machine until you delete them.")
    shown = studies
    if n > PER_PAGE:
        pages = [studies[i : i + PER_PAGE] for i in range(0, n, PER_PAGE)]
        shown = pages[st.pagination(len(pages), key="history-page") - 1]
    with st.container(gap="xsmall"):
        for column, head in zip(st.columns(WIDTHS), HEADS, strict=False):
            column.markdown(f":small[:gray[{head}]]")
        for study in shown:
            _line(study)


def _line(study: Study) -> None:
    file, started, verdict, spent, first, second = st.columns(
        WIDTHS, vertical_alignment="center"
    )
    name = escape_markdown(study.setup.upload.name)
    target = escape_markdown(study.setup.target, 30)
    file.markdown(f"**{name}**  \n:small[:gray[{target}]]")
    started.markdown(f"{datetime.fromtimestamp(study.created):%d %b %Y, %H:%M}")
    verdict.markdown(_verdict(study))
    spent.markdown(duration(study.train_seconds) if study.train_seconds else "–")
    if first.button("Open", key=state.key("open", study.id)):
        state.go(page_of(study), study.id)
    second.button(
        "Delete", key=state.key("delete", study.id), on_click=partial(_delete, study.id)
    )


def page_of(study: Study) -> str:
    """Where a study is best looked at."""
    return state.VERDICT if study.state == "done" else state.TRAIN


def _verdict(study: Study) -> str:
    found = memory.store().verdict(study.id)
    phase = live.phase_of(study)
    if found is None or phase in ("queued", "running", "lost"):
        return PHASES[phase]
    stopped = f"  \n:small[:gray[{PHASES[phase]}]]" if phase != "done" else ""
    title = escape_markdown(found.title, 120)
    return f"{VERDICTS[found.choice]}  \n:small[:gray[{title}]]{stopped}"


def _delete(study: str) -> None:
    memory.store().delete(study)
    state.remember_deleted(study)
    if state.study_id() == study:
        state.close_study()


def _undo(study: str) -> None:
    memory.store().restore(study)
    state.remember_deleted("")
