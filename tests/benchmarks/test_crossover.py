"""What `benchmarks/crossover.py` measured, and how it fits its table."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from dlcompare.comparison.shrinkage import TABLE

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
LEAST_COVERAGE, LEAST_RIGHT = 0.85, 0.90  # what docs/learning-curves.md promises


@pytest.fixture(autouse=True)
def beside_the_benchmarks(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def committed(said):
    with (BENCHMARKS / "results" / "crossover.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["said"] == said]


def test_intervals_hold_and_stated_signs_are_right_as_promised():
    for row in committed("forecast"):
        assert float(row["coverage"]) >= LEAST_COVERAGE
        assert not row["stated_right"] or float(row["stated_right"]) >= LEAST_RIGHT
    for row in committed("crossing"):
        assert float(row["stated_right"]) >= LEAST_RIGHT


def test_the_shipped_table_is_that_of_the_results():
    shipped = json.loads(TABLE.read_text("utf-8"))["rows"]

    found = {(r["kind"], r["times"], r["n_sets"], r["n_cases"]) for r in shipped}

    assert found == {
        (r["kind"], int(r["times"]), int(r["n_sets"]), int(r["n_cases"]))
        for r in committed("forecast")
    }


def test_a_known_shrinkage_is_found_again():
    from crossover_data import Cases
    from crossover_fit import fit

    rng = np.random.default_rng(0)
    gap, rows = rng.normal(0, 0.3, 2_000), 2.0 ** rng.integers(7, 14, 2_000)
    later = 0.5 * gap + 0.02 + 0.01 * (np.log2(rows) - 10) + rng.normal(0, 0.05, 2_000)
    cases = Cases(
        dataset=np.arange(2_000),
        n_rows=rows,
        classical=1 + gap / 2,
        deep=1 - gap / 2,
        noise=np.zeros(2_000),
        truth=later,
    )

    row = fit(cases, kind="boosting", times=2)

    assert (row.slope, row.intercept, row.per_doubling) == pytest.approx(
        (0.5, 0.02, 0.01), abs=0.01
    )
