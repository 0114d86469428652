"""What deep costs for what it gains, in every wording, and who is on a front."""

from dataclasses import replace

import pytest

from dlcompare.plots import cost, cost_table, costs_by_candidate
from dlcompare.plots.prices import PRICES, front, known, price_of_deep
from dlcompare.records import Latency

BY_KEY = {price.key: price for price in PRICES}


@pytest.fixture
def compared(make):
    """The pair with a given difference of scores and given seconds to train."""

    def build(mean=0.003, reach=0.005, seconds=(1.0, 48.0), metric="roc_auc", **costs):
        rows = (
            make.standing("mlp", "deep", 0.872, seconds=seconds[1], **costs),
            make.standing("boosting", "classical", 0.869, seconds=seconds[0], **costs),
        )
        found = make.comparison(rows, metric=metric)
        ends = {"low": mean - reach, "high": mean + reach}
        return replace(found, pair=replace(found.pair, mean=mean, **ends))

    return build


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ((1.0, 48.0), "Deep costs 48 times the training time for"),
        ((2.0, 1.0), "Deep costs 0.5 times the training time for"),
        ((1.0, 1.19), "Deep costs about the same training time for"),
        ((1.19, 1.0), "Deep costs about the same training time for"),
        ((1.0, 1.21), "Deep costs 1.2 times the training time for"),
    ],
)
def test_cost_in_every_wording(compared, seconds, said):
    sentence = price_of_deep(compared(seconds=seconds))

    assert f"{said} +0.003 ROC AUC (the interval includes no gain)." == sentence


@pytest.mark.parametrize(
    ("mean", "reach", "said"),
    [
        (0.012, 0.008, "+0.012 ROC AUC (+0.004 to +0.020)."),
        (0.003, 0.005, "+0.003 ROC AUC (the interval includes no gain)."),
        (0.0, 0.005, "the same ROC AUC (−0.005 to +0.005)."),
        (-0.003, 0.005, "−0.003 ROC AUC (the interval includes no loss)."),
        (-0.012, 0.008, "−0.012 ROC AUC (−0.020 to −0.004)."),
    ],
)
def test_gain_in_every_wording(compared, mean, reach, said):
    sentence = price_of_deep(compared(mean, reach))

    assert f"Deep costs 48 times the training time for {said}" == sentence


@pytest.mark.parametrize(
    ("mean", "reach", "said"),
    [
        (0.3, 0.1, "−0.30 RMSE (lower is better; −0.40 to −0.20)."),
        (0.3, 0.5, "−0.30 RMSE (lower is better; the interval includes no gain)."),
        (-0.3, 0.5, "+0.30 RMSE (lower is better; the interval includes no loss)."),
    ],
)
def test_an_error_that_falls_is_a_gain(compared, mean, reach, said):
    sentence = price_of_deep(compared(mean, reach, metric="rmse"))

    assert f"Deep costs 48 times the training time for {said}" == sentence


def test_a_cost_that_was_not_measured_is_said(compared):
    sentence = price_of_deep(compared(), BY_KEY["row"])

    assert sentence == (
        "Deep scores +0.003 ROC AUC (the interval includes no gain)."
        " Its cost in time per single prediction was not measured."
    )


def test_without_a_pair_it_is_a_question(make):
    assert "What does a better score cost?" == price_of_deep(
        make.comparison(make.STANDINGS[1:3])
    )


COSTS = {
    "latency": Latency(0.002, 0.004, 40),
    "memory_bytes": 300e6,
    "energy_joules": 24.0,
}


@pytest.mark.parametrize("price", PRICES, ids=lambda price: price.key)
def test_one_figure_serves_every_cost(compared, price):
    fig = cost(compared(**COSTS), price)

    row = next(s for s in compared(**COSTS).standings if s.model == "mlp")
    drawn = next(t for t in fig.data if t.name == "deep mean")
    assert [pytest.approx(price.of(row) / price.unit)] == list(drawn.x)
    assert price.noun in fig.layout.meta["alt"]
    assert (
        price_of_deep(compared(**COSTS), price).removesuffix(".")
        == (fig.layout.meta["title"])
    )


def test_energy_is_called_an_estimate(compared):
    fig = cost(compared(**COSTS), BY_KEY["energy"])

    assert "estimate" in fig.layout.xaxis.title.text
    assert "estimated energy" in fig.layout.meta["title"]


def test_a_figure_without_any_measurement_says_so(compared):
    fig = cost(compared(), BY_KEY["memory"])

    assert "No memory has been measured." == fig.layout.meta["alt"]


def test_front_has_whom_none_reaches_at_the_cost(make):
    rows = [
        make.standing("slow", "deep", 0.9, seconds=9.0),
        make.standing("worse", "classical", 0.7, seconds=5.0),
        make.standing("tie", "classical", 0.8, seconds=1.0),
        make.standing("quick", "classical", 0.82, seconds=1.0),
    ]

    best = front(rows, BY_KEY["training"], higher=True)

    assert ["quick", "slow"] == [row.model for row in best]


def test_front_goes_down_where_lower_is_better(make):
    rows = [
        make.standing("slow", "deep", 0.7, seconds=9.0),
        make.standing("quick", "classical", 0.9, seconds=5.0),
    ]

    best = front(rows, BY_KEY["training"], higher=False)

    assert ["quick", "slow"] == [row.model for row in best]


def test_known_leaves_out_guessing_and_what_was_not_measured(make):
    compared = make.comparison()

    assert {"dummy"} == {s.model for s in compared.standings} - {
        s.model for s in known(compared, BY_KEY["training"])
    }
    assert [] == known(compared, BY_KEY["row"])


def test_table_has_every_cost_and_who_is_best_at_it(compared):
    table = costs_by_candidate(compared(**COSTS)).set_index("Model")

    assert ["1.0 s", "9 ms", "2 ms", "4 ms", "0.9 MB", "300 MB", "24 J"] == list(
        table.loc["Boosting"].iloc[2:9]
    )
    assert "Energy, an estimate" in table
    # The network is dearer in some costs and equal in others, and scores better.
    assert "1,000 rows" in table.loc["Boosting", "Best score for its"]
    assert "memory" not in table.loc["Boosting", "Best score for its"]


def test_costs_nobody_has_are_left_out(compared):
    assert "Memory while training" not in costs_by_candidate(compared())
    assert ["Train once", "Predict 1,000", "Model file"] == list(
        cost_table(compared())["Cost"]
    )
    assert 6 == len(cost_table(compared(**COSTS)))
