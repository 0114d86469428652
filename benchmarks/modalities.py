"""Hand-crafted features against learned ones, on public files of texts.

    python benchmarks/modalities.py --data FOLDER [--only NAME ...] [--models NAME ...]
    python benchmarks/modalities.py --table

Every model that is made for the kind of data is fitted with its defaults and without
a limit of time, on the same five folds, as the program reads and divides them. One
line per fold is written to results/modalities.csv; what is there already stays, unless
its models are measured again.
"""

import argparse
import csv
import hashlib
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dlcompare import models
from dlcompare.codec import encode
from dlcompare.planning import make_plan
from dlcompare.records import (
    Candidate,
    FoldResult,
    FoldScheme,
    FoldTask,
    Setup,
    Upload,
)
from dlcompare.study import describe, open_dataset, read
from dlcompare.training import fit_fold

RESULTS = Path(__file__).parent / "results" / "modalities.csv"
FIELDS = [
    "file", "model", "family", "fold", "accuracy", "f1_macro", "log_loss",
    "fit_seconds", "predict_seconds", "epochs", "failure",
]  # fmt: skip
FOLDS = 5


@dataclass(frozen=True)
class Case:
    """A file, what is predicted, and the models that are measured on it."""

    file: str
    target: str
    excluded: tuple[str, ...]
    models: tuple[str, ...]


TEXT_MODELS = tuple(spec.name for spec in models.MODELS if spec.made_for == "text")
CASES = (
    Case("ag_news_test.csv", "label", (), ("linear", *TEXT_MODELS)),
    Case(
        "spam.csv",
        "class_label",
        ("column_3", "column_4", "column_5"),
        ("linear", *TEXT_MODELS),
    ),
)


def main() -> None:
    """Measure what is asked for, or print the table of what is measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of the files")
    parser.add_argument("--only", nargs="*", default=[], help="file names")
    parser.add_argument("--models", nargs="*", default=[], help="names of models")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--table", action="store_true", help="print what is measured")
    arguments = parser.parse_args()
    if not arguments.table and arguments.data is None:
        parser.error("Give the folder of the files, or --table.")
    for case in () if arguments.table else CASES:
        if not arguments.only or case.file in arguments.only:
            names = tuple(m for m in arguments.models or case.models)
            for row in measure(arguments.data / case.file, case, names, arguments):
                keep(row)
    print_table()


def measure(
    path: Path, case: Case, names: tuple[str, ...], arguments: argparse.Namespace
) -> Iterator[dict[str, object]]:
    """One row per model and fold."""
    content = path.read_bytes()
    upload = Upload(
        path.name, str(path), len(content), hashlib.sha256(content).hexdigest()
    )
    setup = Setup(upload, target=case.target, metric="accuracy")
    with tempfile.TemporaryDirectory() as folder:
        reading = read(upload, setup.options, Path(folder))
        there = {column.name for column in reading.columns}
        setup = replace(setup, excluded=tuple(there & set(case.excluded)))
        dataset = open_dataset(reading, setup, Path(folder))
        plan = make_plan(describe(dataset, Path(folder)), setup)
        plan = replace(
            plan,
            candidates=tuple(candidate(name) for name in names),
            scheme=FoldScheme(k=FOLDS, kind=plan.scheme.kind, seed=0),
            train_rows=None,
        )
        for task in [
            FoldTask(name, 0, fold) for name in names for fold in range(FOLDS)
        ]:
            found = fit_fold(dataset, plan, task, n_threads=arguments.threads)
            yield row_of(path.name, found)


def candidate(name: str) -> Candidate:
    """A model with its defaults and all the time it takes."""
    spec = models.model(name)
    return Candidate(name, spec.label, spec.family, params=encode(spec.defaults))


def row_of(file: str, fold: FoldResult) -> dict[str, object]:
    """A fold as a line of the results."""
    scores = {n: fold.scores.get(n) for n in ("accuracy", "f1_macro", "log_loss")}
    shown = {n: "" if v is None else f"{v:.5f}" for n, v in scores.items()}
    row = {
        "file": file,
        "model": fold.model,
        "family": fold.family,
        "fold": fold.fold,
        **shown,
        "fit_seconds": f"{fold.fit_seconds:.1f}",
        "predict_seconds": f"{fold.predict_seconds:.2f}",
        "epochs": len(fold.epochs),
        "failure": fold.failure,
    }
    print(row, flush=True)
    return row


def keep(row: dict[str, object]) -> None:
    """Put a line into the results, in place of an earlier one of the same fit."""
    key = ("file", "model", "fold")
    new = tuple(str(row[n]) for n in key)
    rows = [old for old in measured() if tuple(old[n] for n in key) != new]
    rows.append({n: str(v) for n, v in row.items()})
    rows.sort(key=lambda r: (r["file"], r["family"], r["model"], int(r["fold"])))
    with RESULTS.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def measured() -> list[dict[str, str]]:
    """The lines of the results, none if there is no file yet."""
    if not RESULTS.exists():
        return []
    with RESULTS.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def print_table() -> None:
    """Means over the folds, the best first within a file."""
    by_model: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in measured():
        by_model[row["file"], row["model"], row["family"]].append(row)
    head = ("accuracy", "f1_macro", "log_loss", "fit_seconds")
    print(f"{'file':18} {'model':16} {'family':10} folds " + " ".join(head))
    means = {
        key: [statistics.fmean(float(row[n]) for row in rows) for n in head]
        for key, rows in by_model.items()
    }
    for key, values in sorted(means.items(), key=lambda kv: (kv[0][0], -kv[1][0])):
        file, model, family = key
        shown = " ".join(f"{v:10.4f}" for v in values[:3]) + f"{values[3]:9.1f}"
        print(f"{file:18} {model:16} {family:10} {len(by_model[key]):5} {shown}")


if __name__ == "__main__":
    main()
