import numpy as np

from dlcompare.models.estimators.softmax import (
    fit_temperature,
    mean_log_loss,
    softmax,
)


def test_softmax_of_equal_scores_is_even():
    np.testing.assert_allclose(softmax(np.zeros((1, 4))), np.full((1, 4), 0.25))


def test_softmax_survives_huge_scores():
    np.testing.assert_allclose(softmax(np.array([[1e6, 0.0]])), [[1, 0]])


def test_mean_log_loss_by_hand():
    shares = np.array([[0.5, 0.5], [0.25, 0.75]])

    expected = (np.log(2) + np.log(4)) / 2

    assert np.isclose(expected, mean_log_loss(shares, np.array([0, 0])))


def test_temperature_cools_overconfident_scores(rng):
    true = rng.normal(size=(4_000, 1))
    y = (rng.random(4_000) < 1 / (1 + np.exp(-true[:, 0]))).astype(int)
    loud = np.hstack([np.zeros_like(true), 5 * true])

    slope = fit_temperature(loud, y)[0]

    assert np.isclose(0.2, slope, atol=0.04)
