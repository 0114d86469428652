"""What matters to the user beside the score, asked in plain words."""

from dataclasses import replace

import streamlit as st

from dlcompare.records import Priorities, Study
from dlcompare.ui import choices, memory, parts, state

QUESTIONS = {
    "interpretability": "I must explain single predictions",
    "limited_compute": "Training time and hardware are short",
    "top_accuracy": "The last bit of accuracy counts",
}


def ask(study: Study, *, in_a_row: bool = True) -> None:
    """Three switches; a draft keeps them, a trained study only shows their effect."""
    wishes = priorities(study)
    parts.heading("What matters to you beside the score?")
    with st.container(horizontal=in_a_row, gap="medium" if in_a_row else "xsmall"):
        for field, question in QUESTIONS.items():
            widget = choices.shown(_key(study.id, field), getattr(wishes, field))
            st.toggle(question, key=widget, on_change=_take, args=(study.id, field))


def priorities(study: Study) -> Priorities:
    """The priorities stored, or those tried out in this tab on a trained study."""
    tried = st.session_state.get(state.key("wishes", study.id))
    return tried if isinstance(tried, Priorities) else study.setup.priorities


def _take(study_id: str, field: str) -> None:
    study = memory.store().load(study_id)
    chosen = choices.chosen(_key(study_id, field))
    wishes = replace(priorities(study), **{field: chosen})
    if study.state == "draft":
        choices.change(study_id, priorities=wishes)
    else:
        st.session_state[state.key("wishes", study_id)] = wishes


def _key(study: str, field: str) -> str:
    return state.key(f"wish-{field}", study)
