"""The trainings of networks, gathered to be drawn or listed."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dlcompare import words
from dlcompare.plots.drawing import is_number
from dlcompare.records import TEST_FOLD, Epoch, FoldResult, Plan

MOST_PANELS = 6
EARLY_SHARE = 0.1  # of the epochs; losses may begin far above where they settle
MOST_SQUEEZED = 3.0  # times the height of the lines after that
MOST_FOLDS = 5  # lines of one panel; more hide each other


@dataclass(frozen=True)
class Learned:
    """One training of a network: its name in a list, its epochs, the one kept."""

    name: str
    epochs: tuple[Epoch, ...]
    best_epoch: int | None = None


Panels = Mapping[str, Sequence[Learned]]  # by title


def learned(plan: Plan, folds: Sequence[FoldResult]) -> dict[str, tuple[Learned, ...]]:
    """The first folds of each network, by its label; refits on all rows are left out.

    Parameters
    ----------
    plan : Plan
    folds : sequence of FoldResult
    """
    panels: dict[str, tuple[Learned, ...]] = {}
    for candidate in plan.candidates:
        mine = sorted(
            (f for f in folds if f.model == candidate.model and f.epochs),
            key=lambda f: (f.repeat, f.fold),
        )
        in_turn = [f for f in mine if f.fold != TEST_FOLD][:MOST_FOLDS]
        if in_turn and len(panels) < MOST_PANELS:
            panels[candidate.label] = tuple(
                Learned(
                    f"fold {f.repeat * plan.scheme.k + f.fold + 1}",
                    f.epochs,
                    f.best_epoch,
                )
                for f in in_turn
            )
    return panels


def training_table(panels: Panels) -> pd.DataFrame:
    """Every epoch of every training, with the losses and whether it was kept."""
    return pd.DataFrame(
        [
            (
                name,
                one.name,
                e.epoch,
                e.loss,
                e.validation_loss,
                "kept" if e.epoch == one.best_epoch else "",
            )
            for name, of_panel in panels.items()
            for one in of_panel
            for e in one.epochs
        ],
        columns=["Network", "Fold", "Epoch", "Training loss", "Held-out loss", "Kept"],
    )


def losses(of_panel: Sequence[Learned]) -> list[float]:
    """The finite losses of these trainings that their axis should hold.

    The first tenth of the epochs is left out where it lies so high that all that
    follows would be squeezed to the bottom.
    """
    every = [v for one in of_panel for v in _values(one.epochs)]
    late = [
        v
        for one in of_panel
        for v in _values(one.epochs[math.ceil(EARLY_SHARE * len(one.epochs)) :])
    ]
    if not late:
        return every
    height = max(late) - min(late)
    is_squeezed = max(every) - min(every) > MOST_SQUEEZED * height
    return late if is_squeezed else every


def highest(of_panel: Sequence[Learned]) -> float | None:
    """The largest finite loss of these trainings; None without any."""
    values = [v for one in of_panel for v in _values(one.epochs)]
    return max(values, default=None)


def _values(epochs: Sequence[Epoch]) -> list[float]:
    values = [v for e in epochs for v in (e.loss, e.validation_loss)]
    return [float(v) for v in values if is_number(v)]


def last_epoch(of_panel: Sequence[Learned]) -> int:
    """The last epoch of the longest of these trainings."""
    return max(e.epoch for one in of_panel for e in one.epochs)


def read_aloud(panels: Panels) -> str:
    """The curves in words."""
    parts = []
    for name, of_panel in panels.items():
        last = [one.epochs[-1].validation_loss for one in of_panel]
        known = [v for v in last if is_number(v)]
        end = f", held-out loss {words.score(known[0])}" if known else ""
        if len(known) > 1:
            low, high = words.score(min(known)), words.score(max(known))
            end = f", held-out loss {low} to {high}"
        lengths = [len(one.epochs) for one in of_panel]
        parts.append(f"{name}: {words.count(max(lengths), 'epoch')}{end}")
    return f"Loss per epoch. {'; '.join(parts)}."
