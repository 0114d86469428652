"""Features that are computed once, whoever asks."""

import numpy as np
import pytest

from dlcompare.modalities.images import kept
from dlcompare.modalities.images.kept import Kept


def pictures(n, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (n, 8, 8, 1), dtype=np.uint8)


def means(images):
    """A feature that tells whose it is, and its square."""
    found = images.mean(axis=(1, 2, 3))
    return np.stack([found, found**2], axis=1).astype(np.float32)


def refuse(images):
    raise AssertionError(f"{len(images)} images are described again")


@pytest.mark.parametrize("has_folder", [True, False], ids=["folder", "memory"])
def test_known_images_are_not_described_again(tmp_path, has_folder):
    store, X = Kept(tmp_path if has_folder else None), pictures(120)

    first = store.features(X[:80], means)
    mixed = store.features(X[::-1], means)
    again = store.features(X[20:100], refuse)

    np.testing.assert_array_equal(first, means(X[:80]))
    np.testing.assert_array_equal(mixed, means(X)[::-1])
    np.testing.assert_array_equal(again, means(X)[20:100])


def test_another_process_finds_what_was_written_meanwhile(tmp_path):
    one, other, X = Kept(tmp_path), Kept(tmp_path), pictures(200)
    one.features(X[:100], means)

    found = other.features(X[:100], refuse)
    one.features(X[100:], means)

    np.testing.assert_array_equal(found, means(X[:100]))
    np.testing.assert_array_equal(other.features(X, refuse), means(X))


def test_single_images_leave_no_file(tmp_path):
    Kept(tmp_path).features(pictures(3), means)

    assert [] == list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path):
    (tmp_path / "file").write_text("no folder")
    store, X = Kept(tmp_path / "file"), pictures(60)

    store.features(X, means)

    np.testing.assert_array_equal(store.features(X, refuse), means(X))


def test_equal_images_are_described_as_one_and_sizes_told_apart():
    store, X = Kept(None), pictures(4)
    X[3] = X[0]
    store.features(X, means)

    flat = store.features(X.reshape(4, 16, 4, 1), lambda images: means(images) + 1)

    np.testing.assert_array_equal(flat, means(X) + 1)


def test_what_is_kept_in_memory_stays_within_its_bound(monkeypatch):
    monkeypatch.setattr(kept, "MAX_KEPT_BYTES", 2_000)
    store = Kept(None)

    for seed in range(12):
        store.features(pictures(30, seed), means)

    assert sum(batch.nbytes for batch in store.batches.values()) <= 2_000
    assert 30 * len(store.batches) == len(store.places) > 0
