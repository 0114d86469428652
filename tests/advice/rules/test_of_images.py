"""DL016 and DL017: few pictures, and small grey ones."""

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules import few_images, small_grey
from dlcompare.records import Priorities

NONE = Priorities()


def test_few_images_lean_to_classical(make_profile):
    profile = make_profile("images", n_images_per_class_min=49)

    finding = few_images.run(profile, None, NONE)

    assert ("classical", None) == (finding.leaning, finding.record)
    assert "49 images in the smallest class, fewer than 50" in finding.text


def test_small_grey_images_lean_to_classical(make_profile):
    finding = small_grey.run(
        make_profile("images", image_side=28, n_channels=1), None, NONE
    )

    assert "classical" == finding.leaning
    assert "Grey and 28 pixels a side" in finding.text


@pytest.mark.parametrize(
    ("rule", "traits", "reason"),
    [
        (few_images, {"n_images_per_class_min": 50}, "50 images in the smallest"),
        (small_grey, {"image_side": 28, "n_channels": 3}, "have colour"),
        (small_grey, {"image_side": 64, "n_channels": 1}, "64 pixels a side"),
    ],
)
def test_other_images_are_not_concerned(make_profile, rule, traits, reason):
    with pytest.raises(NotApplicable, match=reason):
        rule.run(make_profile("images", **traits), None, NONE)


@pytest.mark.parametrize("rule", [few_images, small_grey])
def test_tables_are_not_concerned(make_profile, rule):
    with pytest.raises(NotApplicable, match="is a table"):
        rule.run(make_profile(), None, NONE)
