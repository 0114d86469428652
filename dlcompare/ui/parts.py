"""Small composites used by two pages or more: strip, title, figure, card, message."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dlcompare import answers
from dlcompare.plots import CONFIG, as_csv
from dlcompare.records import Comparison, Family, Profile, Setup
from dlcompare.words import count, escape_markdown

LEAD_WIDTH = 820  # px; about 110 characters a line
LONG = 600  # characters of a sentence with user text in it
PAIR_WIDTH = 430  # px; narrower figures go below each other

FAMILIES: dict[Family, str] = {
    "classical": ":blue[●\u00a0classical]",
    "deep": ":orange[◆\u00a0deep]",
    "dummy": ":gray[┊\u00a0guessing]",
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
        _divided(setup),
        folds,
    )


def _divided(setup: Setup) -> str:
    """How rows are divided, "" by chance."""
    said = answers.divided(setup)
    return "" if said == "by chance" else f"divided {escape_markdown(said, LONG)}"


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
            st.download_button(
                "Save as CSV",
                data=partial(as_csv, table),
                file_name=f"dlcompare-{key}.csv",
                mime="text/csv",
                key=f"csv-{key}",
                on_click="ignore",
                type="tertiary",
            )


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
