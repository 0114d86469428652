"""The limit below which a difference does not matter to the user."""

import streamlit as st

from dlcompare.comparison.limits import limits_around
from dlcompare.records import Comparison, Study
from dlcompare.ui import choices, parts, state
from dlcompare.words import escape_markdown, score


def chosen(study: Study) -> float | None:
    """The limit set in this tab, None: the metric's default."""
    value = st.session_state.get(_stored(study.id))
    return None if value is None else float(value)


def ask(study: Study, comparison: Comparison, usual: Comparison) -> None:
    """A slider over limits around the default, and why the default is that.

    Parameters
    ----------
    study : Study
    comparison, usual : Comparison
        With the limit chosen, and with the default one.
    """
    widget = choices.shown(state.key("limit", study.id), comparison.rope)
    if usual.rope > 0:
        st.select_slider(
            "Differences below this do not matter to me",
            limits_around(usual.rope),
            format_func=score,
            key=widget,
            on_change=_take,
            args=(study.id, widget),
        )
    reason = escape_markdown(usual.rope_reason, parts.LONG)
    parts.remark(f"{score(usual.rope)} is usual here. {reason}")


def _take(study: str, widget: str) -> None:
    st.session_state[_stored(study)] = choices.chosen(widget)


def _stored(study: str) -> str:
    return state.key("limit-chosen", study)
