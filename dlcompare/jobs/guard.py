"""Untrusted files are read in a child process with limits on memory and time."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from dlcompare import words
from dlcompare.errors import DlcompareError, UnreadableUpload
from dlcompare.modalities import limits

ANSWER_FILE = "answer.json"  # an error, if there was one, by class, what and fix
ERRORS_FILE = "errors.txt"  # a traceback, if there was one
CHILD = "dlcompare.jobs.intake"
WATCH_SECONDS = 0.02
SHARE_OF_FREE = 0.8  # of the machine's free memory that a child may take
ADDRESS_SPACE_BYTES = 16_000 * limits.MEGABYTE  # beyond memory: maps and reserves


@dataclass(frozen=True)
class Allowance:
    """What a child may take: wall clock and resident memory."""

    seconds: float
    memory_bytes: int


def allowance() -> Allowance:
    """As the environment says, else as the limits and the free memory say."""
    seconds = float(os.environ.get("DLCOMPARE_READ_SECONDS", limits.MAX_READ_SECONDS))
    free = int(SHARE_OF_FREE * psutil.virtual_memory().available)
    asked = os.environ.get("DLCOMPARE_READ_MEMORY_MB")
    if asked:
        return Allowance(seconds, int(float(asked) * limits.MEGABYTE))
    return Allowance(seconds, min(limits.MAX_READ_BYTES, free))


def run_guarded(
    name: str, order: Mapping[str, Any], scratch: Path, allowed: Allowance
) -> None:
    """Have a child carry out `order`; it writes into `scratch`.

    Parameters
    ----------
    name : str
        What the user calls the file; for messages.
    order : mapping
        JSON that `dlcompare.jobs.intake` understands.
    scratch : Path
        An existing folder.
    allowed : Allowance

    Raises
    ------
    DlcompareError
        What the child raised, as the same class; or UnreadableUpload when it
        broke the limits or ended unexpectedly.
    """
    root = Path(__file__).parents[2]
    search = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    with (scratch / ERRORS_FILE).open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", CHILD],
            stdin=subprocess.PIPE,
            stdout=errors,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": search},
            start_new_session=True,
        )
        try:
            _tell(child, {**order, "scratch": str(scratch), "seconds": allowed.seconds})
            _watch(child, name, allowed)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
    _answer(scratch, name, child.returncode)


def _tell(child: "subprocess.Popen[bytes]", order: Mapping[str, Any]) -> None:
    """Hand over the order; a child that is gone already shows in its exit code."""
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(order).encode())
        child.stdin.close()
    except BrokenPipeError:
        return


def _watch(child: "subprocess.Popen[bytes]", name: str, allowed: Allowance) -> None:
    """Wait for the child's end; raise when it takes too much."""
    process = psutil.Process(child.pid)
    end = time.monotonic() + allowed.seconds
    while True:
        try:
            child.wait(WATCH_SECONDS)
        except subprocess.TimeoutExpired:
            used = _memory(process)
        else:
            return
        if used > allowed.memory_bytes:
            raise UnreadableUpload(
                f"Reading {name} takes more than the "
                f"{words.size(allowed.memory_bytes)} of memory allowed.",
                "Upload a sample of its rows, or fewer columns.",
            )
        if time.monotonic() > end:
            raise UnreadableUpload(
                f"Reading {name} takes more than the "
                f"{words.duration(allowed.seconds)} allowed.",
                "Upload a sample of its rows, or a simpler file.",
            )


def _memory(process: psutil.Process) -> int:
    """Resident bytes without mapped files; 0 when the process has just ended."""
    try:
        info = process.memory_info()
    except psutil.Error:
        return 0
    return int(info.rss - getattr(info, "shared", 0))


def _answer(scratch: Path, name: str, code: int) -> None:
    """Raise what the child reports, or that it reports nothing."""
    path = scratch / ANSWER_FILE
    if path.exists():
        said = json.loads(path.read_text("utf-8"))
        known = {kind.__name__: kind for kind in DlcompareError.__subclasses__()}
        raise known.get(said["kind"], UnreadableUpload)(said["what"], said["fix"])
    if code:
        raise UnreadableUpload(
            f"Reading {name} stopped unexpectedly (code {code}).",
            "Check that the file opens elsewhere; save it again as CSV.",
        )


def limit_this_process(seconds: float) -> None:
    """In the child: end by itself if the parent is gone, and leave no core file."""
    if sys.platform == "win32":
        return
    import resource
    import signal

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY and sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, hard))
    signal.alarm(int(seconds) + 10)
