"""The samples are what the script makes, and each is documented."""

import importlib.util
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
NAMES = sorted(p.name for p in DATA.iterdir() if p.suffix in {".csv", ".zip"})


@pytest.fixture(scope="module")
def made():
    spec = importlib.util.spec_from_file_location("samples", DATA / "make_samples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.samples()


@pytest.mark.parametrize("name", NAMES)
def test_sample_is_what_the_script_makes(name, made):
    assert made[name] == (DATA / name).read_bytes()


def test_every_sample_has_source_and_licence():
    text = (DATA / "README.md").read_text("utf-8")

    assert NAMES
    assert [] == [name for name in NAMES if f"| `{name}` |" not in text]
