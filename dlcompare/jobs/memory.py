"""How much memory a process takes with all it has started."""

import psutil


def tree_bytes(pid: int | None = None) -> int:
    """Resident bytes of a process (this one if None) and its descendants now.

    Pages that two of them share count twice.
    """
    process = psutil.Process(pid)
    sizes = [_resident_bytes(p) for p in (process, *process.children(recursive=True))]
    return sum(sizes)


def _resident_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:  # it ended meanwhile
        return 0
