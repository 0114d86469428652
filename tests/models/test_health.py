import numpy as np
import pytest

from dlcompare.models.estimators.health import against_linear, examine
from dlcompare.records import Epoch, Health

SOUND = Health(is_finite=True, loss_fell=True, still_falling=False)


def epochs(losses, held):
    pairs = zip(losses, held, strict=True)
    return [Epoch(n, loss, v) for n, (loss, v) in enumerate(pairs, start=1)]


@pytest.mark.parametrize(
    ("losses", "held", "best", "expected"),
    [
        ([1.0, 0.5, 0.3], [1.0, 0.6, 0.7], 2, SOUND),
        ([1.0, np.nan], [1.0, 1.0], 1, Health(False, False, False)),
        ([1.0, 1.2, 1.1], [1.0] * 3, 3, Health(True, False, False)),
    ],
    ids=["fine", "not finite", "loss rose"],
)
def test_losses_tell_whether_it_trained(losses, held, best, expected):
    found = examine(epochs(losses, held), best)

    assert expected == found


@pytest.mark.parametrize(
    ("held", "best", "falling"),
    [
        (np.linspace(1.0, 0.0, 20), 20, True),  # the last two of 20 take a tenth
        (np.r_[np.linspace(1.0, 0.1, 18), 0.1, 0.1], 20, False),
        (np.r_[np.linspace(1.0, 0.0, 19), 0.5], 19, False),
    ],
    ids=["still falling", "flat at the end", "best before the end"],
)
def test_a_best_last_epoch_counts_only_while_the_loss_falls(held, best, falling):
    found = examine(epochs(np.linspace(1, 0, 20), held), best)

    assert falling == found.still_falling


def test_one_epoch_is_no_sign_of_failure():
    assert Health(True, True, False) == examine([Epoch(1, 0.7, 0.8)], 1)


def test_linear_target_is_learned_by_the_linear_model(rng):
    X = rng.normal(size=(200, 3))
    y = X @ np.array([1.0, -2.0, 0.5])

    found = against_linear(
        SOUND,
        given=np.zeros((100, 1)),
        known=(X[:100], y[:100]),
        held=(X[100:], y[100:]),
    )

    assert found.linear_loss < 0.01
    assert pytest.approx(np.mean(y[100:] ** 2)) == found.own_loss
    gaps = y[100:] ** 2
    assert pytest.approx(gaps.std() / 10, rel=0.05) == found.noise


def test_more_columns_than_rows_give_the_same_linear_model(rng):
    X, new = rng.normal(size=(30, 30)), rng.normal(size=(10, 30))
    y = X[:, 0]

    square = against_linear(
        SOUND, given=np.zeros((10, 1)), known=(X, y), held=(new, new[:, 0])
    )
    wide = against_linear(  # a column of zeros changes nothing but the form solved
        SOUND,
        given=np.zeros((10, 1)),
        known=(np.c_[X, np.zeros(30)], y),
        held=(np.c_[new, np.zeros(10)], new[:, 0]),
    )

    assert pytest.approx(square.linear_loss) == wide.linear_loss


def test_classes_are_judged_by_the_share_of_wrong_ones(rng):
    X = rng.normal(size=(100, 2))
    y = (X[:, 0] > 0).astype(np.int32)
    given = np.eye(2)[y[50:]]
    given[:10] = given[:10, ::-1]  # ten of fifty wrong

    found = against_linear(
        SOUND, given=given, known=(X[:50], y[:50]), held=(X[50:], y[50:])
    )

    assert pytest.approx(0.2) == found.own_loss
    assert found.linear_loss < 0.15
