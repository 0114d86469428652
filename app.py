"""Start here: `streamlit run app.py`. The pages, their menu and their frame."""

import streamlit as st

from dlcompare.ui import gates, parts, state

st.set_page_config(page_title="dlcompare", page_icon=parts.LOGO, layout="wide")
st.logo(parts.LOGO)
page = st.navigation(
    [
        st.Page(state.UPLOAD, title="Upload", default=True),
        st.Page(state.EXPLORE, title="Explore"),
        st.Page(state.TRAIN, title="Train"),
        st.Page(state.COMPARE, title="Compare"),
        st.Page(state.VERDICT, title="Verdict"),
        st.Page(state.HISTORY, title="History"),
    ],
    position="top",
)
with parts.sheet(), gates.told():
    page.run()
