"""Learning curves on a page: the figure, what it comes to, and why to doubt it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dlcompare import plots
from dlcompare.records import Report
from dlcompare.ui import memory, parts
from dlcompare.words import count, escape_markdown


def show(report: Report, key: Sequence[Any]) -> None:
    """Both families over their rows; nothing while the closer look has no curves."""
    curves = report.learning
    if curves is None:
        return
    figure = memory.kept((*key, "more-rows"), lambda: plots.learning_curves(curves))
    parts.figure(figure, key="more-rows", table=plots.learning_table(curves))
    st.markdown(escape_markdown(curves.sentence, parts.LONG), width=parts.LEAD_WIDTH)
    if curves.reasons:
        n = count(len(curves.reasons), "reason")
        with parts.details(f"Why this is less certain: {n}"):
            parts.remarks(*curves.reasons)
