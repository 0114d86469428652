import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from dlcompare.modalities.association import category_association, number_association


def test_separation_of_two_classes_is_the_rescaled_auc(rng):
    y = rng.integers(0, 2, 200)
    x = y + rng.normal(size=200).round(1)  # with ties

    found = number_association(x, y, "binary")

    assert 2 * roc_auc_score(y, x) - 1 == pytest.approx(found.value)
    assert 0 <= found.low < found.value < found.high <= 1


def test_direction_does_not_matter(rng):
    y = rng.integers(0, 2, 100)
    x = rng.normal(size=100)

    up, down = (number_association(s * x, y, "binary") for s in (1, -1))

    assert up.value == pytest.approx(down.value)


def test_rank_correlation_is_spearmans(rng):
    from scipy.stats import spearmanr

    x = rng.normal(size=100)
    y = x**3 + rng.normal(size=100)

    found = number_association(x, y, "regression")

    assert spearmanr(x, y).statistic == pytest.approx(found.value)


def test_correlation_ratio_by_hand():
    y = np.repeat([1.0, 3.0], 10) + np.tile([-0.5, 0.5], 10)
    codes = np.repeat([0, 1], 10)
    share = 1 - (1 - 20 / 25) * 19 / 18  # between 20, within 5

    found = category_association(codes, y, "regression")

    assert np.sqrt(share) == pytest.approx(found.value)


def test_cramers_v_of_a_copy_is_one(rng):
    y = rng.integers(0, 3, 90)

    assert pytest.approx(1.0) == category_association(y + 5, y, "multiclass").value


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_many_rare_categories_by_chance_say_nothing(rng, task):
    y = rng.normal(size=300) if task == "regression" else rng.integers(0, 2, 300)
    codes = rng.integers(0, 150, 300)

    assert category_association(codes, y, task).value < 0.35


def test_interval_covers_no_association_as_often_as_stated(rng):
    def covers():
        found = number_association(
            rng.normal(size=60), rng.normal(size=60), "regression"
        )
        return found.low == 0

    assert 0.90 <= np.mean([covers() for _ in range(400)]) <= 0.99


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_a_constant_says_nothing(rng, task):
    y = rng.normal(size=50) if task == "regression" else rng.integers(0, 3, 50) % 3
    y = y % 2 if task == "binary" else y

    assert number_association(np.ones(50), y, task).value == 0


def test_missing_values_are_passed_over(rng):
    y = rng.integers(0, 2, 100)
    x = np.where(np.arange(100) < 50, np.nan, y.astype(float))

    assert number_association(x, y, "binary").value == 1


def test_too_few_filled_cells_give_none():
    x = np.full(100, np.nan)

    assert number_association(x, np.arange(100) % 2, "binary") is None
    assert category_association(np.full(100, -1), np.arange(100) % 2, "binary") is None
