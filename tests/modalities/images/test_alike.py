import io

import numpy as np
import pytest
from PIL import Image
from scipy.fft import dctn
from scipy.ndimage import gaussian_filter

from dlcompare.modalities.images import alike
from dlcompare.modalities.images.alike import find_alike
from dlcompare.modalities.images.hashes import (
    brightness,
    outlines,
    perceptual_hashes,
    shrunk,
)
from dlcompare.modalities.images.measures import measure, pixel_digests

SIDE = 48


def scenes(n: int, seed: int = 0) -> np.ndarray:
    """Smooth colour pictures, no two of them related."""
    rng = np.random.default_rng(seed)
    fields = gaussian_filter(rng.normal(size=(n, SIDE, SIDE, 3)), (0, 4, 4, 0))
    scale = np.abs(fields).max(axis=(1, 2, 3), keepdims=True)
    return np.asarray(127 + 110 * fields / scale, dtype=np.uint8)


def saved_again(pixels: np.ndarray) -> np.ndarray:
    block = io.BytesIO()
    Image.fromarray(pixels).save(block, "JPEG", quality=70)
    return np.asarray(Image.open(block))


def halved(pixels: np.ndarray) -> np.ndarray:
    small = Image.fromarray(pixels).resize((SIDE // 2, SIDE // 2))
    return np.asarray(small.resize((SIDE, SIDE)))


def lightened(pixels: np.ndarray) -> np.ndarray:
    return np.clip(pixels * 1.1 + 8, 0, 255).astype(np.uint8)


def found(X: np.ndarray, y: np.ndarray):
    classes = [f"class {code}" for code in range(int(y.max()) + 1)]
    return find_alike(
        perceptual_hashes(brightness(X)),
        outlines(X),
        pixel_digests(X),
        y,
        [f"{i}.png" for i in range(len(X))],
        classes,
    )


def test_hash_has_the_bits_of_the_cosine_transform():
    grey = brightness(scenes(5))

    strength = dctn(shrunk(grey, 32), axes=(1, 2))[:, :8, :8].reshape(5, 64)
    middle = np.median(strength[:, 1:], axis=1, keepdims=True)
    expected = np.packbits(strength > middle, axis=1).view(np.uint64)[:, 0]

    assert expected.tolist() == perceptual_hashes(grey).tolist()


def test_shrinking_takes_means_of_areas():
    grey = np.arange(36, dtype=np.float32).reshape(1, 6, 6)

    assert [7, 10, 25, 28] == pytest.approx(shrunk(grey, 2).ravel().tolist())
    assert shrunk(grey, 4).mean() == pytest.approx(grey.mean())


@pytest.mark.parametrize("change", [saved_again, halved, lightened])
def test_changed_copies_are_found_and_nothing_else(change):
    X = scenes(60)
    X[40:50] = [change(pixels) for pixels in X[:10]]
    y = np.arange(60) % 2

    pairs = found(X, y)

    assert {(i, i + 40) for i in range(10)} == {pair.rows for pair in pairs.near}
    assert (10, 10, 0) == (pairs.n_near, pairs.n_images, pairs.n_across)
    assert all(pair.likeness > 0.99 for pair in pairs.near)


def test_pairs_of_two_classes_are_kept_apart():
    X = scenes(30)
    X[20], X[21] = X[0], saved_again(X[1])
    y = (np.arange(30) >= 15).astype(int)

    pairs = found(X, y)

    assert [((0, 20), True), ((1, 21), False)] == [
        (pair.rows, pair.is_equal) for pair in pairs.across
    ]
    assert ("class 0", "class 1") == pairs.across[0].labels
    assert ("0.png", "20.png") == pairs.across[0].names
    assert 0 == pairs.n_near


def test_equal_images_of_one_class_are_no_near_pair():
    X = scenes(12)
    X[5] = X[6] = X[0]

    pairs = found(X, np.zeros(12, int))

    assert (0, 0, 10) == (pairs.n_near, pairs.n_images, pairs.n_compared)


def test_same_shape_in_another_colour_is_another_picture():
    X = np.zeros((20, SIDE, SIDE, 3), np.uint8)
    rng = np.random.default_rng(0)
    for i in range(0, 20, 2):
        shape = gaussian_filter(rng.normal(size=(SIDE, SIDE)), 4) > 0
        X[i, shape], X[i + 1, shape] = (76, 0, 0), (0, 0, 200)  # equally bright

    assert 0 == found(X, np.arange(20) % 2).n_across


def test_pictures_of_one_colour_say_nothing():
    X = np.repeat(np.arange(40, dtype=np.uint8), SIDE * SIDE).reshape(40, SIDE, SIDE, 1)

    assert 0 == found(X, np.arange(40) % 2).n_compared


def test_of_very_many_images_a_sample_is_compared(monkeypatch):
    monkeypatch.setattr(alike, "MAX_COMPARED", 20)
    X = scenes(50)

    assert 20 == found(X, np.arange(50) % 2).n_compared


def test_brightness_contrast_sharpness_and_means_by_hand():
    X = np.zeros((3, 4, 4, 1), np.uint8)
    X[0], X[1, 1, 1], X[2] = 10, 16, 30
    y = np.array([0, 0, 1])

    known = measure(X, y, 2)

    assert [10, 1, 30] == known.brightness.tolist()
    assert [0, np.sqrt(15), 0] == pytest.approx(known.contrast.tolist())
    inner = np.array([-64.0, 16, 16, 0])  # the Laplacian around one bright pixel
    assert [0, inner.var(), 0] == pytest.approx(known.sharpness.tolist())
    assert 13 == known.means[0, 1, 1, 0]
    assert 5 == known.means[0, 0, 0, 0]
    assert (known.means[1] == 30).all()


def test_blurring_lowers_sharpness():
    X = np.random.default_rng(0).integers(0, 256, (2, 20, 20, 1), dtype=np.uint8)
    X[1] = gaussian_filter(X[0].astype(float), (1, 1, 0)).astype(np.uint8)

    sharp, blurred = measure(X, np.array([0, 1]), 2).sharpness

    assert blurred < sharp / 10


def test_blocks_of_images_give_what_one_block_gives(monkeypatch):
    X, y = scenes(25), np.arange(25) % 3
    whole = measure(X, y, 3)

    monkeypatch.setattr("dlcompare.modalities.images.measures.IMAGES_AT_ONCE", 7)
    parts = measure(X, y, 3)

    for name in ("brightness", "sharpness", "hashes", "means"):
        assert getattr(whole, name) == pytest.approx(getattr(parts, name), rel=1e-5)


def test_small_pictures_have_hashes_too(small_images):
    dataset = small_images(side=8)

    hashes = perceptual_hashes(brightness(dataset.X))

    assert len(dataset.X) == len(hashes)
