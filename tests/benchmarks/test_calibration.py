"""The simulated studies, and what their committed results promise."""

from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FALSE_SHARE = 0.05


@pytest.fixture
def calibration(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import calibration

    return calibration


def test_candidates_are_right_as_often_as_said(calibration):
    rng = np.random.default_rng(0)
    cell = calibration.Cell("6 deep, 2 classical", 4_000, 0.04)
    right = {"deep": [], "classical": []}
    for _ in range(4):
        for fold in calibration.simulate(cell, rng).folds:
            if fold.family in right:
                right[fold.family].append(fold.scores["accuracy"])

    assert 0.85 == pytest.approx(np.mean(right["classical"]), abs=0.01)
    assert 0.89 == pytest.approx(np.mean(right["deep"]), abs=0.01)


def test_shares_of_a_cell_are_shares(calibration):
    found = calibration.run(calibration.Cell("6 deep, 6 classical", 400, 0.0), 3)

    assert 1 == pytest.approx(sum(found[case] for case in calibration.CASES), abs=1e-3)
    assert 0.05 < found["disagreement"] < 0.2


def test_every_cell_is_committed(calibration):
    assert [] == list(calibration.missing(calibration.ROWS))


def test_false_verdicts_are_rare_in_every_cell(calibration):
    for row in calibration.stored():
        gap = float(row["gap"])
        assert float(row["classical"]) <= FALSE_SHARE, row
        assert gap > 0 or float(row["deep"]) <= FALSE_SHARE, row
