"""In a process of its own: time dlcompare's profile of one table.

The table is read and opened as for a study. "numbers" is the profile; "numbers and
figures" is the profile, every figure of the Explore page as JSON, and their tables.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from dlcompare import __version__, plots, study  # noqa: E402
from dlcompare.records import (  # noqa: E402
    Dataset,
    Profile,
    ReadOptions,
    Setup,
    Upload,
)


def main() -> None:
    """Do the job in the first argument; print one JSON object per measurement."""
    job = json.loads(sys.argv[1])
    path = Path(job["path"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        upload = Upload(path.name, str(path), path.stat().st_size, "0" * 64)
        reading = study.read(upload, ReadOptions(), folder)
        setup = Setup(upload, target=job["target"])
        dataset = study.open_dataset(reading, setup, folder)
        report(job, dataset, "numbers", lambda: study.describe(dataset, folder))
        report(
            job,
            dataset,
            "numbers and figures",
            lambda: draw(study.describe(dataset, folder)),
        )


def draw(profile: Profile) -> None:
    """Every figure and table of the Explore page."""
    telling = max(profile.columns, key=lambda c: c.association or 0.0)
    for figure in (
        plots.target_figure(profile),
        plots.associations(profile),
        plots.column_figure(profile, telling.name),
        plots.pairs_figure(profile),
        plots.missing_figure(profile),
    ):
        figure.to_json()
    for make in (
        plots.columns_table,
        plots.association_table,
        plots.pairs_table,
        plots.missing_table,
        plots.measures_table,
    ):
        make(profile)


def report(job: dict, dataset: Dataset, what: str, do: Callable[[], object]) -> None:
    """Time it and print the row."""
    seconds = []
    for _ in range(job["repeats"]):
        started = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - started)
    row = {
        "who": "dlcompare",
        "what": what,
        "n_rows": len(dataset.y),
        "n_columns": len(dataset.columns),
        "repeats": len(seconds),
        "seconds": round(statistics.median(seconds), 3),
        "slowest": round(max(seconds), 3),
        "peak_memory_mb": peak_memory_mb(),
        "version": __version__,
    }
    print(json.dumps(row), flush=True)


def peak_memory_mb() -> int:
    """The most this process has held since it began; the parent's does not count."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    return round(int(kilobytes) * 1024 / 1e6)


if __name__ == "__main__":
    main()
