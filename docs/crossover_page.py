"""The tables of `benchmarks/results/crossover.csv` for `docs/learning-curves.md`."""

import csv
from pathlib import Path

RESULTS = Path(__file__).parents[1] / "benchmarks" / "results" / "crossover.csv"
FORECASTS = ("<!-- forecasts: make docs -->", "<!-- end of forecasts -->")
CROSSINGS = ("<!-- crossings: make docs -->", "<!-- end of crossings -->")
KINDS = {
    "boosting": "CatBoost",
    "forest": "random forest, extra trees",
    "linear": "logistic regression, LDA",
}

Row = dict[str, str]


def rows(said: str) -> list[Row]:
    """The committed results of one sort."""
    with RESULTS.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["said"] == said]


def forecasts() -> str:
    """How right forecasts were on data sets not seen, in a Markdown table."""
    lines = [
        "| against | rows | data sets | cases | interval holds |"
        " from 4,096 rows | sign stated | stated sign right | error of the gap |"
        " leader right | expected sign right |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows("forecast"):
        lines.append(
            f"| {KINDS[row['kind']]} | x {row['times']} | {row['n_sets']} |"
            f" {int(row['n_cases']):,} | {_share(row['coverage'])} |"
            f" {_share(row['coverage_large'])} | {_share(row['stated'])} |"
            f" {_share(row['stated_right'])} | {float(row['error_of_leader']):.2f} |"
            f" {_share(row['leader_right'])} | {_share(row['shrunk_right'])} |"
        )
    return "\n".join(lines)


def crossings() -> str:
    """How often crossings held at twice the rows, in a Markdown table."""
    lines = [
        "| against | looks | crossings | still so at twice the rows |"
        " without drawings and folds: crossings | still so |"
        " leader right | two fitted lines right |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row, bare in zip(rows("crossing"), rows("bare"), strict=True):
        lines.append(
            f"| {KINDS[row['kind']]} | {int(row['n_cases']):,} | {row['n_stated']} |"
            f" {_share(row['stated_right'])} | {bare['n_stated']} |"
            f" {_share(bare['stated_right'])} | {_share(row['leader_right'])} |"
            f" {_share(row['line_right'])} |"
        )
    return "\n".join(lines)


def with_tables(page: str) -> str:
    """The page with both tables between their marks made anew."""
    for (start, end), table in ((FORECASTS, forecasts()), (CROSSINGS, crossings())):
        before, _, rest = page.partition(start)
        _, _, after = rest.partition(end)
        page = f"{before}{start}\n\n{table}\n\n{end}{after}"
    return page


def _share(text: str) -> str:
    return f"{float(text):.0%}" if text else "–"
