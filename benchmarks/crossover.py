"""Judge on public curves what learning curves say of more rows.

    python benchmarks/crossover.py FOLDER

FOLDER holds the curves of LCDB 1.1 (README.md says more). Writes what the program
ships, `dlcompare/comparison/shrinkage.json`, and `results/crossover.csv`: of forecasts
on data sets that the table had not seen, how often the interval holds the truth, how
often a sign may be stated and is right; and how often a crossing that was seen holds.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
from crossover_data import LEARNERS, Cases, cases, curves
from crossover_fit import LEVELS, Judged, fit, unseen, weights_of, with_quantiles
from crossover_observed import looks

from dlcompare.codec import encode
from dlcompare.comparison.shrinkage import TABLE, TIMES

HERE = Path(__file__).parent
LIMIT = 0.01  # one point of accuracy: the practical limit of most tables
REAL = 0.005  # a true gap from which its sign is worth a word
LARGE = 4_096  # rows from which the coverage is told apart
FIELDS = [
    "said", "kind", "times", "n_sets", "n_cases", "coverage", "coverage_large",
    "n_stated", "stated", "stated_right", "stated_flips", "p_deep", "deep",
    "error_of_leader", "leader_right", "line_right", "shrunk_right",
]  # fmt: skip


def main() -> None:
    """Fit, judge, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the curves of LCDB 1.1")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "crossover.csv")
    arguments = parser.parse_args()
    errors, spread = curves(arguments.folder)
    rows, lines = [], []
    for kind in LEARNERS:
        for times in TIMES:
            found = cases(errors, spread, kind=kind, times=times)
            judged = unseen(found, kind=kind, times=times, rope=LIMIT)
            row = fit(found, kind=kind, times=times)
            rows.append(with_quantiles(row, judged.gaps_off, weights_of(found)))
            lines.append(line_of(found, judged, kind=kind, times=times))
    for kind in LEARNERS:
        lines += lines_of_crossings(looks(errors, spread, kind=kind), kind)
    TABLE.write_text(json.dumps(shipped(rows), indent=1) + "\n", encoding="utf-8")
    with arguments.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    print(pd.DataFrame(lines, columns=FIELDS).to_string(na_rep=""))


def shipped(rows: list) -> dict[str, object]:
    """Return the table as the program reads it, the levels said once."""
    plain = [encode(row) for row in rows]
    return {
        "made_by": "benchmarks/crossover.py",
        "levels": list(LEVELS),
        "rows": [{k: v for k, v in row.items() if k != "levels"} for row in plain],
    }


def line_of(
    found: Cases, judged: Judged, *, kind: str, times: int
) -> dict[str, object]:
    """Return how right the forecasts of one row of the table were."""
    said = judged.forecasts
    low, high, centre, p_deep = (
        np.array([getattr(one, name) for one in said])
        for name in ("low", "high", "gap", "p_deep")
    )
    covers = (found.truth >= low) & (found.truth <= high)
    stated = np.array(
        [{"deep": 1, "classical": -1, None: 0}[one.ahead] for one in said]
    )
    is_right = stated * found.truth > 0
    now = np.sign(found.classical - found.deep)
    flips = (stated != 0) & (stated != now)
    real = np.abs(found.truth) > REAL
    return {
        "said": "forecast",
        "kind": kind,
        "times": times,
        "n_sets": len(set(found.dataset)),
        "n_cases": len(said),
        "coverage": share(covers),
        "coverage_large": share(covers[found.n_rows >= LARGE]),
        "n_stated": int((stated != 0).sum()),
        "stated": share(stated != 0),
        "stated_right": share(is_right[stated != 0]),
        "stated_flips": int(flips.sum()),
        "p_deep": share(p_deep),
        "deep": share(found.truth > LIMIT),
        "error_of_leader": share(
            np.abs(centre - found.truth).mean()
            / np.abs(found.classical - found.deep - found.truth).mean()
        ),
        "leader_right": share((now * found.truth > 0)[real]),
        "shrunk_right": share((np.sign(centre) * found.truth > 0)[real]),
    }


def lines_of_crossings(seen: pd.DataFrame, kind: str) -> list[dict[str, object]]:
    """Return how often crossings were seen, and held; and what drawing lines gives."""
    real = seen[seen.truth.abs() > REAL]
    said = {"crossing": (seen.seen, seen.holds), "bare": (seen.bare, seen.bare_holds)}
    return [
        {
            "said": name,
            "kind": kind,
            "times": 2,
            "n_cases": len(seen),
            "n_stated": int(was_seen.sum()),
            "stated": share(was_seen),
            "stated_right": share(holds[was_seen]),
            "leader_right": share(real.leader * real.truth > 0),
            "line_right": share(real.line * real.truth > 0),
        }
        for name, (was_seen, holds) in said.items()
    ]


def share(values: object) -> object:
    """Return a mean with three decimals; "" of nothing."""
    array = np.asarray(values, dtype=float)
    return round(float(array.mean()), 3) if array.size else ""


if __name__ == "__main__":
    main()
