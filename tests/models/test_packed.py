"""Networks of several members or answers: what each of them sees and gives."""

import numpy as np
import pytest

from dlcompare.models.deep import realmlp, tabm
from dlcompare.models.estimators import packed_start, views_start
from dlcompare.models.recipe import Shape, Training

pytestmark = pytest.mark.deep
SHAPE = Shape(inputs=(5,), n_levels=2, n_outputs=2, is_classification=True, levels=(4,))


@pytest.fixture
def rows(rng):
    X = rng.normal(size=(96, 5)).astype(np.float32)
    X[:, 0] = rng.integers(0, 4, 96)
    return X, (X[:, 4] > 0).astype(np.int32)


def trained(n_members, seeds, rows, order):
    """Weights of all members after two steps without dropout."""
    from dlcompare.models.deep.training_loop import Loop

    X, y = rows
    shape = Shape(**{**vars(SHAPE), "n_members": n_members})
    loop = Loop(realmlp.REALMLP_TD, shape, "float32", None)
    loop.restart(seeds, X)
    settings = Training(epochs=1, batch_size=32, learning_rate=0.01)
    rates = np.tile(np.array([0.01, 0.02, 0.0], dtype=np.float32), (len(order), 1))
    data = loop.tensors(X, y, np.ones(96))
    loop.epoch(data, order, rates, first_step=0, training=settings, seed=0)
    loop.keep_best(np.ones(n_members, dtype=bool))
    return loop.arrays()


def test_members_of_a_pack_train_as_they_would_alone(rows, rng):
    order = rng.integers(0, 96, (2, 2, 32))

    both = trained(2, (7, 8), rows, order)

    for member, seed in ((0, 7), (1, 8)):
        alone = trained(1, (seed,), rows, order[:, [member]])
        for packed, own in zip(both, alone, strict=True):
            np.testing.assert_allclose(packed[member], own[0], atol=2e-5)


def test_an_epoch_is_traced_once(rows, rng):
    from dlcompare.models.deep.training_loop import Loop

    X, y = rows
    loop = Loop(realmlp.REALMLP_TD, SHAPE, "float32", None)
    loop.compile("float32")
    settings = Training(epochs=1, batch_size=32, learning_rate=0.01)
    for n_steps, batch in ((1, 8), (3, 32)):
        loop.epoch(
            loop.tensors(X, y, np.ones(96)),
            rng.integers(0, 96, (n_steps, 1, batch)),
            np.zeros((n_steps, 3), dtype=np.float32),
            first_step=0,
            training=settings,
            seed=0,
        )

    assert 1 == loop.run_epoch.experimental_get_tracing_count()


def test_held_rows_are_judged_by_weight_and_padding_counts_nothing(rows):
    from dlcompare.models.deep.training_loop import Loop

    X, y = rows
    loop = Loop(realmlp.REALMLP_TD, SHAPE, "float32", None)
    loop.restart((3,), X)
    weight = np.ones(96)
    weight[1] = 3.0
    given = loop.forward(X[:2])[0, :, 0]
    shares = np.exp(given) / np.exp(given).sum(axis=1, keepdims=True)
    losses = -np.log(shares[np.arange(2), y[:2]])

    ((loss, _),) = loop.look(loop.tensors(X, y, weight), np.array([[0, 1, -1]]))

    assert pytest.approx((losses[0] + 3 * losses[1]) / 4, rel=1e-4) == loss


def test_first_layer_gives_unit_spread_at_the_start(rows):
    X, _ = rows
    table, *_, kernel, _bias, _share = realmlp.start(SHAPE, (1,), X)[:9]

    codes = table[0][X[:, 0].astype(int)]

    assert (4, 8) == table[0].shape
    assert 0 == np.abs(table[0][0]).max()  # unknown
    assert (1, 8 + 2 + 4 * 2, 256) == kernel.shape
    assert np.isfinite(codes).all()


def test_start_scales_every_unit_over_the_rows(rng):
    z = rng.normal(5.0, 3.0, (500, 6))

    kernel, bias, given = packed_start._start_dense(z, 40, np.random.default_rng(0))

    np.testing.assert_allclose((z @ kernel / np.sqrt(6)).std(axis=0), 1.0)
    np.testing.assert_allclose(z @ kernel / np.sqrt(6) + bias, given)


def test_bins_part_the_rows_evenly_and_leave_the_ends_open():
    numbers = np.arange(33.0)[:, None]

    low, slope, least, most = views_start._bins(numbers)

    np.testing.assert_allclose(low[0], np.arange(0, 32, 2))
    np.testing.assert_allclose(slope[0], 0.5)
    assert [-views_start.OPEN, *[0] * 15] == least[0].tolist()
    assert [*[1] * 15, views_start.OPEN] == most[0].tolist()


def test_a_column_of_two_values_has_one_bin():
    _, slope, _, _ = views_start._bins(np.array([[0.0], [0.0], [2.0]]))

    assert [0.5, *[0] * 15] == slope[0].tolist()


def test_every_answer_of_tabm_starts_different(rows):
    from dlcompare.models.deep.training_loop import Loop

    X, _ = rows
    loop = Loop(tabm.TABM_MINI, SHAPE, "float32", None)
    loop.restart((3,), X)

    given = loop.forward(X[:1])

    assert (1, 1, tabm.N_VIEWS, 2) == given.shape
    assert tabm.N_VIEWS == len(np.unique(given[0, 0, :, 0]))


def test_mish_and_its_slope_are_those_of_the_formula():
    from dlcompare.models.deep.layers.library import tf
    from dlcompare.models.deep.layers.packed import mish

    x = tf.constant([-30.0, -2.0, -0.3, 0.0, 0.7, 4.0, 30.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        given = mish(x)
    slope = tape.gradient(given, x).numpy()

    exact = x.numpy().astype(float)
    step = 1e-5
    np.testing.assert_allclose(given, packed_start._mish(exact), rtol=1e-5, atol=1e-7)
    rise = packed_start._mish(exact + step) - packed_start._mish(exact - step)
    np.testing.assert_allclose(slope, rise / (2 * step), rtol=1e-3, atol=1e-5)
