"""How single columns are read: their kind, and what else stands for missing."""

from functools import partial

import streamlit as st

from dlcompare.records import Reading, ReadOptions, Study
from dlcompare.ui import choices, memory, state
from dlcompare.ui.reading_choice import AS_RECOGNISED, WIDTH, override
from dlcompare.words import escape_markdown

KINDS = {
    "number": "a number",
    "category": "a category",
    "boolean": "yes or no",
    "date": "a date",
    "text": "running text",
}
EVERY_COLUMN = ""
MOST_SUGGESTED = 6  # buttons for values that may be missing


def ask_columns(study: Study, reading: Reading) -> None:
    """Offer to read one column, or every one, in another way."""
    fixed = study.state != "draft"
    options = study.setup.options
    with st.container(horizontal=True):
        column = st.selectbox(
            "Column",
            [EVERY_COLUMN, *(column.name for column in reading.columns)],
            format_func=lambda name: name or "every column",
            key=state.key("read-column", study.id),
            width=WIDTH,
        )
        kind = options.kinds.get(column, AS_RECOGNISED)
        widget = choices.shown(state.key("read-kind", study.id), kind)
        st.selectbox(
            "It is",
            [AS_RECOGNISED, *KINDS],
            format_func=lambda name: KINDS.get(name, name),
            key=widget,
            on_change=_take_kind,
            args=(study.id, column, widget),
            disabled=fixed or column == EVERY_COLUMN,
            width=WIDTH,
        )
        asked = ", ".join(options.missing.get(column, ()))
        widget = choices.shown(state.key("read-missing", study.id), asked)
        st.text_input(
            "Also missing",
            placeholder="such as 999, unknown",
            key=widget,
            on_change=_take_missing,
            args=(study.id, column, widget),
            disabled=fixed,
            width=WIDTH,
        )
    if not fixed:
        _suggest(study, reading)


def _suggest(study: Study, reading: Reading) -> None:
    """One click for each value that may stand for missing."""
    found = [(c, value) for c, values in reading.sentinels.items() for value in values]
    with st.container(horizontal=True):
        for number, (column, value) in enumerate(found[:MOST_SUGGESTED]):
            shown, where = escape_markdown(value), escape_markdown(column)
            st.button(
                f"Read {shown} in {where} as missing",
                key=state.key(f"suggested-{number}", study.id),
                on_click=partial(_add_missing, study.id, column, value),
            )


def _options(study: str) -> ReadOptions:
    return memory.store().load(study).setup.options


def _take_kind(study: str, column: str, widget: str) -> None:
    kinds = {k: v for k, v in _options(study).kinds.items() if k != column}
    kind = choices.chosen(widget)
    if kind != AS_RECOGNISED:
        kinds[column] = kind
    override(study, kinds=kinds)


def _take_missing(study: str, column: str, widget: str) -> None:
    texts = [text.strip() for text in choices.chosen(widget).split(",")]
    missing = {k: v for k, v in _options(study).missing.items() if k != column}
    if any(texts):
        missing[column] = tuple(dict.fromkeys(text for text in texts if text))
    override(study, missing=missing)


def _add_missing(study: str, column: str, value: str) -> None:
    missing = dict(_options(study).missing)
    missing[column] = tuple(dict.fromkeys([*missing.get(column, ()), value]))
    override(study, missing=missing)
