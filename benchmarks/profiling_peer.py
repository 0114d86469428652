"""In the peer's environment: time ydata-profiling on one table, all by its defaults.

"numbers" is its description; "numbers, minimal" the same with `minimal=True`, which
leaves out correlations, interactions and the missing map; "page" is its HTML.
"""

import json
import statistics
import sys
import time
import warnings
from pathlib import Path

import pandas as pd

warnings.filterwarnings("ignore")


def main() -> None:
    """Do the job in the first argument; print one JSON object per measurement."""
    from ydata_profiling import ProfileReport, __version__

    job = json.loads(sys.argv[1])
    table = pd.read_csv(job["path"])

    def profile(**more: object) -> "ProfileReport":
        return ProfileReport(table.copy(), progress_bar=False, **more)

    works = {
        "numbers, minimal": lambda: profile(minimal=True).get_description(),
        "numbers": lambda: profile().get_description(),
        "page": lambda: profile().to_html(),
    }
    for what, do in works.items():
        seconds = []
        for _ in range(job["repeats"]):
            started = time.perf_counter()
            do()
            seconds.append(time.perf_counter() - started)
        row = {
            "who": "ydata-profiling",
            "what": what,
            "n_rows": len(table),
            "n_columns": table.shape[1] - 1,
            "repeats": len(seconds),
            "seconds": round(statistics.median(seconds), 3),
            "slowest": round(max(seconds), 3),
            "peak_memory_mb": peak_memory_mb(),
            "version": f"{__version__}, pandas {pd.__version__}",
        }
        print(json.dumps(row), flush=True)


def peak_memory_mb() -> int:
    """The most this process has held since it began; the parent's does not count."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    return round(int(kilobytes) * 1024 / 1e6)


if __name__ == "__main__":
    main()
