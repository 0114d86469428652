"""DL013 and DL014: quick models against the random forest."""

from dataclasses import replace

import pytest

from dlcompare.advice.facts import facts_of
from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules import linear_lead, nearest_lead
from dlcompare.records import Priorities

NONE = Priorities()
RULES = {"linear": linear_lead, "nearest": nearest_lead}


@pytest.fixture
def with_landmarks(make_comparison):
    """A comparison (limit 0.01) in which quick models have these scores."""

    def make(**scores):
        comparison = make_comparison(0.80, 0.80, rope=0.01)
        rows = [
            replace(
                comparison.standings[0], model=name, label=f"The {name}", score=score
            )
            for name, score in scores.items()
        ]
        rest = [s for s in comparison.standings if s.model not in scores]
        return replace(comparison, standings=(*rest, *rows))

    return make


@pytest.mark.parametrize("model", RULES)
def test_a_model_ahead_of_the_forest_leans_to_deep(make_profile, with_landmarks, model):
    comparison = with_landmarks(**{model: 0.79, "forest": 0.78})

    finding = RULES[model].run(make_profile(), comparison, NONE)

    assert "deep" == finding.leaning
    assert f"The {model} 0.790, the forest 0.780" in finding.text


@pytest.mark.parametrize("model", RULES)
def test_a_model_not_ahead_is_said_with_scores(make_profile, with_landmarks, model):
    comparison = with_landmarks(**{model: 0.783, "forest": 0.78})

    with pytest.raises(NotApplicable, match=r"0\.783, the forest 0\.780: not ahead"):
        RULES[model].run(make_profile(), comparison, NONE)


@pytest.mark.parametrize("model", RULES)
def test_it_waits_for_both_scores(make_profile, with_landmarks, model):
    with pytest.raises(NotApplicable, match="Not known before training"):
        RULES[model].run(make_profile(), None, NONE)
    with pytest.raises(NotApplicable, match="has no score"):
        RULES[model].run(make_profile(), with_landmarks(**{model: 0.8}), NONE)
    with pytest.raises(NotApplicable, match="not a table"):
        RULES[model].run(make_profile("images"), None, NONE)


def test_leads_count_in_practical_limits(make_profile, with_landmarks):
    comparison = with_landmarks(linear=0.80, nearest=0.75, forest=0.78)

    facts = facts_of(make_profile(), comparison)

    assert 2.0 == pytest.approx(facts.linear_lead)
    assert -3.0 == pytest.approx(facts.nearest_lead)
