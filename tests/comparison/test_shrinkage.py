"""The table of what becomes of a gap, and the forecasts it gives."""

import math

import numpy as np
import pytest

from dlcompare.comparison.shrinkage import (
    KIND_OF,
    NETWORKS,
    TIMES,
    Shrinkage,
    forecast,
    rows_for,
    table,
)
from dlcompare.models import MODELS

ROW = Shrinkage(
    kind="boosting",
    times=4,
    slope=0.5,
    intercept=0.1,
    per_doubling=0.01,
    spread=0.1,
    spread_of_gap=0.5,
    spread_of_noise=1.0,
    levels=(0.05, 0.5, 0.95),
    quantiles=(-1.0, 0.0, 2.0),
    n_sets=1,
    n_cases=1,
)


def test_forecast_by_hand():
    said = forecast(
        ROW,
        classical_error=0.25,
        deep_error=0.15,
        noise=0.02,
        n_rows=4_096,
        rope=0.03,
    )

    # Gap 0.5 of the mean error 0.2; 0.5 * 0.5 + 0.1 + 2 * 0.01 = 0.37 expected, and
    # 0.1 + 0.5 * 0.5 + 0.02 / 0.2 = 0.45 is the scale.
    assert said.times == 4
    assert said.n_rows == 16_384
    assert said.gap == pytest.approx(0.2 * 0.37)
    assert said.low == pytest.approx(0.2 * (0.37 - 0.45))
    assert said.high == pytest.approx(0.2 * (0.37 + 2 * 0.45))
    # 0.15 of the mean error lies (0.15 - 0.37) / 0.45 = -0.489 scales away.
    assert said.p_deep == pytest.approx(1 - (0.05 + 0.45 * (1 - 0.22 / 0.45)))
    assert said.p_classical == pytest.approx(0.0)  # beyond the table
    assert said.ahead is None


@pytest.mark.parametrize(
    ("classical", "deep", "ahead"), [(0.5, 0.1, "deep"), (0.1, 0.5, "classical")]
)
def test_a_sign_is_stated_where_the_whole_interval_has_it(classical, deep, ahead):
    row = next(row for row in table() if (row.kind, row.times) == ("forest", 2))

    said = forecast(
        row,
        classical_error=classical,
        deep_error=deep,
        noise=0.0,
        n_rows=1_024,
        rope=0.01,
    )

    assert said.ahead == ahead
    assert said.p_deep + said.p_classical <= 1


def test_every_row_of_the_table_shrinks_the_gap_and_is_a_distribution():
    kinds = set(KIND_OF.values())

    assert {(kind, times) for kind in kinds for times in TIMES} == {
        (row.kind, row.times) for row in table()
    }
    for row in table():
        assert 0 < row.slope < 1.05
        assert min(row.spread, row.spread_of_gap, row.spread_of_noise) >= 0
        assert list(row.quantiles) == sorted(row.quantiles)
        assert len(row.levels) == len(row.quantiles)
        assert row.n_sets >= 150


@pytest.mark.parametrize("kind", sorted(set(KIND_OF.values())))
def test_a_gap_shrinks_further_with_more_rows(kind):
    slopes = [row.slope for row in table() if row.kind == kind]

    assert slopes == sorted(slopes, reverse=True)


def test_models_without_public_curves_have_no_rows():
    assert () == rows_for("nearest", "realmlp")
    assert () == rows_for("hog_svm", "convnet")
    assert TIMES == tuple(row.times for row in rows_for("catboost", "tabm"))


def test_the_named_models_exist():
    names = {spec.name for spec in MODELS}

    assert {*KIND_OF, *NETWORKS} <= names


def test_the_quantiles_are_of_unseen_sets_and_not_narrower_than_nothing():
    widths = [np.ptp(row.quantiles) for row in table()]

    assert all(math.isfinite(width) and width > 1 for width in widths)
