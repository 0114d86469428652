"""Judge the rules of thumb: how often were they right on public data sets.

    python benchmarks/judge.py --meta FOLDER

FOLDER holds others' measurements (README.md says which). Writes what the program
ships, `dlcompare/advice/public.csv` (one row per data set) and `prior.json` (the
probability before training), and `results/judge.csv` (every rule on every source).

A data set in several sources counts once, by the median. The landmarks of a source
share the test part with its outcome, which flatters the rules that read them; the rows
`crossed` take landmarks and outcome from different sources instead.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
from judge_data import crossed, measurements, pool
from judge_prior import fit, judged, lines_of_others, lines_of_unseen

from dlcompare.advice import prior, public
from dlcompare.advice.public import public_set, winner
from dlcompare.advice.rules import RULES
from dlcompare.records import PublicSet

HERE = Path(__file__).parent
FIELDS = [
    "rule", "says", "source", "n_sets", "n_right", "n_level", "n_wrong",
    "regret_followed", "regret_against", "log_loss", "log_loss_base",
]  # fmt: skip
LANDMARKS = ("linear_lead", "nearest_lead")


def main() -> None:
    """Judge, print and write all tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--meta", type=Path, required=True, help="folder of results")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "judge.csv")
    arguments = parser.parse_args()
    rows = measurements(arguments.meta)
    pool(rows).to_csv(
        public.TABLE, index=False, columns=public.FIELDS, lineterminator="\n"
    )
    sets = public.public_sets()
    found = fit(sets) | judged(sets)
    others = lines_of_others(rows)
    rules = lines_of_rules(rows, measurements(arguments.meta, boosting_alone=True))
    ways = lines_of_strategies(sets)
    found |= {
        "left_out": [shipped(line) for line in others],
        "landmarks": [
            shipped(line)
            for line in rules
            if line["source"] in ("crossed", "against boosting alone")
        ],
        "ways": [shipped(line) for line in ways],
    }
    prior.MODEL.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    lines = [*rules, *ways, *lines_of_unseen(found), *others]
    with arguments.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    print(pd.DataFrame(lines, columns=FIELDS).to_string(na_rep=""))


def shipped(line: dict[str, object]) -> dict[str, object]:
    """Return the part of a line that the documentation shows."""
    return {name: value for name, value in line.items() if value != ""}


def as_sets(rows: pd.DataFrame) -> list[PublicSet]:
    """Return rows of `pool` as the program reads them."""
    text = rows.to_csv(index=False, columns=public.FIELDS)
    return [public_set(row) for row in csv.DictReader(text.splitlines())]


def lines_of_rules(
    rows: pd.DataFrame, boosting: pd.DataFrame
) -> list[dict[str, object]]:
    """Return one line per rule with a record and source, `all` pooled.

    `boosting` has the same rows, judged against boosting alone.
    """
    parts = {"all": rows} | {s: rows[rows.source == s] for s in public.SOURCES}
    pooled = {name: as_sets(pool(part)) for name, part in parts.items()}
    pooled |= {
        f"without {s}": as_sets(pool(rows[rows.source != s])) for s in public.SOURCES
    }
    more = {
        "crossed": as_sets(pool(crossed(rows))),
        "against boosting alone": as_sets(pool(boosting)),
    }
    lines = []
    for rule in RULES:
        if rule.applies is None:
            continue
        groups = pooled | (more if rule.name in LANDMARKS else {})
        for source, sets in groups.items():
            concerned = [one for one in sets if rule.applies(one.facts)]
            lines.append(line(rule.name, rule.says, source, concerned))
    return lines


def line(name: str, says: str, source: str, sets: list[PublicSet]) -> dict[str, object]:
    """Return how often `says` won and what following it lost, in practical limits."""
    won = [winner(one) for one in sets]
    other = "classical" if says == "deep" else "deep"
    sign = 1 if says == "deep" else -1
    lead = sign * np.array([one.deep_lead for one in sets])
    return {
        "rule": name,
        "says": says,
        "source": source,
        "n_sets": len(sets),
        "n_right": won.count(says),
        "n_level": won.count("level"),
        "n_wrong": won.count(other),
        "regret_followed": mean(np.maximum(-lead, 0)),
        "regret_against": mean(np.maximum(lead, 0)),
    }


def lines_of_strategies(sets: tuple[PublicSet, ...]) -> list[dict[str, object]]:
    """Return what a fixed way to choose loses against the better family."""
    applies = {r.name: r.applies for r in RULES if r.applies is not None}
    known = [one for one in sets if one.facts.linear_lead is not None]
    ways = {
        "always classical": lambda one: False,
        "always deep": lambda one: True,
        "deep if linear_lead": lambda one: applies["linear_lead"](one.facts),
        "deep if linear_lead or nearest_lead": lambda one: (
            applies["linear_lead"](one.facts) or applies["nearest_lead"](one.facts)
        ),
    }
    lead = np.array([one.deep_lead for one in known])
    lines = []
    for name, is_deep in ways.items():
        chosen = np.array([bool(is_deep(one)) for one in known])
        lost = np.where(chosen, np.maximum(-lead, 0), np.maximum(lead, 0))
        lines.append(
            {
                "rule": name,
                "source": "all with landmarks",
                "n_sets": len(known),
                "regret_followed": mean(lost),
            }
        )
    return lines


def mean(values: np.ndarray) -> float | str:
    """Return the mean with two decimals; "" of nothing."""
    return round(float(values.mean()), 2) if len(values) else ""


if __name__ == "__main__":
    main()
