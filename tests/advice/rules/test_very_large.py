"""DL002."""

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules.very_large import STRENGTH, run
from dlcompare.records import Priorities


def test_a_million_rows_lean_to_deep_weakly(make_profile):
    finding = run(make_profile("images", n_rows=1_000_000), None, Priorities())

    assert ("deep", STRENGTH) == (finding.leaning, finding.strength)


def test_the_record_of_four_tables_weighs_nothing(make_profile):
    finding = run(make_profile(n_rows=1_000_000), None, Priorities())

    assert ("deep", 0.0) == (finding.leaning, finding.strength)


def test_hundreds_of_thousands_lean_nowhere(make_profile):
    finding = run(make_profile(n_rows=999_999), None, Priorities())

    assert "none" == finding.leaning


def test_fewer_rows_are_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="99,999 images, not millions"):
        run(make_profile("images", n_rows=99_999), None, Priorities())
