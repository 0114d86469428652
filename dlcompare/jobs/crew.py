"""The lanes of a study: one per family on this machine, or the workers of a cluster."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from itertools import chain
from typing import ParamSpec, Protocol, TypeVar

from dlcompare.errors import UnsuitableCluster
from dlcompare.jobs import pools
from dlcompare.jobs.protocol import Store
from dlcompare.records import Study

P = ParamSpec("P")
T = TypeVar("T")

ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:]+\]|[^\s/:\[\]]+):\d{1,5}")


class AnyLane(Protocol):
    """A `concurrent.futures.Executor` of one worker process that can be killed."""

    @property
    def n_threads(self) -> int:
        """Threads of one fit."""

    @property
    def since(self) -> float:
        """When its call began to run (monotonic seconds), if later than submitted."""

    def submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Queue a call; the first argument may be the folder of studies."""

    def kill(self) -> None:
        """End the worker at once; what it was at ends in `BrokenExecutor`."""

    def exit_code(self) -> int | None:
        """How the worker that just died ended; None if that is not known."""


def scheduler_address() -> str | None:
    """DLCOMPARE_SCHEDULER, the Dask scheduler to train on; None: train here.

    Raises
    ------
    UnsuitableCluster
        If it is not an address.
    """
    address = os.environ.get("DLCOMPARE_SCHEDULER", "").strip()
    if not address or pools.is_inline():
        return None
    if not ADDRESS.fullmatch(address):
        raise UnsuitableCluster(
            f"DLCOMPARE_SCHEDULER is '{address}', which is not the address of a Dask "
            "scheduler.",
            "Write it as tcp://host:port or tls://host:port.",
        )
    return address


@contextmanager
def crew(
    names: Sequence[str], store: Store, study: Study
) -> Iterator[Mapping[str, Sequence[AnyLane]]]:
    """Lanes by name, at least one each; all of them end with the context.

    Raises
    ------
    UnsuitableCluster
        If there is a cluster to use, and it cannot be used.
    """
    address = scheduler_address()
    with ExitStack() as stack:
        if address is None:
            here = {name: pools.lane() for name in names}
            for executor in here.values():
                stack.enter_context(executor)
            yield {name: (lane,) for name, lane in here.items()}
        else:
            from dlcompare.jobs import cluster, cluster_lane

            connected = stack.enter_context(cluster.connect(address, store, study))
            there = cluster_lane.share_out(connected, names)
            for lane in chain.from_iterable(there.values()):
                stack.enter_context(lane)
            yield there
