"""What a tutorial network alone would have made one believe."""

import pytest

from dlcompare.advice import advise
from dlcompare.records import Health

FLAT = Health(is_finite=True, loss_fell=False, still_falling=False)


def said(make_profile, comparison):
    return advise(make_profile(), comparison).reference


def test_a_loss_of_the_naive_network_beside_a_level_best_one(
    make_profile, make_comparison
):
    text = said(make_profile, make_comparison(deep=0.80, naive=0.769))

    assert text.startswith(
        "With the document's network alone, deep learning would have lost by 0.031"
        " (0.027 to 0.035); with the multilayer perceptron, the best network, it is"
        " level: 0.000"
    )
    assert text.endswith(
        "The best network is ahead of the naive one by 0.031 (0.030 to 0.032)."
    )


@pytest.mark.parametrize(
    ("deep", "naive", "texts"),
    [
        (0.85, 0.84, ("have won by 0.040", "it wins by 0.050")),
        (
            0.75,
            0.80,
            ("have been level", "it loses by 0.050", "behind the naive one by 0.050"),
        ),
    ],
)
def test_both_verdicts_are_said(make_profile, make_comparison, deep, naive, texts):
    text = said(make_profile, make_comparison(deep=deep, naive=naive))

    assert all(part in text for part in texts)


def test_without_a_sound_network_there_is_no_second_verdict(
    make_profile, make_comparison
):
    comparison = make_comparison(deep=0.70, naive=0.75, health=FLAT)

    assert said(make_profile, comparison).endswith(
        "no better network was trained well enough."
    )


def test_networks_that_are_alike_cannot_be_told_apart(make_profile, make_comparison):
    text = said(make_profile, make_comparison(deep=0.80, naive=0.80))

    assert "The two networks cannot be told apart: 0.000" in text


@pytest.mark.parametrize("arguments", [{}, {"naive": 0.7, "n_folds": 4}])
def test_nothing_to_contrast(make_profile, make_comparison, arguments):
    assert "" == said(make_profile, make_comparison(**arguments))


def test_differences_of_errors_say_how_they_are_turned(make_profile, make_comparison):
    comparison = make_comparison(
        classical=10.0, deep=9.0, naive=11.0, dummy=20.0, metric="rmse"
    )

    text = said(make_profile, comparison)

    assert "have lost by 1.000" in text
    assert text.endswith("Differences are turned so that more is better.")
