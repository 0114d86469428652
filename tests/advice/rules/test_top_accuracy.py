"""DL004."""

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules.top_accuracy import STRENGTH_IMAGES, STRENGTH_TABLE, run
from dlcompare.records import Priorities

ASKED = Priorities(top_accuracy=True)


@pytest.mark.parametrize(
    ("modality", "strength"),
    [("images", STRENGTH_IMAGES), ("tabular", STRENGTH_TABLE)],
)
def test_asked_for_it_leans_to_deep(make_profile, modality, strength):
    finding = run(make_profile(modality), None, ASKED)

    assert ("deep", strength) == (finding.leaning, finding.strength)


def test_a_better_network_confirms(make_profile, make_comparison):
    finding = run(make_profile(), make_comparison(deep=0.85), ASKED)

    assert "confirmed" == finding.agreement


def test_not_asked_for_it_is_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="did not ask"):
        run(make_profile(), None, Priorities())
