"""The test file of a study, through the guarded child."""

import io
from dataclasses import replace

import pytest

from dlcompare.errors import UnreadableUpload
from dlcompare.jobs import guard, intake
from dlcompare.jobs.testfile import match_guarded, open_test_dataset
from dlcompare.records import ReadOptions, Setup

TABLE = b"size,target\n" + b"1.5,yes\n2.5,no\n4,yes\n5,no\n" * 10


def keep(home, content, name="a.csv"):
    return intake.keep_upload(home, name, io.BytesIO(content))


@pytest.fixture
def setup(home):
    """A table, and another in which 10 of 40 rows lack a target."""
    other = TABLE.replace(b"size", b"Size ").replace(b"1.5,yes", b"1.5,?")
    return Setup(
        keep(home, TABLE), target="target", test_upload=keep(home, other, "b.csv")
    )


def test_a_test_file_is_opened_in_the_codes_of_training(home, setup):
    dataset = open_test_dataset(home, setup, intake.open_dataset(home, setup))

    assert 30 == len(dataset.y)
    assert ("no", "yes") == dataset.classes
    assert ["size"] == list(dataset.X)


@pytest.mark.slow
def test_how_it_goes_with_the_file_is_found_once(home, setup, monkeypatch):
    found = match_guarded(home, setup)
    monkeypatch.setattr(guard, "run_guarded", lambda *_: pytest.fail("read again"))

    assert found == match_guarded(home, setup)
    assert ("b.csv", 30, 30) == (found.name, found.n_rows, found.n_shared)
    texts = [one.text for one in found.differences]
    assert any("'Size' is 'size'" in text for text in texts)


def test_choices_for_a_column_hold_for_the_one_that_matches_it(home, setup):
    options = ReadOptions(missing={"size": ("4", "4.0")})
    chosen = replace(setup, options=options)

    dataset = open_test_dataset(home, chosen, intake.open_dataset(home, chosen))

    assert 10 == dataset.X["size"].isna().sum()


def test_without_a_test_file_there_is_nothing_to_match(home, setup):
    alone = Setup(setup.upload)

    assert match_guarded(home, alone) is None
    assert open_test_dataset(home, alone, intake.open_dataset(home, alone)) is None


@pytest.mark.slow
def test_a_test_file_of_another_kind_is_refused(home, setup, image_zip):
    test = keep(home, image_zip.read_bytes(), "b.zip")

    with pytest.raises(UnreadableUpload, match="not of the same kind"):
        match_guarded(home, Setup(setup.upload, target="target", test_upload=test))


def test_a_test_file_without_a_column_is_refused_by_name(home, setup):
    test = keep(home, TABLE.replace(b"size", b"width"), "c.csv")

    with pytest.raises(UnreadableUpload, match=r"lacks 1 column .* 'size'"):
        match_guarded(home, Setup(setup.upload, target="target", test_upload=test))
