"""A test file of the user's own: said how it goes with the file, or refused."""

import io
from pathlib import Path

import pandas as pd
import pytest

from dlcompare.jobs import intake
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import Setup

ROOT = Path(__file__).parents[2]


@pytest.fixture
def draft(home):
    """The id of a draft of iris."""
    path = ROOT / "data" / "iris.csv"
    with path.open("rb") as stream:
        upload = intake.keep_upload(home, path.name, stream)
    return SqliteStore(home).create(Setup(upload))


def other_iris(**renamed) -> bytes:
    table = pd.read_csv(ROOT / "data" / "iris.csv").rename(columns=renamed)
    block = io.BytesIO()
    table.iloc[::3].to_csv(block, index=False)
    return block.getvalue()


def said(app) -> str:
    return "\n".join(str(part.value) for part in app.markdown).replace("\\", "")


@pytest.mark.slow
def test_upload_page_tells_what_was_matched_and_what_costs(draft, open_app):
    first = pd.read_csv(ROOT / "data" / "iris.csv").columns[0]
    app = open_app("upload", draft)

    content = other_iris(**{first: first.upper()})
    app.file_uploader[0].upload("new <b>.csv", content, "text/csv").run()

    assert not app.exception
    assert "scored once on **new <b>.csv** (50 rows)" in said(app)
    assert f"'{first.upper()}' is '{first}'" in said(app)
    assert "50 of 50 rows (100%) are in iris.csv too" in said(app)


@pytest.mark.slow
def test_a_file_that_cannot_be_matched_is_refused_before_training(draft, open_app):
    first = pd.read_csv(ROOT / "data" / "iris.csv").columns[0]
    app = open_app("train", draft)

    content = other_iris(**{first: "something"})
    app.file_uploader[0].upload("new.csv", content, "text/csv").run()

    assert not app.exception
    assert f"lacks 1 column of the trained file: '{first}'" in said(app)
    assert next(b for b in app.button if b.label == "Train").disabled
    next(b for b in app.button if b.label == "Do without it").click().run()
    assert not next(b for b in app.button if b.label == "Train").disabled
