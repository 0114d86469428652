"""What matters to the user beside the score, asked in plain words.

A draft keeps what is chosen; on a trained study it is tried out in this tab alone.
"""

from dataclasses import replace

import streamlit as st

from dlcompare.advice.offered import offered
from dlcompare.advice.wanted import COSTS, Cost
from dlcompare.records import Comparison, Priorities, Recommendation, Study
from dlcompare.ui import choices, memory, parts, state
from dlcompare.words import escape_markdown

QUESTIONS = {
    "interpretability": "I must explain single predictions",
    "limited_compute": "Training time and hardware are short",
    "small_team": "A small team looks after it",
    "top_accuracy": "The last bit of accuracy counts",
}
LIMITS = {
    "max_row_ms": "One prediction takes at most",
    "max_size_mb": "The model is at most",
    "max_train_seconds": "Training takes at most",
}
NO_LIMIT = "no limit"
HEADING = "What matters to you beside the score?"


def ask(study: Study, *, in_a_row: bool = True) -> None:
    """Four switches; a draft keeps them, a trained study only shows their effect."""
    wishes = priorities(study)
    parts.heading(HEADING)
    with st.container(horizontal=in_a_row, gap="medium" if in_a_row else "xsmall"):
        for field, question in QUESTIONS.items():
            widget = choices.shown(_key(study.id, field), getattr(wishes, field))
            st.toggle(question, key=widget, on_change=_take, args=(study.id, field))


def show(study: Study, comparison: Comparison, found: Recommendation | None) -> None:
    """The priorities, and the candidate they call for, apart from the verdict."""
    st.space("small")
    ask(study)
    _limits(study, comparison)
    if found is None:
        parts.remark("Nothing is asked for yet, so the verdict stands alone.")
        return
    title = escape_markdown(found.title, parts.LONG)
    said = escape_markdown(found.sentence, parts.LONG)
    st.markdown(f"**{title}** {said}", width=parts.LEAD_WIDTH)


def _limits(study: Study, comparison: Comparison) -> None:
    """A menu per limit; the numbers offered are those that part the candidates."""
    wishes = priorities(study)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for cost in COSTS:
            _limit(study, cost, getattr(wishes, cost.name), comparison)
        if wishes != study.setup.priorities:
            st.button(
                "Undo",
                key=state.key("wishes-undo", study.id),
                help="Back to the priorities this study was trained with",
                on_click=_forget,
                args=(study.id,),
                type="tertiary",
            )


def _limit(study: Study, cost: Cost, now: float | None, comparison: Comparison) -> None:
    numbers = offered(cost, comparison, now)
    if not numbers:
        return
    widget = choices.shown(_key(study.id, cost.name), now)

    def form(number: float | None) -> str:
        return NO_LIMIT if number is None else cost.shown(cost.unit * number)

    st.selectbox(
        LIMITS[cost.name],
        [None, *numbers],
        format_func=form,
        placeholder=NO_LIMIT,
        key=widget,
        on_change=_take,
        args=(study.id, cost.name),
        width=230,
    )


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


def _forget(study_id: str) -> None:
    st.session_state.pop(state.key("wishes", study_id), None)


def _key(study: str, field: str) -> str:
    return state.key(f"wish-{field}", study)
