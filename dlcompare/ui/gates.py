"""What a page needs before it can show anything: a message, a way on, and stop."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

import streamlit as st

from dlcompare.errors import DlcompareError
from dlcompare.records import FoldResult, Profile, Report, Setup, Study
from dlcompare.ui import choices, memory, parts, state
from dlcompare.words import escape_markdown


@contextmanager
def told() -> Iterator[None]:
    """Show what a user can put right as a message; the page stays usable."""
    left = state.take_message()
    if left:
        parts.message(*left)
    try:
        yield
    except DlcompareError as error:
        parts.message(error.what, error.fix)


def require_study() -> Study:
    """The study of this tab, or a link to the Upload page."""
    shown = state.study_id()
    if not shown:
        _turn_back(
            "No study yet.",
            "Upload a file to start, or open an earlier study from History.",
            "Upload a file",
            state.UPLOAD,
        )
    try:
        return memory.store().load(shown)
    except DlcompareError as error:
        state.close_study()
        what, fix = escape_markdown(error.what), escape_markdown(error.fix)
        _turn_back(what, fix, "Upload a file", state.UPLOAD)


def require_folds(study: Study) -> Sequence[FoldResult]:
    """The folds trained so far, or a link to the Train page."""
    folds = memory.store().folds(study.id)
    if study.plan is None or not folds:
        _turn_back(
            "Nothing is trained yet.",
            "Train first; the first scores are in after a few seconds.",
            "Go to Train",
            state.TRAIN,
        )
    return folds


def _turn_back(title: str, lead: str, label: str, page: str) -> NoReturn:
    parts.opening((), title, lead)
    if parts.next_step(label, key="turn-back"):
        state.go(page)
    st.stop()
    raise AssertionError("st.stop() ends the page")


def require_profile(study: Study) -> tuple[Setup, Profile]:
    """What is to be learned from; the first time this takes seconds.

    A draft that has not been on the Upload page yet gets the suggested target.
    """
    name = escape_markdown(study.setup.upload.name)
    with st.spinner(f"Looking at {name}", show_time=True), st.skeleton(height=320):
        setup = choices.complete(study, memory.reading(study.setup))
        profile = memory.described(setup).profile
    return setup, profile


def require_report(study: Study, folds: Sequence[FoldResult]) -> Report:
    """Everything known so far; a study with many folds takes a moment."""
    with st.spinner("Comparing the folds"), st.skeleton(height=320):
        return memory.report(study, folds)
