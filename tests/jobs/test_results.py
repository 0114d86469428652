import json
import subprocess
import sys
from dataclasses import replace

import pytest

from dlcompare.codec import decode, encode
from dlcompare.errors import StudyConflict
from dlcompare.jobs import intake, launcher
from dlcompare.jobs.results import load_report
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import FoldResult, Report


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
