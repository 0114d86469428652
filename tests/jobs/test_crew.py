import pytest

from dlcompare.errors import UnsuitableCluster
from dlcompare.jobs import launcher
from dlcompare.jobs.crew import crew, scheduler_address
from dlcompare.jobs.pools import Lane


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:8786", "tls://gpu-box.example.org:8786", "tcp://[::1]:8786"],
)
def test_an_address_of_a_scheduler_is_taken(monkeypatch, address):
    monkeypatch.setenv("DLCOMPARE_SCHEDULER", f" {address} ")

    assert address == scheduler_address()


@pytest.mark.parametrize(
    "address",
    ["localhost", "localhost:8786", "http://localhost:8786", "tcp://localhost", "tcp:"],
)
def test_what_is_no_address_is_said_before_anything_starts(
    monkeypatch, store, setup, make_plan, address
):
    monkeypatch.setenv("DLCOMPARE_SCHEDULER", address)
    id = store.create(setup)

    with pytest.raises(UnsuitableCluster, match=f"'{address}'.*tcp://host:port"):
        launcher.start(store.folder, id, make_plan())
    assert "draft" == store.load(id).state


def test_without_an_address_the_lanes_are_here(monkeypatch, store, setup):
    monkeypatch.delenv("DLCOMPARE_SCHEDULER", raising=False)
    study = store.load(store.create(setup))

    with crew(["classical", "deep"], store, study) as lanes:
        assert ["classical", "deep"] == list(lanes)
        assert all(isinstance(lane, Lane) for (lane,) in lanes.values())


def test_inline_stays_here(monkeypatch):
    monkeypatch.setenv("DLCOMPARE_SCHEDULER", "tcp://127.0.0.1:8786")
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")

    assert scheduler_address() is None
