import numpy as np
import pytest

from dlcompare.modalities.images import prepare
from dlcompare.modalities.images.prepare import Components, HandCrafted, features


def picture(side=28, channels=1, seed=0):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (side, side, channels), dtype=np.uint8)


@pytest.mark.parametrize("side", [8, 16, 28, 64])
@pytest.mark.parametrize("channels", [1, 3], ids=["grey", "colour"])
def test_every_size_gives_finite_features(side, channels):
    made = features(picture(side, channels))

    assert np.isfinite(made).all()
    assert 1 == made.ndim


def test_grey_image_in_three_channels_has_the_edges_of_the_grey_one():
    grey = picture()
    tripled = np.repeat(grey, 3, axis=2)

    n_edges = len(prepare.kinds(grey)[0])

    np.testing.assert_allclose(
        features(tripled)[:n_edges], features(grey)[:n_edges], atol=1e-4
    )


def test_colours_are_seen():
    red, blue = np.zeros((2, 16, 16, 3), dtype=np.uint8)
    red[..., 0], blue[..., 2] = 200, 200

    assert not np.allclose(prepare.kinds(red)[2], prepare.kinds(blue)[2])


def test_features_of_an_image_do_not_depend_on_the_others():
    X = np.stack([picture(seed=i) for i in range(6)])

    step = HandCrafted().fit(X[:4])

    np.testing.assert_array_equal(step.transform(X)[2], step.transform(X[2:3])[0])


def test_known_image_is_not_described_again(monkeypatch):
    X = np.stack([picture(seed=100 + i) for i in range(3)])
    first = HandCrafted().fit(X).transform(X)

    def refuse(image):
        raise AssertionError("described again")

    monkeypatch.setattr(prepare, "features", refuse)

    np.testing.assert_array_equal(HandCrafted().fit(X).transform(X), first)


def test_what_is_kept_stays_within_its_bound(monkeypatch):
    stored = prepare._Stored()
    monkeypatch.setattr(prepare, "MAX_STORED_BYTES", 20_000)

    for seed in range(12):
        stored.features(picture(seed=seed))

    assert stored.n_bytes <= 20_000
    assert 0 < len(stored.known) < 12


def test_components_never_exceed_the_rows():
    X = np.random.default_rng(0).normal(size=(5, 40))

    assert (5, 5) == Components().fit(X).transform(X).shape
