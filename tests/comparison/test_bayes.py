"""The correlated t-test: equal to baycomp, symmetric, and honest on null data."""

import baycomp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtr

from dlcompare.advice.decide import SURE, decide_pair
from dlcompare.comparison.bayes import Posterior, posterior, probabilities


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("k", "repeats"), [(5, 1), (5, 3), (10, 1), (2, 4)])
@pytest.mark.parametrize("rope", [0.002, 0.01, 0.1])
def test_probabilities_equal_baycomp(seed, k, repeats, rope):
    rng = np.random.default_rng(seed)
    a = rng.normal(0.85, 0.03, k * repeats)
    b = rng.normal(0.86, 0.03, k * repeats)

    ours = probabilities(posterior(b - a, test_share=1 / k), rope=rope)

    theirs = baycomp.two_on_single(a, b, rope=rope, runs=repeats)
    assert (theirs[2], theirs[1], theirs[0]) == pytest.approx(ours, abs=1e-12)


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        (0.02, (1.0, 0.0, 0.0)),
        (0.01, (0.0, 1.0, 0.0)),
        (0.0, (0.0, 1.0, 0.0)),
        (-0.02, (0.0, 0.0, 1.0)),
    ],
)
def test_no_variance_is_certainty(mean, expected):
    belief = posterior([mean] * 5, test_share=0.2)

    assert expected == probabilities(belief, rope=0.01)


differences = st.lists(st.floats(-1, 1), min_size=2, max_size=30)


@given(differences, st.floats(0, 0.5))
def test_swapping_the_models_swaps_the_probabilities(values, rope):
    one = probabilities(posterior(values, test_share=0.2), rope=rope)
    swapped = [-v for v in values]

    other = probabilities(posterior(swapped, test_share=0.2), rope=rope)

    assert one == pytest.approx(other[::-1], abs=1e-9)


@given(differences, st.floats(0, 0.5))
def test_probabilities_are_probabilities(values, rope):
    found = probabilities(posterior(values, test_share=0.2), rope=rope)

    assert all(0 <= p <= 1 for p in found)
    assert 1.0 == pytest.approx(sum(found))


@pytest.mark.parametrize("narrow", [0.0, 0.005])
def test_a_wider_limit_is_never_less_equivalent(narrow):
    belief = Posterior(0.004, 0.01, 9)

    assert probabilities(belief, rope=narrow)[1] < probabilities(belief, rope=0.02)[1]


def null_differences(n_studies, n_rows, rng, *, k=5, repeats=3, disagree=0.1):
    """Fold differences in accuracy of two equally good models.

    Each row's difference is -1, 0 or +1 and belongs to the row, so that repeats
    see the same rows again; every fold adds noise of training (0.6 points).
    """
    rows = rng.choice(
        [-1.0, 0.0, 1.0],
        p=[disagree / 2, 1 - disagree, disagree / 2],
        size=(n_studies, n_rows),
    )
    folds = []
    for _ in range(repeats):
        shuffled = rng.permuted(rows, axis=1)
        folds.append(shuffled.reshape(n_studies, k, -1).mean(axis=2))
    scores = np.concatenate(folds, axis=1)
    return scores + rng.normal(0, 0.006, scores.shape)


@pytest.mark.parametrize("n_rows", [400, 1_000, 4_000])
def test_equal_models_are_called_different_in_at_most_5_percent(n_rows):
    values = null_differences(2_000, n_rows, np.random.default_rng(n_rows))

    # Nadeau and Bengio's scale, for all studies at once
    scale = values.std(axis=1, ddof=1) * np.sqrt(1 / 15 + 0.25)
    p_deep = stdtr(14, (values.mean(axis=1) - 0.01) / scale)
    p_classical = stdtr(14, (-0.01 - values.mean(axis=1)) / scale)

    one = posterior(values[0], test_share=0.2)
    assert probabilities(one, rope=0.01)[0] == pytest.approx(p_deep[0])
    cases = [
        decide_pair(a, 1 - a - b, b) for a, b in zip(p_deep, p_classical, strict=True)
    ]
    chance = 2 * np.sqrt(0.05 * 0.95 / len(cases))
    assert cases.count("deep") / len(cases) <= 0.05 + chance
    assert cases.count("classical") / len(cases) <= 0.05 + chance


def test_a_large_difference_is_found():
    rng = np.random.default_rng(0)
    values = null_differences(300, 1_000, rng) + 0.05

    found = [
        probabilities(posterior(v, test_share=0.2), rope=0.01)[0] >= SURE
        for v in values
    ]

    assert np.mean(found) > 0.9
