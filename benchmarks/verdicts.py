"""Do verdicts hold? Each data set as several studies that differ in their seed alone.

    python benchmarks/verdicts.py --data FOLDER [--only NAME ...] [--seeds N ...]
    python benchmarks/verdicts.py --table

Each study runs alone through the command line, as a user would run it, with a store of
its own. A row is written as soon as a study ends, and what is written is not run again:
stop and go on as you like. A budget other than that of the rows is another row.
"""

import argparse
import csv
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fair_fight_sources import SOURCES, Source
from verdicts_table import text

HERE = Path(__file__).parent
EXTRA = (  # many more columns than rows; short texts; images
    Source("colon", "colon.csv", "V2001", "binary"),
    Source("spam", "spam.csv", "class_label", "binary"),
    Source("mnist_500", "mnist_500.zip", "", ""),
)
SEEDS = (0, 1, 2, 3)
CHANCES = ("p_deep", "p_equivalent", "p_classical")
FAMILIES = ("classical", "deep")
WITHOUT_INSPECTION = "--no-closer-look"  # it follows the verdict and cannot change it
FIELDS = (
    "data", "seed", "budget", "n_rows", "metric",
    "prior", *(f"prior_{name}" for name in CHANCES),
    "choice", "title", *CHANCES,
    "classical", "classical_score", "deep", "deep_score",
    "difference", "difference_low", "difference_high", "rope",
    "total_seconds", "train_seconds", "planned_seconds",
    "folds", "folds_planned",
    *(f"{family}_{what}" for family in FAMILIES for what in (
        "settings", "fits", "fits_planned", "used_seconds")),
    "peak_memory_mb", "load",
)  # fmt: skip


def main() -> int:
    """Run what is not yet in the results, or print them; 1 if a study failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of the files")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--seeds", nargs="*", type=int, default=SEEDS)
    parser.add_argument("--budget", type=float, default=180.0, help="seconds")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "verdicts.csv")
    parser.add_argument("--table", action="store_true", help="print the results")
    chosen = parser.parse_args()
    if chosen.table:
        print(text(read(chosen.out)))
        return 0
    if chosen.data is None:
        parser.error("--data is needed to run studies")
    known = {source.name: source for source in (*SOURCES, *EXTRA)}
    if strangers := set(chosen.only) - set(known):
        parser.error(f"unknown: {', '.join(sorted(strangers))}; of {', '.join(known)}")
    n_failed = 0
    for seed in chosen.seeds:  # the first seed of all comes first: its table is whole
        for name in chosen.only or known:
            key = (name, str(seed), f"{chosen.budget:g}")
            if key in {key_of(row) for row in read(chosen.out)}:
                continue
            row = measure(known[name], chosen.data, seed=seed, budget=chosen.budget)
            if row is None:
                n_failed += 1
                continue
            append(chosen.out, row)
            print(*(row[f] for f in ("data", "seed", "title", *CHANCES)), flush=True)
    return int(n_failed > 0)


def key_of(row: Mapping[str, str]) -> tuple[str, str, str]:
    """What is not run twice."""
    return row["data"], row["seed"], row["budget"]


def read(path: Path) -> list[dict[str, str]]:
    """The rows so far."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def append(path: Path, row: Mapping[str, object]) -> None:
    """Add one row; the first one brings the header."""
    is_new = not path.exists()
    path.parent.mkdir(exist_ok=True)
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)


def command(source: Source, data: Path, *, seed: int, budget: float) -> list[str]:
    """The study as one would type it."""
    words = ["study", str((data / source.file).resolve())]
    words += ["--budget", f"{budget:g}", "--seed", str(seed)]
    if source.target:
        words += ["--target", source.target, "--task", source.task]
    for column in source.excluded:
        words += ["--exclude", column]
    if has_option(WITHOUT_INSPECTION):
        words.append(WITHOUT_INSPECTION)
    return [sys.executable, "-m", "dlcompare", *words]


@functools.cache
def has_option(name: str) -> bool:
    """Whether `study` knows the option."""
    asked = [sys.executable, "-m", "dlcompare", "study", "--help"]
    done = subprocess.run(
        asked, cwd=HERE.parent, capture_output=True, text=True, check=True
    )
    return name in done.stdout


def measure(
    source: Source, data: Path, *, seed: int, budget: float
) -> dict[str, object] | None:
    """One study as a row; None, and why on standard error, if it failed."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        words = [*command(source, data, seed=seed, budget=budget), "--json", str(out)]
        environment = {**os.environ, "DLCOMPARE_HOME": folder}
        began = time.perf_counter()
        done = subprocess.run(
            words,
            env=environment,
            cwd=HERE.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        total = time.perf_counter() - began
        if done.returncode:
            said = done.stderr.strip().splitlines()[-3:]
            print(f"{source.name}, seed {seed}: {' '.join(said)}", file=sys.stderr)
            return None
        report = json.loads(out.read_text("utf-8"))
    known = {"data": source.name, "seed": seed, "budget": f"{budget:g}"}
    spent = {"total_seconds": rounded(total, 1), "load": rounded(load, 2)}
    return {**row_of(report), **known, **spent}


def row_of(report: Mapping[str, Any]) -> dict[str, object]:
    """The figures of one report."""
    comparison, verdict, prior = (report[k] for k in ("comparison", "verdict", "prior"))
    scores = {s["model"]: s["score"] for s in report["standings"]}
    pair = comparison["pair"] or dict.fromkeys(("mean", "low", "high"))
    names = [comparison[f"best_{family}"] for family in FAMILIES]
    lines = {line["family"]: line for line in report["ledger"]["lines"]}
    return {
        "n_rows": report["profile"]["n_rows"],
        "metric": report["metric"],
        "prior": prior["choice"],
        **{f"prior_{name}": rounded(prior[name], 3) for name in CHANCES},
        "choice": verdict["choice"],
        "title": verdict["title"],
        **{name: rounded(verdict[name], 3) for name in CHANCES},
        **dict(zip(FAMILIES, names, strict=True)),
        **{
            f"{family}_score": figures(scores.get(name))
            for family, name in zip(FAMILIES, names, strict=True)
        },
        "difference": figures(pair["mean"]),
        "difference_low": figures(pair["low"]),
        "difference_high": figures(pair["high"]),
        "rope": figures(comparison["rope"]),
        "train_seconds": rounded(report["train_seconds"], 1),
        "planned_seconds": rounded(report["plan"]["expected_seconds"], 1),
        "folds": comparison["n_folds"],
        "folds_planned": comparison["n_folds_planned"],
        **{
            f"{family}_{name}": value
            for family, line in lines.items()
            for name, value in (
                ("settings", line["n_configurations"]),
                ("fits", line["n_folds"]),
                ("fits_planned", line["n_folds_planned"]),
                ("used_seconds", rounded(line["used_seconds"], 1)),
            )
        },
        "peak_memory_mb": round(report["peak_memory_bytes"] / 2**20),
    }


def rounded(value: float | None, digits: int) -> float | None:
    """So many decimals, or None."""
    return None if value is None else round(value, digits)


def figures(value: float | None) -> str | None:
    """Six figures, or None."""
    return None if value is None else f"{value:.6g}"


if __name__ == "__main__":
    sys.exit(main())
