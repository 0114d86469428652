import hashlib
from dataclasses import replace

import pytest

import dlcompare
from dlcompare.answers import set_aside
from dlcompare.records import Budget, CheckResult, Setup, Upload
from dlcompare.study import run_study


def upload(path):
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Upload(path.name, str(path), path.stat().st_size, sha256)


@pytest.fixture
def setup(csv_file):
    return Setup(
        upload(csv_file),
        target="target",
        budget=Budget("custom", 2.5),
        models=("linear",),
    )


def test_the_path_leads_from_a_file_to_a_report(setup, tmp_path):
    report = run_study(setup, tmp_path / "data")
    again = run_study(setup, tmp_path / "again")

    assert "roc_auc" == report.metric
    assert {"linear", "dummy"} == {s.model for s in report.standings}
    assert report.plan.scheme.n_folds * 2 == len(report.folds)
    assert not any(fold.failure for fold in report.folds)
    assert report.diagnostics.confusion
    assert report.verdict.sentence
    assert [f.scores for f in report.folds] == [f.scores for f in again.folds]


def test_the_report_has_a_ledger(setup, tmp_path):
    report = run_study(setup, tmp_path / "data")

    classical, deep = report.ledger.lines
    assert (report.plan.scheme.n_folds, 0) == (classical.n_folds, deep.n_folds)
    assert classical.used_seconds == pytest.approx(report.train_seconds)
    assert report.plan.notes == report.ledger.notes


@pytest.mark.slow
def test_a_minute_or_more_is_planned_by_timed_fits(setup, tmp_path):
    minute = replace(setup, models=("nearest",), budget=Budget("custom", 60.0))

    report = run_study(minute, tmp_path / "data")

    assert report.plan.is_measured
    assert not any(fold.failure for fold in report.folds)


@pytest.mark.slow
def test_a_test_file_is_scored_by_the_champion_alone(setup, tmp_path, csv_file):
    test = csv_file.with_name("test.csv")
    test.write_text("\n".join(csv_file.read_text().splitlines()[:31]))

    report = run_study(replace(setup, test_upload=upload(test)), tmp_path / "data")

    scored = {s.model for s in report.standings if s.test_score is not None}
    assert {report.comparison.best_classical} == scored
    assert (30, 30) == (report.matching.n_rows, report.matching.n_shared)


@pytest.mark.parametrize(
    ("excluded", "kept", "severity", "expected"),
    [
        ((), (), "note", ("id",)),
        (("age",), (), "note", ("age", "id")),
        ((), ("id",), "note", ()),
        ((), (), "decide", ()),
    ],
    ids=["note", "with the user's", "kept", "a question"],
)
def test_noted_columns_are_set_aside(setup, excluded, kept, severity, expected):
    check = CheckResult("DC003", "id", severity, "", columns=("id",), exclude=("id",))

    found = set_aside(replace(setup, excluded=excluded, kept=kept), [check])

    assert expected == found.excluded


def test_the_target_is_never_set_aside(setup):
    check = CheckResult("DC003", "t", "note", "", exclude=("target",))

    assert setup == set_aside(setup, [check])


def test_every_public_name_is_there():
    assert [] == [name for name in dlcompare.__all__ if not hasattr(dlcompare, name)]
    assert set(dlcompare.__all__) <= set(dir(dlcompare))


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dlcompare.nothing
