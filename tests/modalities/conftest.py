"""Bytes of a file, read as the product reads them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dlcompare.modalities import Modality, recognise
from dlcompare.records import Dataset, Profile, Reading, ReadOptions, Setup, Upload


@dataclass(frozen=True)
class Parsed:
    """A file that was read, and where."""

    modality: Modality
    reading: Reading
    upload: Upload
    folder: Path

    def dataset(self, **choices) -> Dataset:
        setup = Setup(self.upload, **choices)
        return self.modality.open(self.folder, self.reading, setup)

    def profile(self, **choices) -> Profile:
        return self.modality.describe(self.dataset(**choices), self.folder)

    def decision(self, name: str) -> str:
        return next(d.value for d in self.reading.decisions if d.name == name)

    def kind(self, name: str) -> str:
        return next(c.kind for c in self.reading.columns if c.name == name)


@pytest.fixture
def parse(tmp_path: Path) -> Callable[..., Parsed]:
    """`parse(name, content, **options)` recognises and reads bytes."""

    def parse(name: str, content: bytes, **options) -> Parsed:
        folder = (
            tmp_path / hashlib.sha256(content + repr(options).encode()).hexdigest()[:8]
        )
        folder.mkdir(exist_ok=True)
        path = tmp_path / "upload"
        path.write_bytes(content)
        upload = Upload(name, str(path), len(content), "0" * 64)
        modality = recognise(upload)
        reading = modality.read(upload, ReadOptions(**options), folder)
        return Parsed(modality, reading, upload, folder)

    return parse
