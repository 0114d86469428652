"""Uploads to parsed data to profiles: kept by content, made in guarded children.

`home`/uploads/<sha256>/<name> holds what arrived, `home`/readings/<key>/ what
was understood of it, and in it profiles/<key>/ what was measured with a target.
"""

import hashlib
import json
import os
import re
import shutil
import sys
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, BinaryIO

import pandas as pd

from dlcompare import codec, study, words
from dlcompare.errors import DlcompareError, UnreadableUpload
from dlcompare.jobs import guard
from dlcompare.modalities import MODALITIES, Modality, describe, limits, recognise
from dlcompare.records import (
    CheckResult,
    Dataset,
    Profile,
    Reading,
    ReadOptions,
    Setup,
    Upload,
)
from dlcompare.registry import find
from dlcompare.training.opened import Opened

READER_VERSION = 3  # raised when the same bytes are understood in another way
DESCRIBER_VERSION = 4  # raised when the same dataset is measured in another way
READING_FILE = "reading.json"
DESCRIBED_FILE = "described.json"
THUMBNAILS = "thumbnails"
KEY_LENGTH = 24
MAX_NAME_LENGTH = 100


@dataclass(frozen=True)
class Described:
    """What was measured and checked once target and columns are chosen.

    `notes` say what was left out or guessed when the data were opened; `sealed` is
    what the sealed rows are known by, "" without any.
    """

    profile: Profile
    checks: tuple[CheckResult, ...]
    notes: tuple[str, ...] = ()
    sealed: str = ""


def keep_upload(home: Path, name: str, stream: BinaryIO) -> Upload:
    """Write what arrives to disk at once, block by block, under its hash.

    Raises
    ------
    UnreadableUpload
        It is larger than DLCOMPARE_MAX_UPLOAD_MB.
    """
    cap = _max_upload_bytes()
    shown = PurePath(name.replace("\\", "/")).name or "upload"
    folder = home / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / f".{uuid.uuid4().hex}"
    digest, n_bytes = hashlib.sha256(), 0
    try:
        with scratch.open("wb") as out:
            while block := stream.read(limits.BLOCK_BYTES):
                n_bytes += len(block)
                if n_bytes > cap:
                    raise UnreadableUpload(
                        f"{shown} is larger than {words.size(cap)}.",
                        "Upload a sample of its rows.",
                    )
                digest.update(block)
                out.write(block)
        sha256 = digest.hexdigest()
        path = folder / sha256 / _safe_name(shown)
        path.parent.mkdir(exist_ok=True)
        os.replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)
    return Upload(shown, str(path), n_bytes, sha256)


def read_guarded(home: Path, upload: Upload, options: ReadOptions) -> Reading:
    """What is understood of an upload; parsed once, in a guarded child.

    Raises
    ------
    UnreadableUpload
        The file cannot be read, or reading it takes too much.
    """
    folder = _reading_folder(home, upload, options)
    if not (folder / READING_FILE).exists():
        setup = Setup(upload, options)
        in_child(home, "read", setup, folder)
    return codec.decode(Reading, _load(folder / READING_FILE))


def describe_guarded(home: Path, setup: Setup) -> Described:
    """Profile and checks of the setup's dataset; made once, in a guarded child.

    Raises
    ------
    DlcompareError
        As reading, and UnsuitableTarget.
    """
    read_guarded(home, setup.upload, setup.options)
    folder = profile_folder(home, setup)
    if not (folder / DESCRIBED_FILE).exists():
        in_child(home, "describe", setup, folder)
    return codec.decode(Described, _load(folder / DESCRIBED_FILE))


def reading_folder(home: Path, setup: Setup) -> Path:
    """Where the parsed data of the setup's upload are."""
    return _reading_folder(home, setup.upload, setup.options)


def profile_folder(home: Path, setup: Setup) -> Path:
    """Where the profile is; the thumbnails it names are files in it."""
    divided = (setup.group_by, setup.order_by, setup.fold_by)
    kept = [name for name in divided if name in setup.kept]  # of others it says nothing
    tested = setup.test_upload.sha256 if setup.test_upload else ""
    sealed = [setup.sealed_share, setup.seed, {**setup.sealed_apart}]
    key = _key(
        [
            *(DESCRIBER_VERSION, setup.target, setup.task, tested),
            *(sorted(setup.excluded), kept, *divided, setup.duplicates_together),
            *(sealed if setup.sealed_share else ()),
        ]
    )
    return reading_folder(home, setup) / "profiles" / key


def open_dataset(home: Path, setup: Setup) -> Dataset:
    """The dataset of a setup, without its sealed rows, in this process."""
    return open_both(home, setup).open


def open_both(home: Path, setup: Setup) -> Opened:
    """The dataset of a setup and its sealed rows, in this process."""
    _, reading, folder = _parsed(home, setup)
    return study.open_both(reading, setup, folder)


