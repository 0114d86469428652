"""What is listed in the code is documented, and generated pages are fresh."""

import importlib.util
import re
from pathlib import Path

import pytest

from dlcompare import checks, metrics, models

ROOT = Path(__file__).parents[1]


def generator():
    path = ROOT / "docs" / "generate.py"
    spec = importlib.util.spec_from_file_location("generate", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", list(generator().PAGES))
def test_generated_page_is_fresh(name):
    written = (ROOT / "docs" / name).read_text("utf-8")

    assert generator().PAGES[name]() == written, "run `make docs`"


def test_every_model_metric_and_check_has_a_row():
    text = "".join((ROOT / "docs" / n).read_text("utf-8") for n in generator().PAGES)

    names = [e.name for e in (*models.MODELS, *metrics.METRICS, *checks.CHECKS)]

    assert [] == [name for name in names if f"| `{name}` |" not in text]


def test_every_option_of_the_command_line_is_documented():
    text = (ROOT / "docs" / "howto" / "commands.md").read_text("utf-8")
    source = (ROOT / "dlcompare" / "options.py").read_text("utf-8")

    options = set(re.findall(r'"(--[a-z][a-z-]+)"', source))

    assert options
    assert set() == {option for option in options if f"`{option}`" not in text}


def test_every_environment_variable_is_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    sources = (ROOT / "dlcompare").rglob("*.py")

    variables = {
        name
        for path in sources
        for name in re.findall(r"\bDLCOMPARE_[A-Z_]+\b", path.read_text("utf-8"))
    }

    assert variables
    assert set() == {name for name in variables if f"`{name}`" not in readme}


def links(path: Path) -> list[str]:
    found = re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8"))
    return [target for target in found if "://" not in target]


@pytest.mark.parametrize(
    "path",
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data" / "README.md"],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_links_lead_somewhere(path):
    assert [] == [t for t in links(path) if not (path.parent / t).exists()]


def test_every_trap_is_tested_where_the_page_says():
    text = (ROOT / "docs" / "security.md").read_text("utf-8")

    named = set(re.findall(r"`(tests/[^`]+)`", text))

    assert len(named) > 5
    assert [] == [path for path in sorted(named) if not (ROOT / path).exists()]
