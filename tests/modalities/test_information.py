import numpy as np
import pytest
from scipy.stats import entropy as of_scipy
from sklearn.metrics import adjusted_mutual_info_score

from dlcompare.modalities.information import entropy, information_share, number_codes


def test_entropy_is_scipys(rng):
    codes = rng.integers(0, 7, 300)

    assert of_scipy(np.bincount(codes)) == pytest.approx(entropy(codes))


@pytest.mark.parametrize("n_levels", [2, 5, 60], ids=lambda n: f"{n} levels")
def test_share_is_the_adjusted_mutual_information(rng, n_levels):
    a = rng.integers(0, n_levels, 800)
    b = np.where(rng.random(800) < 0.4, a % 4, rng.integers(0, 4, 800))

    exact = adjusted_mutual_info_score(a, b, average_method="min")

    assert exact == pytest.approx(information_share(a, b), abs=0.01)


def test_share_of_the_second_column(rng):
    b = rng.integers(0, 8, 2_000)

    assert information_share(b % 2, b, of_second=True) == pytest.approx(1 / 3, abs=0.02)
    assert information_share(b % 2, b) == pytest.approx(1.0)


@pytest.mark.parametrize("n_levels", [2, 40, 300], ids=lambda n: f"{n} levels")
def test_chance_says_nothing(rng, n_levels):
    shares = [
        information_share(rng.integers(0, n_levels, 300), rng.integers(0, 2, 300))
        for _ in range(50)
    ]

    assert np.mean(shares) < 0.05


def test_an_identifier_says_nothing(rng):
    assert information_share(np.arange(200), rng.integers(0, 2, 200)) == 0


def test_a_constant_says_nothing():
    assert information_share(np.zeros(50, int), np.arange(50) % 2) == 0


def test_what_ranks_miss_is_seen(rng):
    x = rng.normal(size=4_000)
    y = np.abs(x) + rng.normal(size=4_000) / 10

    assert information_share(number_codes(x), number_codes(y)) > 0.3


def test_equal_numbers_have_one_code():
    codes = number_codes(np.array([0.0] * 90 + list(range(1, 11))))

    assert len(set(codes[:90])) == 1
    assert np.array_equal(codes, np.sort(codes))
