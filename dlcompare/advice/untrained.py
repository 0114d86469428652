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
        return "Undecided. No network was trained well enough."
    return "Undecided. The best network was not trained well enough."


def untrained(comparison: Comparison) -> str:
    """Both scores, why the network's says little, and what to use until it does."""
    deep = row_of(comparison, comparison.best_deep)
    classical = row_of(comparison, comparison.best_classical)
    return (
        f"{subject(deep)} scored {interval_of(comparison, deep)}"
        f"{in_metric(comparison)}, {named(classical.label)}"
        f" {interval_of(comparison, classical)}. That says little about"
        f" deep learning, because this network was not trained well enough:"
        f" {_in_sentence(deep.problems)} Until one is trained better,"
        f" the choice is {named(row_of(comparison, cheaper(comparison)).label)}."
    )


def of_training(comparison: Comparison) -> str:
    """What a reader must know of the training of the best network; "" if nothing."""
    deep = row_of(comparison, comparison.best_deep)
    found = (*deep.problems, *deep.remarks)
    if not found:
        return ""
    return f"About {named(deep.label)}: {_in_sentence(found)}"


def _in_sentence(texts: tuple[str, ...]) -> str:
    """Sentences of which the first goes on after a colon."""
    whole = " ".join(texts)
    return whole[:1].lower() + whole[1:]
