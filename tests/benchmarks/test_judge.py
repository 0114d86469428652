"""How `benchmarks/judge.py` counts, on measurements made by hand."""

from pathlib import Path

import pandas as pd
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def beside_the_benchmarks(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def measured(source, dataset, **more):
    given = {
        "task": "binclass", "metric": "error_rate", "n_total": 1_000, "n_features": 10,
        "n_cat": 4, "n_classes": 2, "gb": 0.20, "err_catboost_default": None,
        "err_linear": 0.30, "err_knn": 0.30, "err_rf": 0.21, "err_nn_plain": 0.25,
        "err_nn_strong": 0.20,
    }  # fmt: skip
    return {"source": source, "dataset": dataset, **given, **more}


@pytest.fixture
def measure(tmp_path):
    def of(*rows, **options):
        from judge_data import FILE, measurements

        pd.DataFrame(rows).to_csv(tmp_path / FILE, index=False)
        return measurements(tmp_path, **options)

    return of


def test_leads_are_in_practical_limits_of_the_best_of_each_family(measure):
    row = measure(measured("lcdb11", "3:one", err_linear=0.17)).iloc[0]

    # one point of accuracy is the limit; 0.17 is the best classical error
    assert -3.0 == pytest.approx(row.deep_lead)
    assert 4.0 == pytest.approx(row.linear_lead)
    assert 0.4 == pytest.approx(row.categorical_share)


def test_boosting_alone_leaves_the_others_out(measure):
    rows = measure(measured("lcdb11", "3:one", err_linear=0.17), boosting_alone=True)

    assert 0.0 == pytest.approx(rows.deep_lead[0])


def test_a_relative_limit_where_a_number_is_predicted(measure):
    row = measure(
        measured("talent", "x", task="regression", metric="rmse", gb=50.0, err_rf=60.0,
                 err_linear=70.0, err_knn=70.0, err_nn_plain=90.0, err_nn_strong=48.0)
    ).iloc[0]  # fmt: skip

    # 2% of 50 is the limit
    assert (2.0, 0) == (pytest.approx(row.deep_lead), row.n_classes)


def test_one_data_set_of_three_sources_counts_once_by_its_median(measure):
    from judge_data import pool

    rows = measure(
        measured("lcdb11", "3:kr-vs-kp", err_nn_strong=0.18),
        measured("tabzilla", "openml__kr-vs-kp__3", err_nn_strong=0.21),
        measured("talent", "KR_vs_KP", err_nn_strong=0.19),
        measured("talent", "FOREX_audcad-day-High"),
        measured("talent", "FOREX_audjpy-hour-High"),
    )

    pooled = pool(rows).set_index("name")

    assert ["FOREX_audcad-day-High", "kr-vs-kp"] == sorted(pooled.index)
    assert "LTZ" == pooled.sources["kr-vs-kp"]
    assert 1.0 == pytest.approx(pooled.deep_lead["kr-vs-kp"])


def test_crossed_takes_the_outcome_from_the_other_source(measure):
    from judge_data import crossed

    rows = measure(
        measured("lcdb11", "3:one", err_nn_strong=0.18),
        measured("talent", "one", err_nn_strong=0.22),
        measured("talent", "alone"),
    )

    found = crossed(rows).set_index("source").deep_lead

    assert {"L": pytest.approx(-2.0), "T": pytest.approx(2.0)} == dict(found)


def test_a_broken_set_is_left_out(measure):
    rows = measure(
        measured("talent", "banknote_authentication"), measured("lcdb11", "1:a")
    )

    assert ["a"] == list(rows.name)


def test_regret_is_what_the_other_family_is_ahead_by():
    from judge import line

    from dlcompare.records import Facts, PublicSet

    sets = [PublicSet(str(lead), ("L",), Facts(), lead) for lead in (3.0, -5.0, 0.5)]

    found = line("a rule", "deep", "all", sets)

    assert (1, 1, 1) == (found["n_right"], found["n_level"], found["n_wrong"])
    assert (1.67, 1.17) == (found["regret_followed"], found["regret_against"])


def test_shipped_prior_is_what_the_shipped_table_gives():
    from judge_prior import fit

    from dlcompare.advice.prior import model
    from dlcompare.advice.public import public_sets

    known = model()

    assert fit(public_sets()) == {k: known[k] for k in fit(public_sets())}
