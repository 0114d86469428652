"""A real server on a home of its own, and a real Chromium looking at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 40
WIDE = {"width": 1440, "height": 900}
HEIGHT = "Math.max(900, document.querySelector('[data-testid=stMain]').scrollHeight)"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def served_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the running app keeps what it gets."""
    return tmp_path_factory.mktemp("browser-home")


@pytest.fixture(scope="session")
def server(served_home: Path) -> Iterator[str]:
    """The address of a running app; its drivers end with it."""
    home = served_home
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "DLCOMPARE_HOME": str(home)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield url
    finally:
        family = [
            process.pid,
            *(p.pid for p in psutil.Process(process.pid).children(True)),
        ]
        for pid in dict.fromkeys(family):
            if psutil.pid_exists(pid) and pid != os.getpid():
                psutil.Process(pid).kill()
        process.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; the test is skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    with api.sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                executable_path=found, args=["--no-sandbox"]
            )
        except api.Error as error:
            pytest.skip(f"no Chromium: {error}")
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    """An empty tab at the first page."""
    context = browser.new_context(viewport=WIDE, base_url=server)
    tab = context.new_page()
    tab.goto("/")
    yield tab
    context.close()


@pytest.fixture
def picture() -> Callable[[Any, str], None]:
    """Takes a picture of the whole page, if somebody asked for pictures."""
    folder = os.environ.get("DLCOMPARE_SCREENSHOTS")

    def take(page: Any, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            height = page.evaluate(HEIGHT)  # the page scrolls inside a box
            page.set_viewport_size({**WIDE, "height": height})
            page.wait_for_timeout(800)  # figures fade in
            page.screenshot(path=f"{folder}/{name}.png")
            page.set_viewport_size(WIDE)

    return take
