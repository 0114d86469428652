"""The compiled loop against Keras itself, and what it leaves behind."""

import numpy as np
import pytest

from dlcompare.models.recipe import Distortion, Shape, Training

pytestmark = pytest.mark.deep
SHAPE = Shape(inputs=(3,), n_levels=0, n_outputs=2, is_classification=True)


@pytest.fixture
def rows(rng):
    return rng.normal(size=(64, 3)).astype(np.float32), rng.integers(0, 2, 64)


def test_ten_batches_move_the_weights_as_keras_adam_does(rows):
    from dlcompare.models.deep.document_mlp import DOCUMENT
    from dlcompare.models.deep.layers.library import keras
    from dlcompare.models.deep.training_loop import loop_for

    X, y = rows
    order = np.arange(64).reshape(8, 1, 8)
    loop = loop_for(DOCUMENT, SHAPE, "float32", None)
    loop.restart((5,), X)
    twin = DOCUMENT.network(SHAPE, 5)
    twin.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))

    settings = Training(epochs=1, batch_size=8, learning_rate=1e-3)
    rates = np.tile(np.array([1e-3, 0, 0], dtype=np.float32), (8, 1))
    loop.epoch(
        loop.tensors(X, y, np.ones(64)),
        order,
        rates,
        first_step=0,
        training=settings,
        seed=0,
    )
    loop.keep_best(np.array([True]))
    twin.fit(X, y, batch_size=8, epochs=1, shuffle=False, verbose=0)

    for mine, theirs in zip(loop.arrays(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=2e-5)


def test_document_network_has_the_document_s_layers():
    from dlcompare.models.deep.document_mlp import DOCUMENT

    network = DOCUMENT.network(Shape((784,), 0, 10, True), 0)

    assert [128, 64, 10] == [layer.units for layer in network.layers]
    assert 784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10 == network.count_params()


def test_no_distortion_leaves_images_as_they_are(rng):
    from dlcompare.models.deep.layers.distortion import distort
    from dlcompare.models.deep.layers.library import tf

    images = rng.random((4, 8, 8, 1)).astype(np.float32)
    still = Distortion(shift=0, rotation_degrees=0, zoom=0, mirrors=False)

    changed = distort(tf.constant(images), still, tf.constant([0, 1])).numpy()

    np.testing.assert_allclose(changed, images, atol=1e-5)


def test_mirroring_gives_the_image_or_its_mirror_image(rng):
    from dlcompare.models.deep.layers.distortion import distort
    from dlcompare.models.deep.layers.library import tf

    images = rng.random((20, 6, 6, 1)).astype(np.float32)
    how = Distortion(shift=0, rotation_degrees=0, zoom=0, mirrors=True)

    changed = distort(tf.constant(images), how, tf.constant([0, 1])).numpy()

    same = np.abs(changed - images).max(axis=(1, 2, 3)) < 1e-4
    mirrored = np.abs(changed - images[:, :, ::-1]).max(axis=(1, 2, 3)) < 1e-4
    assert (same ^ mirrored).all()
    assert 0 < same.sum() < 20


@pytest.mark.parametrize(
    ("classes", "inputs", "mirrors"),
    [
        (("0", "1"), (64, 64, 3), False),
        (("rose", "tulip"), (28, 28, 1), False),
        (("rose", "tulip"), (64, 64, 3), True),
    ],
    ids=["digits", "small grey", "photographs"],
)
def test_only_photographs_are_mirrored(classes, inputs, mirrors):
    from dlcompare.models.deep.convnet import may_mirror
    from dlcompare.models.recipe import Facts

    facts = Facts(100, "binary", "accuracy", inputs, classes)

    assert mirrors == may_mirror(facts)


def test_networks_that_share_a_loop_keep_their_own_weights(rows):
    from dlcompare.models.deep.document_mlp import DOCUMENT
    from dlcompare.models.deep.estimator import network
    from dlcompare.models.spec import Context

    X, y = rows

    def fitted(truth):
        context = Context(task="binary", n_classes=2)
        settings = {"epochs": 1}
        made = network(context, prepare=None, recipe=DOCUMENT, settings=settings)
        return made.fit(X, truth)

    one, other = fitted(y), fitted(1 - y)
    first = [m.predict_proba(X[:1]) for m in (one, other)]
    second = [m.predict_proba(X[:1]) for m in (one, other, other)]

    assert not np.array_equal(*first)
    np.testing.assert_array_equal([*first, first[1]], second)
