"""Studies of a tiny table, ready to start, and their plans."""

import importlib.util
import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from dlcompare.codec import encode
from dlcompare.jobs import intake, launcher
from dlcompare.jobs.store import SqliteStore
from dlcompare.models import model
from dlcompare.records import Budget, Candidate, FoldScheme, Plan, Setup

QUICK: Mapping[str, Any] = {"dummy": {}, "linear": {}, "nearest": {}}


@pytest.fixture
def store(home: Path) -> Iterator[SqliteStore]:
    """A store whose studies are stopped when the test ends."""
    store = SqliteStore(home)
    yield store
    for study in store.list():
        if store.driver_pid(study.id) is None:  # nobody would hear the mark
            store.set_state(study.id, "stopped", expected="queued")
        launcher.stop(home, study.id)


@pytest.fixture(scope="session")
def setup_in() -> Callable[[Path], Setup]:
    """`setup_in(home)`: a table of 60 rows, uploaded there, its target chosen."""
    rows = [f"{i % 7},{i * i % 11},{'no' if i % 7 < 3 else 'yes'}" for i in range(60)]
    table = "\n".join(["a,b,target", *rows]).encode()

    def setup(home: Path) -> Setup:
        upload = intake.keep_upload(home, "small.csv", io.BytesIO(table))
        return Setup(upload, target="target", budget=Budget("custom", 60.0))

    return setup


@pytest.fixture
def setup(home: Path, setup_in: Callable[[Path], Setup]) -> Setup:
    """That table in the home of this test."""
    return setup_in(home)


@pytest.fixture(scope="session")
def make_plan() -> Callable[..., Plan]:
    """`make_plan({"linear": {}}, repeats=1)`: candidates with other settings."""

    def candidate(name: str, settings: Mapping[str, Any]) -> Candidate:
        spec = model(name)
        params = {**encode(spec.defaults), **settings}
        return Candidate(name, spec.label, spec.family, params)

    def make(models: Mapping[str, Any] = QUICK, repeats: int = 1) -> Plan:
        return Plan(
            task="binary",
            metric="roc_auc",
            candidates=tuple(candidate(*entry) for entry in models.items()),
            scheme=FoldScheme(k=5, repeats=repeats),
            budget=Budget("custom", 60.0),
            expected_seconds=1.0,
            seconds_by_family={"classical": 1.0},
        )

    return make


@pytest.fixture
def wait_until() -> Callable[..., None]:
    """Waits until a condition holds; real processes take their time."""

    def wait(condition: Callable[[], object], seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "waited too long"
            time.sleep(0.02)

    return wait


@pytest.fixture(scope="session")
def dask() -> Any:
    """`dask.running(folder)`: the module beside this file that starts clusters."""
    path = Path(__file__).parent / "dask_cluster.py"
    spec = importlib.util.spec_from_file_location("dask_cluster", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["dask_cluster"] = module  # for its dataclass
    spec.loader.exec_module(module)
    return module
