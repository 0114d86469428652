"""The rules of thumb on a page: their table, their sources, the nearest tables."""

import streamlit as st

from dlcompare import plots
from dlcompare.records import Verdict
from dlcompare.ui import parts
from dlcompare.words import escape_markdown

RULES_OF_THUMB = "Rules of thumb against your data"


def prior(said: Verdict) -> None:
    """What stands behind the figure, one click away: records and nearest tables."""
    with parts.details("Every rule and its record"):
        table = plots.rules_table(said).drop(columns=["Measured", "Rule"])
        st.table(table, border="horizontal", hide_index=True, alt=RULES_OF_THUMB)
    nearest(said)


def against(said: Verdict) -> None:
    """Every rule that applies against what was measured, and where one misled."""
    if said.hindsight:
        st.markdown(escape_markdown(said.hindsight, parts.LONG))
    rules = plots.rules_table(said, silent=False)
    st.table(rules, border="horizontal", hide_index=True, alt=RULES_OF_THUMB)
    if said.not_applicable:
        with parts.details("Rules that do not apply"):
            silent = plots.rules_table(said).iloc[len(said.findings) :]
            columns = ["Rule of thumb", "Says", "You", plots.RECORD]
            st.table(silent[columns], border="horizontal", hide_index=True)
    nearest(said)
    with parts.details("Where these rules come from"):
        for code, title, source in (
            *((f.code, f.title, f.source) for f in said.findings),
            *((n.code, n.title, n.source) for n in said.not_applicable),
        ):
            name, origin = escape_markdown(title), escape_markdown(source, parts.LONG)
            st.markdown(f"**{name}** ({code})  \n:gray[{origin}]")


def nearest(said: Verdict) -> None:
    """Who won on the public tables most like this one; nothing for images."""
    if said.nearest is None:
        return
    with parts.details("Public tables most like yours, and who won there"):
        st.markdown(escape_markdown(plots.nearest_sentence(said.nearest), parts.LONG))
        table = plots.nearest_table(said.nearest)
        st.dataframe(table, hide_index=True, alt="Nearest public tables")
        parts.remark(plots.NEAREST_NOTE)
