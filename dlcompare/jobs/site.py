"""A study on a worker of a Dask cluster: its copy of the data, its processes.

The fits do not run in the Dask worker itself but in children of it, as they run
in children of the driver at home: they can be ended at once, they take nothing
of the worker along, and what they load goes away with them.
"""

import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import current_process
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker, secede
from distributed.utils import sync

from dlcompare.codec import encode
from dlcompare.jobs import pools
from dlcompare.jobs.parcel import unpack
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import FoldResult

TOPIC = "dlcompare"  # of the events that stream to the drivers
HOME = "dlcompare:home"  # in a call: the folder of studies
TELL_SECONDS = 0.25  # between two messages with what is new
SETTLE_SECONDS = 30.0  # for the scheduler to learn that the site is ready


@dataclass(frozen=True)
class Order:
    """A call for the process of a lane; `number` rises from one to the next."""

    lane: str
    number: int
    n_threads: int
    fn: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What an order gave, and the arrays it kept; `is_dead`: its process died."""

    value: Any = None
    arrays: Mapping[str, Any] = field(default_factory=dict)
    is_dead: bool = False
    exit_code: int | None = None


class SiteGone(LookupError):
    """The worker is not the one that was prepared."""


class Site(WorkerPlugin):  # type: ignore[misc]  # Dask has no types
    """One study on one worker; it is there while its driver holds it.

    The driver holds the result of the task that settled it, `key`. Dask frees that
    result when the driver lets go or is gone, and then this ends too.
    """

    def __init__(self, key: str, id: str, folder: Path) -> None:
        self._key, self._id, self._folder = key, id, folder
        self._store = SqliteStore(folder)
        self._lanes: dict[str, pools.Lane] = {}
        self._killed: Counter[str] = Counter()  # the last order that was killed
        self._lock = threading.Lock()
        self._n_told = 0
        self._is_over = threading.Event()

    def setup(self, worker: Any) -> None:
        """Begin to watch."""
        self._worker = worker
        threading.Thread(target=self._watch, daemon=True).start()

    def teardown(self, worker: Any) -> None:
        """End all processes, and remove the data."""
        self._is_over.set()
        with self._lock:
            for name in tuple(self._lanes):
                self._end(name)
        shutil.rmtree(self._folder, ignore_errors=True)

    def call(self, order: Order) -> Answer:
        """Have the process of a lane do something, and wait for it."""
        with self._lock:
            if self._is_over.is_set() or order.number <= self._killed[order.lane]:
                return Answer(is_dead=True)
            lane = self._lane(order.lane, order.n_threads)
            args = [self._folder if arg == HOME else arg for arg in order.args]
            future = lane.submit(order.fn, *args, **order.kwargs)
        try:
            value = future.result()
        except BrokenProcessPool:
            return self._bury(order.lane, lane)
        finally:
            self.tell()
        keys = [value.predictions] if isinstance(value, FoldResult) else []
        arrays = self._store.predictions(self._id, filter(None, keys))
        return Answer(value, arrays)

    def kill(self, lane: str, number: int) -> None:
        """End the process of a lane; orders up to `number` are not carried out."""
        with self._lock:
            self._killed[lane] = number
            self._end(lane)

    def tell(self) -> None:
        """Send the events that are new."""
        with self._lock:
            if self._is_over.is_set():
                return
            events = self._store.events(self._id, self._n_told)
            if events:
                said = {"key": self._key, "events": [encode(e) for e in events]}
                self._worker.log_event(TOPIC, said)
                self._n_told = events[-1].number

    def _lane(self, name: str, n_threads: int) -> pools.Lane:
        if name not in self._lanes:
            # Dask marks its workers so that they may not have children; these end
            # with the worker, however it ends.
            current_process().daemon = False
            self._lanes[name] = pools.Lane()
            self._lanes[name].submit(pools.limit_threads, n_threads)
        return self._lanes[name]

    def _bury(self, name: str, lane: pools.Lane) -> Answer:
        """How the process of a lane ended; it was killed here if the lane is gone."""
        with self._lock:
            if self._lanes.get(name) is not lane:
                return Answer(is_dead=True)
            code = lane.exit_code()
            self._end(name)
            return Answer(is_dead=True, exit_code=code)

    def _end(self, name: str) -> None:
        lane = self._lanes.pop(name, None)
        if lane is not None:
            lane.kill()

    def _watch(self) -> None:
        """Tell what is new; end when the driver no longer holds the site."""
        settled = time.monotonic()
        was_held = False
        while not self._is_over.wait(TELL_SECONDS):
            self.tell()
            is_held = self._key in self._worker.data
            was_held = was_held or is_held
            is_late = time.monotonic() - settled > SETTLE_SECONDS
            if not is_held and (was_held or is_late):
                self._worker.plugins.pop(self._key, None)
                self.teardown(self._worker)


def settle(key: str, id: str, parcel: bytes) -> str:
    """Task: make this worker ready for a study; gives the key of its site."""
    worker = get_worker()
    folder = Path(tempfile.mkdtemp(prefix="dlcompare-", dir=worker.local_directory))
    unpack(parcel, folder, id)
    sync(worker.loop, worker.plugin_add, Site(key, id, folder), name=key)
    return key


def call(key: str, order: Order) -> Answer:
    """Task: carry out an order at the site with that key."""
    site = get_worker().plugins.get(key)
    if site is None:
        raise SiteGone(key)
    secede()  # the processes of a worker share its time, not the order of calls
    answer: Answer = site.call(order)
    return answer


def kill(key: str, lane: str, number: int, dask_worker: Any) -> None:
    """Outside of tasks: end the process of a lane, whatever it does."""
    site = dask_worker.plugins.get(key)
    if site is not None:
        site.kill(lane, number)
