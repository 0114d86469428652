"""The main job on public data sets: best of each family, verdict, time, memory.

    python benchmarks/main_job.py --data FOLDER [--only NAME ...] [--out CSV]

Each data set runs alone through the command line, as a user would run it, with a
store of its own. Peak memory is the largest sum over the driver and its workers.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
FIELDS = [
    "file", "n_rows", "metric", "best_classical", "classical_score", "classical_low",
    "classical_high", "best_deep", "deep_score", "deep_low", "deep_high", "choice",
    "p_deep", "p_equivalent", "p_classical", "n_folds", "planned_folds", "budget",
    "train_seconds", "total_seconds", "peak_memory_mb",
]  # fmt: skip


def main() -> None:
    """Run the data sets named, print a table and write it as CSV."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the files")
    parser.add_argument("--only", nargs="*", default=[], help="file names to run")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "main_job.csv")
    arguments = parser.parse_args()
    listed = tomllib.loads((HERE / "datasets.toml").read_text("utf-8"))["dataset"]
    chosen = [d for d in listed if not arguments.only or d["file"] in arguments.only]
    rows = []
    for dataset in chosen:
        rows.append(measure(arguments.data / dataset["file"], dataset))
        print_row(rows[-1])
    arguments.out.parent.mkdir(exist_ok=True)
    with arguments.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def measure(path: Path, dataset: dict[str, object]) -> dict[str, object]:
    """One study through the command line, as a row of the results."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [
            *(sys.executable, "-m", "dlcompare", "study", str(path)),
            *("--budget", str(dataset["budget"]), "--json", str(out)),
        ]
        if "target" in dataset:
            command += ["--target", str(dataset["target"])]
        started = time.perf_counter()
        environment = {**os.environ, "DLCOMPARE_HOME": folder}
        done = subprocess.run(command, env=environment, cwd=HERE.parent, check=False)
        total_seconds = time.perf_counter() - started
        if done.returncode:
            raise SystemExit(f"{path.name}: exit code {done.returncode}")
        report = json.loads(out.read_text("utf-8"))
    return row_of(report, dataset, total_seconds)


def row_of(
    report: dict[str, object], dataset: dict[str, object], total_seconds: float
) -> dict[str, object]:
    """Pick the figures of one report."""
    comparison, verdict = report["comparison"], report["verdict"]
    by_model = {s["model"]: s for s in report["standings"]}
    classical = by_model[comparison["best_classical"]]
    deep = by_model[comparison["best_deep"]]
    return {
        "file": dataset["file"],
        "n_rows": report["profile"]["n_rows"],
        "metric": report["metric"],
        "best_classical": classical["model"],
        **{f"classical_{k}": round(classical[k], 5) for k in ("score", "low", "high")},
        "best_deep": deep["model"],
        **{f"deep_{k}": round(deep[k], 5) for k in ("score", "low", "high")},
        "choice": verdict["choice"],
        **{k: rounded(verdict[k]) for k in ("p_deep", "p_equivalent", "p_classical")},
        "n_folds": comparison["n_folds"],
        "planned_folds": comparison["n_folds_planned"],
        "budget": dataset["budget"],
        "train_seconds": round(report["train_seconds"], 1),
        "total_seconds": round(total_seconds, 1),
        "peak_memory_mb": round(report["peak_memory_bytes"] / 2**20),
    }


def rounded(value: float | None) -> float | None:
    """Three decimals, or None."""
    return None if value is None else round(value, 3)


def print_row(row: dict[str, object]) -> None:
    """One Markdown row of the table."""
    print("| " + " | ".join(str(row[field]) for field in FIELDS) + " |", flush=True)


if __name__ == "__main__":
    main()
