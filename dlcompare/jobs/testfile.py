"""A second file as the user's own test set: opened, and held against the first."""

import json
from dataclasses import replace
from pathlib import Path

from dlcompare import codec
from dlcompare.jobs import intake
from dlcompare.records import Dataset, Matching, Reading, Setup, Upload
from dlcompare.study import match_files, open_as, read_test

MATCHING_FILE = "matching.json"


def open_test_dataset(home: Path, setup: Setup, trained: Dataset) -> Dataset | None:
    """The test file in the columns and codes of `trained`, or the sealed rows.

    None without either.

    Raises
    ------
    DlcompareError
        The test file cannot be read, or lacks columns or known classes.
    """
    if setup.test_upload is None:
        return intake.open_both(home, setup).sealed
    reading, folder = _read(home, setup, setup.test_upload)
    return open_as(trained, reading, setup, folder)


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
    _, read_into = _read(home, setup, setup.test_upload)
    folder = intake.profile_folder(home, setup) / "tests" / read_into.name
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


def _read(home: Path, setup: Setup, upload: Upload) -> tuple[Reading, Path]:
    """The test file as it is understood, and where its parsed data are."""
    reading, options = read_test(
        setup, lambda options: intake.read_guarded(home, upload, options)
    )
    own = replace(setup, upload=upload, options=options)
    return reading, intake.reading_folder(home, own)
