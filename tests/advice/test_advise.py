"""The verdict as a reader gets it: title, sentence, what would change it."""

import re
from dataclasses import replace

import pytest

from dlcompare import codec
from dlcompare.advice import RULES, advise
from dlcompare.advice.advise import p_deep_by_rules
from dlcompare.advice.changes import case_at
from dlcompare.advice.decide import CHOICES, decide_pair
from dlcompare.comparison.bayes import Posterior, probabilities
from dlcompare.records import Finding, Priorities, Verdict

ALL = Priorities(interpretability=True, limited_compute=True, top_accuracy=True)


@pytest.mark.parametrize(
    ("arguments", "choice", "title"),
    [
        ({"deep": 0.85}, "deep", "Use deep learning. It is clearly better here."),
        (
            {"deep": 0.818, "spread": 0.012},
            "deep",
            "Use deep learning. It is probably better here.",
        ),
        (
            {"deep": 0.75},
            "classical",
            "Use classical learning. It is clearly better here.",
        ),
        (
            {"deep": 0.79, "spread": 0.015},
            "classical",
            "Use classical learning. It is enough here.",
        ),
        (
            {"deep": 0.801},
            "equivalent",
            "No useful difference. Take gradient boosting.",
        ),
        (
            {"deep": 0.801, "seconds": (100.0, 2.0)},
            "equivalent",
            "No useful difference. Take the multilayer perceptron.",
        ),
        (
            {"spread": 0.06, "n_rows": 212},
            "undecided",
            "Undecided. 212 rows cannot tell the two apart.",
        ),
        (
            {"spread": 0.06, "n_folds": 10},
            "undecided",
            "Undecided so far. 10 folds cannot tell the two apart.",
        ),
        ({"n_folds": 3}, "undecided", "Not yet a verdict."),
        (
            {"deep": None},
            "undecided",
            "Undecided. There is no network to compare with.",
        ),
        (
            {"classical": None},
            "undecided",
            "Undecided. There is no classical model to compare with.",
        ),
        (
            {"classical": None, "deep": None},
            "undecided",
            "Undecided. No model could be trained.",
        ),
        (
            {"classical": 0.5, "deep": 0.5},
            "no_signal",
            "No signal. No model does better than guessing.",
        ),
        (
            {"classical": 0.5, "deep": 0.52, "spread": 0.03},
            "no_signal",
            "No signal. No model is sure to do better than guessing.",
        ),
    ],
)
def test_title(make_profile, make_comparison, arguments, choice, title):
    verdict = advise(make_profile(), make_comparison(**arguments))

    assert (choice, title) == (verdict.choice, verdict.title)
    assert not verdict.is_prior


def test_deep_sentence_has_both_scores_limit_probability_and_cost(
    make_profile, make_comparison
):
    verdict = advise(
        make_profile(), make_comparison(0.80, 0.85, spread=0.01, seconds=(1.3, 78.0))
    )

    assert re.fullmatch(
        r"The multilayer perceptron scored 0\.850 \(0\.\d{3} to 0\.\d{3}\) in accuracy,"
        r" the best classical model, gradient boosting, 0\.800 \(0\.800 to 0\.800\)\."
        r" The multilayer perceptron is better by more than 0\.010 with more than 99%"
        r" probability\. It costs 60 times the training time\.",
        verdict.sentence,
    )


def test_equivalent_sentence(make_profile, make_comparison):
    verdict = advise(make_profile(), make_comparison(0.80, 0.801, spread=0.0))

    assert (
        "The multilayer perceptron scored 0.801 (0.801 to 0.801) in accuracy, gradient"
        " boosting 0.800 (0.800 to 0.800). A difference below 0.010 does not matter to"
        " you, and with more than 99% probability it is smaller than that. Gradient"
        " boosting trains 42 times faster." == verdict.sentence
    )


def test_large_units_read_with_commas(make_profile, make_comparison):
    comparison = make_comparison(
        43_438.0, 40_000.0, dummy=90_000.0, spread=100.0, metric="rmse"
    )

    sentence = advise(make_profile(), comparison).sentence

    assert "in RMSE (lower is better)" in sentence
    assert "43,438 (43,438 to 43,438)" in sentence
    assert "more than 868.8" in sentence


