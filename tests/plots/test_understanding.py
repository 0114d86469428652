"""What the champions go by and where they part: figures carry the numbers."""

from dataclasses import replace

import pytest

from dlcompare import plots
from dlcompare.records import (
    Calibration,
    CalibrationBin,
    ColumnPair,
    CostCurve,
    Dependence,
    Estimate,
    Explanation,
    Importance,
    Slice,
    Slices,
    Understanding,
)


def explanation(family, losses, dependences=(), **more):
    label = "Tabular network" if family == "deep" else "Gradient boosting"
    settings = {
        "model": family,
        "label": label,
        "family": family,
        "base_score": 0.87,
        "n_rows": 200,
        "n_shuffles": 5,
        "importances": tuple(
            Importance(name, loss, loss - 0.02, loss + 0.02)
            for name, loss in losses.items()
        ),
        "dependences": tuple(dependences),
    }
    return Explanation(**(settings | more))


AGE = Dependence("Age", ("1", "20", "80"), (1.0, 20.0, 80.0), (0.6, 0.4, 0.2), "yes",
                 (0.1, 0.89, 0.01))  # fmt: skip
BOTH = (
    explanation("classical", {"Sex": 0.2, "Age": 0.05, "Fare": 0.01}, [AGE]),
    explanation(
        "deep", {"Age": 0.1, "Sex": 0.08}, [replace(AGE, means=(0.5, 0.4, 0.3))]
    ),
)


def trace(fig, name):
    return next(t for t in fig.data if t.name == name)


def test_importances_stand_in_the_order_of_the_larger_of_both():
    fig = plots.importances(BOTH, "roc_auc")

    classical, deep = trace(fig, "Gradient boosting"), trace(fig, "Tabular network")
    assert (0.2, 0.05, 0.01) == classical.x
    assert (0.08, 0.1) == deep.x  # Sex, Age: its Fare was not shuffled
    assert ("circle", "diamond") == (classical.marker.symbol, deep.marker.symbol)
    table = plots.importance_table(BOTH)
    assert ["Sex", "Age", "Fare"] == table["Column"].tolist()
    assert "not shuffled" == table["Tabular network"].iloc[2]


def test_where_nothing_was_measured_the_figure_says_why():
    images = explanation("deep", {}, notes=("A single pixel says nothing.",))

    assert "pixel" in plots.importances([images], "accuracy").layout.meta["alt"]
    assert plots.go_by_sentence([images]) == ""


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (BOTH, "The classical model goes by Sex most, the network by Age."),
        (
            (BOTH[0], explanation("deep", {"Sex": 0.1})),
            "Both go by Sex most.",
        ),
        (
            (BOTH[0], explanation("deep", {"Sex": 0.01})),
            "The classical model goes by Sex most, the network by no single column.",
        ),
        (
            (explanation("deep", {"Sex": 0.01}),),
            "The network does not go by any single column that can be told from"
            " chance.",
        ),
    ],
    ids=["two columns", "one column", "one model", "chance"],
)
def test_the_title_claims_no_more_than_the_intervals(known, expected):
    assert expected == plots.go_by_sentence(known)


def test_columns_that_tell_each_other_are_named(make):
    profile = make.profile(pairs=(ColumnPair("Sex", "Age", -0.8, "rank correlation"),))

    assert "Sex with Age" in plots.tied_sentence(BOTH, profile)
    assert "" == plots.tied_sentence(BOTH, make.profile())


def test_dependence_draws_both_on_the_same_values():
    fig = plots.dependence_figure(BOTH, "Age")

    assert (1.0, 20.0, 80.0) == trace(fig, "Gradient boosting").x
    assert (0.5, 0.4, 0.3) == trace(fig, "Tabular network").y
    assert "circle-open" == trace(fig, "Gradient boosting").marker.symbol[2]
    assert ("Age",) == plots.dependence_columns(BOTH)
    assert "89.0%" == plots.dependence_table(BOTH, "Age")["Rows near it"].iloc[1]


