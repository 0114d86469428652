"""Where fits run: lanes side by side, each a `concurrent.futures.Executor`."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

CPU_QUOTA = Path("/sys/fs/cgroup/cpu.max")  # what a container is allowed
REAP_TRIES, REAP_SECONDS = 20, 0.05
THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "LOKY_MAX_CPU_COUNT",
    "TF_NUM_INTRAOP_THREADS",
)


def is_inline() -> bool:
    """Whether fits run in the process that asks (DLCOMPARE_POOL=inline)."""
    return os.environ.get("DLCOMPARE_POOL") == "inline"


def n_cpus() -> int:
    """Processors this process may use."""
    has_affinity = hasattr(os, "sched_getaffinity")
    n = len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1
    if CPU_QUOTA.is_file():
        quota, period = CPU_QUOTA.read_text().split()[:2]
        if quota != "max":
            n = min(n, -(-int(quota) // int(period)))
    return max(1, n)


def n_threads() -> int:
    """Threads of one fit: the two lanes share the processors."""
    return max(1, n_cpus() // 2)


def limit_threads(n: int) -> None:
    """Have workers started from here on use `n` threads each, unless told before."""
    for name in THREAD_VARIABLES:
        os.environ.setdefault(name, str(n))
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


class Inline(Executor):
    """Runs each call at once, in the caller; nothing can be interrupted."""

    @property
    def n_threads(self) -> int:
        """Threads of one fit."""
        return n_threads()

    @property
    def since(self) -> float:
        """A call runs as soon as it is submitted."""
        return 0.0

    def exit_code(self) -> int | None:
        """None: there is no worker that could end."""
        return None

    def submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """A future that is already done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # it belongs to whoever asks the future
            future.set_exception(error)
        return future

    def kill(self) -> None:
        """Do nothing: between two calls nothing runs."""


class Lane(Executor):
    """One worker process, started anew when it is killed or dies.

    Calls that were waiting or running when the worker died end in
    `BrokenProcessPool`; `exit_code` then says how it died (-9: signal 9).
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._worker: BaseProcess | None = None

    @property
    def n_threads(self) -> int:
        """Threads of one fit."""
        return n_threads()

    @property
    def since(self) -> float:
        """A call runs as soon as it is submitted."""
        return 0.0

    def submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Queue a call for the worker."""
        try:
            return self._submit(fn, *args, **kwargs)
        except BrokenProcessPool:  # it died while nobody asked anything of it
            self.kill()
            return self._submit(fn, *args, **kwargs)

    def _submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
            )
        future = self._pool.submit(fn, *args, **kwargs)
        # The pool has no public way to its worker before Python 3.14.
        self._worker = next(iter(self._pool._processes.values()), self._worker)
        return future

    def exit_code(self) -> int | None:
        """How the worker that just died ended; None if that is not known."""
        if self._worker is None:
            return None
        for _ in range(REAP_TRIES):  # the pool's own thread may be reaping it
            self._worker.join(REAP_SECONDS)
            if self._worker.exitcode is not None:
                break
            time.sleep(REAP_SECONDS)
        return self._worker.exitcode

    def kill(self) -> None:
        """End the worker at once, whatever it does."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.join()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._worker = None

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the worker; nobody waits for a fit that is no longer wanted."""
        self.kill()


def lane() -> Lane | Inline:
    """An executor for one lane, as DLCOMPARE_POOL says."""
    return Inline() if is_inline() else Lane()


def _begin() -> None:
    """Set up a worker: interrupts are the driver's; it ends when the driver ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
