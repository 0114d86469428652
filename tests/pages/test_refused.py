"""An upload that is refused is one message, and the page stays usable."""

import pytest

from dlcompare.jobs.store import SqliteStore


def said(app) -> str:
    return "\n".join(str(p.value) for p in [*app.title, *app.markdown])


@pytest.fixture
def dropped(home, open_app):
    """`dropped(name, content)` gives the page after a file was dropped."""

    def dropped(name, content):
        app = open_app()
        app.file_uploader[0].upload(name, content, "text/csv").run()
        assert not app.exception
        return app

    return dropped


def test_a_file_that_is_too_large(home, dropped, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_MAX_UPLOAD_MB", "0.0001")

    app = dropped("large.csv", b"a,b\n" + b"1,2\n" * 100)

    assert "is larger than 100 bytes" in said(app)
    assert "Upload a sample of its rows" in said(app)
    assert () == SqliteStore(home).list(include_drafts=True)
    assert [] == list((home / "uploads").iterdir())


def test_a_program_under_the_name_of_a_table(dropped):
    app = dropped("table.csv", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100))

    assert "is a Windows program, not a table" in said(app)
    assert any(b.label == "Choose another file" for b in app.button)
