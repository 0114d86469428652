"""DL007."""

from dataclasses import replace

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules.interpretability import run
from dlcompare.records import Priorities

ASKED = Priorities(interpretability=True)


def test_asked_for_it_leans_to_classical(make_profile):
    finding = run(make_profile(), None, ASKED)

    assert ("classical", "", "open") == (
        finding.leaning,
        finding.measured,
        finding.agreement,
    )


@pytest.mark.parametrize(
    ("linear", "agreement", "measured"),
    [
        (0.795, "confirmed", "Linear model 0.795, gradient boosting 0.800"),
        (0.700, "not confirmed", "Linear model 0.700, gradient boosting 0.800"),
        (0.900, "confirmed", "Linear model 0.900, the best of all"),
        (None, "open", ""),
    ],
)
def test_the_price_of_a_readable_model(
    make_profile, make_comparison, linear, agreement, measured
):
    comparison = make_comparison(0.80, 0.79, linear=linear)

    finding = run(make_profile(), comparison, ASKED)

    assert (agreement, measured) == (finding.agreement, finding.measured)


def test_the_best_of_the_readable_models_is_measured(make_profile, make_comparison):
    comparison = make_comparison(0.80, 0.79, linear=0.700)
    first, *_ = comparison.standings
    curves = replace(first, model="ebm", label="Explainable boosting", score=0.798)
    rows = (first, curves, *comparison.standings[1:])

    finding = run(make_profile(), replace(comparison, standings=rows), ASKED)

    assert "confirmed" == finding.agreement
    assert finding.measured.startswith("Explainable boosting 0.798")


def test_the_price_is_signed_for_errors(make_profile, make_comparison):
    comparison = make_comparison(100.0, 105.0, linear=101.0, dummy=200.0, metric="rmse")

    assert "confirmed" == run(make_profile(), comparison, ASKED).agreement


def test_no_model_of_pictures_can_be_read(make_profile, make_comparison):
    finding = run(make_profile("images"), make_comparison(), ASKED)

    assert ("open", "") == (finding.agreement, finding.measured)


def test_not_asked_for_it_is_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="did not ask"):
        run(make_profile(), None, Priorities())
