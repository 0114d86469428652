"""DL001."""

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules import unstructured as rule
from dlcompare.records import Priorities


@pytest.mark.parametrize(
    ("per_class", "side", "channels", "strength"),
    [
        (49, 64, 3, rule.STRENGTH_FEW),
        (50, 28, 1, rule.STRENGTH_SMALL_GREY),
        (50, 33, 1, rule.STRENGTH_SOME),
        (199, 64, 3, rule.STRENGTH_SOME),
        (200, 64, 3, rule.STRENGTH_MANY),
    ],
)
def test_pictures_lean_to_deep(make_profile, per_class, side, channels, strength):
    profile = make_profile(
        "images",
        n_images_per_class_min=per_class,
        image_side=side,
        n_channels=channels,
    )

    finding = rule.run(profile, None, Priorities())

    assert ("deep", strength) == (finding.leaning, finding.strength)
    assert f"{per_class} in the smallest class" in finding.text


def test_a_table_with_text_leans_nowhere(make_profile):
    finding = rule.run(make_profile(columns=("text", "number")), None, Priorities())

    assert ("none", 0.0) == (finding.leaning, finding.strength)


def test_a_table_without_text_is_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="no images"):
        rule.run(make_profile(columns=("number",)), None, Priorities())
