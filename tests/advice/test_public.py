"""What is shipped of public results, and what follows from it."""

import math

import pytest

from dlcompare.advice import RULES
from dlcompare.advice.nearest import N_NEAREST, nearest
from dlcompare.advice.prior import OUTCOMES, fired, model, prior_of
from dlcompare.advice.public import SOURCES, TABLE, public_sets, winner
from dlcompare.advice.rule import record_of, weight
from dlcompare.advice.track import TrackRecord, everybody, n_sets, strength_of
from dlcompare.records import Facts

SMALL = Facts(n_rows=400, n_features=30, n_classes=2, categorical_share=0.5)
LARGE = Facts(n_rows=200_000, n_features=20, n_classes=2, categorical_share=0.0)


def test_the_table_is_small_and_every_set_has_a_known_source():
    assert TABLE.stat().st_size < 60_000
    assert set(SOURCES) >= {s for one in public_sets() for s in one.sources}


def test_every_set_counts_once():
    names = [one.name for one in public_sets()]

    assert len(names) == len(set(names))


def test_records_count_every_set_that_a_rule_applies_to():
    for rule in RULES:
        record = record_of(rule)
        if record is not None:
            known = [one for one in public_sets() if rule.applies(one.facts)]
            assert len(known) == n_sets(record)
            assert record.n_right == sum(winner(one) == rule.says for one in known)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_weighs_more_than_its_record(rule):
    record = record_of(rule)
    if record is None:
        assert 0 == weight(rule)
        return
    base = everybody(rule.says)
    odds = (record.n_right + 0.5) / (record.n_wrong + 0.5)
    base_odds = base.n_right / base.n_wrong
    limit = odds if record == base else odds / base_odds

    assert 3 ** weight(rule) <= max(limit, 1.0) + 1e-9


def test_a_rule_like_everybody_weighs_nothing():
    base = TrackRecord(200, 200, 100)

    assert 0 == strength_of(TrackRecord(20, 20, 10), base)
    assert 0 == strength_of(TrackRecord(0, 0, 0), base)


def test_strength_grows_with_the_number_of_sets():
    base = TrackRecord(100, 0, 100)

    few, many = TrackRecord(8, 0, 4), TrackRecord(80, 0, 40)

    assert strength_of(few, base) < strength_of(many, base)


@pytest.mark.parametrize("facts", [SMALL, LARGE, Facts()])
def test_the_prior_is_a_probability_within_its_record(facts):
    found = prior_of(facts)

    assert math.isclose(1, found.deep + found.level + found.classical)
    for family in ("deep", "classical"):
        low, high = model()["bounds"][family]
        assert low <= getattr(found, family) <= high


def test_the_prior_beats_the_shares_of_all_on_unseen_sets():
    assert model()["log_loss"] < model()["log_loss_base"]


def test_the_prior_is_calibrated():
    for line in model()["calibration"]:
        p, n = line["predicted"], line["n_sets"]
        error = math.sqrt(p * (1 - p) / n)
        assert abs(line["observed"] - p) < 2.5 * error, line


def test_the_fitted_prior_agrees_with_the_table_on_average():
    known = [
        one.facts
        for one in public_sets()
        if one.facts.n_rows and one.facts.n_features and one.facts.n_classes is not None
    ]

    found = [prior_of(facts) for facts in known]

    assert len(known) == model()["n_sets"]
    for outcome in OUTCOMES:
        mean = sum(getattr(prior, outcome) for prior in found) / len(found)
        assert mean == pytest.approx(model()["base"][outcome], abs=0.02)


def test_rules_that_fire():
    assert {
        "few_rows": True,
        "several_classes": False,
        "many_columns": False,
        "rows_per_column": True,
        "mixed_columns": True,
    } == fired(SMALL)


def test_a_public_set_is_its_own_nearest():
    one = next(s for s in public_sets() if s.facts.categorical_share and s.facts.n_rows)

    assert one == nearest(one.facts).sets[0]
    assert one not in nearest(one.facts, leaving_out=one.name).sets


def test_shares_of_the_nearest_add_up_within_their_intervals():
    found = nearest(SMALL)

    shares = (found.deep, found.level, found.classical)
    assert (N_NEAREST, N_NEAREST) == (len(found.sets), len(found.winners))
    assert math.isclose(1, sum(share.mean for share in shares))
    assert all(0 <= s.low <= s.mean <= s.high <= 1 for s in shares)
    assert ("rows", "columns", "classes", "share of categories") == found.traits


def test_the_nearest_of_a_large_table_are_large():
    rows = [one.facts.n_rows for one in nearest(LARGE).sets]

    assert min(rows) > 10_000
