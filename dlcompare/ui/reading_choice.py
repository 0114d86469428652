"""Choices of how a whole file is read, and what they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dlcompare.records import Reading, Study
from dlcompare.ui import choices, memory, state

AS_RECOGNISED = "as recognised"  # the choice that overrides nothing
WIDTH = 220  # px

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
DECIMALS = {".": "point", ",": "comma"}
THOUSANDS = {"": "nothing", ",": "comma", ".": "point", " ": "space", "'": "apostrophe"}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "latin-1": "Latin-1",
    "shift_jis": "Shift JIS",
    "gb18030": "GB 18030",
}
HEADERS = {True: "names the columns", False: "holds values"}
ORDERS = {True: "the first of February", False: "the second of January"}
OPTIONS: Mapping[str, tuple[str, Mapping[Any, str]]] = {
    "delimiter": ("Columns are split at", DELIMITERS),
    "decimal": ("Decimal sign", DECIMALS),
    "thousands": ("Between thousands", THOUSANDS),
    "encoding": ("Encoding", ENCODINGS),
    "header": ("The first line", HEADERS),
    "day_first": ("01/02/2021 is", ORDERS),
}


def override(study: str, **changes: Any) -> None:
    """Read the file with other options."""
    options = memory.store().load(study).setup.options
    choices.change(study, options=replace(options, **changes))


def ask_file(study: Study, reading: Reading | None) -> None:
    """Ask how the whole file is read."""
    with st.container(horizontal=True):
        for option, (label, known) in OPTIONS.items():
            _ask(study, option, label, list(known), known)
        if reading is not None and len(reading.sheets) > 1:
            _ask(study, "sheet", "Sheet", reading.sheets, {})


def _ask(
    study: Study,
    option: str,
    label: str,
    values: Sequence[Any],
    known: Mapping[Any, str],
) -> None:
    current = getattr(study.setup.options, option)
    picked = AS_RECOGNISED if current is None else current
    offered = [AS_RECOGNISED, *values]
    widget = choices.shown(state.key(option, study.id), picked)
    st.selectbox(
        label,
        offered if picked in offered else [*offered, picked],
        format_func=lambda value: known.get(value, value),
        key=widget,
        on_change=_take,
        args=(study.id, option, widget),
        disabled=study.state != "draft",
        width=WIDTH,
    )


def _take(study: str, option: str, widget: str) -> None:
    value = choices.chosen(widget)
    override(study, **{option: None if value == AS_RECOGNISED else value})
