"""The samples are what the script makes, and each is documented."""

import importlib.util
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

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
