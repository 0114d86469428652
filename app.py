"""Start here: `streamlit run app.py`. The pages are in `pages/`.

Streamlit imports this file once for the server, and runs it for every page.
"""

import streamlit as st
from starlette.middleware import Middleware

from dlcompare.ui import frame
from dlcompare.ui.headers import SafeHeaders

if __name__ == "__main__":
    frame.run()
else:
    app = st.App(__file__, middleware=[Middleware(SafeHeaders)])
