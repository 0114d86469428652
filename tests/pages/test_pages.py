"""Every page without a study, with an unknown one and with a finished one."""

import logging
import subprocess
import sys

import pytest

PAGES = ("upload", "explore", "train", "compare", "verdict", "history")
TITLES = {
    "upload": "We read iris",
    "explore": "By rules of thumb alone",
    "train": "folds are done",
    "compare": "best",
    "verdict": "",
    "history": "One earlier study",
}
NO_STUDY = {"upload": "Is deep learning worth it", "history": "No studies yet"}


@pytest.mark.parametrize("page", PAGES)
def test_page_without_a_study_says_where_to_start(home, open_app, page):
    app = open_app(page)

    assert not app.exception
    assert NO_STUDY.get(page, "No study yet") in app.title[0].value


@pytest.mark.parametrize("page", PAGES[:-1])
def test_page_of_an_unknown_study_says_so(home, open_app, page):
    app = open_app(page, "0123456789abcdef")

    assert not app.exception
    assert "no study" in app.title[0].value.lower()


def test_markup_in_a_link_is_not_read_as_markup(home, open_app):
    app = open_app("verdict", "![x](http://evil.example/a.png)")

    assert not app.exception
    assert "![x](" not in app.title[0].value


@pytest.mark.parametrize("page", PAGES)
def test_page_of_a_finished_study_opens_without_deprecations(
    finished, open_app, caplog, page
):
    with caplog.at_level(logging.WARNING):
        app = open_app(page, finished)

    assert not app.exception
    assert TITLES[page] in app.title[0].value
    assert "deprecat" not in caplog.text.lower()


@pytest.mark.parametrize("page", PAGES)
def test_page_has_one_title_and_at_most_one_dark_button(finished, open_app, page):
    app = open_app(page, finished)

    dark = [b.label for b in app.button if b.proto.type == "primary"]
    assert 1 == len(app.title)
    assert 1 >= len(dark), dark


def test_web_process_loads_no_library_for_learning(finished):
    code = f"""
import sys
from streamlit.testing.v1 import AppTest
for page in {PAGES!r}:
    app = AppTest.from_file("app.py", default_timeout=60)
    app.query_params["study"] = "{finished}"
    app.run()
    app.switch_page(f"pages/{{page}}.py").run()
    assert not app.exception, app.exception
heavy = ("tensorflow", "keras", "sklearn", "catboost", "skimage")
print([name for name in heavy if name in sys.modules])
"""

    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )

    assert "[]" == answer.stdout.splitlines()[-1], answer.stderr[-2000:]
