"""The samples are what the script makes, and each is documented."""

import importlib.util
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlcompare.checks import examine
from dlcompare.modalities import recognise
from dlcompare.records import ReadOptions, Setup, Upload

DATA = Path(__file__).parents[1] / "data"
NAMES = sorted(p.name for p in DATA.iterdir() if p.suffix in {".csv", ".zip"})


@pytest.fixture(scope="module")
def made():
    spec = importlib.util.spec_from_file_location("samples", DATA / "make_samples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.samples()


def pixels(content):
    """Images by member name: compressed bytes differ between zlib builds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: np.asarray(Image.open(archive.open(name))).tobytes()
            for name in archive.namelist()
        }


@pytest.mark.parametrize("name", NAMES)
def test_sample_is_what_the_script_makes(name, made):
    content = (DATA / name).read_bytes()

    if name.endswith(".zip"):
        assert pixels(made[name]) == pixels(content)
    else:
        assert made[name] == content


def test_every_sample_has_source_and_licence():
    text = (DATA / "README.md").read_text("utf-8")

    assert NAMES
    assert [] == [name for name in NAMES if f"| `{name}` |" not in text]


@pytest.mark.parametrize("name", NAMES)
def test_sample_is_read_with_the_target_documented_and_nothing_to_decide(
    name, tmp_path
):
    path = DATA / name
    upload = Upload(name, str(path), path.stat().st_size, "")
    modality = recognise(upload)

    reading = modality.read(upload, ReadOptions(), tmp_path)
    dataset = modality.open(tmp_path, reading, Setup(upload))
    results = examine(dataset, modality.describe(dataset, tmp_path))

    row = next(
        line
        for line in (DATA / "README.md").read_text("utf-8").splitlines()
        if line.startswith(f"| `{name}` |")
    )
    assert reading.target == "class" or f"`{reading.target}`" in row
    assert f"{reading.n_rows:,}" in row
    assert [] == [r for r in results if r.severity == "decide" or r.exclude]
