"""How much memory this process has taken at most, and how to ask it of one fit."""

import sys
from pathlib import Path

CLEAR_REFS = Path("/proc/self/clear_refs")
RESET_PEAK = "5"  # proc_pid_clear_refs(5), since Linux 4.0


def forget_peak() -> bool:
    """Lower the mark of `peak_memory_bytes` to what the process holds now.

    Returns
    -------
    bool
        False where the system keeps one mark for the life of a process: macOS,
        Windows, and Linux built or confined without the file that lowers it.
    """
    try:
        CLEAR_REFS.write_text(RESET_PEAK)
    except OSError:
        return False
    return True


def peak_memory_bytes() -> int:
    """The largest resident size of this process since `forget_peak`, or ever."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # Linux counts in KiB
