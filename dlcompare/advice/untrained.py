"""What to say of a network that did not train as it should."""

from dlcompare.advice.decide import cheaper
from dlcompare.advice.naming import in_metric, interval_of, named, row_of, subject
from dlcompare.records import Comparison


def title_untrained(comparison: Comparison) -> str:
    """The headline when the best network may not lose."""
    networks = [
        row
        for row in comparison.standings
        if row.family == "deep" and row.score is not None
    ]
    if all(row.problems for row in networks):
        return "Undecided. No network trained properly."
    return "Undecided. The best network did not train properly."


def untrained(comparison: Comparison) -> str:
    """Both scores, why the network's says little, and what to use until it does."""
    deep = row_of(comparison, comparison.best_deep)
    classical = row_of(comparison, comparison.best_classical)
    return (
        f"{subject(deep)} scored {interval_of(deep)}{in_metric(comparison)},"
        f" {named(classical.label)} {interval_of(classical)}. That says little about"
        f" deep learning, because this network did not train properly."
        f" {' '.join(deep.problems)} Until a network does,"
        f" {named(row_of(comparison, cheaper(comparison)).label)} is the choice."
    )


def of_training(comparison: Comparison) -> str:
    """What a reader must know of the training of the best network; "" if nothing."""
    deep = row_of(comparison, comparison.best_deep)
    found = (*deep.problems, *deep.remarks)
    if not found:
        return ""
    first, *others = found
    lead = f"About {named(deep.label)}: {first[:1].lower()}{first[1:]}"
    return " ".join([lead, *others])
