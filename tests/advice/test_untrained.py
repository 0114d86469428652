"""What is said of networks that were not trained well enough."""

import pytest

from dlcompare.advice import advise
from dlcompare.records import Health

FLAT = Health(is_finite=True, loss_fell=False, still_falling=False)
LATE = Health(is_finite=True, loss_fell=True, still_falling=True)


def test_a_loss_without_training_is_no_verdict(make_profile, make_comparison):
    verdict = advise(make_profile(), make_comparison(deep=0.70, health=FLAT))

    assert "undecided" == verdict.choice
    assert "Undecided. No network was trained well enough." == verdict.title
    assert (
        "its training loss ended no lower than it began in all 15 folds."
        in verdict.sentence
    )
    assert verdict.sentence.endswith("the choice is gradient boosting.")
    assert (None, None, None) == (
        verdict.p_deep,
        verdict.p_equivalent,
        verdict.p_classical,
    )
    assert verdict.what_would_change[0].startswith("A larger budget.")


def test_a_naive_network_that_trained_changes_the_title_only(
    make_profile, make_comparison
):
    comparison = make_comparison(deep=0.70, naive=0.75, health=FLAT)

    verdict = advise(make_profile(), comparison)

    assert "Undecided. The best network was not trained well enough." == verdict.title


@pytest.mark.parametrize(("deep", "choice"), [(0.85, "deep"), (0.80, "equivalent")])
def test_a_network_cut_short_that_is_not_behind_gets_a_remark(
    make_profile, make_comparison, deep, choice
):
    verdict = advise(make_profile(), make_comparison(deep=deep, health=LATE))

    assert choice == verdict.choice
    assert "About the multilayer perceptron: its loss on rows held back was" in (
        verdict.sentence
    )
    assert verdict.sentence.endswith("it might score higher with more time.")


def test_a_network_that_wins_untrained_wins_with_a_caveat(
    make_profile, make_comparison
):
    verdict = advise(make_profile(), make_comparison(deep=0.9, health=FLAT))

    assert "deep" == verdict.choice
    assert "its training loss ended no lower" in verdict.sentence


def test_nothing_is_said_of_a_network_that_trained(make_profile, make_comparison):
    assert "About" not in advise(make_profile(), make_comparison(deep=0.9)).sentence


def test_pictures_have_no_columns_to_leave_out(make_profile, make_comparison):
    verdict = advise(make_profile("images"), make_comparison(deep=0.7, health=FLAT))

    assert "column" not in " ".join(verdict.what_would_change)
