"""The only corner of the package that knows Streamlit."""
