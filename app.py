"""Start here: `streamlit run app.py`. The pages are in `pages/`."""

from dlcompare.ui import frame

frame.run()
