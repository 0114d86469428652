"""DL008."""

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules.limited_compute import run
from dlcompare.records import Priorities

ASKED = Priorities(limited_compute=True)


def test_asked_for_it_leans_to_classical(make_profile):
    finding = run(make_profile(), None, ASKED)

    assert ("classical", "", "open") == (
        finding.leaning,
        finding.measured,
        finding.agreement,
    )


@pytest.mark.parametrize(
    ("seconds", "agreement"),
    [
        ((2.0, 84.0), "confirmed"),
        ((84.0, 84.0), "not confirmed"),
        ((84.0, 2.0), "refuted"),
    ],
)
def test_training_times_decide(make_profile, make_comparison, seconds, agreement):
    finding = run(make_profile(), make_comparison(seconds=seconds), ASKED)

    assert agreement == finding.agreement
    assert finding.measured.endswith("to train")


def test_one_family_alone_leaves_it_open(make_profile, make_comparison):
    finding = run(make_profile(), make_comparison(deep=None), ASKED)

    assert "open" == finding.agreement


def test_not_asked_for_it_is_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="did not say"):
        run(make_profile(), None, Priorities())
