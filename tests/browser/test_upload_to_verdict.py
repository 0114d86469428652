"""The main job in a real browser: a file goes in, a verdict comes out."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
READ_MS, TRAIN_MS = 60_000, 120_000
PER_CLASS = 12  # images
CLASSES = ("0", "1", "7")
VERDICT = r"Use deep|Use classical|No useful difference|Undecided|Not yet|No signal"

pytestmark = [pytest.mark.browser, pytest.mark.deep]


def small_zip(path: Path) -> Path:
    """A few of the sample digits."""
    with (
        zipfile.ZipFile(ROOT / "data" / "digits.zip") as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for label in CLASSES:
            names = [n for n in source.namelist() if Path(n).parent.name == label]
            for name in [n for n in names if not n.endswith("/")][:PER_CLASS]:
                target.writestr(f"{label}/{Path(name).name}", source.read(name))
    return path


def go_through(page: Any, file: Path, picture: Callable[[Any, str], None]) -> str:
    """From the drop area to the title of the verdict."""
    name = file.stem
    page.set_input_files("input[type=file]", file)
    heading = page.get_by_role("heading", level=1)
    page.get_by_role("heading", name=f"We read {file.name}").wait_for(timeout=READ_MS)
    explore = page.get_by_role("button", name="Explore the data")
    explore.wait_for(timeout=READ_MS)
    picture(page, f"{name}-upload")
    explore.click()
    page.get_by_role("heading", name="By rules of thumb alone").wait_for(
        timeout=READ_MS
    )
    page.get_by_role("button", name="Plan the training").wait_for(timeout=READ_MS)
    picture(page, f"{name}-explore")
    page.get_by_role("button", name="Plan the training").click()
    page.get_by_role("radio", name="Quick").click()
    page.get_by_text("about", exact=False).first.wait_for()
    train = page.get_by_role("button", name="Train", exact=True)
    picture(page, f"{name}-plan")
    train.click()
    page.get_by_role("button", name="Stop").wait_for(timeout=READ_MS)
    picture(page, f"{name}-training")
    page.get_by_role("button", name="Compare", exact=True).wait_for(timeout=TRAIN_MS)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("button", name="Read the verdict").wait_for(timeout=READ_MS)
    picture(page, f"{name}-compare")
    page.get_by_role("button", name="Read the verdict").click()
    page.get_by_text("Rules of thumb against your data").wait_for(timeout=READ_MS)
    picture(page, f"{name}-verdict")
    title = str(heading.inner_text())
    page.reload()  # the study is in the address, so nothing is lost
    page.get_by_role("heading", name=title).wait_for(timeout=READ_MS)
    return title


def test_a_table_becomes_a_verdict(page, picture):
    title = go_through(page, ROOT / "data" / "breast_cancer.csv", picture)

    assert re.search(VERDICT, title)


@pytest.mark.slow
def test_images_become_a_verdict(page, picture, tmp_path):
    title = go_through(page, small_zip(tmp_path / "digits_few.zip"), picture)

    assert re.search(VERDICT, title)
