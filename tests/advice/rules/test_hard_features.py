"""DL003."""

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules.hard_features import run
from dlcompare.records import Priorities


def test_pictures_lean_to_deep(make_profile):
    finding = run(make_profile("images"), None, Priorities())

    assert ("deep", "", "open") == (
        finding.leaning,
        finding.measured,
        finding.agreement,
    )


@pytest.mark.parametrize(
    ("deep", "agreement"),
    [(0.85, "confirmed"), (0.75, "refuted"), (0.80, "not confirmed")],
)
def test_learned_features_are_held_against_hand_made_ones(
    make_profile, make_comparison, deep, agreement
):
    finding = run(make_profile("images"), make_comparison(deep=deep), Priorities())

    assert agreement == finding.agreement
    assert (
        f"Gradient boosting 0.800, multilayer perceptron {deep:.3f}" == finding.measured
    )


def test_a_table_is_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="features already"):
        run(make_profile(), None, Priorities())
