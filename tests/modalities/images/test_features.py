"""Hand-crafted features, by kind."""

import numpy as np
import pytest
from skimage.feature import hog, local_binary_pattern

from dlcompare.modalities.images.features import (
    colours,
    edges,
    features,
    intensity,
    kinds,
    textures,
)

SIZES = [(8, 8), (16, 16), (28, 28), (64, 64), (20, 33)]


def pictures(n=3, height=28, width=28, channels=1, seed=0):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (n, height, width, channels), dtype=np.uint8)


@pytest.mark.parametrize(("height", "width"), SIZES)
@pytest.mark.parametrize("channels", [1, 3], ids=["grey", "colour"])
def test_every_size_gives_finite_features(height, width, channels):
    made = features(pictures(2, height, width, channels))

    assert (2, 2) == (made.ndim, len(made))
    assert np.isfinite(made).all()


@pytest.mark.parametrize(("height", "width"), SIZES)
def test_edges_are_those_of_scikit_image(height, width):
    grey = pictures(3, height, width)[..., 0].astype(np.float32)
    grey[1] = 90  # flat: no edge at all
    cell = max(2, round(max(height, width) / 7))

    expected = [hog(one, 9, (cell, cell), (2, 2), block_norm="L2-Hys") for one in grey]

    np.testing.assert_allclose(edges(grey), expected, atol=1e-6)


def test_textures_are_those_of_each_image_alone():
    grey = pictures(4)[..., 0].astype(np.float32)

    codes = local_binary_pattern(grey[2].astype(np.uint8), 8, 1, "uniform")
    first = np.bincount(codes[:14, :14].astype(int).ravel(), minlength=10) / 14**2

    np.testing.assert_allclose(textures(grey)[2, :10], first, rtol=1e-6)
    np.testing.assert_array_equal(textures(grey)[2:3], textures(grey[2:3]))


def test_intensity_of_a_flat_picture_is_its_brightness():
    made = intensity(np.full((1, 12, 12), 51.0, dtype=np.float32))

    of_a_part = [0.2, 0, 0, *[0.2] * 5]  # mean, deviation, skew, quantiles
    np.testing.assert_allclose(made, [of_a_part * 5], atol=1e-6)


def test_intensity_knows_where_it_is_bright():
    grey = np.zeros((1, 12, 12), dtype=np.float32)
    grey[:, :6, 6:] = 255

    means = intensity(grey)[0, ::8]

    np.testing.assert_allclose(means, [0.25, 0, 1, 0, 0], atol=1e-6)


def test_grey_images_in_three_channels_have_the_edges_of_the_grey_ones():
    grey = pictures()

    tripled = kinds(np.repeat(grey, 3, axis=3))

    np.testing.assert_allclose(tripled["edges"], kinds(grey)["edges"], atol=1e-4)
    assert ["edges", "textures", "intensity"] == list(kinds(grey))
    assert "colours" in tripled


def test_colours_are_seen():
    red, blue = np.zeros((2, 1, 16, 16, 3), dtype=np.uint8)
    red[..., 0], blue[..., 2] = 200, 200

    assert not np.allclose(colours(red), colours(blue))
