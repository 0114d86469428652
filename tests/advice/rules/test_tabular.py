"""DL005."""

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules.tabular import run
from dlcompare.records import Priorities


def test_a_table_leans_to_classical(make_profile):
    finding = run(make_profile(), None, Priorities())

    assert "classical" == finding.leaning
    assert "17 columns and 4,312 rows" in finding.text


@pytest.mark.parametrize(
    ("arguments", "agreement"),
    [
        ({"deep": 0.75}, "confirmed"),
        ({"deep": 0.79, "spread": 0.015}, "confirmed"),
        ({"deep": 0.80}, "not confirmed"),
        ({"deep": 0.85}, "refuted"),
        ({"spread": 0.06}, "open"),
        ({"n_folds": 3}, "open"),
        ({"deep": None}, "open"),
        ({"classical": 0.5, "deep": 0.5}, "open"),
    ],
)
def test_the_folds_agree_or_not(make_profile, make_comparison, arguments, agreement):
    finding = run(make_profile(), make_comparison(**arguments), Priorities())

    assert agreement == finding.agreement


def test_pictures_are_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="images, not a table"):
        run(make_profile("images"), None, Priorities())