def preview(home: Path, setup: Setup, n: int = 6) -> pd.DataFrame:
    """The first rows as they are understood."""
    modality, _, folder = _parsed(home, setup)
    return modality.first_rows(folder, n)


def target_series(home: Path, setup: Setup, column: str) -> pd.Series:
    """The values of one column as understood: float64, category, str or date."""
    modality, _, folder = _parsed(home, setup)
    return modality.column(folder, column)


def _parsed(home: Path, setup: Setup) -> tuple[Modality, Reading, Path]:
    reading = read_guarded(home, setup.upload, setup.options)
    modality = find(reading.modality, MODALITIES, kind="modality")
    return modality, reading, reading_folder(home, setup)


def _max_upload_bytes() -> int:
    asked = os.environ.get("DLCOMPARE_MAX_UPLOAD_MB")
    return int(float(asked) * limits.MEGABYTE) if asked else limits.MAX_UPLOAD_BYTES


def _safe_name(name: str) -> str:
    """A file name of plain characters that keeps its endings."""
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", name).lstrip(".") or "upload"
    return plain[-MAX_NAME_LENGTH:]


def _reading_folder(home: Path, upload: Upload, options: ReadOptions) -> Path:
    suffixes = "".join(PurePath(upload.name).suffixes[-2:]).lower()
    key = _key([READER_VERSION, upload.sha256, suffixes, codec.encode(options)])
    return home / "readings" / key


def _key(parts: list[Any]) -> str:
    text = json.dumps(parts, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]


def _load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def in_child(home: Path, task: str, setup: Setup, folder: Path) -> None:
    """Have a child make `folder`, which appears complete or not at all."""
    if not Path(setup.upload.path).exists() and task == "read":
        raise UnreadableUpload(
            f"{setup.upload.name} is no longer there.", "Upload it again."
        )
    scratch = home / "readings" / f".{uuid.uuid4().hex}"
    scratch.mkdir(parents=True)
    order = {"task": task, "home": str(home), "setup": codec.encode(setup)}
    try:
        guard.run_guarded(setup.upload.name, order, scratch, guard.allowance())
        (scratch / guard.ERRORS_FILE).unlink()
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            scratch.rename(folder)
        except OSError:
            if not folder.exists():  # else another process was faster: take its result
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _read(home: Path, setup: Setup, scratch: Path) -> None:
    """In the child: parse the upload into `scratch`."""
    modality = recognise(setup.upload)
    reading = modality.read(setup.upload, setup.options, scratch)
    _store(reading, scratch / READING_FILE)


def _describe(home: Path, setup: Setup, scratch: Path) -> None:
    """In the child: measure and check the dataset, and copy its thumbnails."""
    from dlcompare.checks import examine

    _, reading, folder = _parsed(home, setup)
    parts = study.open_both(reading, setup, folder)
    profile = describe(parts.open, folder)
    checks = examine(parts.open, profile, _test_if_sound(home, setup, parts.open))
    if (folder / THUMBNAILS).exists():
        shutil.copytree(folder / THUMBNAILS, scratch / THUMBNAILS)
    found = Described(profile, checks, parts.open.notes, parts.fingerprint)
    _store(found, scratch / DESCRIBED_FILE)


def _test_if_sound(home: Path, setup: Setup, trained: Dataset) -> Dataset | None:
    """The test file for the checks, or None; its faults are told elsewhere."""
    from dlcompare.jobs.testfile import open_test_dataset

    if setup.test_upload is None:  # sealed rows are not looked at
        return None
    try:
        return open_test_dataset(home, setup, trained)
    except DlcompareError:
        return None


def _store(record: Any, path: Path) -> None:
    path.write_text(json.dumps(codec.encode(record)), "utf-8")


def _match(home: Path, setup: Setup, scratch: Path) -> None:
    """In the child: hold the test file against the file."""
    from dlcompare.jobs.testfile import write_matching

    write_matching(home, setup, scratch)


_TASKS: Mapping[str, Callable[[Path, Setup, Path], None]] = {
    "read": _read,
    "describe": _describe,
    "match": _match,
}


def main() -> None:
    """Carry out the order on stdin; leave an error as a file."""
    order = json.load(sys.stdin)
    guard.limit_this_process(order["seconds"])
    scratch = Path(order["scratch"])
    setup = codec.decode(Setup, order["setup"])
    try:
        _TASKS[order["task"]](Path(order["home"]), setup, scratch)
    except DlcompareError as error:
        kind = type(error).__name__
        said = {"kind": kind, "what": error.what, "fix": error.fix}
        (scratch / guard.ANSWER_FILE).write_text(json.dumps(said), "utf-8")
    except MemoryError:
        said = {
            "kind": "UnreadableUpload",
            "what": f"Reading {setup.upload.name} takes more memory than there is.",
            "fix": "Upload a sample of its rows, or fewer columns.",
        }
        (scratch / guard.ANSWER_FILE).write_text(json.dumps(said), "utf-8")


if __name__ == "__main__":
    main()
