"""Reading a large table: time against pandas, and memory of the child and the server.

    python benchmarks/reading.py [--rows N] [--repeats N] [--out CSV]

The table has 2 million rows and 12 columns, 236 MB: whole numbers, amounts, missing
cells, categories, words in quotes, yes and no, dates and a code that is different in
nearly every row. It is made here, in a folder that is deleted at the end. Each repeat
times, in this order and on the same file:

pandas : `pandas.read_csv` in a new process, without the start of that process
read : the reading child does its work, without the start of that process
child : all that a user waits for, from the order to the finished Parquet file
keep : an upload is copied block by block, as the web server does

`peak_mb` is the largest resident memory of that process alone, 50 looks a second.
`load` is what else kept the machine busy when a repeat began, in processors.
"""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from dlcompare import codec
from dlcompare.jobs import intake
from dlcompare.records import ReadOptions, Setup, Upload

HERE = Path(__file__).parent
LOOK_SECONDS = 0.02
CHUNK_ROWS = 200_000
MEGABYTE = 1_000_000
FIELDS = ["what", "file_mb", "n_rows", "repeat", "load", "seconds", "peak_mb"]

PANDAS = """
import sys, time, pandas
started = time.perf_counter()
pandas.read_csv(sys.argv[1])
print(time.perf_counter() - started)
"""
READ = """
import json, sys, time
from pathlib import Path
from dlcompare import codec
from dlcompare.modalities import recognise
from dlcompare.records import Setup
setup = codec.decode(Setup, json.loads(sys.argv[1]))
started = time.perf_counter()
recognise(setup.upload).read(setup.upload, setup.options, Path(sys.argv[2]))
print(time.perf_counter() - started)
"""
KEEP = """
import sys, time
from pathlib import Path
from dlcompare.jobs import intake
started = time.perf_counter()
with open(sys.argv[1], "rb") as stream:
    intake.keep_upload(Path(sys.argv[2]), "large.csv", stream)
print(time.perf_counter() - started)
"""


def main() -> None:
    """Time every repeat, print medians and ratios, and write all as CSV."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--out", type=Path, default=HERE / "results" / "reading.csv")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        write_table(path, arguments.rows)
        rows = [
            row
            for repeat in range(arguments.repeats)
            for row in measure(path, arguments.rows, repeat, Path(folder))
        ]
    with arguments.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    tell(rows)


def write_table(path: Path, n_rows: int) -> None:
    """The mixed table, written in parts."""
    rng = np.random.default_rng(0)
    cities = np.array([f"City of {i:03d}, district {i % 7}" for i in range(300)])
    products = np.array(["apple", "pear", "plum, dried", '"best" nut', "fig", "kiwi"])
    for start in range(0, n_rows, CHUNK_ROWS):
        n = min(CHUNK_ROWS, n_rows - start)
        rate = rng.random(n).round(4)
        rate[rng.random(n) < 0.05] = np.nan
        part = pd.DataFrame(
            {
                "id": np.arange(start, start + n),
                "age": rng.integers(18, 90, n),
                "income": rng.lognormal(10, 1, n).round(2),
                "balance": rng.normal(0, 1000, n).round(6),
                "score": rng.random(n),
                "rate": rate,
                "city": cities[rng.integers(0, len(cities), n)],
                "product": products[rng.integers(0, len(products), n)],
                "member": np.where(rng.random(n) < 0.5, "yes", "no"),
                "joined": np.datetime64("2015-01-01") + rng.integers(0, 3000, n),
                "code": [f"K{v:08d}" for v in rng.integers(0, 10**8, n)],
                "churn": rng.integers(0, 2, n),
            }
        )
        part.to_csv(path, mode="a", header=not start, index=False)


def measure(
    path: Path, n_rows: int, repeat: int, scratch: Path
) -> list[dict[str, object]]:
    """One repeat of everything."""
    upload = Upload("large.csv", str(path), path.stat().st_size, "0" * 64)
    about = {
        "file_mb": round(upload.size_bytes / MEGABYTE),
        "n_rows": n_rows,
        "repeat": repeat,
        "load": round(os.getloadavg()[0], 1),
    }
    order = json.dumps(codec.encode(Setup(upload)))
    rows = []
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        for what, code, told in (
            ("pandas", PANDAS, [str(path)]),
            ("read", READ, [order, folder]),
            ("keep", KEEP, [str(path), folder]),
        ):
            seconds, peak = run(code, told)
            rows.append({"what": what, **about, "seconds": seconds, "peak_mb": peak})
        seconds, peak = watched(
            lambda: intake.read_guarded(Path(folder), upload, ReadOptions())
        )
        rows.append({"what": "child", **about, "seconds": seconds, "peak_mb": peak})
    return rows


def run(code: str, told: list[str]) -> tuple[float, int]:
    """Seconds that a script prints, and the peak of its memory in MB."""
    command = [sys.executable, "-c", code, *told]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=HERE.parent)
    peak = 0
    while child.poll() is None:
        peak = max(peak, resident(psutil.Process(child.pid)))
        time.sleep(LOOK_SECONDS)
    if child.returncode or child.stdout is None:
        raise SystemExit(f"exit code {child.returncode}")
    return round(float(child.stdout.read()), 3), peak // MEGABYTE


def watched(work: Callable[[], object]) -> tuple[float, int]:
    """Seconds that `work` takes, and the peak of this process's children in MB."""
    import threading

    peak, over = 0, threading.Event()

    def look() -> None:
        nonlocal peak
        while not over.wait(LOOK_SECONDS):
            children = psutil.Process().children(recursive=True)
            peak = max([peak, *map(resident, children)])

    looking = threading.Thread(target=look)
    looking.start()
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    over.set()
    looking.join()
    return round(seconds, 3), peak // MEGABYTE


def resident(process: psutil.Process) -> int:
    """Resident bytes; 0 when the process has just ended."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def tell(rows: list[dict[str, object]]) -> None:
    """Medians, and the ratio of each repeat to pandas in the same repeat."""
    pandas = {row["repeat"]: float(str(row["seconds"])) for row in rows[::4]}
    for what in ("pandas", "read", "child", "keep"):
        own = [row for row in rows if row["what"] == what]
        seconds = [float(str(row["seconds"])) for row in own]
        ratios = [float(str(r["seconds"])) / pandas[r["repeat"]] for r in own]
        peak = max(int(str(row["peak_mb"])) for row in own)
        print(
            f"{what:7} {statistics.median(seconds):6.2f} s   "
            f"{statistics.median(ratios):5.2f} x pandas   peak {peak:,} MB"
        )


if __name__ == "__main__":
    main()
