"""Test rows: opened after the folds, by the champions alone, once, and noted."""

import io
from dataclasses import replace

import pytest

from dlcompare.jobs import intake, launcher, opening
from dlcompare.jobs.fits import Drive
from dlcompare.jobs.line import Line
from dlcompare.jobs.results import load_report
from dlcompare.records import TEST_FOLD, FoldResult, Setup

ROWS = [f"{i % 7},{i * i % 11},{'no' if i % 7 < 3 else 'yes'}" for i in range(600)]
TABLE = "\n".join(["a,b,target", *ROWS]).encode()


@pytest.fixture
def tested(setup):
    """The small table as its own test file."""
    return replace(setup, test_upload=setup.upload)


@pytest.fixture
def plan(make_plan):
    """As `make_plan` makes it, nearest neighbours under the flag of a network."""

    def make(**more):
        made = make_plan()
        candidates = tuple(
            replace(c, family="deep") if c.model == "nearest" else c
            for c in made.candidates
        )
        return replace(made, candidates=candidates, has_test_file=True, **more)

    return make


def refitted(store, id):
    return [fold.model for fold in store.folds(id) if fold.fold == TEST_FOLD]


def folds_of(plan, score=0.8):
    return [
        FoldResult(c.model, c.family, 0, k, {"roc_auc": score + k / 100}, fit_seconds=1)
        for c in plan.candidates
        for k in range(5)
    ]


def test_champions_are_opened_for_when_the_folds_are_done(store, tested, plan):
    id, made = store.create(tested), plan()
    store.submit(id, made)
    for fold in folds_of(made):
        store.append_fold(id, fold)

    tasks = opening.to_open(store, store.load(id), made)

    assert ["linear", "nearest"] == [task.model for task in tasks]


def test_only_a_score_on_test_rows_opens_them(store, tested):
    study = store.load(store.create(tested))
    score = FoldResult("linear", "classical", 0, TEST_FOLD, {"roc_auc": 0.8})
    others = (replace(score, fold=0), replace(score, failure="Out of memory."))

    for result in others:
        opening.note(store, study, result)
    before = store.openings.of(tested.upload.sha256)
    opening.note(store, study, score)

    assert () == before
    (found,) = store.openings.of(tested.upload.sha256)
    assert (study.id, tested.upload.sha256) == (found.study, found.data)


def test_a_champion_that_changed_is_not_scored_and_that_is_noted(store, tested, plan):
    id, made = store.create(tested), plan()
    store.submit(id, made)
    for fold in folds_of(made):
        store.append_fold(id, fold)
    store.append_fold(id, FoldResult("svm", "classical", 0, TEST_FOLD, {"roc_auc": 1}))

    tasks = opening.to_open(store, store.load(id), made)

    assert ["nearest"] == [task.model for task in tasks]
    (note,) = store.events(id, kinds=("note",))
    assert "svm was scored on the test rows before; Linear model, the" in note.text


def test_later_studies_know_of_earlier_openings_only(store, tested):
    rows, data = tested.upload.sha256, "d" * 64
    first, second = store.create(tested), store.create(tested)
    store.openings.record(first, rows=rows, data=data)
    store.openings.record(second, rows=rows, data=data)
    store.openings.record(first, rows=rows, data=data)  # resumed: the first time counts

    assert () == opening.earlier_openings(store, tested, first)
    assert [first] == [
        one.study for one in opening.earlier_openings(store, tested, second)
    ]
    assert [first, second] == [
        one.study for one in opening.earlier_openings(store, tested)
    ]
    untested = replace(tested, test_upload=None)
    assert () == opening.earlier_openings(store, untested)


def test_openings_outlive_their_study(store, tested):
    id = store.create(tested)
    store.openings.record(id, rows="r", data="d")

    store.delete(id)
    store.purge(older_seconds=-1)

    assert [id] == [one.study for one in store.openings.of("r")]


def test_the_refit_of_the_dearest_is_kept_back_for_each_lane(plan):
    made = plan()
    times = {"dummy": 9.0, "linear": 4.0, "nearest": 2.0}
    timed = [replace(c, expected_seconds=times[c.model]) for c in made.candidates]
    made = replace(made, candidates=tuple(timed))

    assert 5.0 == opening.seconds(made, "classical")  # a fold has 4 of 5 rows
    assert 2.5 == opening.seconds(made, "deep")


def test_a_refit_has_its_time_though_it_waited_for_the_other_lane(store, tested, plan):
    made = plan()
    timed = [replace(c, expected_seconds=4.0) for c in made.candidates]
    made = replace(made, candidates=tuple(timed))  # 5 s on all rows, of a budget of 60
    study = store.load(store.create(tested))
    line = Line(lane=None, loading=None, loaded=100.0)
    drive = Drive(store, study, made)

    assert 155.0 == drive.deadline(line)
    assert 160.0 == replace(drive, opened=120.0).deadline(line)
    assert 180.0 == replace(drive, opened=175.0).deadline(line)
    untested = replace(made, has_test_file=False)
    assert 160.0 == replace(drive, plan=untested).deadline(line)


@pytest.mark.slow
def test_a_study_scores_its_champions_once_and_a_second_study_says_so(
    store, tested, make_plan, monkeypatch
):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    made = replace(make_plan(), has_test_file=True)
    first, second = store.create(tested), store.create(tested)

    for id in (first, second):
        launcher.start(store.folder, id, made)

    assert ["done", "done"] == [store.load(id).state for id in (first, second)]
    for id in (first, second):
        report = load_report(store, id)
        assert [report.comparison.best_classical] == refitted(store, id)
    assert 1 == len(opening.earlier_openings(store, tested, second))


@pytest.mark.slow
def test_sealed_rows_are_seen_by_no_fold_and_scored_once(
    home, store, make_plan, monkeypatch
):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    upload = intake.keep_upload(home, "rows.csv", io.BytesIO(TABLE))
    id = store.create(Setup(upload, target="target", sealed_share=0.2))

    launcher.start(
        store.folder, id, replace(make_plan(), has_test_file=True, sealed_share=0.2)
    )

    folds = store.folds(id)
    assert {480} == {f.n_train + f.n_test for f in folds if f.fold != TEST_FOLD}
    (last,) = [f for f in folds if f.fold == TEST_FOLD]
    assert ("", 480, 120) == (last.failure, last.n_train, last.n_test)
    assert 480 == load_report(store, id).profile.n_rows


@pytest.mark.slow
def test_a_study_stopped_before_its_test_rows_opens_them_when_resumed(
    store, tested, plan, make_plan, monkeypatch
):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    id, made = store.create(tested), replace(make_plan(), has_test_file=True)
    store.submit(id, made)
    for fold in folds_of(made):
        store.append_fold(id, fold)
    store.set_state(id, "stopped", expected="queued")

    assert launcher.resume(store.folder, id)

    assert "done" == store.load(id).state
    assert 1 == len(refitted(store, id))
