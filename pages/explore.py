"""Explore: what the data looks like, and what it suggests."""

import streamlit as st

from dlcompare import plots
from dlcompare.ui import data_parts, gates, memory, parts, state, wishes

study = gates.require_study()
setup, profile = gates.require_profile(study)
verdict = memory.prior(setup, profile, wishes.priorities(study))
parts.opening(parts.strip(setup, profile), verdict.title, verdict.sentence)

with parts.pair():
    with st.container():
        parts.figure(plots.rules_figure(verdict), key="rules")
        wishes.ask(study)
    with st.container():
        drawn = memory.figure(plots.target_figure, setup, profile)
        parts.figure(drawn, key="target", table=plots.target_table(profile))
        data_parts.one_column(setup, profile)
if profile.images is None:
    data_parts.columns(setup, profile)
else:
    data_parts.images(setup, profile)

if parts.next_step("Plan the training", key="to-train"):
    state.go(state.TRAIN)
