"""How a table is read: what was recognised, why, and the chance to say otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dlcompare.records import Decision, Reading, ReadOptions, Study
from dlcompare.ui import choices, memory, parts, state
from dlcompare.words import escape_markdown, sentence_start

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
DECIMALS = {".": "point", ",": "comma"}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
OPTIONS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "delimiter": ("Columns are split at", DELIMITERS),
    "decimal": ("Decimal sign", DECIMALS),
    "encoding": ("Encoding", ENCODINGS),
}
WIDTH = 220  # px


AS_RECOGNISED = ""  # the choice that overrides nothing


def in_words(decision: Decision) -> str:
    """What was recognised, in words; as it is where there are none."""
    _, known = OPTIONS.get(decision.name, ("", {}))
    return known.get(decision.value, decision.value)


def recognised(reading: Reading) -> tuple[str, ...]:
    """How a table was read, in a few words of Markdown."""
    found = {decision.name: decision for decision in reading.decisions}
    texts = []
    if "delimiter" in found:
        texts.append(f"{in_words(found['delimiter'])} separated")
    if "decimal" in found and found["decimal"].value == ",":
        texts.append("decimal comma")
    if "encoding" in found:
        texts.append(escape_markdown(in_words(found["encoding"])))
    return tuple(texts)


def override(study: str, **changes: Any) -> None:
    """Read the file with other options."""
    options = memory.store().load(study).setup.options
    choices.change(study, options=replace(options, **changes))


def read_differently(study: Study, reading: Reading | None = None) -> None:
    """Ask how to read the file; `reading` None: it could not be read so far."""
    if reading is not None and reading.modality != "tabular":
        return
    with st.expander("Read it differently", expanded=reading is None):
        for decision in reading.decisions if reading else ():
            name, value, reason = (
                escape_markdown(sentence_start(text), 400)
                for text in (decision.name, in_words(decision), decision.reason)
            )
            st.markdown(f"{name}: **{value}**  \n:small[:gray[{reason}]]")
        with st.container(horizontal=True):
            for option in OPTIONS:
                _ask(study, option)
        if study.setup.options.skip_bad_rows:
            parts.remark("Rows that do not fit the header are skipped.")


def skip_button(study: Study) -> None:
    """Offer to read the file without the rows that do not fit."""
    if study.state == "draft" and not study.setup.options.skip_bad_rows:
        st.button(
            "Skip the rows that do not fit",
            key=state.key("skip", study.id),
            on_click=partial(override, study.id, skip_bad_rows=True),
        )


def as_recognised(study: Study) -> None:
    """Offer to forget every override."""
    if study.setup.options != ReadOptions():
        st.button(
            "Read it as recognised",
            key=state.key("recognised", study.id),
            on_click=partial(choices.change, study.id, options=ReadOptions()),
        )


def _ask(study: Study, option: str) -> None:
    label, known = OPTIONS[option]
    current = getattr(study.setup.options, option) or AS_RECOGNISED
    widget = choices.shown(state.key(option, study.id), current)
    st.selectbox(
        label,
        list(dict.fromkeys([AS_RECOGNISED, *known, current])),
        format_func=lambda v: known.get(v, v) or "as recognised",
        key=widget,
        on_change=_override_from,
        args=(study.id, option, widget),
        disabled=study.state != "draft",
        width=WIDTH,
    )


def _override_from(study: str, option: str, widget: str) -> None:
    override(study, **{option: choices.chosen(widget) or None})
