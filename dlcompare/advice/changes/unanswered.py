"""What would help where there is no pair that could be compared."""

from dlcompare.records import Comparison, Profile


def for_no_result(comparison: Comparison) -> tuple[str, ...]:
    """Where a family has no result."""
    families = {s.family for s in comparison.standings}
    if {"classical", "deep"} <= families:
        return ("A result from both families. Retry with more time or fewer rows.",)
    return ("A plan with both families. Train again with models of each.",)


def for_untrained(profile: Profile) -> tuple[str, ...]:
    """Where the best network did not train as it should."""
    longer = (
        "A larger budget. A network goes over the rows many times; with more time it"
        " gets further."
    )
    if profile.modality == "images":
        return (longer, "More pictures. A network learns little from a few.")
    return (
        longer,
        "Fewer columns. Leaving out those that say nothing makes a network's task"
        " easier.",
        "Milder columns. Values far beyond all others can throw its training off.",
    )


def for_no_signal(profile: Profile) -> tuple[str, ...]:
    """Where nothing is sure to beat guessing."""
    if profile.modality == "images":
        return (
            "Other pictures. Could a person tell the classes apart in these?",
            "The right folders. Are the pictures sorted into the class they show?",
        )
    return (
        "Other columns. What would an expert look at that is not in the file?",
        "The right target. Could its values be shifted or shuffled against the rows?",
    )
