"""DL019."""

from dataclasses import replace

import pytest

from dlcompare.advice import advise
from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules.both_families import run
from dlcompare.records import Estimate, Priorities, Together

NONE = Priorities()


def blended(comparison, gain):
    """The network is the better champion, so the gain over it counts."""
    return Together(
        classical="boosting",
        deep="mlp",
        score=Estimate(0.82, 0.81, 0.83),
        fold_scores=(0.82,) * 15,
        over_classical=Estimate(0.05, 0.04, 0.06),
        over_deep=gain,
    )


def found(make_profile, make_comparison, gain):
    comparison = make_comparison(0.77, 0.81)
    together = blended(comparison, gain)
    return run(make_profile(), replace(comparison, together=together), NONE)


@pytest.mark.parametrize(
    ("gain", "agreement"),
    [
        (Estimate(0.012, 0.002, 0.022), "confirmed"),
        (Estimate(0.002, -0.008, 0.012), "not confirmed"),
        (Estimate(-0.012, -0.022, -0.002), "refuted"),
        (Estimate(0.012), "open"),
    ],
)
def test_the_gain_over_the_better_champion_decides(
    make_profile, make_comparison, gain, agreement
):
    finding = found(make_profile, make_comparison, gain)

    assert ("none", 0.0, agreement) == (
        finding.leaning,
        finding.strength,
        finding.agreement,
    )
    assert "over the multilayer perceptron alone" in finding.measured


def test_a_gain_below_the_limit_is_said_to_be_little(make_profile, make_comparison):
    finding = found(make_profile, make_comparison, Estimate(0.004, 0.001, 0.007))

    assert finding.measured.endswith("alone, too little to matter")


def test_before_training_it_is_open(make_profile):
    finding = run(make_profile(), None, NONE)

    assert ("", "open", None) == (finding.measured, finding.agreement, finding.record)


def test_images_are_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match="of tables; these are images"):
        run(make_profile("images"), None, NONE)


def test_the_verdict_shows_it_with_what_was_measured(make_profile, make_comparison):
    comparison = make_comparison(0.77, 0.81)
    together = blended(comparison, Estimate(0.012, 0.002, 0.022))

    said = advise(make_profile(), comparison, together=together)

    (finding,) = [f for f in said.findings if f.code == "DL019"]
    assert "confirmed" == finding.agreement