def test_dependence_of_a_category_has_no_line():
    town = Dependence("Town", ("A", "B"), (), (1.5, 2.5), "", (0.5, 0.5))

    fig = plots.dependence_figure([explanation("deep", {}, [town])], "Town")

    assert "markers" == trace(fig, "Tabular network").mode
    assert ["A" in t for t in fig.layout.xaxis.ticktext] == [True, False]


def calibration(family, gap, chance):
    bins = (
        CalibrationBin(0.2, 0.25, 0.2, 0.3, 100),
        CalibrationBin(0.8, 0.7, 0.6, 0.8, 90),
    )
    return Calibration(
        family, family, family, "yes", bins,
        Estimate(0.14, 0.12, 0.16), Estimate(gap, gap - 0.01, gap + 0.01), chance,
    )  # fmt: skip


def test_reliability_carries_every_bin():
    fig = plots.reliability([calibration("classical", 0.05, 0.03)])

    assert (0.2, 0.8) == trace(fig, "classical").x
    assert (0.25, 0.7) == trace(fig, "classical").y
    assert "95 rows" in fig.layout.meta["lead"]


def test_only_a_gap_beyond_chance_is_called_one():
    off, fine = calibration("classical", 0.05, 0.03), calibration("deep", 0.02, 0.03)

    assert (
        "the classical model by 5.0 (4.0 to 6.0) percentage points"
        in plots.calibration_sentence([off, fine])
    )
    assert "No gap" in plots.calibration_sentence([fine])


def test_numbers_have_no_gap():
    numbers = replace(calibration("deep", 0.1, 0.1), of="", brier=None, gap=None)

    assert "" == plots.calibration_sentence([numbers])
    assert plots.calibration_table([numbers]).empty
    assert 2 == len(plots.reliability_table([numbers]))


def curve(saving):
    return CostCurve(
        "deep", "Tabular network", "deep", "yes", (0.2, 0.5), (150.0, 180.0),
        Estimate(0.2, 0.1, 0.3), 150.0, 180.0, saving, 240.0,
    )  # fmt: skip


def test_a_saving_is_claimed_only_where_its_interval_is_above_none():
    sure = plots.alarm_sentence([curve(Estimate(25.0, 5.0, 45.0))])
    unsure = plots.alarm_sentence([curve(Estimate(25.0, -5.0, 45.0))])

    assert "calling class yes from 20% on saves 25 (5 to 45)" in sure
    assert "no threshold is known to cost less than 50%" in unsure


def test_alarm_costs_mark_the_best_threshold():
    fig = plots.alarm_costs([curve(Estimate(25.0, 5.0, 45.0))])

    assert ((0.2,), (150.0,)) == (
        trace(fig, "Tabular network best").x, trace(fig, "Tabular network best").y
    )  # fmt: skip
    assert 240.0 in [shape.y0 for shape in fig.layout.shapes]


def slices(*p):
    return Slices(
        measure="squared error",
        overall=0.01,
        slices=tuple(
            Slice(
                "Age", f"{i} to {i + 1}", 40, 0.2, 0.1, Estimate(0.1, 0.02, 0.18), one
            )
            for i, one in enumerate(p)
        ),
        n_slices=30,
        n_columns=7,
        n_rows=800,
        least_rows=30,
    )


def test_slices_are_counted_beyond_chance_only():
    assert "On none of 30 slices of 7 columns" in plots.slices_sentence(slices(0.2))
    assert "30 slices of 7 columns, 1 stands out" in plots.slices_sentence(
        slices(0.01, 0.3)
    )
    table = plots.slice_table(slices(0.01, 0.3), "Boosting", "Network")
    assert ["yes", "no"] == table["Beyond chance"].tolist()
    assert "Age: 0 to 1" == table["Rows with"].iloc[0]


def test_what_averaging_mends_is_said():
    assert "2.0% of the rows" in plots.mended_sentence(
        Understanding(repaired=0.02, spoiled=0.03)
    )
    assert "" == plots.mended_sentence(None)
