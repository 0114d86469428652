"""What is around every page: the menu, the centred column, the messages."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import streamlit as st

from dlcompare.ui import gates, state

PAGE_WIDTH = 1160  # px; two figures of 560 side by side, lines that still read
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 46 24">'
    '<circle cx="12" cy="12" r="10" fill="#2e7ebb"/>'
    '<path d="M33 1 44 12 33 23 22 12Z" fill="#d4601c"/></svg>'
)
_is_framed = ContextVar("is_framed", default=False)


def menu() -> Any:
    """The menu; gives the page that was asked for."""
    return st.navigation(
        [
            st.Page(state.UPLOAD, title="Upload", default=True),
            st.Page(state.EXPLORE, title="Explore"),
            st.Page(state.TRAIN, title="Train"),
            st.Page(state.COMPARE, title="Compare"),
            st.Page(state.VERDICT, title="Verdict"),
            st.Page(state.UNDERSTAND, title="Understand"),
            st.Page(state.HISTORY, title="History"),
            st.Page(state.LEARN, title="Learn"),
        ],
        position="top",
    )


@contextmanager
def sheet() -> Iterator[None]:
    """The centred column every page is written in; errors are told, not raised."""
    token = _is_framed.set(True)
    try:
        with (
            st.container(horizontal_alignment="center"),
            st.container(width=PAGE_WIDTH),
            gates.told(),
        ):
            yield
    finally:
        _is_framed.reset(token)


def run() -> None:
    """Run the page that was asked for, inside the frame."""
    st.set_page_config(page_title="dlcompare", page_icon=LOGO, layout="wide")
    st.logo(LOGO)
    page = menu()
    with sheet():
        page.run()


def require() -> None:
    """Put the frame around a page whose script was run without `app.py`.

    Streamlit takes a folder called pages for an app of its first kind and runs the
    script of a link by itself, until `st.navigation` was called in this server.
    """
    if not _is_framed.get():
        run()
        st.stop()
