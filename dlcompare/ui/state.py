"""What a browser tab holds: the id of one study, kept in the URL."""

import streamlit as st

UPLOAD = "pages/upload.py"
EXPLORE = "pages/explore.py"
TRAIN = "pages/train.py"
COMPARE = "pages/compare.py"
VERDICT = "pages/verdict.py"
UNDERSTAND = "pages/understand.py"
HISTORY = "pages/history.py"
LEARN = "pages/learn.py"

STUDY = "study"  # the name in the URL
_UPLOADS = "n_uploads"
_DELETED = "deleted"
_MESSAGE = "message"


def study_id() -> str:
    """The id in the URL, else the one this tab showed last ("" if none).

    The links of the menu carry no id, so it is written back into the URL.
    """
    known = st.query_params.get(STUDY) or st.session_state.get(STUDY, "")
    if known:
        open_study(known)
    return str(known)


def open_study(study: str) -> None:
    """Show `study` on every page of this tab."""
    st.session_state[STUDY] = study
    if st.query_params.get(STUDY) != study:
        st.query_params[STUDY] = study


def close_study() -> None:
    """Show no study."""
    st.session_state.pop(STUDY, None)
    st.query_params.clear()


def go(page: str, study: str = "") -> None:
    """Switch to `page` with `study`, or with the one shown."""
    shown = study or study_id()
    st.switch_page(page, query_params={STUDY: shown} if shown else None)


def key(name: str, study: str) -> str:
    """Key of a widget that belongs to one study."""
    return f"{name}-{study}"


def uploader_key(name: str) -> str:
    """Key of a file uploader; a new one after `renew_uploaders` frees its memory."""
    return f"{name}-{st.session_state.get(_UPLOADS, 0)}"


def renew_uploaders() -> None:
    """Let go of what the uploaders hold, once it is on disk."""
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


def remember_deleted(study: str) -> None:
    """Offer to undo the deletion of `study` ("": nothing to undo)."""
    st.session_state[_DELETED] = study


def last_deleted() -> str:
    """The study deleted last in this tab, "" if none."""
    return str(st.session_state.get(_DELETED, ""))


def leave_message(what: str, fix: str) -> None:
    """Have the next run show a message: a callback cannot show one itself."""
    st.session_state[_MESSAGE] = (what, fix)


def take_message() -> tuple[str, str] | None:
    """The message left by a callback, once."""
    left: tuple[str, str] | None = st.session_state.pop(_MESSAGE, None)
    return left
