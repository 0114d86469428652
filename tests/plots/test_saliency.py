"""Where the champions look: the colour on the picture, and the words beside it."""

import numpy as np
import pytest

from dlcompare import plots
from dlcompare.plots import theme
from dlcompare.records import Explanation, Saliency

BLUE = [0x2E, 0x7E, 0xBB]  # of the classical family


def found(row=0, corner=0.5, predicted="cat"):
    drops = np.zeros((7, 7))
    drops[0, 0], drops[6, 6] = corner, -0.2
    return Saliency(row, f"{row}.png", "cat", predicted, 0.8, tuple(map(tuple, drops)))


def explanation(family, rows, **more):
    label = "Network" if family == "deep" else "Linear model"
    saliencies = tuple(found(row, **more) for row in rows)
    return Explanation(family, label, family, None, 0, 0, (), saliencies=saliencies)


@pytest.mark.parametrize("channels", [1, 3])
def test_the_part_that_matters_has_the_colour_of_the_family(channels):
    image = np.zeros((14, 14, channels), dtype=np.uint8)

    made = plots.overlay(image, found(), "classical")

    assert (14, 14, 3) == made.shape
    pale = 0.35 * 255
    expected = [0.25 * pale + 0.75 * c for c in BLUE]
    np.testing.assert_allclose(made[0, 0], expected, atol=1)
    assert theme.FAMILIES["classical"].mark == "#2e7ebb"
    grey = made[2:]  # also where covering raises the probability
    np.testing.assert_allclose(grey, pale, atol=1)


def test_a_model_that_looks_nowhere_leaves_the_picture_grey():
    made = plots.overlay(np.full((8, 8, 1), 90, np.uint8), found(corner=0.0), "deep")

    assert 1 == len(np.unique(made))


def test_images_that_only_one_looked_at_are_left_out():
    known = [explanation("classical", [3, 1, 2]), explanation("deep", [3, 2])]

    shared = plots.side_by_side(known)

    assert [3, 2] == [first.row for first, _ in shared]
    assert ["classical", "deep"] == [family for family, _ in shared[0][1]]
    assert ["Image", "Class", "Linear model", "Network"] == list(
        plots.saliency_table(known).columns
    )


def test_words_say_what_each_takes_it_for():
    of_models = [("classical", found(predicted="dog")), ("deep", found())]

    assert "cat. Classical: dog, network: cat." == plots.caption(found(), of_models)
    known = [explanation("deep", [0])]
    cell = plots.saliency_table(known)["Network"][0]
    assert "cat; cat 80.0%, down to 30.0%" == cell


def test_nothing_known_is_an_empty_table():
    assert [] == plots.side_by_side([])
    assert 0 == len(plots.saliency_table([]))


def test_of_images_kinds_of_features_are_named():
    known = [explanation("deep", [0])]

    assert "kind of feature" == plots.shuffled(known)
    assert "column" == plots.shuffled([])
