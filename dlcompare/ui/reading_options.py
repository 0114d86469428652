"""How a table is read: what was recognised, why, and the chance to say otherwise."""

from functools import partial

import streamlit as st

from dlcompare.records import Decision, Reading, ReadOptions, Study
from dlcompare.ui import choices, parts, state
from dlcompare.ui.column_options import ask_columns
from dlcompare.ui.reading_choice import OPTIONS, ask_file, override
from dlcompare.words import count, escape_markdown, sentence_start

MOST_DECISIONS = 40  # listed; the report has all


def in_words(decision: Decision) -> str:
    """What was recognised, in words; as it is where there are none."""
    _, known = OPTIONS.get(decision.name, ("", {}))
    return known.get(decision.value, decision.value)


def recognised(reading: Reading) -> tuple[str, ...]:
    """How a table was read, in a few words of Markdown."""
    found = {decision.name: decision for decision in reading.decisions}
    texts = []
    if "format" in found:
        texts.append(escape_markdown(found["format"].value))
    if "delimiter" in found:
        texts.append(f"{in_words(found['delimiter'])} separated")
    if "decimal" in found and found["decimal"].value == ",":
        texts.append("decimal comma")
    if "encoding" in found:
        texts.append(escape_markdown(in_words(found["encoding"])))
    return tuple(texts)


def read_differently(study: Study, reading: Reading | None = None) -> None:
    """Ask how to read the file; `reading` None: it could not be read so far."""
    if reading is not None and reading.modality != "tabular":
        return
    with st.expander("Read it differently", expanded=reading is None):
        if reading is not None:
            _decisions(reading)
        ask_file(study, reading)
        if reading is not None:
            ask_columns(study, reading)
        if study.setup.options.skip_bad_rows:
            parts.remark("Rows that do not fit the header are skipped.")
        if reading is not None and study.state == "draft":
            as_recognised(study)


def _decisions(reading: Reading) -> None:
    """What was decided, and why."""
    for decision in reading.decisions[:MOST_DECISIONS]:
        name, value, reason = (
            escape_markdown(sentence_start(text), 400)
            for text in (decision.name, in_words(decision), decision.reason)
        )
        st.markdown(f"{name}: **{value}**  \n:small[:gray[{reason}]]")
    n_more = len(reading.decisions) - MOST_DECISIONS
    if n_more > 0:
        parts.remark(f"{count(n_more, 'more decision')} in the report.")


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
