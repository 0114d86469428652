"""Ratios, targets and results of `benchmarks/fair_fight.py`, on rows made by hand."""

import math
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def beside_the_benchmarks(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def row(contestant, data, seed, **fields):
    from fair_fight_fit import FIELDS

    given = {"kind": "error", "contestant": contestant, "data": data, "seed": seed}
    return {**dict.fromkeys(FIELDS, ""), **given, **fields}


def test_ratio_is_the_geometric_mean_over_data_sets_of_means_over_shared_seeds():
    from fair_fight_ratios import ratio

    ours = {"a": {"0": 1.0, "1": 3.0}, "b": {"0": 2.0}, "c": {"0": 9.0}}
    theirs = {"a": {"0": 1.0, "1": 1.0, "2": 7.0}, "b": {"0": 4.0}, "c": {"1": 1.0}}

    found = ratio(ours, theirs)

    assert {"a": 2.0, "b": 0.5} == found.by_data
    assert math.isclose(1.0, found.mean)
    assert (1, 2) == found.seeds
    # logarithms +-ln 2: their deviation is sqrt(2) ln 2, t of 1 degree 12.706
    assert math.isclose(2**12.7062, found.high, rel_tol=1e-3)
    assert math.isclose(1 / found.high, found.low)


def test_ratio_of_equal_contestants_is_one_without_spread():
    from fair_fight_ratios import ratio

    values = {"a": {"0": 0.2}, "b": {"0": 5.0}}

    found = ratio(values, values)

    assert (1.0, 1.0, 1.0) == (found.low, found.mean, found.high)


@pytest.mark.parametrize(
    "theirs", [{}, {"a": {"1": 1.0}}, {"a": {"0": 0.0}}], ids=["none", "seed", "zero"]
)
def test_no_ratio_without_a_common_seed_or_over_zero(theirs):
    from fair_fight_ratios import ratio

    assert ratio({"a": {"0": 1.0}}, theirs) is None


def test_error_rates_of_many_classes_are_of_the_run_told_that_accuracy_decides():
    from fair_fight_ratios import error_rates

    rows = [
        row("realmlp", "letters", "0", error="0.3", error_rate="0.05"),
        row("realmlp", "letters", "0", metric="accuracy", error_rate="0.04"),
        row("realmlp", "wine", "0", error="0.9", error_rate="0.4"),
        row("realmlp", "telco", "0", error="0.15", error_rate="0.2"),
    ]

    found = error_rates(rows, "realmlp")

    expected = {"letters": {"0": 0.04}, "wine": {"0": 0.4}, "telco": {"0": 0.15}}
    assert expected == found


def test_seconds_count_only_when_alone_on_the_machine():
    from fair_fight_ratios import seconds

    rows = [
        row("tabm", "wine", "0", kind="time", fit_seconds="5", is_alone="True"),
        row("tabm", "telco", "0", kind="time", fit_seconds="7", is_alone="False"),
        row("tabm", "titanic", "0", fit_seconds="9"),
    ]

    assert {"wine": {"0": 5.0}} == seconds(rows, "tabm")


def test_seconds_to_the_end_scale_with_the_epochs_of_the_error_runs():
    from fair_fight_ratios import seconds_to_the_end

    timed = {"kind": "time", "is_alone": "True", "fit_seconds": "10", "epochs": "8"}
    rows = [
        row("TabM_D", "wine", "0", error="1", epochs="20"),
        row("TabM_D", "wine", "1", error="1", epochs="60"),
        row("TabM_D", "wine", "0", **timed),
    ]

    assert {"wine": {"0": 50.0}} == seconds_to_the_end(rows, "TabM_D")


@pytest.mark.parametrize(
    ("mean", "expected"),
    [(0.98, "reached"), (0.9, "reached"), (1.0, "missed by 2.0%")],
    ids=["at", "below", "above"],
)
def test_target_is_reached_at_most_at_its_value(mean, expected):
    from fair_fight_ratios import Ratio
    from fair_fight_table import Claim, reached

    found = Ratio(mean, None, None, {}, (1, 1))

    assert expected == reached(Claim("a", "b", 0.98), found)


def test_appended_rows_are_read_back_and_known_by_their_key(tmp_path):
    from fair_fight_fit import Fight, append, key_of, read

    fight = Fight("wine", 1, "tabm")
    written = row("tabm", "wine", "1", error="0.5")

    append(tmp_path / "new" / "rows.csv", written)
    append(tmp_path / "new" / "rows.csv", written)

    assert [written, written] == read(tmp_path / "new" / "rows.csv")
    assert fight.key == key_of(written)


def test_table_of_no_rows_names_every_claim():
    from fair_fight_table import text

    shown = text([])

    assert "realmlp_single / RealMLP_TD" in shown
    assert "reached" not in shown


def test_copy_for_the_peers_holds_what_dlcompare_read(tmp_path):
    from fair_fight_data import load, split, write_copy

    lines = ["species,island,bill_length_mm"]
    lines += [f"{'ab'[i % 2]},{'xyz'[i % 3]},{i}" for i in range(40)]
    lines += ["a,,", "b,y,7"]
    (tmp_path / "penguins.csv").write_text("\n".join(lines), "utf-8")
    dataset = load("penguins", tmp_path)

    write_copy(dataset, 0, tmp_path / "copy.npz")

    copy = np.load(tmp_path / "copy.npz")
    train, test = split(dataset, 0)
    assert ["x", "y", "z", ""] == copy["categories"][[0, 1, 2, 40], 0].tolist()
    assert copy["numbers"][3, 0] == 3
    assert np.isnan(copy["numbers"][40, 0])
    assert [0, 1] == copy["y"][:2].tolist()
    assert sorted([*train, *test]) == list(range(42))
    assert train.tolist() == copy["train"].tolist()


def test_line_of_firm_ratios_leaves_out_data_of_few_test_rows():
    from fair_fight_table import ERROR_CLAIMS, FEW_TEST_ROWS, errors, ratios

    few, enough = str(FEW_TEST_ROWS - 1), str(FEW_TEST_ROWS)
    rows = [
        row("tabm", "penguins", "0", error="8", n_test=few),
        row("TabM_D", "penguins", "0", error="1", n_test=few),
        row("tabm", "titanic", "0", error="2", n_test=enough),
        row("TabM_D", "titanic", "0", error="1", n_test=enough),
    ]

    lines = ratios(rows, errors, ERROR_CLAIMS).splitlines()

    shown = {line.split(" | ")[0].strip("| "): line for line in lines}
    assert "4.000" in shown["geometric mean"]
    assert "2.000" in shown[f"without under {FEW_TEST_ROWS} test rows"]
