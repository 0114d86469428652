import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from dlcompare.codec import decode, encode
from dlcompare.errors import StudyConflict
from dlcompare.jobs import intake, launcher
from dlcompare.jobs.results import load_report
from dlcompare.jobs.store import SqliteStore
from dlcompare.metrics import evaluate
from dlcompare.records import FoldResult, FoldTask, Report


@pytest.fixture(scope="module")
def trained(tmp_path_factory, setup_in, make_plan) -> tuple[SqliteStore, str]:
    """A study of dummy and linear model, and its store."""
    store = SqliteStore(tmp_path_factory.mktemp("trained"))
    id = store.create(setup_in(store.folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DLCOMPARE_POOL", "inline")
        launcher.start(store.folder, id, make_plan({"dummy": {}, "linear": {}}))
    return store, id


def test_a_report_has_every_stage(trained):
    report = load_report(*trained)

    assert ("small.csv", "target") == (report.name, report.reading.target)
    assert (60, 10) == (report.profile.n_rows, len(report.folds))
    assert ["linear", "dummy"] == [s.model for s in report.standings]
    assert report.prior.is_prior
    assert not report.verdict.is_prior
    assert {"python", "dlcompare", "scikit-learn"} <= set(report.versions)
    assert report.train_seconds > 0


def test_a_report_survives_json(trained):
    report = load_report(*trained)

    text = json.dumps(encode(report), allow_nan=False)

    assert report == decode(Report, json.loads(text))


def test_diagnostics_come_from_the_kept_predictions(trained):
    report = load_report(*trained)

    assert report.diagnostics is not None
    (matrix,) = report.diagnostics.confusion
    assert ("no", "yes") == matrix.classes
    assert 60 == sum(map(sum, matrix.counts))


def test_the_limit_of_what_matters_can_be_chosen(trained):
    assert 0.25 == load_report(*trained, rope=0.25).comparison.rope


def test_a_study_under_way_has_a_report_of_what_is_in(store, setup, make_plan):
    id = store.create(setup)
    store.submit(id, make_plan())
    store.append_fold(id, FoldResult("dummy", "dummy", 0, 0, scores={"roc_auc": 0.5}))
    store.set_state(id, "stopped", expected="queued")

    report = load_report(store, id)

    assert (1, 5) == (len(report.folds), report.comparison.n_folds_planned)
    assert report.diagnostics is None


def test_a_draft_has_no_report(store, setup):
    with pytest.raises(StudyConflict, match="never started"):
        load_report(store, store.create(setup))


def test_what_checks_left_out_stays_in_the_report(store, setup, make_plan, home):
    table = home / "numbered.csv"
    lines = (home / setup.upload.path).read_text().splitlines()
    numbered = [f"{'id' if i == 0 else i},{line}" for i, line in enumerate(lines)]
    table.write_text("\n".join(numbered))
    with table.open("rb") as stream:
        upload = intake.keep_upload(home, table.name, stream)
    id = store.create(replace(setup, upload=upload, excluded=("id",)))
    store.submit(id, make_plan())
    store.set_state(id, "stopped", expected="queued")

    checks = load_report(store, id).checks

    assert ["id"] == [name for check in checks for name in check.exclude]
    assert 1 == len([c for c in checks if c.exclude])


def test_a_report_is_made_without_libraries_for_learning(trained):
    store, id = trained
    code = f"""
import sys
from pathlib import Path
from dlcompare.jobs.results import load_report
from dlcompare.jobs.store import SqliteStore
load_report(SqliteStore(Path({str(store.folder)!r})), {id!r})
print([m for m in ("sklearn", "keras", "scipy.stats", "plotly") if m in sys.modules])
"""
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=launcher.ROOT
    )

    assert "[]" == answer.stdout.strip(), answer.stderr


def test_the_verdict_of_a_kept_report_is_read_alone(trained):
    store, id = trained

    assert store.report(id).verdict == store.verdict(id)


@pytest.fixture
def chosen(store, setup, make_plan):
    """A running study whose network was chosen from two, with every fold stored."""
    plan = make_plan({"dummy": {}, "linear": {}, "realmlp": {}, "tabm": {}})
    id = store.create(setup)
    store.submit(id, plan)
    rng = np.random.default_rng(0)
    truth = np.arange(60) % 2
    for candidate in plan.candidates:
        learns = candidate.family != "dummy"
        share = rng.random(60) * 0.5 + truth * 0.4 * learns
        for fold in range(5):
            rows = np.arange(60)[fold::5]
            shares = np.column_stack([1 - share[rows], share[rows]])
            arrays = {
                "rows": rows,
                "truth": truth[rows],
                "prediction": shares.argmax(axis=1),
                "probabilities": shares,
                "classes": np.array(["no", "yes"]),
                "names": np.array([], dtype=str),
            }
            scores = evaluate("binary", truth[rows], arrays["prediction"], shares, 2)
            place = (candidate.model, candidate.family, 0, fold)
            store.keep_predictions(id, FoldTask(candidate.model, 0, fold), arrays)
            store.append_fold(id, FoldResult(*place, scores, fit_seconds=1.0))
    return id


def test_the_luck_of_the_choice_waits_for_the_end_of_training(store, chosen):
    during = load_report(store, chosen)
    store.set_state(chosen, "stopped", expected="queued")

    after = load_report(store, chosen)

    assert during.comparison.optimism is None
    assert "once training has ended" in during.verdict.luck
    assert after.comparison.optimism.n_draws > 0
    assert after.comparison.pair.optimism == after.comparison.optimism.deep


def test_the_luck_of_the_choice_is_measured_once(store, chosen):
    store.set_state(chosen, "stopped", expected="queued")
    report = load_report(store, chosen)
    other = replace(report.comparison.optimism, deep=0.25)
    kept = replace(report, comparison=replace(report.comparison, optimism=other))

    store.save_report(chosen, kept)

    assert other == load_report(store, chosen).comparison.optimism


def test_luck_measured_on_fewer_folds_is_not_used(store, chosen):
    store.set_state(chosen, "stopped", expected="queued")
    report = load_report(store, chosen)
    other = replace(report.comparison.optimism, deep=0.25)
    comparison = replace(report.comparison, optimism=other)

    store.save_report(
        chosen, replace(report, comparison=comparison, folds=report.folds[1:])
    )

    assert report.comparison.optimism == load_report(store, chosen).comparison.optimism