def test_missing_family_is_explained_by_its_failure(make_profile, make_comparison):
    verdict = advise(make_profile(), make_comparison(0.8, None))

    assert "could not be trained: Out of memory." in verdict.sentence
    assert "boosting" == verdict.recommended
    assert verdict.p_deep is None


def test_few_folds_say_what_is_missing(make_profile, make_comparison):
    verdict = advise(make_profile(), make_comparison(n_folds=3))

    assert "so far they share three" in verdict.sentence
    assert "" == verdict.recommended
    assert verdict.p_deep is None


def test_no_signal_quotes_guessing(make_profile, make_comparison):
    verdict = advise(make_profile(), make_comparison(0.5, 0.5, linear=0.5))

    assert verdict.sentence.startswith("The best of three candidates scored 0.500")
    assert "guessing scores 0.500" in verdict.sentence
    assert (verdict.recommended, len(verdict.what_would_change)) == ("", 2)


def test_probabilities_of_the_verdict_are_those_of_the_pair(
    make_profile, make_comparison
):
    comparison = make_comparison(spread=0.06)

    verdict = advise(make_profile(), comparison)

    pair = comparison.pair
    assert (pair.p_a, pair.p_equivalent, pair.p_b) == (
        verdict.p_deep,
        verdict.p_equivalent,
        verdict.p_classical,
    )


@pytest.mark.parametrize("rope", [0.0, 0.003, 0.01, 0.2])
def test_other_limits_are_judged_as_the_comparison_would(make_comparison, rope):
    pair = make_comparison(0.80, 0.806, spread=0.01).pair

    belief = Posterior(pair.mean, pair.scale, pair.degrees)

    assert case_at(pair, rope) == decide_pair(*probabilities(belief, rope=rope))


@pytest.mark.parametrize("deep", [0.77, 0.795, 0.80, 0.806, 0.83])
def test_named_limits_do_change_the_answer(make_profile, make_comparison, deep):
    arguments = {"classical": 0.80, "deep": deep, "spread": 0.015}
    verdict = advise(make_profile(), make_comparison(**arguments))
    texts = [t for t in verdict.what_would_change if "limit. If" in t]

    for text in texts:
        limit = float(re.search(r"(?:If|below) (0\.\d+)", text)[1])
        other = advise(make_profile(), make_comparison(**arguments, rope=limit))
        assert other.choice != verdict.choice

    assert texts


def test_undecided_says_how_many_rows_would_decide(make_profile, make_comparison):
    verdict = advise(
        make_profile(), make_comparison(spread=0.06, n_rows=212), disagreement=0.1
    )

    # 7.3 * 0.1 / 0.01^2
    assert any("About 7,300 rows" in t for t in verdict.what_would_change)


def test_undecided_in_another_metric_reads_the_rows_from_the_folds(
    make_profile, make_comparison
):
    comparison = make_comparison(
        0.80, 0.80, spread=0.03, metric="roc_auc", n_rows=2_500
    )

    texts = advise(make_profile(), comparison).what_would_change

    # t(14) = 2.1448, scale^2 = 0.03^2 (1/15 + 1/4): 2,500 (2.1448 / 0.005)^2 scale^2
    assert any(
        "More rows. About 130,000 rows would tell a difference of 0.005 from chance, if"
        in text
        for text in texts
    )


def test_without_a_limit_no_number_of_rows_is_named(make_profile, make_comparison):
    comparison = make_comparison(0.80, 0.805, spread=0.06, rope=0.0)

    texts = advise(make_profile(), comparison, disagreement=0.1).what_would_change

    assert any("Four times as many about halve the spread" in text for text in texts)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ((2.0, 84.0), "Gradient boosting trains 42 times faster."),
        ((84.0, 2.0), "The multilayer perceptron trains 42 times faster."),
        ((2.0, 2.1), "Both take about as long to train."),
    ],
)
def test_equivalent_names_the_cheaper_and_how_much(
    make_profile, make_comparison, seconds, expected
):
    verdict = advise(make_profile(), make_comparison(0.80, 0.801, seconds=seconds))

    assert "equivalent" == verdict.choice
    assert verdict.sentence.endswith(expected)


