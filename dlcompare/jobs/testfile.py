"""A second file as the user's own test set: opened, and held against the first."""

import json
from dataclasses import replace
from pathlib import Path

from dlcompare import codec
from dlcompare.jobs import intake
from dlcompare.records import Dataset, Matching, Setup
from dlcompare.study import match_files, open_as

MATCHING_FILE = "matching.json"


def open_test_dataset(home: Path, setup: Setup, trained: Dataset) -> Dataset | None:
    """The test file in the columns and codes of `trained`; None without one.

    Raises
    ------
    DlcompareError
        The test file cannot be read, or lacks columns or known classes.
    """
    if setup.test_upload is None:
        return None
    reading = intake.read_guarded(home, setup.test_upload, setup.options)
    return open_as(trained, reading, setup, _test_folder(home, setup))


def match_guarded(home: Path, setup: Setup) -> Matching | None:
    """How the setup's test file goes with its file; None without one.

    Both are compared row by row, once, in a guarded child.

    Raises
    ------
    DlcompareError
        As `open_test_dataset`.
    """
    if setup.test_upload is None:
        return None
    intake.describe_guarded(home, setup)
    intake.read_guarded(home, setup.test_upload, setup.options)
    folder = (
        intake.profile_folder(home, setup) / "tests" / _test_folder(home, setup).name
    )
    if not (folder / MATCHING_FILE).exists():
        intake.in_child(home, "match", setup, folder)
    text = (folder / MATCHING_FILE).read_text("utf-8")
    found = codec.decode(Matching, json.loads(text))
    return replace(found, name=setup.test_upload.name)


def write_matching(home: Path, setup: Setup, scratch: Path) -> None:
    """In the child: compare, and write what was found into `scratch`."""
    trained = intake.open_dataset(home, setup)
    test = open_test_dataset(home, setup, trained)
    assert test is not None, "asked for a test file only where there is one"
    found = codec.encode(match_files(test, trained))
    (scratch / MATCHING_FILE).write_text(json.dumps(found), "utf-8")


def _test_folder(home: Path, setup: Setup) -> Path:
    """Where the parsed data of the test file are."""
    upload = setup.test_upload or setup.upload
    return intake.reading_folder(home, replace(setup, upload=upload))
