"""The ledger, on the Train and the Compare page."""

import streamlit as st

from dlcompare import plots
from dlcompare.records import Ledger
from dlcompare.ui import parts
from dlcompare.words import duration, escape_markdown


def show(spent: Ledger | None) -> None:
    """The budget and what each family made of it."""
    if spent is None or not spent.lines:
        return
    parts.heading(
        "The same budget for both families",
        f"{duration(spent.budget_seconds)} of training for each, side by side",
    )
    table = plots.ledger_table(spent)
    table["Family"] = [parts.FAMILIES[line.family] for line in spent.lines]
    cut = "Left out or shortened"
    table[cut] = [escape_markdown(text, parts.LONG) for text in table[cut]]
    st.table(table, border="horizontal", hide_index=True, alt="Budget by family")
    parts.remarks(*spent.notes)
