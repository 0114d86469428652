"""The app under test, and one small study that was really trained."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dlcompare.jobs import intake
from dlcompare.jobs.store import SqliteStore
from dlcompare.planning import make_plan
from dlcompare.records import Budget, FoldResult, Plan, Setup
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


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with one finished study of iris: dummy, linear, nearest (as deep)."""
    home = tmp_path_factory.mktemp("trained")
    with (ROOT / "data" / "iris.csv").open("rb") as stream:
        upload = intake.keep_upload(home, "iris.csv", stream)
    draft = Setup(upload=upload, models=("linear", "nearest"), budget=Budget("own", 60))
    reading = intake.read_guarded(home, upload, draft.options)
    setup = replace(draft, target=reading.target)
    profile = intake.describe_guarded(home, setup).profile
    store = SqliteStore(home)
    study = store.create(setup)
    plan = make_plan(profile, setup)
    dataset = intake.open_dataset(home, setup)
    folds = list(
        train(
            plan,
            dataset,
            keep=lambda task, values: store.keep_predictions(
                study, task, named(values, dataset)
            ),
        )
    )
    plan, folds = as_network(plan, folds)
    store.submit(study, plan)
    for fold in folds:
        store.append_fold(study, fold)
    store.set_state(study, "done", expected="queued")
    return home, study


@pytest.fixture
def finished(trained: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the finished study; its home is the one in use."""
    home, study = trained
    monkeypatch.setenv("DLCOMPARE_HOME", str(home))
    return study
