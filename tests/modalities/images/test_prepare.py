import pickle

import numpy as np

from dlcompare.modalities.images import features as crafted
from dlcompare.modalities.images import prepare
from dlcompare.modalities.images.features import features
from dlcompare.modalities.images.prepare import Components, HandCrafted


def pictures(n=6, side=28, channels=1, seed=0):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (n, side, side, channels), dtype=np.uint8)


def test_features_of_an_image_do_not_depend_on_the_others():
    X = pictures()

    step = HandCrafted().fit(X[:4])

    np.testing.assert_array_equal(step.transform(X)[2], step.transform(X[2:3])[0])


def test_each_kind_weighs_the_same():
    X = pictures(50, channels=3)

    step = HandCrafted()
    scaled = step.fit_transform(X)

    sums = [np.square(scaled[:, part]).sum() for part in step.kinds_.values()]
    assert ["edges", "textures", "intensity", "colours"] == list(step.kinds_)
    assert features(X).shape == scaled.shape
    # a feature that does not vary has no weight: noise has no rare hues
    assert max(sums) < 1.5 * min(sums)


def test_learning_and_giving_at_once_is_learning_and_then_giving():
    X = pictures(20)

    at_once = HandCrafted().fit_transform(X)

    np.testing.assert_array_equal(at_once, HandCrafted().fit(X).transform(X))


def test_threads_change_nothing(monkeypatch):
    monkeypatch.setattr(prepare, "AT_ONCE", 28 * 28 * 3)
    X = pictures(10, seed=77)

    made = HandCrafted(n_threads=2)._described(X)

    np.testing.assert_array_equal(features(X), made)


def test_what_was_described_is_found_by_another_step(monkeypatch, tmp_path):
    X = pictures(60, seed=5)
    first = HandCrafted(kept_in=str(tmp_path)).fit_transform(X)

    def refuse(images):
        raise AssertionError("described again")

    prepare.kept_in.cache_clear()  # as another process begins
    monkeypatch.setattr(HandCrafted, "_described", lambda self, X: refuse(X))

    found = HandCrafted(kept_in=str(tmp_path)).fit(X).transform(X)

    np.testing.assert_array_equal(first, found)
    assert [f"features-{crafted.VERSION}"] == [p.name for p in tmp_path.iterdir()]


def test_a_stored_step_does_not_name_the_folder(tmp_path):
    step = HandCrafted(kept_in=str(tmp_path)).fit(pictures())

    assert "" == pickle.loads(pickle.dumps(step)).kept_in
    assert str(tmp_path) == step.kept_in


def test_components_never_exceed_the_rows():
    X = np.random.default_rng(0).normal(size=(5, 40))

    assert (5, 5) == Components().fit(X).transform(X).shape


def test_components_of_pixels_are_those_of_their_rows():
    X = pictures(30, side=8)

    made = Components(4).fit_transform(X)
    flat = Components(4).fit_transform(X.reshape(30, -1).astype(float))

    np.testing.assert_allclose(made, flat, atol=1e-2)


def test_of_many_images_some_tell_the_components(monkeypatch):
    monkeypatch.setattr(prepare, "FITTED_ROWS", 10)
    X = pictures(40, side=8)

    made = Components(20).fit(X).transform(X)

    assert (40, 10) == made.shape
