"""What a model goes by in images, of models whose working is known."""

import time
from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from dlcompare import codec
from dlcompare.inspection.explain import explain
from dlcompare.inspection.pictures import PARTS, coverings, one_per_class
from dlcompare.modalities.images.prepare import Components, HandCrafted
from dlcompare.records import (
    Budget,
    Candidate,
    Column,
    Dataset,
    Explanation,
    FoldScheme,
    Plan,
)

CANDIDATE = Candidate("linear", "Linear model", "classical")
SIDE = 14


class Corner:
    """Bright in the upper left corner: the second class, the surer the brighter."""

    classes_ = np.arange(2)

    def predict_proba(self, X):
        share = X[:, :2, :2].mean(axis=(1, 2, 3)) / 255
        return np.stack([1 - share, share], axis=1)


def images(n=40, channels=3):
    """Two classes, of which the second has a bright corner; else all is noise."""
    rng = np.random.default_rng(0)
    X = rng.integers(0, 60, (n, SIDE, SIDE, channels), dtype=np.uint8)
    y = np.arange(n) % 2
    X[y == 1, :2, :2] = 255
    return Dataset(
        name="a.zip",
        modality="images",
        task="binary",
        target="class",
        X=X,
        y=y,
        columns=(Column("image", "image", 0, n),),
        classes=("dark", "bright"),
        row_names=tuple(f"{i}.png" for i in range(n)),
    )


def explained(estimator, dataset, *, rows=None, seconds=3600.0):
    plan = Plan(
        task="binary",
        metric="accuracy",
        candidates=(CANDIDATE,),
        scheme=FoldScheme(),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )
    return explain(
        estimator,
        dataset,
        np.arange(len(dataset.y)) if rows is None else rows,
        plan,
        CANDIDATE,
        seed=0,
        deadline=time.monotonic() + seconds,
    )


def test_covering_the_part_that_decides_costs_the_probability():
    found = explained(Corner(), images()).saliencies

    bright = next(one for one in found if one.of == "bright")
    drops = np.array(bright.drops)
    assert (1.0, "bright") == (bright.probability, bright.predicted)
    assert (PARTS, PARTS) == drops.shape
    assert 0.5 < drops[0, 0] == drops.max()
    assert not drops[2:].any()
    assert not drops[:, 2:].any()


def test_the_same_pictures_are_shown_of_two_models():
    dataset = images()

    one, other = explained(Corner(), dataset), explained(Corner(), dataset)

    assert [s.row for s in one.saliencies] == [s.row for s in other.saliencies]
    assert ["bright"] * 3 + ["dark"] * 3 == sorted(s.of for s in one.saliencies)


def test_classes_take_turns():
    y = np.array([0, 0, 0, 0, 0, 0, 0, 1, 2, 1])

    chosen = one_per_class(y, np.arange(10))

    assert [0, 7, 8, 1, 9, 2] == chosen.tolist()


@pytest.mark.parametrize("side", [8, 14, 28, 64])
def test_every_part_is_covered_by_the_mean_colour(side):
    image = np.zeros((side, side, 1), dtype=np.uint8)
    image[: side // 2] = 200

    made = coverings(image)

    is_covered = made != image
    assert PARTS**2 == len(made)
    assert is_covered.any(axis=0).all()
    assert all(one.any() and one.mean() <= 0.25 for one in is_covered)
    assert {0, 100, 200} == set(np.unique(made))


def crafted(dataset):
    """A linear model on features; only intensity and edges know of the corner."""
    steps = (HandCrafted(), Components(20), LogisticRegression())
    return make_pipeline(*steps).fit(dataset.X[:100], dataset.y[:100])


def test_kinds_of_features_are_shuffled():
    dataset = images(160)
    dataset.X[dataset.y == 1, 7:, 7:] = (200, 10, 10)  # the second class is red too

    found = explained(crafted(dataset), dataset, rows=np.arange(100, 160))

    losses = {one.column: one.loss for one in found.importances}
    assert {"edges", "textures", "intensity", "colours"} == set(losses)
    assert (1.0, 60, 5) == (found.base_score, found.n_rows, found.n_shuffles)
    assert max(losses.values()) > 0
    assert found == codec.decode(Explanation, codec.encode(found))


def test_shuffling_leaves_the_model_as_it_was():
    dataset = images(120)
    model = crafted(dataset)
    before = model.predict_proba(dataset.X)

    explained(model, dataset)

    np.testing.assert_array_equal(before, model.predict_proba(dataset.X))


def test_features_of_one_kind_come_from_other_images():
    X = images(20).X
    step = HandCrafted().fit(X)
    own, places = step.transform(X), np.arange(20)[::-1]

    with step.taken_from("intensity", places):
        mixed = step.transform(X)

    part = step.kinds_["intensity"]
    np.testing.assert_array_equal(mixed[:, part], own[places, part])
    np.testing.assert_array_equal(mixed[:, : part.start], own[:, : part.start])


def test_of_a_model_on_pixels_it_is_said_that_nothing_is_shuffled():
    found = explained(Corner(), images())

    assert () == found.importances
    assert "takes the pixels themselves" in found.notes[0]


def test_time_leaves_one_picture_at_least():
    found = explained(Corner(), images(), seconds=-1.0)

    assert 1 == len(found.saliencies)
    assert "5 images more" in " ".join(found.notes)


def test_images_without_names_are_explained():
    found = explained(Corner(), replace(images(), row_names=()))

    assert "" == found.saliencies[0].name
