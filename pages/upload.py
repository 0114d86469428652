"""Upload: whether the file was understood, and what should be predicted."""

import streamlit as st

from dlcompare import answers
from dlcompare.errors import UnreadableUpload
from dlcompare.ui import (
    cards,
    choices,
    dividing,
    frame,
    gates,
    memory,
    parts,
    reading_options,
    state,
    test_file,
    understood,
)
from dlcompare.words import escape_markdown

frame.require()
if not state.study_id():
    understood.drop_area()
    st.stop()

study = gates.require_study()
name = escape_markdown(study.setup.upload.name)
try:
    with st.spinner(f"Reading {name}", show_time=True), st.skeleton(height=320):
        reading = memory.reading(study.setup)
except UnreadableUpload as error:
    understood.refused(study, error)
    st.stop()

setup = choices.complete(study, reading)
top = st.empty()
with top.container():
    parts.opening(("Upload",), f"We read {name}.", understood.facts(reading))
understood.other_ways(study)
with parts.pair():
    with st.container():
        understood.ask_target(study, setup, reading)
        dividing.ask(study, setup, reading)
        trouble = st.container()
    with st.container():
        understood.first_rows(setup, reading)
        unused = st.container()
reading_options.read_differently(study, reading)

with st.spinner("Looking at every column", show_time=True), st.skeleton(height=240):
    checks = memory.checks(setup)
    choices.set_aside(study, setup, checks)
    problem = dividing.problem(setup)
if problem is not None:
    with trouble:
        parts.message(problem.what, problem.fix)
with unused:
    dividing.left_out(study, setup, checks)
    if problem is None:
        dividing.noted(setup, reading)
asked = answers.open_questions(setup, checks)
with top.container():
    title = understood.headline(name, asked)
    parts.opening(("Upload",), title, understood.facts(reading))
cards.show(study, setup, checks)
test_file.ask(study, setup)
if parts.next_step(
    "Explore the data",
    key="to-explore",
    beside=understood.advice(asked),
    disabled=problem is not None,
):
    state.go(state.EXPLORE)
