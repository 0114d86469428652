"""Explore: what the data looks like, and what it suggests."""

import streamlit as st

from dlcompare import plots
from dlcompare.ui import (
    closer,
    data_parts,
    frame,
    gates,
    memory,
    parts,
    rules_parts,
    state,
    wishes,
)
from dlcompare.words import escape_markdown

frame.require()
study = gates.require_study()
setup, profile = gates.require_profile(study)
verdict = memory.prior(setup, profile, wishes.priorities(study))
lead = escape_markdown(verdict.sentence, parts.LONG)
parts.opening(parts.strip(setup, profile), escape_markdown(verdict.title), lead)

is_table = profile.images is None
if not is_table:
    data_parts.images(setup, profile)
with parts.pair():
    with st.container():
        parts.figure(plots.rules_figure(verdict), key="rules")
        wishes.ask(study, in_a_row=False)
    with st.container():
        if is_table:
            data_parts.target(setup, profile)
            data_parts.one_column(setup, profile)
        else:
            data_parts.shortcuts(setup, profile)
rules_parts.prior(verdict)
if is_table:
    data_parts.columns(setup, profile)
closer.look(setup, profile)

if parts.next_step("Plan the training", key="to-train"):
    state.go(state.TRAIN)
