"""How often the verdict errs: studies made up so that the truth is known.

    python benchmarks/calibration.py                 every cell that is missing
    python benchmarks/calibration.py --rows 400      only those of 400 rows
    python docs/generate.py                          table and figure in the docs

Every candidate is right on a share of all possible rows that is set here, so the
true difference between the families is known. Which rows it gets right depends on
how hard a row is, which all candidates share, on the candidate and on the fit. The
program's own `compare_without_luck` and `decide` say what a user would read.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import ndtri
from scipy.stats import ttest_1samp

sys.path.insert(0, str(Path(__file__).parents[1]))

from dlcompare.advice.decide import decide
from dlcompare.comparison import compare, compare_without_luck
from dlcompare.records import Budget, Candidate, FoldResult, FoldScheme, FoldTask, Plan

RESULTS = Path(__file__).parent / "results" / "calibration.csv"
SEED = 2026

# Candidates of each family: the deep ones luckier by number, and the program's own
# most, six of each (`planning.equal.MAX_CONFIGURATIONS`).
FAMILIES = {"6 deep, 2 classical": (6, 2), "6 deep, 6 classical": (6, 6)}
ROWS = (400, 1_000, 2_000, 4_000)
RUNS = {0.0: 500, 0.01: 150, 0.02: 200, 0.04: 100}  # true gap: studies per cell

ACCURACY = 0.85  # of the classical candidates
# Parts of the variance of "how near a candidate is to erring on a row": the row's
# own, the candidate's, and the fit's. Two candidates then disagree on 11% of rows.
HARDNESS, TASTE, FIT = 0.8, 0.1, 0.1
# Standard deviation of the true accuracy from fit to fit: a network's seed changes
# 0.5 points in the median, and another fold is another training set as well.
NOISE = {"classical": 0.006, "deep": 0.012}
SCHEME = FoldScheme(k=5, repeats=3)

CASES = ("deep", "classical", "enough", "equivalent", "undecided")
FIELDS = (
    *("families", "n_rows", "gap", "n_runs", *CASES),
    *("deep_uncorrected", "classical_uncorrected", "deep_naive"),
    *("bias_uncorrected", "bias", "disagreement", "seconds"),
)


@dataclass(frozen=True)
class Cell:
    """One kind of study: `gap` is what every network is truly better by."""

    families: str
    n_rows: int
    gap: float


@dataclass(frozen=True)
class Study:
    """What training would have left behind."""

    plan: Plan
    folds: tuple[FoldResult, ...]
    predictions: Mapping[str, Mapping[str, Any]]


def cells() -> tuple[Cell, ...]:
    """Every cell, those of few rows first."""
    return tuple(Cell(f, n, g) for n in ROWS for f in FAMILIES for g in RUNS)


def make_plan(cell: Cell) -> Plan:
    """Guessing and the candidates of both families."""
    n_deep, n_classical = FAMILIES[cell.families]
    return Plan(
        task="binary",
        metric="accuracy",
        candidates=(
            Candidate("dummy", "Guessing", "dummy"),
            *(Candidate(f"net-{i}", f"Net {i}", "deep") for i in range(n_deep)),
            *(
                Candidate(f"old-{i}", f"Old {i}", "classical")
                for i in range(n_classical)
            ),
        ),
        scheme=SCHEME,
        budget=Budget("standard", 180.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )


def simulate(cell: Cell, rng: np.random.Generator) -> Study:
    """One study with known truth.

    Parameters
    ----------
    cell : Cell
    rng : numpy.random.Generator
    """
    plan, n, k = make_plan(cell), cell.n_rows, SCHEME.k
    truth = np.ones(n, dtype=np.int64)
    hardness = np.sqrt(HARDNESS) * rng.normal(size=n)
    number = [rng.permutation(np.arange(n) % k) for _ in range(SCHEME.repeats)]
    folds, predictions = [], {}
    for candidate in plan.candidates:
        taste = hardness + np.sqrt(TASTE) * rng.normal(size=n)
        for repeat in range(SCHEME.repeats):
            share = _shares(candidate, cell, rng)
            near = taste + np.sqrt(FIT) * rng.normal(size=n)
            right = near < ndtri(share)[number[repeat]]
            for fold in range(k):
                rows = np.flatnonzero(number[repeat] == fold)
                task = FoldTask(candidate.model, repeat, fold)
                given = right[rows].astype(np.int64)
                arrays = {"rows": rows, "truth": truth[rows], "prediction": given}
                predictions[task.key] = arrays
                folds.append(_result(candidate, task, given))
    return Study(plan, tuple(folds), predictions)


def _shares(candidate: Candidate, cell: Cell, rng: np.random.Generator) -> Any:
    """True accuracy of the fit of each fold."""
    if candidate.family == "dummy":
        return np.full(SCHEME.k, 0.5)
    mean = ACCURACY + (cell.gap if candidate.family == "deep" else 0.0)
    drawn = rng.normal(mean, NOISE[candidate.family], SCHEME.k)
    return np.clip(drawn, 1e-6, 1 - 1e-6)


def _result(candidate: Candidate, task: FoldTask, right: Any) -> FoldResult:
    return FoldResult(
        task.model,
        candidate.family,
        task.repeat,
        task.fold,
        {"accuracy": float(right.mean())},
        fit_seconds=1.0,
        n_test=len(right),
    )


def run(cell: Cell, n_runs: int) -> dict[str, Any]:
    """The row of a cell: how often each case was said, in shares of the studies."""
    rng = np.random.default_rng([SEED, *(ord(c) for c in repr(cell))])
    began = time.process_time()
    said: Counter[str] = Counter()
    biases, disagreements = [], []
    for _ in range(n_runs):
        study = simulate(cell, rng)
        given = {"n_rows": cell.n_rows}
        before = compare(study.folds, study.plan, **given)
        after = compare_without_luck(
            study.folds, study.plan, study.predictions, **given
        )
        assert before.pair is not None
        assert after.pair is not None
        said[decide(after)] += 1
        said[f"{decide(before)}_uncorrected"] += 1
        naive = ttest_1samp(before.pair.differences, 0)
        said["deep_naive"] += int(naive.pvalue < 0.05 and naive.statistic > 0)
        biases.append([one.pair.mean - cell.gap for one in (before, after)])
        disagreements.append(_disagreement(study, after.pair.a, after.pair.b))
    uncorrected, corrected = np.mean(biases, axis=0)
    counted = (*CASES, "deep_uncorrected", "classical_uncorrected", "deep_naive")
    return {
        "families": cell.families,
        "n_rows": cell.n_rows,
        "gap": cell.gap,
        "n_runs": n_runs,
        **{name: round(said[name] / n_runs, 4) for name in counted},
        "bias_uncorrected": round(float(uncorrected), 5),
        "bias": round(float(corrected), 5),
        "disagreement": round(float(np.mean(disagreements)), 4),
        "seconds": round(time.process_time() - began),
    }


def _disagreement(study: Study, a: str, b: str) -> float:
    """Share of the rows that exactly one of the two gets right, first repeat."""
    keys = [[FoldTask(m, 0, f).key for f in range(SCHEME.k)] for m in (a, b)]
    one, other = (
        np.concatenate([study.predictions[key]["prediction"] for key in of_model])
        for of_model in keys
    )
    return float(np.mean(one != other))


def stored() -> list[dict[str, str]]:
    """The rows of the committed results, those of few rows first."""
    if not RESULTS.exists():
        return []
    with RESULTS.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def missing(rows: tuple[int, ...]) -> Iterator[Cell]:
    """The cells of these numbers of rows that have no result yet."""
    done = {(r["families"], int(r["n_rows"]), float(r["gap"])) for r in stored()}
    for cell in cells():
        if cell.n_rows in rows and (cell.families, cell.n_rows, cell.gap) not in done:
            yield cell


def main() -> None:
    """Run the missing cells and add each to the results as it is done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, choices=ROWS, action="append")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    chosen = parser.parse_args()
    began = time.monotonic()
    for cell in missing(tuple(chosen.rows or ROWS)):
        if time.monotonic() - began > chosen.seconds:
            break
        found = run(cell, RUNS[cell.gap])
        is_new = not RESULTS.exists()
        with RESULTS.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
            if is_new:
                writer.writeheader()
            writer.writerow(found)
        print(found, flush=True)


if __name__ == "__main__":
    main()
