"""A larger budget: what this one cut off, whom more would help, and by how much."""

from dlcompare import words
from dlcompare.advice.decide import standing
from dlcompare.records import Change, Comparison

UNKNOWN = "size unknown"


def budget_changes(comparison: Comparison) -> list[Change]:
    """What more time would give, from what was cut; [] if nothing was.

    A size is given only where something measured tells it; what a score would gain is
    otherwise said to be unknown.
    """
    found = comparison.shortened
    if found is None:
        return []
    changes = []
    if found.n_falling:
        fall = UNKNOWN if found.loss_fall is None else _fall(found.loss_fall)
        falling = f"{words.count(found.n_falling)} of {found.n_fits} fits"
        changes.append(
            Change(
                "budget",
                "A larger budget, for longer training",
                f"Towards deep learning{_label(comparison, comparison.best_deep)}",
                words.sentence_start(fall),
                f"Loss still falling at the last epoch in {falling}",
            )
        )
    if found.train_rows is not None and found.fold_rows:
        changes.append(
            Change(
                "budget",
                "A larger budget, for all rows",
                "Direction not measured",
                f"{words.count(found.train_rows)} of"
                f" {words.count(found.fold_rows, 'row')} in each fit now;"
                f" in score, {UNKNOWN}",
                "The plan: rows of each fit",
            )
        )
    return changes + _search(comparison)


def _fall(share: float) -> str:
    return (
        f"Its loss fell by {words.percent(share)} over the last quarter of the epochs;"
        f" in score, {UNKNOWN}"
    )


def _search(comparison: Comparison) -> list[Change]:
    """What choosing among settings has gained so far, where more were to be had."""
    found = comparison.shortened
    assert found is not None
    gains = found.search_gains
    if not gains:
        return []
    most = max(gains, key=lambda model: gains[model])
    row = standing(comparison, most)
    if row is None:
        return []
    texts = [
        f"{words.difference(gain)}{_label(comparison, model)}"
        for model, gain in gains.items()
    ]
    return [
        Change(
            "budget",
            "A larger budget, for more settings",
            f"Towards {'deep' if row.family == 'deep' else 'classical'} learning"
            if gains[most] > 0
            else "Towards neither, by what was tried",
            f"{words.listed(texts)} gained by the settings tried so far; by more of"
            f" them, {UNKNOWN}",
            "Best setting against the default, on rows held back inside the folds",
        )
    ]


def _label(comparison: Comparison, model: str) -> str:
    row = standing(comparison, model)
    return f" ({words.within(row.label)})" if row else ""
