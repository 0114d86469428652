"""What averaging both champions is said to give."""

import pytest

from dlcompare.advice import advise
from dlcompare.advice.together import averaged
from dlcompare.records import Estimate, Together


def together(over_classical, over_deep=(0.1, 0.09, 0.11), n_folds=15):
    return Together(
        classical="boosting",
        deep="mlp",
        score=Estimate(0.876, 0.863, 0.889),
        fold_scores=(0.876,) * n_folds,
        over_classical=Estimate(*over_classical),
        over_deep=Estimate(*over_deep),
    )


@pytest.mark.parametrize(
    ("gain", "text"),
    [
        ((0.03, 0.01, 0.05), "better by 0.030 than gradient boosting alone."),
        (
            (0.003, 0.001, 0.005),
            "better by 0.003 than gradient boosting alone, less than the 0.010 that"
            " matters.",
        ),
        ((-0.03, -0.05, -0.01), "worse by 0.030 than gradient boosting alone."),
        (
            (0.002, -0.001, 0.005),
            "adds nothing that could be told from chance: it would score 0.876 (0.863"
            " to 0.889), a change of +0.002 (−0.001 to +0.005) from gradient"
            " boosting alone.",
        ),
    ],
)
def test_gain_over_the_better_one(make_comparison, gain, text):
    said = averaged(make_comparison(rope=0.01), together(gain))

    assert said.startswith("Averaging both")
    assert text in said


def test_the_better_one_is_the_one_gained_least_over(make_comparison):
    said = averaged(
        make_comparison(rope=0.01), together((0.1, 0.09, 0.11), (0.03, 0.01, 0.05))
    )

    assert "better by 0.030 than the multilayer perceptron alone." in said


def test_few_folds_say_nothing(make_comparison):
    assert "" == averaged(make_comparison(), together((0.1, 0.05, 0.15), n_folds=4))


def test_no_signal_has_nothing_to_average(make_profile, make_comparison):
    comparison = make_comparison(0.501, 0.50, dummy=0.50)

    verdict = advise(make_profile(), comparison, together=together((0.1, 0.05, 0.15)))

    assert "" == verdict.together
