"""The generated page is fresh, and the statistics page states the real numbers."""

from pathlib import Path

import pytest

from dlcompare.advice import RULES, decide, more_rows
from dlcompare.advice.changes import folds
from dlcompare.advice.document import rules_page
from dlcompare.comparison import health, ropes, standings
from dlcompare.comparison.paired import MIN_FOLDS_INTERVAL

DOCS = Path(__file__).parents[2] / "docs"


def test_rules_page_is_fresh():
    assert rules_page() == (DOCS / "rules.md").read_text("utf-8"), "run `make docs`"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_rule_has_its_section(rule):
    assert f"## {rule.code}: {rule.title}" in rules_page()


def test_codes_and_names_are_unique():
    assert len(RULES) == len({r.code for r in RULES}) == len({r.name for r in RULES})


@pytest.mark.parametrize(
    "words",
    [
        f"P(deep) ≥ {decide.SURE:.2f}",
        f"P(classical) ≥ {decide.SURE:.2f}",
        f"P(no useful difference) ≥ {decide.EQUIVALENT:.2f}",
        f"P(deep) ≤ {decide.UNLIKELY:.2f}",
        f"below {decide.SIGNAL:.2f}",
        f"at least {decide.CLEARLY:.2f}",
        f"fewer than {decide.MIN_FOLDS} folds",
        f"fewer than {MIN_FOLDS_INTERVAL} folds",
        f"{more_rows.rows_factor(15, 0.2):.1f} · p / r²",
        f"{folds.MANY_FOLDS} folds",
        f"min({ropes.POINTS_LARGEST}, max({ropes.POINTS_SMALLEST},"
        f" {ropes.POINTS_OF_ERROR:.0%} of the better error))",
        f"{ropes.AUC}; {ropes.AUC_FEW_ROWS} with fewer than {ropes.FEW_ROWS:,} rows",
        f"| average_precision | {ropes.AVERAGE_PRECISION} |",
        f"| r2 | {ropes.R2} |",
        f"by more than {health.LINEAR_NOISE:.0f} standard errors",
        f"{ropes.RELATIVE:.0%} of the classical champion's value",
    ],
)
def test_statistics_page_states(words):
    assert words in (DOCS / "statistics.md").read_text("utf-8")


def test_every_bounded_metric_is_bounded():
    from dlcompare.metrics import METRICS

    assert {m.name for m in METRICS} == set(standings.BOUNDS)
