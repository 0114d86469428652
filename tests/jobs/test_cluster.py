"""Studies on a real cluster: a scheduler and two workers, on loopback."""

import shutil
import socket
import subprocess
import time
from dataclasses import replace

import psutil
import pytest

from dlcompare.errors import UnsuitableCluster
from dlcompare.jobs import cluster, launcher, versions
from dlcompare.records import Budget

pytestmark = pytest.mark.dask

LONG = {"dummy": {}, "forest": {"n_trees": 6000}}  # seconds per fit
SHORT = {"dummy": {}, "forest": {"n_trees": 600}}
FORESTS = {"forest": {"n_trees": 900}}


@pytest.fixture(scope="module")
def two_workers(dask, tmp_path_factory):
    with dask.running(tmp_path_factory.mktemp("dask")) as running:
        yield running


@pytest.fixture
def on_cluster(two_workers, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_SCHEDULER", two_workers.address)
    return two_workers


def has_begun(store, id, model):
    return any(event.model == model for event in store.events(id))


def arrays_of(store, id):
    """Out-of-fold predictions as plain lists."""
    found = store.predictions(id, [fold.predictions for fold in store.folds(id)])
    return {
        key: {name: values.tolist() for name, values in kept.items()}
        for key, kept in found.items()
    }


@pytest.fixture
def patient_plan(make_plan):
    """A plan with time enough on a machine that does other things as well."""

    def make(models):
        return replace(make_plan(models), budget=Budget("custom", 600.0))

    return make


def train_here(store, setup, plan, monkeypatch):
    with monkeypatch.context() as inline:
        inline.setenv("DLCOMPARE_POOL", "inline")
        id = store.create(setup)
        launcher.start(store.folder, id, plan)
        launcher.look_closer(store.folder, id)
    return id


@pytest.mark.slow
def test_a_study_gives_what_it_gives_at_home(
    on_cluster, store, setup, make_plan, wait_until, monkeypatch
):
    plan = make_plan()
    id = store.create(setup)

    launcher.start(store.folder, id, plan)
    wait_until(lambda: store.load(id).closer.state == "ended", seconds=240)

    home = train_here(store, setup, plan, monkeypatch)
    there = {fold.task: fold for fold in store.folds(id)}
    here = {fold.task: fold for fold in store.folds(home)}
    assert ("done", "") == (store.load(id).state, store.load(id).message)
    assert here.keys() == there.keys()
    assert {t: f.scores for t, f in here.items()} == {
        t: f.scores for t, f in there.items()
    }
    assert arrays_of(store, home) == arrays_of(store, id)
    assert {i.task: i.scores for i in store.inspected(home)} == {
        i.task: i.scores for i in store.inspected(id)
    }
    assert store.inspected(id)
    assert 15 == len(store.events(id, kinds=("started",)))
    wait_until(lambda: not on_cluster.fits(), seconds=5)


@pytest.mark.slow
def test_stopping_leaves_nothing_running_and_resuming_does_the_rest(
    on_cluster, store, setup, patient_plan, wait_until
):
    id = store.create(setup)
    launcher.start(store.folder, id, patient_plan(LONG))
    wait_until(lambda: has_begun(store, id, "forest"), seconds=240)

    began = time.monotonic()
    launcher.stop(store.folder, id)
    wait_until(lambda: not on_cluster.fits(), seconds=3)

    before = store.folds(id)
    assert time.monotonic() - began < 3
    assert "stopped" == store.load(id).state
    assert {"dummy"} >= {fold.model for fold in before}
    launcher.start(store.folder, id, patient_plan(SHORT))
    wait_until(lambda: store.load(id).state == "done", seconds=240)
    after = store.folds(id)
    assert before == after[: len(before)]
    assert 10 == len(after) == len({fold.task for fold in after})


@pytest.mark.slow
def test_a_killed_worker_costs_its_fold_a_second_go_and_no_more(
    on_cluster, store, setup, patient_plan, wait_until
):
    id = store.create(setup)
    launcher.start(store.folder, id, patient_plan(FORESTS))
    wait_until(lambda: len(store.events(id)) == 2, seconds=240)  # one on each
    (worker, *_) = [p.ppid() for p in on_cluster.fits()]

    psutil.Process(worker).kill()
    wait_until(lambda: store.load(id).state == "done", seconds=240)

    folds = store.folds(id)
    assert (5, []) == (len(folds), [f.failure for f in folds if f.failure])
    assert 6 == len(store.events(id, kinds=("started",)))


@pytest.mark.slow
def test_a_killed_fit_is_a_failed_fold_like_at_home(
    on_cluster, store, setup, patient_plan, wait_until
):
    id = store.create(setup)
    launcher.start(store.folder, id, patient_plan(FORESTS))
    wait_until(lambda: len(store.events(id)) == 2, seconds=240)  # one on each

    on_cluster.fits()[0].kill()
    wait_until(lambda: store.load(id).state == "done", seconds=240)

    failures = [fold.failure for fold in store.folds(id) if fold.failure]
    assert (5, 1) == (len(store.folds(id)), len(failures))
    assert "signal 9" in failures[0]


@pytest.mark.slow
def test_a_killed_driver_leaves_nothing_running(
    on_cluster, store, setup, patient_plan, wait_until
):
    id = store.create(setup)
    launcher.start(store.folder, id, patient_plan(LONG))
    wait_until(lambda: has_begun(store, id, "forest"), seconds=240)

    psutil.Process(store.driver_pid(id)).kill()

    wait_until(lambda: store.load(id).is_lost, seconds=3)
    wait_until(lambda: not on_cluster.fits(), seconds=5)


@pytest.mark.slow
@pytest.mark.deep
def test_epochs_of_a_network_stream_back(
    on_cluster, store, setup, make_plan, wait_until, monkeypatch
):
    plan = make_plan({"linear": {}, "document_mlp": {}})
    id = store.create(setup)

    launcher.start(store.folder, id, plan)
    wait_until(lambda: store.load(id).state == "done", seconds=180)

    networks = [fold for fold in store.folds(id) if fold.family == "deep"]
    assert 10 == len(store.folds(id))
    assert not any(fold.failure for fold in networks)
    told = [e.epoch for e in store.events(id, kinds=("epoch",))]
    assert sum(len(fold.epochs) for fold in networks) == len(told) > 0


def test_another_version_is_refused_in_words(
    on_cluster, store, setup, make_plan, monkeypatch
):
    study = store.load(store.create(setup))
    other = versions.here() | {"scikit-learn": "1.8.0"}
    monkeypatch.setattr("dlcompare.conclusion.versions", lambda: other)

    with pytest.raises(UnsuitableCluster, match=r"scikit-learn differ: 1\.8\.0 here"):
        cluster.connect(on_cluster.address, store, study)


@pytest.mark.slow
def test_a_scheduler_that_is_not_there_fails_the_study_in_words(
    store, setup, make_plan, wait_until, monkeypatch
):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("DLCOMPARE_SCHEDULER", f"tcp://127.0.0.1:{port}")
    id = store.create(setup)

    launcher.start(store.folder, id, make_plan())
    wait_until(lambda: store.load(id).state == "failed", seconds=40)

    message = store.load(id).message
    assert f"tcp://127.0.0.1:{port} cannot be reached" in message
    assert "correct DLCOMPARE_SCHEDULER" in message


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate that vouches for itself, as Dask's options."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test"
    subprocess.run(
        [*command.split(), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    return {"ca-file": certificate, "cert": certificate, "key": key}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("openssl"), reason="makes no certificate")
def test_an_encrypted_cluster_takes_whoever_has_the_certificate(
    dask, certificate, tmp_path, store, setup, make_plan, wait_until, monkeypatch
):
    options = [f"--tls-{name}={file}" for name, file in certificate.items()]
    with dask.running(tmp_path, 1, ["--protocol", "tls", *options]) as running:
        monkeypatch.setenv("DLCOMPARE_SCHEDULER", running.address)
        stranger, friend = store.create(setup), store.create(setup)

        launcher.start(store.folder, stranger, make_plan())
        wait_until(lambda: store.load(stranger).state == "failed", seconds=240)
        for option, file in certificate.items():
            name = {"ca-file": "CA_FILE"}.get(option, f"CLIENT__{option.upper()}")
            monkeypatch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{name}", str(file))
        launcher.start(store.folder, friend, make_plan())
        wait_until(lambda: store.load(friend).state == "done", seconds=240)

    assert running.address.startswith("tls://")
    assert "cannot be reached" in store.load(stranger).message
    assert 15 == len(store.folds(friend))
