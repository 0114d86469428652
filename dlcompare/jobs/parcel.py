"""What a fit needs of a study, as one piece of bytes: its setup and parsed data."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dlcompare.codec import decode, encode
from dlcompare.jobs import intake
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import Setup, Study

SETUP_FILE = "setup.json"
NOT_NEEDED = "profiles"  # what pages show, beside the parsed data


def pack(home: Path, study: Study) -> bytes:
    """The parsed data of `study`, with the paths they have under `home`.

    Raises
    ------
    DlcompareError
        As reading: data that are gone are read again first.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(SETUP_FILE, json.dumps(encode(study.setup)))
        for folder in _folders(home, study.setup):
            for path in sorted(folder.rglob("*")):
                is_needed = NOT_NEEDED not in path.relative_to(folder).parts
                if path.is_file() and is_needed:
                    archive.write(path, path.relative_to(home))
    return buffer.getvalue()


def unpack(parcel: bytes, home: Path, id: str) -> None:
    """Make `home` a folder of studies that has this one, and its data."""
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        archive.extractall(home)
    text = (home / SETUP_FILE).read_text("utf-8")
    SqliteStore(home).create(decode(Setup, json.loads(text)), id)


def _folders(home: Path, setup: Setup) -> Iterator[Path]:
    intake.read_guarded(home, setup.upload, setup.options)
    yield intake.reading_folder(home, setup)
    if setup.test_upload is not None:
        intake.read_guarded(home, setup.test_upload, setup.options)
        yield intake.reading_folder(home, replace(setup, upload=setup.test_upload))
