import os
import signal
import time
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool

import pytest

from dlcompare.errors import InvalidPlan
from dlcompare.jobs import pools
from dlcompare.jobs.slots import n_slots


@pytest.fixture(params=["inline", "processes"])
def executor(request, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_POOL", request.param)
    with pools.lane() as executor:
        yield executor


@pytest.fixture
def lane():
    with pools.Lane() as lane:
        yield lane


def test_every_pool_is_an_executor(executor):
    assert isinstance(executor, Executor)
    assert 8 == executor.submit(pow, 2, 3).result()
    assert [1, 4] == list(executor.map(abs, (-1, 4)))


def test_an_error_belongs_to_the_one_who_asks_for_the_result(executor):
    future = executor.submit(int, "x")

    assert isinstance(future.exception(), ValueError)
    assert 1 == executor.submit(int, "1").result()


def test_a_pool_of_nothing_can_be_killed(executor):
    executor.kill()

    assert executor.exit_code() is None
    assert 1 == executor.submit(int, "1").result()


def test_inline_runs_where_it_is_asked(monkeypatch):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")

    assert os.getpid() == pools.lane().submit(os.getpid).result()


def test_a_lane_keeps_its_worker(lane):
    pids = {lane.submit(os.getpid).result() for _ in range(3)}

    assert 1 == len(pids)
    assert os.getpid() not in pids


@pytest.mark.parametrize(
    ("call", "argument", "exit_code"),
    [(signal.raise_signal, signal.SIGKILL, -9), (os._exit, 3, 3)],
    ids=["killed", "exits"],
)
def test_a_lane_outlives_its_worker(lane, call, argument, exit_code):
    future = lane.submit(call, argument)

    assert isinstance(future.exception(), BrokenProcessPool)
    assert exit_code == lane.exit_code()
    assert 1 == lane.submit(int, "1").result()


def test_killing_a_lane_ends_its_call_at_once(lane):
    future = lane.submit(time.sleep, 60)
    began = time.monotonic()

    lane.kill()

    assert isinstance(future.exception(), BrokenProcessPool)
    assert time.monotonic() - began < 2


def test_workers_have_as_many_threads_as_they_were_told(lane, monkeypatch):
    for name in (*pools.THREAD_VARIABLES, "TF_NUM_INTEROP_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MKL_NUM_THREADS", "7")
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "2")

    pools.limit_threads(3)

    told = [lane.submit(os.getenv, name).result() for name in pools.THREAD_VARIABLES]
    assert {"3", "7"} == set(told)
    assert "7" == lane.submit(os.getenv, "MKL_NUM_THREADS").result()


@pytest.mark.parametrize(
    ("cpus", "threads", "slots"), [(1, 1, 1), (2, 1, 1), (9, 4, 4)]
)
def test_lanes_share_the_processors(monkeypatch, cpus, threads, slots):
    monkeypatch.delenv("DLCOMPARE_SLOTS", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(cpus), raising=False)
    monkeypatch.setattr(pools, "CPU_QUOTA", pools.Path("/nonexistent"))

    assert (threads, slots) == (pools.n_threads(), n_slots())


@pytest.mark.parametrize(
    ("quota", "cpus"), [("max 100000", 8), ("250000 100000", 3), ("50000 100000", 1)]
)
def test_a_container_has_the_processors_it_is_allowed(
    monkeypatch, tmp_path, quota, cpus
):
    (tmp_path / "cpu.max").write_text(quota)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8), raising=False)
    monkeypatch.setattr(pools, "CPU_QUOTA", tmp_path / "cpu.max")

    assert cpus == pools.n_cpus()


@pytest.mark.parametrize("slots", ["0", "-1", "two", "1.5"])
def test_slots_are_a_positive_whole_number(monkeypatch, slots):
    monkeypatch.setenv("DLCOMPARE_SLOTS", slots)

    with pytest.raises(InvalidPlan, match=f"DLCOMPARE_SLOTS is '{slots}'"):
        n_slots()
