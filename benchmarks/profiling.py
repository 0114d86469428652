"""How long profiling takes, beside ydata-profiling on the same machine.

    python -m venv PEER                                # once: the peer's environment
    PEER/bin/pip install ydata-profiling "setuptools<81"

    python benchmarks/profiling.py --data FOLDER [--peer PEER/bin/python]

`long` (a million rows, eight numbers and four categories) and `wide` (70 rows, 7,000
numbers) are made here, the others are read from FOLDER. Every measurement has a
process of its own, which reads the table first: only profiling is timed, `repeats`
times, and the middle is kept. The peer profiles `adult` right after us; its numbers
alone are held against our numbers, its page against our numbers and all figures of
the Explore page. `others` is how many processors other programs kept busy meanwhile.
Linux.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import psutil
from scale import wide_table

HERE = Path(__file__).parent
TARGETS = {
    "adult": "salary",
    "long": "target",
    "wide": "class",
    "babynames": "sex",
    "colon": "V2001",
    "melbourne": "Price",
}
FILES = {
    "adult": "AdultIncome.csv",
    "babynames": "babynames.csv.gz",
    "colon": "colon.csv",
    "melbourne": "Melbourne Housing Market.csv",
}
WITH_PEER = "adult"
FIELDS = [
    "table", "who", "what", "n_rows", "n_columns", "repeats", "seconds", "slowest",
    "peak_memory_mb", "others", "ratio", "version",
]  # fmt: skip
RATIOS = {  # what of the peer is held against what of ours
    "numbers": "numbers",
    "numbers, minimal": "numbers",
    "page": "numbers and figures",
}


def main() -> None:
    """Measure the tables named, print and write each row."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the files")
    parser.add_argument("--peer", type=Path, help="python of the peer's environment")
    parser.add_argument("--only", nargs="*", default=list(TARGETS), choices=TARGETS)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--peer-repeats", type=int, default=3)
    parser.add_argument("--out", type=Path, default=HERE / "results" / "profiling.csv")
    chosen = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.only:
            path = table_file(name, chosen.data, Path(folder))
            ours = run(sys.executable, "profiling_ours.py", name, path, chosen.repeats)
            rows += ours
            if chosen.peer and name == WITH_PEER:
                peer = str(chosen.peer)
                n = chosen.peer_repeats
                theirs = run(peer, "profiling_peer.py", name, path, n)
                rows += [with_ratio(row, ours) for row in theirs]
    for row in rows:
        print(*(row.get(field, "") for field in FIELDS), sep=", ")
    chosen.out.parent.mkdir(exist_ok=True)
    with chosen.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def table_file(name: str, data: Path, scratch: Path) -> Path:
    """The file of a table; made in `scratch` if it is one of ours."""
    if name in FILES:
        return data / FILES[name]
    path = scratch / f"{name}.csv"
    (long_table() if name == "long" else wide_table()).to_csv(path, index=False)
    return path


def long_table(n_rows: int = 1_000_000) -> pd.DataFrame:
    """Twelve columns and a target; two numbers and a category have gaps."""
    rng = np.random.default_rng(0)
    columns = {f"n{j}": rng.normal(size=n_rows).round(4) for j in range(7)}
    columns["n7"] = np.exp(columns["n0"]).round(2)
    for j, n_levels in enumerate((2, 12, 50, 3_000)):
        codes = rng.integers(0, n_levels, n_rows)
        levels = np.array([f"level {i}" for i in range(n_levels)], dtype=object)
        columns[f"c{j}"] = levels[codes]
    table = pd.DataFrame(columns)
    for name in ("n1", "n2", "c1"):
        table.loc[rng.random(n_rows) < 0.05, name] = None
    signal = columns["n0"] + columns["n3"] * columns["n4"] + rng.normal(size=n_rows)
    return table.assign(target=np.where(signal > 0, "yes", "no"))


def run(
    python: str, script: str, name: str, path: Path, repeats: int
) -> list[dict[str, object]]:
    """The rows that a script prints as JSON, one a line."""
    job = {"path": str(path), "target": TARGETS[name], "repeats": repeats}
    command = [python, str(HERE / script), json.dumps(job)]
    started, busy = time.perf_counter(), busy_seconds()
    quiet = {**os.environ, "TQDM_DISABLE": "1"}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=quiet)
    own = own_seconds(running)
    seconds = time.perf_counter() - started
    others = max(busy_seconds() - busy - own, 0.0) / seconds
    if running.returncode or running.stdout is None:
        raise SystemExit(f"{script} {name}: exit code {running.returncode}")
    lines = [line for line in running.stdout.read().splitlines() if line[:1] == "{"]
    return [{"table": name, "others": round(others, 2), **json.loads(x)} for x in lines]


def own_seconds(running: "subprocess.Popen[str]") -> float:
    """Wait for a process; the processor time it used."""
    before = psutil.Process().cpu_times()
    running.wait()
    after = psutil.Process().cpu_times()
    of_children = after.children_user + after.children_system
    return of_children - before.children_user - before.children_system


def busy_seconds() -> float:
    """Processor time all programs have used since the machine was started."""
    times = psutil.cpu_times()
    return float(times.user + times.system + times.nice)


def with_ratio(
    row: dict[str, object], ours: list[dict[str, object]]
) -> dict[str, object]:
    """A row of the peer with its seconds over ours."""
    mine = next(r for r in ours if r["what"] == RATIOS[str(row["what"])])
    ratio = float(str(row["seconds"])) / float(str(mine["seconds"]))
    return {**row, "ratio": round(ratio, 1)}


if __name__ == "__main__":
    main()
