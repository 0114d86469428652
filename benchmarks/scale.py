"""Large and wide tables: how a standard study ends, when, and in how much memory.

    python benchmarks/scale.py --data FOLDER [--only NAME ...] [--out CSV]

Two tables are made here: `long` (500,000 rows, 28 numbers and 12 categories, a
smooth target with noise) and `wide` (70 rows, 7,000 numbers); `babynames` (1.69
million rows, a name of 88,496 levels carries the signal) and `colon` are read from
FOLDER. Each runs alone through the command line, as a user would run it. Peak
memory is the largest sum over the command, its driver, their workers and the child
that reads, looked at five times a second; pages that processes share count for each.
`load` is what else kept the machine busy when a study began, in processors; above 0.5,
times and what was cut tell of that rather than of the study.
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

HERE = Path(__file__).parent
TARGETS = {"long": "target", "babynames": "sex", "wide": "class", "colon": "V2001"}
FILES = {"babynames": "babynames.csv.gz", "colon": "colon.csv"}
LOOK_SECONDS = 0.2
LEVELS = (2, 3, 4, 5, 8, 12, 20, 40, 90, 200, 400, 3_000)  # of the categories
FIELDS = [
    "table", "load", "n_rows", "n_columns", "budget", "planned_seconds",
    "train_seconds", "total_seconds", "peak_memory_mb", "train_rows", "fits",
    "planned_fits", "best_classical", "classical_score", "best_deep", "deep_score",
    "cut",
]  # fmt: skip


def main() -> None:
    """Run the tables named, print each row and write all as CSV."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the files")
    parser.add_argument("--only", nargs="*", default=list(TARGETS), choices=TARGETS)
    parser.add_argument("--budget", default="standard")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "scale.csv")
    arguments = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.only:
            path = table_file(name, arguments.data, Path(folder))
            rows.append(measure(name, path, arguments.budget))
            print(*(f"{key}: {value}" for key, value in rows[-1].items()), sep="\n")
    arguments.out.parent.mkdir(exist_ok=True)
    with arguments.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def table_file(name: str, data: Path, scratch: Path) -> Path:
    """The file of a table; made in `scratch` if it is one of ours."""
    if name in FILES:
        return data / FILES[name]
    made = {"long": long_table, "wide": wide_table}[name]()
    path = scratch / f"{name}.csv"
    made.to_csv(path, index=False)
    return path


def long_table(n_rows: int = 500_000) -> pd.DataFrame:
    """Numbers, a third of them skewed, categories, and a target of both."""
    rng = np.random.default_rng(0)
    numbers = {f"n{j:02d}": rng.normal(size=n_rows).round(5) for j in range(28)}
    for j in range(0, 28, 3):
        numbers[f"n{j:02d}"] = np.exp(numbers[f"n{j:02d}"]).round(5)
    codes = {f"c{j:02d}": rng.integers(0, k, n_rows) for j, k in enumerate(LEVELS)}
    signal = np.sin(2 * numbers["n01"]) + 0.5 * numbers["n02"] * numbers["n04"]
    signal += 0.3 * np.log(numbers["n00"]) + 0.4 * (numbers["n05"] > 0) * numbers["n07"]
    for column in codes.values():
        signal += 0.25 * rng.normal(size=column.max() + 1)[column]
    noisy = signal + rng.normal(scale=0.8, size=n_rows)
    words = {name: [f"{name}_{c}" for c in column] for name, column in codes.items()}
    table = pd.DataFrame({**numbers, **words})
    for name in ("n03", "n08", "c04"):
        table.loc[rng.random(n_rows) < 0.05, name] = None
    return table.assign(target=np.where(noisy > np.median(signal), "yes", "no"))


def wide_table(n_rows: int = 70, n_columns: int = 7_000) -> pd.DataFrame:
    """Numbers alone; five of them carry the target."""
    rng = np.random.default_rng(0)
    values = rng.normal(size=(n_rows, n_columns)).round(4)
    noisy = values[:, :5].sum(axis=1) + rng.normal(size=n_rows)
    table = pd.DataFrame(values, columns=[f"g{j}" for j in range(n_columns)])
    return pd.concat(
        [table, pd.Series(np.where(noisy > 0, "a", "b"), name="class")], axis=1
    )


def measure(name: str, path: Path, budget: str) -> dict[str, object]:
    """One study through the command line, as a row of the results."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [
            *(sys.executable, "-m", "dlcompare", "study", str(path)),
            *("--target", TARGETS[name], "--budget", budget, "--json", str(out)),
        ]
        environment = {**os.environ, "DLCOMPARE_HOME": folder}
        load = round(os.getloadavg()[0], 1)
        started = time.perf_counter()
        running = subprocess.Popen(command, env=environment, cwd=HERE.parent)
        peak = watch(running)
        total_seconds = time.perf_counter() - started
        if running.returncode:
            raise SystemExit(f"{name}: exit code {running.returncode}")
        report = json.loads(out.read_text("utf-8"))
    return {"table": name, "load": load, **row_of(report, total_seconds, peak)}


def watch(running: subprocess.Popen[bytes]) -> int:
    """Wait for a process; the most bytes it and all that it started held at once."""
    top, peak = psutil.Process(running.pid), 0
    while running.poll() is None:
        peak = max(peak, sum(map(resident_bytes, family_of(top))))
        time.sleep(LOOK_SECONDS)
    return peak


def family_of(top: psutil.Process) -> list[psutil.Process]:
    """A process and its descendants, also those that a session of its own leads."""
    try:
        return [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def resident_bytes(process: psutil.Process) -> int:
    """Memory of a process now; 0 once it has ended."""
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def row_of(report: dict, total_seconds: float, peak: int) -> dict[str, object]:
    """Pick the figures of one report."""
    comparison, plan = report["comparison"], report["plan"]
    scores = {s["model"]: s["score"] for s in report["standings"]}
    lines = (report["ledger"] or {"lines": []})["lines"]
    cut = [text for line in lines for text in line["cut"]]
    classical, deep = comparison["best_classical"], comparison["best_deep"]
    return {
        "n_rows": report["profile"]["n_rows"],
        "n_columns": report["profile"]["n_features"],
        "budget": plan["budget"]["seconds"],
        "planned_seconds": round(plan["expected_seconds"], 1),
        "train_seconds": round(report["train_seconds"], 1),
        "total_seconds": round(total_seconds, 1),
        "peak_memory_mb": round(peak / 1e6),
        "train_rows": plan["train_rows"] or "all",
        "fits": sum(line["n_folds"] for line in lines),
        "planned_fits": sum(line["n_folds_planned"] for line in lines),
        "best_classical": classical,
        "classical_score": rounded(scores.get(classical)),
        "best_deep": deep,
        "deep_score": rounded(scores.get(deep)),
        "cut": " ".join(cut),
    }


def rounded(score: float | None) -> float | str:
    """A score in four digits; "" where there is none."""
    return "" if score is None else round(score, 4)


if __name__ == "__main__":
    main()
