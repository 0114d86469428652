"""Lanes on a Dask cluster: each has a worker, and another one when that is lost."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from dlcompare.errors import UnsuitableCluster
from dlcompare.jobs import site
from dlcompare.jobs.cluster import Cluster, WorkerLost, fetch
from dlcompare.jobs.versions import GUIDE
from dlcompare.records import FoldResult

P = ParamSpec("P")
T = TypeVar("T")

LOOK_SECONDS = 0.25  # between two looks whether the worker is still there
RETURN_SECONDS = 10.0  # for a lost worker to come back, or another to be free
MAX_LOST = 2  # workers lost by one call before it is given up


class Places:
    """Which lane has which worker."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._at: dict[str, str] = {}  # lane to address
        self._lock = threading.Lock()

    def put(self, lane: str, address: str) -> None:
        """Give a worker to a lane."""
        with self._lock:
            self._at[lane] = address

    def address(self, lane: str) -> str:
        """The worker of a lane."""
        with self._lock:
            return self._at[lane]

    def n_threads(self, lane: str) -> int:
        """Threads of one fit: the lanes of a worker share its threads."""
        with self._lock:
            address = self._at[lane]
            n_lanes = Counter(self._at.values())[address]
        return max(1, self._cluster.workers().get(address, 1) // n_lanes)

    def move(self, lane: str) -> None:
        """Give a lane that has lost its worker a free one, else one it shares.

        Raises
        ------
        UnsuitableCluster
            If no worker is left.
        """
        end = time.monotonic() + RETURN_SECONDS
        while True:
            there = self._cluster.workers()
            with self._lock:
                others = Counter(a for name, a in self._at.items() if name != lane)
                best = min(sorted(there), key=lambda a: others[a], default=None)
                is_over = time.monotonic() > end
                if best is not None and (is_over or not others[best]):
                    self._at[lane] = best
                    return
            if is_over:
                raise UnsuitableCluster(
                    "No worker of the Dask cluster is left.",
                    "What was finished is kept. Start workers again and resume the "
                    f"study. {GUIDE}",
                )
            time.sleep(LOOK_SECONDS)


class ClusterLane(Executor):
    """One process on a worker of a cluster; one call after the other.

    Calls that were waiting or running when the lane was killed, and those that
    lost their worker twice, end in `BrokenExecutor`.
    """

    def __init__(self, cluster: Cluster, places: Places, name: str) -> None:
        self._cluster, self._places, self._name = cluster, places, name
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._n_orders = 0
        self._n_killed = 0  # orders up to this number are not wanted any more
        self._exit_code: int | None = None
        self._sent: float | None = 0.0

    @property
    def n_threads(self) -> int:
        """Threads of one fit."""
        return self._places.n_threads(self._name)

    @property
    def since(self) -> float:
        """When its call was sent to its worker; now while it has none."""
        return time.monotonic() if self._sent is None else self._sent

    def submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Queue a call; the folder of studies in it becomes the worker's own."""
        self._n_orders += 1
        home = self._cluster.store.folder
        order = site.Order(
            self._name,
            self._n_orders,
            self.n_threads,
            fn,
            tuple(site.HOME if arg == home else arg for arg in args),
            kwargs,
        )
        return self._thread.submit(self._carry_out, order)

    def exit_code(self) -> int | None:
        """How the process that just died ended; None if that is not known."""
        return self._exit_code

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._n_killed = self._n_orders
        address = self._places.address(self._name)
        self._cluster.kill(address, self._name, self._n_killed)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; the process ends when the cluster is left."""
        self._n_killed = self._n_orders
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _carry_out(self, order: site.Order) -> Any:
        for _ in range(MAX_LOST):
            self._refuse_killed(order)
            self._sent, key = None, ""
            address = self._places.address(self._name)
            try:
                self._require(address)
                key = self._cluster.settle(address)
                return self._keep(self._ask(address, order))
            except WorkerLost:
                self._sent = None
                self._cluster.leave(address, key)
                self._places.move(self._name)
        raise BrokenExecutor(f"Two workers were lost with {order.fn.__name__}.")

    def _ask(self, address: str, order: site.Order) -> site.Answer:
        """The answer to an order, while the worker is there and the order wanted."""
        self._refuse_killed(order)
        asked = self._cluster.send(address, order)
        self._sent = time.monotonic()
        is_done = threading.Event()
        asked.add_done_callback(lambda _: is_done.set())
        try:
            while asked.status == "pending":
                is_done.wait(LOOK_SECONDS)
                self._refuse_killed(order)
                self._require(address)
            return fetch(asked)
        finally:
            asked.cancel()

    def _require(self, address: str) -> None:
        if address not in self._cluster.workers():
            raise WorkerLost

    def _refuse_killed(self, order: site.Order) -> None:
        if order.number <= self._n_killed:
            raise BrokenExecutor("It was ended.")

    def _keep(self, answer: site.Answer) -> Any:
        if answer.is_dead:
            self._exit_code = answer.exit_code
            raise BrokenExecutor("The process died.")
        if isinstance(answer.value, FoldResult) and answer.arrays:
            self._keep_arrays(answer.value, answer.arrays)
        return answer.value

    def _keep_arrays(self, result: FoldResult, arrays: Mapping[str, Any]) -> None:
        store, id = self._cluster.store, self._cluster.study_id
        store.keep_predictions(id, result.task, arrays[result.predictions])


def share_out(
    cluster: Cluster, names: Sequence[str]
) -> dict[str, tuple[ClusterLane, ...]]:
    """Lanes by name: each name has as many workers of its own as the others.

    Workers that do not go into equal shares serve all names side by side, so a
    single worker does.
    """
    places = Places(cluster)
    addresses = sorted(cluster.workers())
    n_own = len(addresses) // len(names)
    n_shared = len(addresses) - n_own * len(names)
    shared = addresses[len(addresses) - n_shared :]
    lanes: dict[str, tuple[ClusterLane, ...]] = {}
    for at, name in enumerate(names):
        own = addresses[at * n_own : (at + 1) * n_own]
        made = []
        for number, address in enumerate([*own, *shared]):
            lane = f"{name}-{number}"
            places.put(lane, address)
            made.append(ClusterLane(cluster, places, lane))
        lanes[name] = tuple(made)
    return lanes
