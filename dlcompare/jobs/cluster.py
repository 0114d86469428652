"""A Dask cluster as one study uses it: connect, compare versions, settle, send."""

import itertools
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import Any

from distributed import Client, Future, KilledWorker
from distributed.client import ClosedClientError

from dlcompare.codec import decode
from dlcompare.errors import UnsuitableCluster
from dlcompare.jobs import site, versions
from dlcompare.jobs.parcel import pack
from dlcompare.jobs.protocol import Store
from dlcompare.jobs.versions import GUIDE, first_line, refuse_others
from dlcompare.records import Event, Study

CONNECT_SECONDS = 5.0
CLOSE_SECONDS = 1.0
KILL_SECONDS = 1.0  # for the message to arrive; a lost worker does not answer
FETCH_SECONDS = 60.0  # for the answer of a finished fit to travel


class WorkerLost(Exception):
    """The worker is gone, and with it what it was at."""


class Cluster:
    """The workers of one cluster, for one study. Every method may be slow."""

    def __init__(self, client: Client, store: Store, study: Study) -> None:
        self.store, self._study, self._client = store, study, client
        self.study_id = study.id
        self._key = f"dlcompare-{study.id}-{uuid.uuid4().hex[:8]}"
        self._settled: dict[str, Future] = {}
        self._checked: set[str] = set()
        self._lock = threading.RLock()
        self._numbers = itertools.count()
        client.subscribe_topic(site.TOPIC, self._hear)

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What the client held is freed; with it all sites end (see `site.Site`).
        self._client.close(timeout=CLOSE_SECONDS)

    def workers(self) -> dict[str, int]:
        """Threads of every worker that is there now, by address.

        Raises
        ------
        UnsuitableCluster
            If the scheduler is gone.
        """
        with _reaching():
            identity = self._client.scheduler.identity
            found = self._client.sync(identity, n_workers=-1)["workers"]
        return {address: worker["nthreads"] for address, worker in found.items()}

    def check(self, addresses: set[str]) -> None:
        """Refuse workers whose libraries are not those of this machine."""
        new = sorted(addresses - self._checked)
        if new:
            with _reaching():
                found = self._client.run(versions.here, workers=new, on_error="return")
            told = {a: v for a, v in found.items() if not isinstance(v, OSError)}
            refuse_others(versions.here(), told)
            self._checked |= set(told)

    def settle(self, address: str) -> str:
        """Have the study's data on that worker; gives the key of its site.

        The data travel once for each worker, when it is first needed.
        """
        with self._lock:
            if address not in self._settled:
                self.check({address})
                parcel = pack(self.store.folder, self._study)
                key = f"{self._key}-{next(self._numbers)}"
                with _reaching():
                    data = self._client.scatter(parcel, workers=[address], hash=False)
                self._settled[address] = self._submit(
                    address, site.settle, key, self._study.id, data, key=key
                )
            return str(self._settled[address].key)

    def leave(self, address: str, key: str) -> None:
        """Forget a site that is gone."""
        with self._lock:
            if address in self._settled and self._settled[address].key == key:
                del self._settled[address]

    def send(self, address: str, order: site.Order) -> Future:
        """Begin an order on a settled worker.

        Raises
        ------
        WorkerLost
            If the worker is not settled any more.
        """
        settled = self._settled.get(address)
        if settled is None:
            raise WorkerLost
        key = f"{self._key}-{order.lane}-{order.number}-{next(self._numbers)}"
        return self._submit(address, site.call, settled, order, key=key)

    def kill(self, address: str, lane: str, number: int) -> None:
        """End the process of a lane over there, and its orders up to `number`."""
        settled = self._settled.get(address)
        if settled is None:
            return
        end = partial(self._client.run, site.kill, settled.key, lane, number)
        order = partial(end, workers=[address], on_error="ignore")
        thread = threading.Thread(target=order, daemon=True)
        thread.start()
        thread.join(KILL_SECONDS)

    def _submit(self, address: str, fn: Any, *args: Any, key: str) -> Future:
        """A task for one worker; it is never run again behind our back elsewhere."""
        with _reaching():
            return self._client.submit(
                fn, *args, key=key, workers=[address], allow_other_workers=False
            )

    def _hear(self, event: tuple[float, Any]) -> None:
        """Keep what the fits of this study tell."""
        _, said = event
        if said["key"].startswith(self._key):
            for text in said["events"]:
                self.store.append_event(self.study_id, decode(Event, text))


@contextmanager
def _reaching() -> Iterator[None]:
    """What goes wrong inside comes from a scheduler that is gone."""
    try:
        yield
    except (OSError, ClosedClientError) as error:
        raise _lost() from error


def _lost() -> UnsuitableCluster:
    return UnsuitableCluster(
        "The connection to the Dask scheduler was lost.",
        "What was finished is kept. Start the scheduler again and resume the study.",
    )


def connect(address: str, store: Store, study: Study) -> Cluster:
    """The cluster whose scheduler is at `address`, ready for `study`.

    Raises
    ------
    UnsuitableCluster
        If there is no scheduler, no worker, or another version of a library.
    """
    try:
        client = Client(
            address,
            timeout=CONNECT_SECONDS,
            set_as_default=False,
            name=f"dlcompare-{study.id}",
        )
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise UnsuitableCluster(
            f"The Dask scheduler {address} cannot be reached ({first_line(error)}).",
            f"Start it, or correct DLCOMPARE_SCHEDULER. {GUIDE}",
        ) from error
    try:
        found = client.run_on_scheduler(versions.here)
        refuse_others(versions.here(), {f"scheduler {address}": found})
        cluster = Cluster(client, store, study)
        workers = cluster.workers()
        if not workers:
            raise UnsuitableCluster(
                f"The Dask scheduler {address} has no workers.",
                f"Start at least one. {GUIDE}",
            )
        cluster.check(set(workers))
    except BaseException:
        client.close(timeout=CLOSE_SECONDS)
        raise
    return cluster


def fetch(asked: Future) -> site.Answer:
    """What an order gave, once it is done.

    Raises
    ------
    WorkerLost
        If its worker is gone, or another one now.
    """
    try:
        answer: site.Answer = asked.result(timeout=FETCH_SECONDS)
    except (site.SiteGone, KilledWorker, CancelledError, TimeoutError) as error:
        raise WorkerLost from error
    return answer
