"""Small composites used by two pages or more: strip, title, figure, card, message."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dlcompare.plots import CONFIG
from dlcompare.records import CheckResult, Comparison, Family, Profile, Setup, Severity
from dlcompare.words import count, escape_markdown

LEAD_WIDTH = 820  # px; about 110 characters a line
LONG = 600  # characters of a sentence with user text in it
PAIR_WIDTH = 430  # px; narrower figures go below each other

FAMILIES: dict[Family, str] = {
    "classical": ":blue[●\u00a0classical]",
    "deep": ":orange[◆\u00a0deep]",
    "dummy": ":gray[┊\u00a0guessing]",
}
MARKS: dict[Severity, str] = {
    "decide": "**:red[■ Decide]**",
    "check": "**:yellow[▲ Check]**",
    "note": ":gray[● Note]",
    "passed": ":gray[Passed]",
}


def opening(strip: Sequence[str], title: str, lead: str = "") -> None:
    """Strip of facts, the answer as title, one line under it (all Markdown)."""
    with st.container(gap=None):
        if strip:
            remark(" · ".join(part for part in strip if part))
        st.title(title, anchor=False)
    if lead:
        st.markdown(lead, width=LEAD_WIDTH)


def strip(setup: Setup, profile: Profile, folds: str = "") -> tuple[str, ...]:
    """File, size, target and folds (Markdown)."""
    noun = "image" if profile.modality == "images" else "row"
    target = "folder name" if profile.modality == "images" else setup.target
    return (
        escape_markdown(setup.upload.name),
        count(profile.n_rows, noun),
        f"predicting **{escape_markdown(target)}**",
        folds,
    )


def folds_in(comparison: Comparison) -> str:
    """How many folds the comparison stands on."""
    if comparison.n_folds < comparison.n_folds_planned:
        return (
            f"from {count(comparison.n_folds)} of"
            f" {count(comparison.n_folds_planned, 'fold')}"
        )
    return count(comparison.n_folds, "fold")


def heading(title: str, lead: str = "") -> None:
    """Title of a figure or table and the line under it (Markdown)."""
    st.markdown(f"**{title}**" + (f"  \n:gray[{lead}]" if lead else ""))


def section(title: str) -> None:
    """Title of a part of the page."""
    st.subheader(title, anchor=False)


def figure(figure: Any, *, key: str, table: pd.DataFrame | None = None) -> None:
    """A figure under its own title, with its numbers one click away."""
    meta = figure.layout.meta
    heading(escape_markdown(meta["title"], LONG), escape_markdown(meta["lead"], LONG))
    st.plotly_chart(figure, key=key, config=CONFIG, alt=meta["alt"])
    if table is not None:
        with details("Show the numbers"):
            st.dataframe(table, hide_index=True, alt=meta["alt"])


def details(label: str) -> Any:
    """Something that is one click away."""
    return st.expander(label, type="compact")


def pair() -> Any:
    """Two cells side by side, below each other on a narrow screen."""
    return st.grid(2, min_column_width=PAIR_WIDTH, gap="large")


def message(what: str, fix: str) -> None:
    """What happened and what to do; `what` and `fix` may hold user text."""
    with st.container(border=True):
        st.markdown(
            f"**{escape_markdown(what, LONG)}**  \n{escape_markdown(fix, LONG)}"
        )


def next_step(
    label: str, *, key: str, beside: str = "", disabled: bool = False
) -> bool:
    """The one dark button of a page and a remark beside it (Markdown)."""
    st.space("small")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed: bool = st.button(label, key=key, type="primary", disabled=disabled)
        if beside:
            remark(beside)
    return pressed


def remark(text: str) -> None:
    """Small grey text (Markdown)."""
    st.markdown(f":small[:gray[{text}]]")


def remarks(*texts: str) -> None:
    """Small grey lines close together; they may hold user text."""
    with st.container(gap="xxsmall"):
        for text in texts:
            remark(escape_markdown(text, LONG))


def check_card(
    check: CheckResult,
    *,
    key: str,
    setup: Setup,
    leave_out: Callable[[Sequence[str]], None],
    keep: Callable[[Sequence[str]], None],
    fixed: bool,
) -> None:
    """What one check found, its question, and the two ways to answer it."""
    question = escape_markdown(check.question, LONG)
    with st.container(border=True, height="stretch"):
        st.markdown(
            f"{MARKS[check.severity]}  \n**{escape_markdown(check.title, LONG)}**\n\n"
            + escape_markdown(check.text, LONG)
            + (f" **{question}**" if question else "")
        )
        if not check.exclude:
            return
        out = set(check.exclude) <= set(setup.excluded)
        stays = not out and set(check.exclude) <= set(setup.kept)
        st.space("stretch")
        if out or stays:
            remark("It is left out." if out else "It is used.")
        with st.container(horizontal=True):
            if not out:
                label = "No, leave it out" if question and not stays else "Leave it out"
                st.button(
                    label,
                    key=f"{key}-out",
                    on_click=leave_out,
                    args=(check.exclude,),
                    disabled=fixed,
                )
            if not stays:
                label = "Yes, keep it" if question and not out else "Use it anyway"
                st.button(
                    label,
                    key=f"{key}-keep",
                    on_click=keep,
                    args=(check.exclude,),
                    disabled=fixed,
                )
