"""DL006."""

import math

import pytest

from dlcompare.advice.advise import LOG_ODDS
from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules.few_rows import FULL_ODDS, STRENGTH_IMAGES, run
from dlcompare.records import Priorities


@pytest.mark.parametrize(
    ("n_rows", "strength"),
    # half of ln(odds) / ln 3, odds 0.45 / 0.10, 0.28 / 0.08 and 0.22 / 0.15
    [(999, 0.68), (1_000, 0.57), (4_999, 0.57), (5_000, 0.17), (9_999, 0.17)],
)
def test_few_rows_lean_to_classical(make_profile, n_rows, strength):
    finding = run(make_profile(n_rows=n_rows), None, Priorities())

    assert ("classical", strength) == (finding.leaning, finding.strength)
    assert f"{n_rows:,} rows, fewer than 10,000" in finding.text


def test_few_pictures_lean_less(make_profile):
    finding = run(make_profile("images", n_rows=999), None, Priorities())

    assert STRENGTH_IMAGES == finding.strength


def test_ten_thousand_are_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="10,000 rows are not fewer"):
        run(make_profile(n_rows=10_000), None, Priorities())


def test_strength_is_in_the_unit_of_the_sum():
    assert pytest.approx(LOG_ODDS) == math.log(FULL_ODDS)