def test_undecided_by_few_folds_asks_for_repeats(make_profile, make_comparison):
    comparison = make_comparison(
        0.80, 0.8193, spread=0.013, n_folds=5, repeats=1, n_rows=300
    )

    verdict = advise(make_profile(), comparison)

    assert "Undecided so far. 5 folds cannot tell the two apart." == verdict.title
    assert any(t.startswith("More repeats. If 25") for t in verdict.what_would_change)


def test_rows_of_one_order_are_not_asked_for_repeats(make_profile, make_comparison):
    comparison = make_comparison(
        0.80, 0.8193, spread=0.013, n_folds=5, repeats=1, n_rows=300
    )

    verdict = advise(make_profile(), replace(comparison, can_repeat=False))

    assert "Undecided. 300 rows cannot tell the two apart." == verdict.title
    assert not any("repeats" in text for text in verdict.what_would_change)


def test_a_plan_of_three_folds_says_so(make_profile, make_comparison):
    comparison = replace(make_comparison(n_folds=3), n_folds_planned=3)

    assert "The plan has 3 folds, and a verdict needs 5" in (
        advise(make_profile(), comparison).sentence
    )


def test_prior_of_a_small_table_is_classical(make_profile):
    verdict = advise(make_profile(n_rows=400))

    assert verdict.is_prior
    assert "classical" == verdict.choice
    assert "By rules of thumb alone: classical, with weak support." == verdict.title
    assert "" == verdict.recommended
    assert 1 == pytest.approx(
        verdict.p_deep + verdict.p_equivalent + verdict.p_classical
    )
    assert "public tables: classical learning is usefully better" in verdict.sentence


def test_looking_back_has_the_prior_and_the_rules_that_misled(
    make_profile, make_comparison
):
    profile = make_profile(n_rows=400)
    before = advise(profile)

    said = advise(profile, make_comparison(deep=0.85)).hindsight

    assert f"deep learning {before.p_deep:.0%}, no useful" in said
    assert "none was borne out" in said
    assert "Misleading here: “The data is a table”" in said


def test_prior_of_a_table_of_thousands_is_no_useful_difference(make_profile):
    verdict = advise(make_profile(n_rows=4_312))

    assert "equivalent" == verdict.choice
    assert verdict.p_equivalent > 0.5
    assert "By rules of thumb alone: probably no useful difference." == verdict.title


def test_prior_of_many_colour_pictures_is_deep(make_profile):
    profile = make_profile(
        "images",
        n_rows=20_000,
        n_images_per_class_min=2_000,
        image_side=64,
        n_channels=3,
    )

    verdict = advise(profile)

    assert "deep" == verdict.choice
    assert "deep, with" in verdict.title
    assert "No public record" in verdict.sentence
    assert (None, None) == (verdict.p_deep, verdict.nearest)


def finding(leaning, strength):
    return Finding("X", "", leaning, strength, "", "", "open", "")


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], 0.5),
        ([("deep", 1.0)], 0.75),
        ([("classical", 1.0)], 0.25),
        ([("deep", 0.4), ("classical", 0.4)], 0.5),
        ([("none", 1.0)], 0.5),
    ],
)
def test_strengths_add_up_as_log_odds(findings, expected):
    assert expected == pytest.approx(p_deep_by_rules([finding(*f) for f in findings]))


@pytest.mark.parametrize("modality", ["tabular", "images"])
@pytest.mark.parametrize("priorities", [Priorities(), ALL])
def test_every_rule_answers(make_profile, make_comparison, modality, priorities):
    verdict = advise(make_profile(modality), make_comparison(), priorities)

    answered = [f.code for f in verdict.findings]
    answered += [n.code for n in verdict.not_applicable]
    assert sorted(r.code for r in RULES) == sorted(answered)


def test_verdict_survives_the_codec(make_profile, make_comparison):
    verdict = advise(make_profile(), make_comparison(), ALL)

    assert verdict == codec.decode(Verdict, codec.encode(verdict))


def test_every_choice_can_be_reached():
    assert set(CHOICES.values()) == {
        "deep",
        "classical",
        "equivalent",
        "undecided",
        "no_signal",
    }
