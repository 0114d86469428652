"""Traps in an upload that are not in the corpus of odd files (tests/modalities)."""

import io
import socket
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlcompare.jobs import intake
from dlcompare.records import ReadOptions, Setup

TABLE = b"a,b\n" + b"1,x\n2,y\n" * 20
NAMES = (
    "../../evil.csv",
    "/etc/cron.d/evil.csv",
    "C:\\Windows\\evil.csv",
    "a/../../b.csv",
    "\x00evil.csv",
    "evil\n.csv",
    "CON.csv",
    ".hidden.csv",
    "\u202egpj.csv",
    "<img src=x onerror=alert(1)>.csv",
    "$(touch pwned).csv",
    "-rf.csv",
    "..csv",
    "é" * 200 + ".csv",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_an_upload_is_no_path(home, name):
    upload = intake.keep_upload(home, name, io.BytesIO(TABLE))

    path = Path(upload.path)
    assert home / "uploads" / upload.sha256 == path.parent
    assert path.resolve() == path
    assert TABLE == path.read_bytes()
    assert all(c.isascii() and (c.isalnum() or c in "._ -") for c in path.name)
    assert not path.name.startswith(".")
    assert len(path.name) <= intake.MAX_NAME_LENGTH


def test_an_address_as_name_or_cell_is_never_asked(home):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.csv"
        content = TABLE.replace(b"x", address.encode())
        upload = intake.keep_upload(home, address, io.BytesIO(content))
        intake.describe_guarded(home, Setup(upload, target="b"))

        with pytest.raises(TimeoutError):
            listener.accept()


def image(seed: int) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (12, 12), dtype=np.uint8)
    block = io.BytesIO()
    Image.fromarray(pixels).save(block, "PNG")
    return block.getvalue()


def zipped_as(encoding: str, labels: tuple[str, str]) -> bytes:
    """An archive whose names are bytes of `encoding`, without saying which."""
    block = io.BytesIO()
    with zipfile.ZipFile(block, "w") as archive:
        for label, stand_in in zip(labels, ("AAAA", "BBBB"), strict=True):
            assert len(stand_in) == len(label.encode(encoding))
            for i in range(6):
                archive.writestr(f"{stand_in}/{i}.png", image(i + ord(stand_in[0])))
    content = block.getvalue()
    for label, stand_in in zip(labels, (b"AAAA", b"BBBB"), strict=True):
        content = content.replace(stand_in + b"/", label.encode(encoding) + b"/")
    return content


@pytest.mark.parametrize(
    ("encoding", "labels"),
    [
        ("cp437", ("käse", "größ"[:4])),
        ("latin-1", ("käse", "æøåé")),
        ("shift-jis", ("日本", "東京")),
        ("latin-1", ("\xff\xfe\xfd\xfc", "\x80\x81\x82\x83")),
    ],
    ids=["cp437", "latin-1", "shift-jis", "no text at all"],
)
def test_names_in_a_zip_that_are_not_utf_8_are_read_or_refused(home, encoding, labels):
    content = zipped_as(encoding, labels)
    upload = intake.keep_upload(home, "a.zip", io.BytesIO(content))

    reading = intake.read_guarded(home, upload, ReadOptions())

    assert 12 == reading.n_rows
    described = intake.describe_guarded(home, Setup(upload))
    assert 2 == described.profile.n_classes
    assert {p.suffix for p in home.rglob("*") if p.is_file()} <= {
        ".zip", ".json", ".npy", ".parquet", ".png",
    }  # fmt: skip
