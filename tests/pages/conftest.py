"""The app under test, and one small study that was really trained."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dlcompare.records import Health
from tests.finished import study_of

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
