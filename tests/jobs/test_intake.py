"""Uploads through the guarded child, as the page and the command line use it."""

import io
import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from dlcompare.errors import UnreadableUpload, UnsuitableTarget
from dlcompare.jobs import guard, intake
from dlcompare.modalities import limits
from dlcompare.records import ReadOptions, Setup, Upload

TABLE = b"size,target\n" + b"1.5,yes\n2.5,no\n4,yes\n5,no\n" * 10


def keep(home: Path, content: bytes, name: str = "a.csv") -> Upload:
    return intake.keep_upload(home, name, io.BytesIO(content))


@pytest.fixture
def small(home, csv_file) -> Setup:
    return Setup(keep(home, csv_file.read_bytes()))


def test_an_upload_is_kept_under_its_hash(home):
    upload = keep(home, TABLE)

    assert TABLE == Path(upload.path).read_bytes()
    assert upload.sha256 in upload.path
    assert len(TABLE) == upload.size_bytes
    assert upload == keep(home, TABLE)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\data\\sales.csv", "sales.csv"),
        ("größe 2024.csv", "größe 2024.csv"),
        ("..", ".."),
        ("x" * 300 + ".csv", "x" * 300 + ".csv"),
    ],
)
def test_the_name_of_an_upload_cannot_leave_its_folder(home, name, shown):
    upload = keep(home, TABLE, name)

    assert shown == upload.name
    assert home / "uploads" / upload.sha256 == Path(upload.path).parent


def test_an_upload_beyond_the_limit_is_refused_and_leaves_nothing(home, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_MAX_UPLOAD_MB", "0.0001")

    with pytest.raises(UnreadableUpload, match="larger than 100 bytes"):
        keep(home, TABLE)

    assert [] == list((home / "uploads").iterdir())


def test_a_table_goes_from_upload_to_profile(home, small):
    reading = intake.read_guarded(home, small.upload, small.options)
    described = intake.describe_guarded(home, small)
    dataset = intake.open_dataset(home, small)

    assert ("target", 60) == (reading.target, reading.n_rows)
    assert "binary" == described.profile.task == dataset.task
    assert {"DC001", "DC002", "DC003"} < {check.code for check in described.checks}
    assert 6 == len(intake.preview(home, small))
    series = intake.target_series(home, small, "target")
    assert dataset.y.tolist() == (series == "yes").astype(int).tolist()


def test_images_go_from_upload_to_profile(home, image_zip):
    setup = Setup(keep(home, image_zip.read_bytes(), "small.zip"))

    described = intake.describe_guarded(home, setup)
    folder = intake.profile_folder(home, setup)

    samples = described.profile.images.samples
    assert 24 == len(samples)
    assert all((folder / sample.file).is_file() for sample in samples)
    assert (24, 12, 12, 1) == intake.open_dataset(home, setup).X.shape
    assert isinstance(intake.open_dataset(home, setup).X, np.memmap)
    assert 3 == intake.target_series(home, setup, "class").nunique()


def test_what_was_read_is_not_read_again(home, small, monkeypatch):
    first = intake.describe_guarded(home, small)

    def refuse(*arguments):
        raise AssertionError("a child was started")

    monkeypatch.setattr(guard, "run_guarded", refuse)
    assert first == intake.describe_guarded(home, small)


def test_other_choices_are_other_results(home, small):
    folders = {
        intake.profile_folder(home, small),
        intake.profile_folder(home, Setup(small.upload, target="colour")),
        intake.profile_folder(home, Setup(small.upload, excluded=("height",))),
        intake.profile_folder(home, Setup(small.upload, ReadOptions(decimal=","))),
    }

    assert 4 == len(folders)


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.csv", "is empty"),
        (b"a,b\n1,2\n", "a.csv", "has 1 row"),
        (b"a\n" + b"1\n" * 20, "a.csv", "has one column"),
        (b"a,b\n" + b"1,2\n" * 20 + b"1,2,3\n", "a.csv", "line 22 has 3 fields"),
        (b"\x7fELF" + bytes(100), "a.csv", "Linux program"),
        (b"PK\x03\x04" + bytes(100), "a.zip", "broken ZIP"),
    ],
)
def test_an_error_in_the_child_comes_back_as_itself(home, content, name, message):
    upload = keep(home, content, name)

    with pytest.raises(UnreadableUpload, match=message) as caught:
        intake.read_guarded(home, upload, ReadOptions())

    assert caught.value.fix
    assert [] == list((home / "readings").iterdir())


def test_an_unsuitable_target_comes_back_as_such(home, small):
    with pytest.raises(UnsuitableTarget, match="no column called 'tarhet'"):
        intake.describe_guarded(home, Setup(small.upload, target="tarhet"))


def test_too_much_memory_ends_the_child_and_says_so(home, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_READ_MEMORY_MB", "20")

    with pytest.raises(UnreadableUpload, match="more than the 20 MB of memory"):
        intake.read_guarded(home, keep(home, TABLE), ReadOptions())

    assert [] == list((home / "readings").iterdir())


def test_too_much_time_ends_the_child_and_says_so(home, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_READ_SECONDS", "0.05")
    started = time.monotonic()

    with pytest.raises(UnreadableUpload, match="takes more than the"):
        intake.read_guarded(home, keep(home, TABLE), ReadOptions())

    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_dies_is_one_message(home, tmp_path):
    with pytest.raises(UnreadableUpload, match="stopped unexpectedly"):
        guard.run_guarded("a.csv", {"task": "none"}, tmp_path, guard.allowance())


def test_an_upload_that_is_gone_is_said(home):
    upload = keep(home, TABLE)
    os.remove(upload.path)

    with pytest.raises(UnreadableUpload, match="no longer there"):
        intake.read_guarded(home, upload, ReadOptions())


def test_the_child_stays_within_the_limits_named():
    allowed = guard.allowance()

    assert 0 < allowed.memory_bytes <= limits.MAX_READ_BYTES
    assert limits.MAX_READ_SECONDS == allowed.seconds
