"""A Dask cluster of real processes on this machine, surely taken down again."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0


@dataclass(frozen=True)
class DaskCluster:
    """Where its scheduler is, and its workers' nannies."""

    address: str
    nannies: Sequence[psutil.Process]

    def workers(self) -> list[psutil.Process]:
        """The Dask workers, in the order of their nannies."""
        return [child for nanny in self.nannies for child in spawned_by(nanny)]

    def fits(self) -> list[psutil.Process]:
        """The processes that fit, on all workers."""
        return [child for worker in self.workers() for child in spawned_by(worker)]


def spawned_by(process: psutil.Process) -> list[psutil.Process]:
    found = []
    for child in process.children():
        try:
            found += [child] * ("spawn_main" in " ".join(child.cmdline()))
        except psutil.Error:  # it has ended, and nobody has taken note yet
            continue
    return found


@contextmanager
def running(
    folder: Path, n_workers: int = 2, options: Sequence[str] = ()
) -> Iterator[DaskCluster]:
    """A scheduler and workers of one thread each; `options` go to all of them."""
    file = folder / "scheduler.json"
    ours = ["--host", "127.0.0.1", "--scheduler-file", str(file), *options]
    ports = ["--port", "0", "--dashboard-address", "127.0.0.1:0"]
    started = [_start(folder, "scheduler", [*ours, *ports])]
    try:
        workers = ["--nthreads", "1", "--no-dashboard", *ours]
        started += [_start(folder, "worker", workers) for _ in range(n_workers)]
        address = _wait_for_workers(file, folder, n_workers)
        yield DaskCluster(address, [psutil.Process(p.pid) for p in started[1:]])
    finally:
        for process in reversed(started):
            _take_down(process)


def _start(folder: Path, role: str, options: Sequence[str]) -> subprocess.Popen[bytes]:
    with (folder / "dask.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{role}", *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "DASK_TEMPORARY_DIRECTORY": str(folder),
            },
        )


def _wait_for_workers(file: Path, folder: Path, n_workers: int) -> str:
    end = time.monotonic() + START_SECONDS
    log = folder / "dask.log"
    while log.read_text("utf-8").count("Register worker addr") < n_workers:
        assert time.monotonic() < end, log.read_text("utf-8")
        time.sleep(0.05)
    return str(json.loads(file.read_text("utf-8"))["address"])


def _take_down(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started."""
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=5)
