import threading
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from dlcompare.errors import UnsuitableCluster
from dlcompare.jobs import cluster_lane, site
from dlcompare.jobs.cluster import WorkerLost
from dlcompare.jobs.cluster_lane import ClusterLane, Places, share_out


class Asked:
    """The future of a task that is done, or never will be."""

    def __init__(self, answer):
        self.status = "pending" if answer is None else "finished"
        self.answer = answer

    def add_done_callback(self, call):
        if self.answer is not None:
            call(self)

    def result(self, timeout):
        return self.answer

    def cancel(self):
        self.status = "cancelled"


class Workers:
    """A cluster that answers each order with what is next in `answers`."""

    study_id = "study"

    def __init__(self, *addresses, n_threads=1, answers=()):
        self.there = dict.fromkeys(addresses, n_threads)
        self.answers = list(answers)
        self.sent = []
        self.killed = []
        self.store = type("Store", (), {"folder": Path("home")})

    def workers(self):
        return self.there

    def settle(self, address):
        return address

    def leave(self, address, key):
        return None

    def send(self, address, order):
        self.sent.append((address, order))
        answer = self.answers.pop(0)
        if answer == "lost":
            raise WorkerLost
        return Asked(answer)

    def kill(self, address, lane, number):
        self.killed.append((address, lane, number))


def lane_of(cluster):
    ((lane,),) = share_out(cluster, ["classical"]).values()
    return lane


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("a", {"classical": "a", "deep": "a"}),
        ("ab", {"classical": "a", "deep": "b"}),
        ("abc", {"classical": "ac", "deep": "bc"}),
        ("abcdef", {"classical": "abc", "deep": "def"}),
    ],
)
def test_both_families_have_as_many_workers(names, expected):
    cluster = Workers(*names)

    lanes = share_out(cluster, ["classical", "deep"])

    found = {
        name: "".join(lane._places.address(lane._name) for lane in some)
        for name, some in lanes.items()
    }
    assert expected == found


@pytest.mark.parametrize(("names", "threads"), [("a", 2), ("ab", 4)])
def test_lanes_of_one_worker_share_its_threads(names, threads):
    lanes = share_out(Workers(*names, n_threads=4), ["classical", "deep"])

    assert {threads} == {lane.n_threads for some in lanes.values() for lane in some}


def test_the_folder_of_studies_is_that_of_the_worker():
    cluster = Workers("a", answers=[site.Answer(8)])

    assert 8 == lane_of(cluster).submit(pow, Path("home"), 3).result()

    ((address, order),) = cluster.sent
    assert ("a", (site.HOME, 3)) == (address, order.args)


def test_a_call_that_lost_its_worker_is_sent_once_more_to_a_free_one():
    cluster = Workers("a", "b", answers=["lost", site.Answer(8)])
    lane = ClusterLane(cluster, Places(cluster), "classical")
    lane._places.put("classical", "a")
    lane._places.put("deep", "a")

    assert 8 == lane.submit(pow, 2, 3).result()
    assert ["a", "b"] == [address for address, _ in cluster.sent]


def test_a_call_begins_anew_when_it_is_sent_again():
    cluster = Workers("a", answers=["lost", site.Answer(8)])
    lane = lane_of(cluster)
    before = time.monotonic()

    lane.submit(pow, 2, 3).result()
    after = time.monotonic()

    assert before < lane.since <= after


def test_a_call_that_lost_two_workers_is_given_up():
    cluster = Workers("a", answers=["lost", "lost", site.Answer(1)])
    lane = lane_of(cluster)

    assert isinstance(lane.submit(pow, 2, 3).exception(), BrokenExecutor)
    assert lane.exit_code() is None
    assert 1 == lane.submit(int, "1").result()


def test_a_process_that_died_over_there_is_not_started_again_for_the_call():
    cluster = Workers("a", answers=[site.Answer(is_dead=True, exit_code=-9)])
    lane = lane_of(cluster)

    assert isinstance(lane.submit(pow, 2, 3).exception(), BrokenExecutor)
    assert (-9, 1) == (lane.exit_code(), len(cluster.sent))


def test_a_worker_that_stays_away_leaves_its_lane_to_the_others(monkeypatch):
    monkeypatch.setattr(cluster_lane, "RETURN_SECONDS", 0.1)
    cluster = Workers("a", "b", answers=[site.Answer(8)])
    lanes = share_out(cluster, ["classical", "deep"])

    del cluster.there["a"]

    assert 8 == lanes["classical"][0].submit(pow, 2, 3).result()
    assert ["b"] == [address for address, _ in cluster.sent]


def test_a_cluster_without_workers_is_said(monkeypatch):
    monkeypatch.setattr(cluster_lane, "RETURN_SECONDS", 0.1)
    cluster = Workers("a")
    lane = lane_of(cluster)

    cluster.there.clear()

    with pytest.raises(UnsuitableCluster, match=r"No worker.*is left.*resume"):
        lane.submit(pow, 2, 3).result()


def test_killing_a_lane_ends_what_it_does_and_what_waits(monkeypatch):
    cluster = Workers("a", answers=[None, site.Answer(1)])
    lane = lane_of(cluster)
    futures = [lane.submit(pow, 2, 3), lane.submit(pow, 2, 4)]
    threading.Event().wait(0.05)

    lane.kill()

    assert all(isinstance(f.exception(), BrokenExecutor) for f in futures)
    assert [("a", "classical-0", 2)] == cluster.killed
    assert 1 == lane.submit(int, "1").result()
