"""The rows of the fair fight as Markdown: errors, ratios, targets."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fair_fight_ratios import (
    Ratio,
    Row,
    Values,
    error_rates,
    errors,
    is_wide,
    ratio,
    seconds,
    seconds_to_the_end,
)
from fair_fight_sources import SOURCES

Reader = Callable[[Sequence[Row], str], Values]  # rows, contestant
ORDER = (
    "realmlp_single", "realmlp", "tabm", "classical", "sklearn_mlp", "RealMLP_TD",
    "TabM_D", "CatBoost_TD",
)  # fmt: skip
FEW_TEST_ROWS = 100  # one surely wrong row of so few decides a log-loss
THROUGHPUT_AIM = 0.4  # of one large product


@dataclass(frozen=True)
class Claim:
    """Ours over theirs should be at most `target`; None: shown without one."""

    ours: str
    theirs: str
    target: float | None


ERROR_CLAIMS = (
    Claim("realmlp_single", "RealMLP_TD", 1.00),
    Claim("realmlp", "RealMLP_TD", 0.98),
    Claim("tabm", "TabM_D", 1.01),
    Claim("classical", "CatBoost_TD", 1.00),
    Claim("realmlp", "sklearn_mlp", None),
)
TIME_CLAIMS = (
    Claim("realmlp_single", "RealMLP_TD", 0.35),
    Claim("realmlp", "RealMLP_TD", 1.00),
    Claim("tabm", "TabM_D", 0.33),
)
TABLES = (
    ("Errors", errors, ERROR_CLAIMS),
    ("Errors, wrong classes for more than two", error_rates, ERROR_CLAIMS),
    ("Fit seconds as timed", seconds, TIME_CLAIMS),
    ("Fit seconds to each side's own end", seconds_to_the_end, TIME_CLAIMS),
)


def text(rows: Sequence[Row], throughput: Sequence[Row] = ()) -> str:
    """All tables, with a line above each that says what its numbers are."""
    parts = [
        "Errors, the mean over seeds (how many): RMSE; 1 - AUC for two classes; "
        "log-loss for more.",
        means(rows, errors, [s.name for s in SOURCES]),
        "Share of rows in a wrong class, more than two classes.",
        means(rows, error_rates, [s.name for s in SOURCES if is_wide(s.name)]),
    ]
    for title, values, claims in TABLES:
        parts += [f"{title}, ours over theirs.", ratios(rows, values, claims)]
    if throughput:
        parts.append(
            "Training of realmlp in GFLOP/s (whole fit; epochs after the first), one "
            f"large float32 product, shares of it; aim {THROUGHPUT_AIM:.0%}."
        )
        body = [list(row.values()) for row in throughput]
        parts.append(markdown([list(throughput[0]), *body]))
    return "\n\n".join(parts)


def means(rows: Sequence[Row], values: Reader, names: Sequence[str]) -> str:
    """One line per data set, one column per contestant."""
    columns = [values(rows, contestant) for contestant in ORDER]
    lines = [["data", *ORDER]]
    for name in names:
        lines.append([name, *(_mean(column.get(name, {})) for column in columns)])
    return markdown(lines)


def ratios(rows: Sequence[Row], values: Reader, claims: Sequence[Claim]) -> str:
    """One column per claim: the ratio on every data set, their mean, the target."""
    pairs = [(values(rows, c.ours), values(rows, c.theirs)) for c in claims]
    found = [ratio(ours, theirs) for ours, theirs in pairs]
    large = {row["data"] for row in rows if int(row["n_test"]) >= FEW_TEST_ROWS}
    firm = [ratio(_only(ours, large), theirs) for ours, theirs in pairs]
    lines = [["data", *(f"{c.ours} / {c.theirs}" for c in claims)]]
    for source in SOURCES:
        lines.append([source.name, *(_of(r, source.name) for r in found)])
    lines += [
        ["geometric mean", *(f"{r.mean:.3f}" if r else "" for r in found)],
        [
            f"without under {FEW_TEST_ROWS} test rows",
            *(f"{r.mean:.3f}" if r else "" for r in firm),
        ],
        ["95% interval", *(_interval(r) for r in found)],
        ["data sets", *(str(len(r.by_data)) if r else "0" for r in found)],
        ["seeds", *(_seeds(r) for r in found)],
        ["target", *(f"{c.target:.2f}" if c.target else "" for c in claims)],
        ["", *(reached(c, r) for c, r in zip(claims, found, strict=True))],
    ]
    return markdown(lines)


def reached(claim: Claim, found: Ratio | None) -> str:
    """Whether the mean is at most the target; by how much if not."""
    if claim.target is None or found is None:
        return ""
    if found.mean <= claim.target:
        return "reached"
    return f"missed by {found.mean / claim.target - 1:.1%}"


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """A table; the first line is its head."""
    head, *body = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, "|" + "---|" * len(lines[0]), *body])


def _mean(by_seed: Mapping[str, float]) -> str:
    if not by_seed:
        return ""
    mean = statistics.mean(by_seed.values())
    shown = f"{mean:,.0f}" if mean > 100 else f"{mean:.4f}"
    return f"{shown} ({len(by_seed)})"


def _only(values: Values, names: set[str]) -> Values:
    return {name: seen for name, seen in values.items() if name in names}


def _of(found: Ratio | None, name: str) -> str:
    return f"{found.by_data[name]:.3f}" if found and name in found.by_data else ""


def _interval(found: Ratio | None) -> str:
    if found is None or found.low is None or found.high is None:
        return ""
    return f"{found.low:.3f} to {found.high:.3f}"


def _seeds(found: Ratio | None) -> str:
    if found is None:
        return ""
    fewest, most = found.seeds
    return f"{most}" if fewest == most else f"{fewest} to {most}"
