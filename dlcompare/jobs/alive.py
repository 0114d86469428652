"""Whether the process that works on a study is still there."""

import functools
import os
import socket
from dataclasses import dataclass

import psutil

LOST_SECONDS = 10.0  # without a heartbeat, when the driver is on another machine
CLOCK_SECONDS = 60.0  # the clock may be set while a process runs
START_SECONDS = 20.0  # a queued study may wait this long for its driver's first sign


@dataclass(frozen=True)
class Owner:
    """A process, told apart from a later one with the same number."""

    host: str
    pid: int
    started: float  # seconds since 1970


@functools.lru_cache(maxsize=1)
def _owner_of(pid: int) -> Owner:
    return Owner(socket.gethostname(), pid, psutil.Process(pid).create_time())


def this_process() -> Owner:
    """The process that asks."""
    return _owner_of(os.getpid())


def is_alive(owner: Owner, heartbeat: float, now: float) -> bool:
    """Whether `owner` still works: by its process here, by its heartbeat elsewhere."""
    if owner.host != socket.gethostname():
        return now - heartbeat < LOST_SECONDS
    try:
        process = psutil.Process(owner.pid)
        drift = abs(process.create_time() - owner.started)
        return bool(drift < CLOCK_SECONDS and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
