"""DL006."""

import pytest

from dlcompare.advice.rule import NotApplicable, record_of, weight
from dlcompare.advice.rules.few_rows import FEW, STRENGTH_IMAGES, run
from dlcompare.records import Priorities


def test_few_rows_lean_to_classical_as_their_record_allows(make_profile):
    finding = run(make_profile(n_rows=9_999), None, Priorities())

    assert ("classical", weight(FEW)) == (finding.leaning, finding.strength)
    assert record_of(FEW) == finding.record
    assert "9,999 rows, fewer than 10,000" in finding.text


def test_few_pictures_have_no_record(make_profile):
    finding = run(make_profile("images", n_rows=999), None, Priorities())

    assert (STRENGTH_IMAGES, None) == (finding.strength, finding.record)


def test_ten_thousand_are_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="10,000 rows, not fewer"):
        run(make_profile(n_rows=10_000), None, Priorities())
