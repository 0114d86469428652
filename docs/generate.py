"""Write the pages of docs/ that show what the code lists: models, metrics, checks.

    python docs/generate.py        (make docs)

`docs/rules.md` comes from `dlcompare.advice.document`. `tests/test_docs.py` fails
when a generated page is stale.
"""

import sys
from pathlib import Path

from dlcompare.checks import CHECKS, Check
from dlcompare.checks.splits import MAX_ROWS, N_FOLDS
from dlcompare.metrics import METRICS
from dlcompare.models import MODELS, Limits

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))
import calibration_page  # noqa: E402  (beside this file)
import crossover_page  # noqa: E402


def models_page() -> str:
    """`docs/models.md`: every model with its family, data, limits and source."""
    lines = [
        "# Models",
        "",
        "Generated from `dlcompare.models.MODELS` by `make docs`.",
        "",
        "| name | label | family | data | tasks | limits | source |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for m in MODELS:
        kinds, tasks = ", ".join(m.modalities), ", ".join(m.tasks)
        kinds += f" with {m.made_for}" if m.made_for else ""
        lines.append(
            f"| `{m.name}` | {m.label} | {m.family} | {kinds} | {tasks} "
            f"| {limits_text(m.limits)} | {m.source} |"
        )
    return "\n".join(lines) + "\n"


def limits_text(limits: Limits) -> str:
    """Words for the limits of a model."""
    words = [
        f"{word} {value:,} {what}"
        for word, value, what in (
            ("at least", limits.min_rows, "rows"),
            ("at most", limits.max_rows, "rows"),
            ("at most", limits.max_features, "features"),
            ("at most", limits.max_classes, "classes"),
            ("at most", limits.max_pixels, "pixels"),
            ("at most", limits.max_scores, "rows times classes"),
        )
        if value
    ]
    return ", ".join(words) or "none"


def metrics_page() -> str:
    """`docs/metrics.md`: every metric with its tasks and direction."""
    lines = [
        "# Metrics",
        "",
        "Generated from `dlcompare.metrics.METRICS` by `make docs`. Names are",
        "scikit-learn's.",
        "",
        "| name | label | tasks | better | computed from |",
        "| --- | --- | --- | --- | --- |",
    ]
    for m in METRICS:
        better = "higher" if m.higher_is_better else "lower"
        tasks = ", ".join(m.tasks)
        lines.append(f"| `{m.name}` | {m.label} | {tasks} | {better} | {m.needs} |")
    return "\n".join(lines) + "\n"


def checks_page() -> str:
    """`docs/checks.md`: every check with what it looks at, its remedy and source."""
    lines = [
        "# Checks",
        "",
        "Generated from `dlcompare.checks.CHECKS` by `make docs`.",
        "",
        "Every check is asked before any training. It answers with a question to",
        "decide, a thing to check, a note, that it passed, or that it cannot be asked",
        "of this data, and why. Nothing is left out or read otherwise without being",
        "said, and every click can be taken back.",
        "",
        "Where the words are *with* and *without*, or *at random* and *kept apart*, a",
        "quick model was scored under both: extremely randomised trees on at most",
        f"{MAX_ROWS:,} rows, in {N_FOLDS} folds that are the same for both. It is",
        "there to measure differences between columns and between splits, not to be",
        "good.",
        "",
        "| code | name | data | holds when all is well |",
        "| --- | --- | --- | --- |",
    ]
    for c in CHECKS:
        kinds = ", ".join(c.modalities)
        lines.append(f"| {c.code} | `{c.name}` | {kinds} | {c.title} |")
    return "\n".join([*lines, "", *(check_section(c) for c in CHECKS)])


def check_section(check: Check) -> str:
    """One check in full."""
    return "\n".join(
        [
            f"## {check.code}: {check.title}",
            "",
            f"- Looks at: {check.looks_at}",
            f"- What to do: {check.remedy}",
            f"- Source: {check.source}",
            "",
        ]
    )


def statistics_page() -> str:
    """`docs/statistics.md` with the table of simulated studies made anew."""
    return calibration_page.with_table((FOLDER / "statistics.md").read_text("utf-8"))


def learning_curves_page() -> str:
    """`docs/learning-curves.md` with the tables of public curves made anew."""
    page = (FOLDER / "learning-curves.md").read_text("utf-8")
    return crossover_page.with_tables(page)


PAGES = {
    "learning-curves.md": learning_curves_page,
    "statistics.md": statistics_page,
    "calibration.svg": calibration_page.figure,
    "models.md": models_page,
    "metrics.md": metrics_page,
    "checks.md": checks_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
