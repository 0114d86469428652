"""What a score costs: one figure for every kind of cost, chosen above it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from dlcompare import plots
from dlcompare.records import Comparison
from dlcompare.ui import gates, memory, parts

KEY = "which-cost"


def show(comparison: Comparison, key: Sequence[Any]) -> None:
    """The figure of one cost; another is chosen without drawing the page again."""
    st.fragment(_draw)(comparison, key)


def _draw(comparison: Comparison, key: Sequence[Any]) -> None:
    with gates.told():  # a fragment runs without the frame of the page
        by_name = {price.name: price for price in plots.PRICES}
        chosen = st.segmented_control(
            "Score against", list(by_name), default=plots.PRICES[0].name, key=KEY
        )
        price = by_name.get(str(chosen), plots.PRICES[0])
        figure = memory.kept(
            (*key, "cost", price.key), partial(plots.cost, comparison, price)
        )
        table = memory.kept(
            (*key, "costs"), partial(plots.costs_by_candidate, comparison)
        )
        parts.figure(figure, key="cost", table=table)
        is_missing = price.key == "memory" and not plots.known(comparison, price)
        note = plots.NO_MEMORY if is_missing else price.note
        if note:
            parts.remark(note)
