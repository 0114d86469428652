"""`make`: the factories of records, loaded from beside this file."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def make():
    path = Path(__file__).parent / "factories.py"
    spec = importlib.util.spec_from_file_location("plot_factories", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
