import numpy as np
import pytest

from dlcompare.modalities.single_column import held_out_skill


def test_a_copy_of_the_target_has_full_skill(rng):
    y = rng.integers(0, 3, 200)

    assert held_out_skill(y.astype(float), y, 3) == 1


def test_a_threshold_on_a_number_has_nearly_full_skill(rng):
    x = rng.normal(size=2000)

    assert held_out_skill(x, (x > 1.7).astype(int), 2) > 0.97


def test_missing_as_the_answer_is_seen(rng):
    y = rng.integers(0, 2, 200)
    x = np.where(y == 1, rng.normal(size=200), np.nan)

    assert held_out_skill(x, y, 2) == 1


def test_noise_has_the_skill_of_guessing(rng):
    y = rng.integers(0, 2, 2000)

    assert held_out_skill(rng.normal(size=2000), y, 2) == pytest.approx(0.5, abs=0.05)


def test_a_category_of_many_values_is_not_taken_for_a_number(rng):
    codes = np.repeat(np.arange(200.0), 10)
    y = rng.integers(0, 2, 200)[codes.astype(int)]

    assert held_out_skill(codes, y, 2, is_category=True) == 1
    assert held_out_skill(codes, y, 2) < 0.9


def test_explained_variance_of_a_line_and_of_noise(rng):
    x = rng.normal(size=2000)

    assert held_out_skill(x, 3 * x, 0) > 0.98
    assert held_out_skill(rng.normal(size=2000), x, 0) < 0.05


def test_a_class_of_two_rows_does_not_break_it(rng):
    y = np.array([0] * 98 + [1] * 2)

    assert 0 <= held_out_skill(rng.normal(size=100), y, 2) <= 1
