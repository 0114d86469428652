"""The verdicts of several seeds as Markdown, and how often they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Row = dict[str, str]
Pair = tuple[Row, Row]  # of the first seed and of another
Kind = Literal["same", "undecided", "other", "opposite"]
OPPOSITES = {"deep", "classical"}


@dataclass(frozen=True)
class Stability:
    """How often a verdict holds, over pairs of studies of one data set.

    A pair is the study of the first seed (the smallest of that data set and budget)
    and one of another seed; four seeds make three pairs. Of all pairs `n`, `n_same`
    have the same choice, "undecided" twice included. A pair is decided if neither of
    its choices is "undecided": of `n_decided`, `n_decided_same` are the same. Verdict
    stability is their share. A pair with one "undecided" is no contradiction: a fold
    more or less tips it. `n_opposite` counts "deep" against "classical", the only
    change that misleads.
    """

    n: int
    n_same: int
    n_decided: int
    n_decided_same: int
    n_opposite: int


def pairs(rows: Sequence[Row]) -> list[Pair]:
    """The first seed with each other one, of every data set and budget."""
    found: list[Pair] = []
    for of_one in by_study(rows):
        first, *others = of_one
        found += [(first, other) for other in others]
    return found


def by_study(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of one data set and budget together, by seed, as they first appear."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["data"], row["budget"]), []).append(row)
    return [
        sorted(group, key=lambda row: int(row["seed"])) for group in groups.values()
    ]


def kind(pair: Pair) -> Kind:
    """Whether both say the same, and what it means if not."""
    choices = {row["choice"] for row in pair}
    if len(choices) == 1:
        return "same"
    if "undecided" in choices:
        return "undecided"
    return "opposite" if choices == OPPOSITES else "other"


def stability(rows: Sequence[Row]) -> Stability:
    """Counted over all data sets."""
    found = pairs(rows)
    decided = [pair for pair in found if "undecided" not in {r["choice"] for r in pair}]
    return Stability(
        n=len(found),
        n_same=sum(kind(pair) == "same" for pair in found),
        n_decided=len(decided),
        n_decided_same=sum(kind(pair) == "same" for pair in decided),
        n_opposite=sum(kind(pair) == "opposite" for pair in found),
    )


def text(rows: Sequence[Row]) -> str:
    """A row per data set, then how often verdicts held."""
    if not rows:
        return "There are no results yet."
    head = (
        "data", "rows", "before training", "verdict", "deep / equivalent / classical",
        "classical champion", "deep champion", "deep - classical", "seconds",
        "with other seeds",
    )  # fmt: skip
    lines = [head, ("---",) * len(head), *(line(group) for group in by_study(rows))]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{table}\n\n{conclusion(stability(rows))}"


def line(group: Sequence[Row]) -> tuple[str, ...]:
    """One data set: the study of its first seed, and what the others said."""
    first, *others = group
    return (
        first["data"],
        f"{int(first['n_rows']):,}",
        f"{first['prior']} ({chances(first, 'prior_p')})",
        first["title"],
        chances(first, "p"),
        champion(first, "classical"),
        champion(first, "deep"),
        difference(first),
        f"{float(first['total_seconds']):.0f} of {float(first['budget']):.0f}",
        held(first, others),
    )


def chances(row: Row, prefix: str) -> str:
    """The three probabilities, in percent; a dash where there are none."""
    given = [row[f"{prefix}_{name}"] for name in ("deep", "equivalent", "classical")]
    shown = [f"{100 * float(value):.0f}" if value else "-" for value in given]
    return " / ".join(shown)


def champion(row: Row, family: str) -> str:
    """The best model of a family and its score."""
    score = row[f"{family}_score"]
    return f"{row[family]} {float(score):.4g}" if score else "-"


def difference(row: Row) -> str:
    """Deep minus classical with its interval."""
    if not row["difference"]:
        return "-"
    numbers = ("difference", "difference_low", "difference_high")
    mean, low, high = (f"{float(row[name]):.3g}" for name in numbers)
    return f"{mean} ({low} to {high}), {row['metric']}"


def held(first: Row, others: Sequence[Row]) -> str:
    """How many other seeds said the same, and what the rest said."""
    if not others:
        return "not repeated"
    same = sum(other["choice"] == first["choice"] for other in others)
    rest = [o["choice"] for o in others if o["choice"] != first["choice"]]
    said = f" (else {', '.join(rest)})" if rest else ""
    return f"{same} of {len(others)}{said}"


def conclusion(found: Stability) -> str:
    """How often verdicts held, in one sentence each."""
    return (
        f"Outside undecided: {of(found.n_decided_same, found.n_decided)} repeats with "
        f"another seed gave the same verdict. All pairs, undecided included: "
        f"{of(found.n_same, found.n)}. Deep against classical: {found.n_opposite}."
    )


def of(part: int, whole: int) -> str:
    """A count with its share."""
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")
