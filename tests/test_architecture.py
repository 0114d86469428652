"""Who may import whom (docs/path.md, "Layers"), read from the source."""

import ast
import functools
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

WORDS = {"records", "errors", "registry", "codec", "words", "answers"}
LOWEST = WORDS | {"metrics"}
MODELS = LOWEST | {"models", "modalities"}
STAGES = {"checks", "planning", "training", "inspection", "comparison", "advice"}
PATH = MODELS | STAGES | {"reports", "plots", "conclusion", "study"}

MAY_IMPORT = {
    "records": {"errors"},
    "errors": set(),
    "registry": {"errors"},
    "codec": {"records", "errors"},
    "words": {"records"},
    "answers": {"records", "words"},
    "metrics": WORDS,
    "modalities": WORDS,
    "models": LOWEST | {"modalities"},
    **{stage: MODELS for stage in STAGES},
    "inspection": MODELS | {"training"},
    "plots": LOWEST | {"primer"},
    "reports": LOWEST | {"plots", "models"},
    "conclusion": PATH - {"conclusion", "study"},
    "study": PATH - {"study"},
    "jobs": PATH,
    "cli": PATH | {"jobs", "options"},
    "options": WORDS,
    "primer": {"errors"},
    "__init__": PATH | {"jobs"},
    "__main__": {"cli"},
    "ui": PATH | {"jobs", "primer"},
    "pages": PATH | {"jobs", "ui"},
    "app": PATH | {"jobs", "ui"},
}

ONLY_IN = {
    "streamlit": ("app.py", "pages/", "dlcompare/ui/"),
    "plotly": ("dlcompare/plots/", "dlcompare/reports/"),
    "keras": ("dlcompare/models/deep/",),
    "tensorflow": ("dlcompare/models/deep/",),
    "catboost": ("dlcompare/models/classical/",),
    "interpret": ("dlcompare/models/",),
    "skimage": ("dlcompare/modalities/images/", "dlcompare/models/"),
    "python_calamine": ("dlcompare/modalities/tabular/",),
    "sqlite3": ("dlcompare/jobs/",),
    "distributed": ("dlcompare/jobs/cluster.py", "dlcompare/jobs/site.py"),
}


def sources() -> list[Path]:
    folders = [ROOT / "dlcompare", ROOT / "pages"]
    return [ROOT / "app.py", *sorted(p for f in folders for p in f.rglob("*.py"))]


@functools.cache
def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path}: relative import"
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def part(path: Path) -> str:
    relative = path.relative_to(ROOT)
    if relative.parts[0] == "dlcompare":
        return Path(relative.parts[1]).stem
    return Path(relative.parts[0]).stem


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_file_imports_only_what_its_layer_may(path):
    own = part(path)
    known = {p.stem for p in (ROOT / "dlcompare").iterdir()}

    parts = {n.split(".")[1] for n in imported(path) if n.startswith("dlcompare.")}

    assert set() == (parts & known) - MAY_IMPORT[own] - {own}


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_stays_in_its_corner(library):
    users = [
        str(path.relative_to(ROOT))
        for path in sources()
        if any(name.split(".")[0] == library for name in imported(path))
    ]

    strangers = [user for user in users if not user.startswith(ONLY_IN[library])]

    assert [] == strangers


LISTED = {
    "dlcompare/models/classical": "dlcompare.models:MODELS",
    "dlcompare/models/deep": "dlcompare.models:MODELS",
    "dlcompare/checks": "dlcompare.checks:CHECKS",
    "dlcompare/advice/rules": "dlcompare.advice.rules:RULES",
    "dlcompare/reports": "dlcompare.reports:EXPORTERS",
}
NOT_ENTRIES = {  # the machinery beside the entries
    "dlcompare/models/deep": {"estimator", "saving", "training_loop"},
    "dlcompare/models/classical": set(),
    "dlcompare/checks": {
        *("check", "case", "quick", "splits", "identity", "by_chance", "remedies"),
        "pictures",
    },
    "dlcompare/advice/rules": set(),
    "dlcompare/reports": {
        *("exporter", "figures", "said", "tables", "paths", "traces", "declared"),
        *("limits", "understanding"),
    },
}


@pytest.mark.parametrize("folder", LISTED)
def test_every_file_of_a_list_is_listed(folder):
    module, _, name = LISTED[folder].partition(":")
    files = {p.stem for p in (ROOT / folder).glob("*.py")} - {"__init__"}
    entries = getattr(__import__(module, fromlist=[name]), name)

    text = (ROOT / module.replace(".", "/") / "__init__.py").read_text("utf-8")

    unlisted = {f for f in files - NOT_ENTRIES[folder] if f".{f} import" not in text}
    assert set() == unlisted
    assert len({entry.name for entry in entries}) == len(entries) > 0


LIGHT = [
    "dlcompare",
    "dlcompare.study",
    "dlcompare.models",
    "dlcompare.modalities",
    "dlcompare.planning",
    "dlcompare.comparison",
    "dlcompare.advice",
    "dlcompare.checks",
    "dlcompare.reports",
    "dlcompare.jobs.store",
    "dlcompare.jobs.launcher",
    "dlcompare.jobs.intake",
    "dlcompare.jobs.results",
]
HEAVY = (
    "streamlit keras tensorflow sklearn scipy.stats catboost skimage plotly distributed"
)


def test_import_is_light():
    code = (
        f"import sys, importlib\n[importlib.import_module(m) for m in {LIGHT!r}]\n"
        f"print([m for m in {HEAVY.split()!r} if m in sys.modules])"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )

    assert "[]" == answer.stdout.strip(), answer.stderr


def test_no_file_has_two_ideas():
    long = {
        str(p.relative_to(ROOT)): n
        for p in sources()
        if (n := len(p.read_text("utf-8").splitlines())) > 300
    }

    assert {} == long
