"""A test file of the user's own: given, held against the file, taken back."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dlcompare.advice.holdout import opened_before
from dlcompare.errors import DlcompareError
from dlcompare.records import Difference, Matching, Setup, Study
from dlcompare.ui import choices, memory, parts, state, understood
from dlcompare.words import count, escape_markdown

LABEL = "Score on a test file of your own"
EXPLAINED = (
    "A file with the same columns; the best model of each family is trained on all rows"
    " and scored on it once, at the end"
)
SAME = "It is written as the file trained on, and no row is in both."


def ask(study: Study, setup: Setup) -> bool:
    """Take a test file and say how it goes with the file; a draft may do without.

    False: one is given that cannot be matched.
    """
    given = setup.test_upload
    _opened(study, setup)
    if given is None and (study.state != "draft" or setup.sealed_share):
        return True
    with st.expander(LABEL, expanded=given is not None):
        if given is not None:
            return _given(study, setup, given.name)
        _take(study)
    return True


def _opened(study: Study, setup: Setup) -> None:
    """Whether other studies have looked at the test rows, sealed ones included."""
    openings = memory.openings(setup, study.id)
    if openings:
        said = opened_before(len(openings), openings[0].at)
        st.markdown(f":yellow[▲] {escape_markdown(said, parts.LONG)}")


def _take(study: Study) -> None:
    file = st.file_uploader(
        EXPLAINED,
        type=understood.ACCEPTED,
        key=state.uploader_key("test-file"),
    )
    if file is not None:
        upload = memory.keep_upload(file.name, file)
        state.renew_uploaders()
        choices.change(study.id, test_upload=upload, sealed_share=0.0)
        st.rerun()


def _given(study: Study, setup: Setup, name: str) -> bool:
    found = None
    try:
        with st.spinner(f"Matching {escape_markdown(name)}", show_time=True):
            found = memory.matching(setup)
    except DlcompareError as error:
        parts.message(error.what, error.fix)
    if found is not None:
        _matched(found, "image" if name.lower().endswith(".zip") else "row")
    if study.state == "draft":
        st.button(
            "Do without it",
            key=state.key("no-test", study.id),
            on_click=partial(choices.change, study.id, test_upload=None),
        )
    return found is not None


def _matched(found: Matching, noun: str) -> None:
    """What remains different, and what was matched."""
    st.markdown(
        "When the folds are done, the best model of each family is trained on all rows"
        f" and scored once on **{escape_markdown(found.name)}**"
        f" ({count(found.n_rows, noun)})."
    )
    if not found.differences:
        parts.remark(SAME)
    _listed("May cost score", [d for d in found.differences if not d.is_repaired])
    _listed("Matched for you", [d for d in found.differences if d.is_repaired])


def _listed(title: str, differences: Sequence[Difference]) -> None:
    if differences:
        lines = [f"- {escape_markdown(d.text, parts.LONG)}" for d in differences]
        st.markdown("\n".join([f"**{title}**\n", *lines]))
