"""The app under test, and one small study that was really trained."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dlcompare.jobs import intake
from dlcompare.jobs.store import SqliteStore
from dlcompare.planning import make_plan
from dlcompare.records import Budget, FoldResult, FoldTask, Health, Plan, Setup
from dlcompare.study import named
from dlcompare.training import train

ROOT = Path(__file__).parents[2]
SECONDS = 60  # for one run of a page; the first reads a file in a child process

Open = Callable[..., AppTest]


@pytest.fixture
def open_app() -> Open:
    """Opens a page, with a study in the URL if one is given."""

    def opened(page: str = "upload", study: str = "") -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
        if study:
            app.query_params["study"] = study
        app.run()
        if page != "upload":
            app.switch_page(f"pages/{page}.py").run()
        return app

    return opened


def as_network(plan: Plan, folds: list[FoldResult]) -> tuple[Plan, list[FoldResult]]:
    """Neighbours under the flag of a network: a pair without loading Keras."""
    candidates = tuple(
        replace(c, family="deep") if c.model == "nearest" else c
        for c in plan.candidates
    )
    renamed = [replace(f, family="deep") if f.model == "nearest" else f for f in folds]
    return replace(plan, candidates=candidates), renamed


def study_of(home: Path, path: Path, health: Health | None = None) -> str:
    """A finished study of a table: dummy, linear and nearest (as deep)."""
    with path.open("rb") as stream:
        upload = intake.keep_upload(home, path.name, stream)
    draft = Setup(upload=upload, models=("linear", "nearest"), budget=Budget("own", 60))
    reading = intake.read_guarded(home, upload, draft.options)
    setup = replace(draft, target=reading.target)
    profile = intake.describe_guarded(home, setup).profile
    store = SqliteStore(home)
    study = store.create(setup)
    plan, dataset = make_plan(profile, setup), intake.open_dataset(home, setup)

    def keep(task: FoldTask, values: Mapping[str, Any]) -> str:
        return store.keep_predictions(study, task, named(values, dataset))

    plan, folds = as_network(plan, list(train(plan, dataset, keep=keep)))
    store.submit(study, plan)
    for fold in folds:
        is_deep = fold.family == "deep"
        store.append_fold(study, replace(fold, health=health if is_deep else None))
    store.set_state(study, "done", expected="queued")
    return study


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with one finished study of iris."""
    home = tmp_path_factory.mktemp("trained")
    return home, study_of(home, ROOT / "data" / "iris.csv")


@pytest.fixture
def of_noise(home: Path) -> str:
    """The id of a finished study whose target nothing tells."""
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.normal(size=(300, 3)), columns=["a", "b", "c"])
    table["target"] = rng.choice(["no", "yes"], 300)
    path = home / "noise.csv"
    table.to_csv(path, index=False)
    return study_of(home, path)


@pytest.fixture
def untrained(home: Path) -> str:
    """The id of a finished study whose network learned nothing."""
    flat = Health(is_finite=True, loss_fell=False, still_falling=False)
    return study_of(home, ROOT / "data" / "iris.csv", flat)


@pytest.fixture
def finished(trained: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the finished study; its home is the one in use."""
    home, study = trained
    monkeypatch.setenv("DLCOMPARE_HOME", str(home))
    return study
