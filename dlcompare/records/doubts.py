"""What a verdict hangs on, beside the folds themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shortened:
    """What the budget cut off, as far as the fits show it.

    Attributes
    ----------
    n_falling, n_fits : int
        Fits of the best network whose validation loss was still falling at the last
        epoch, and all of its fits whose training was watched.
    loss_fall : float or None
        By which share of itself that loss fell over the last quarter of the epochs,
        median of those fits; None: unknown.
    train_rows, fold_rows : int or None
        Rows that each fit learned from, where they were thinned, and those it would
        have had; None: they were not.
    search_gains : mapping of model name to float
        Of each champion that tried several settings: how far its best
        setting was ahead of its default on inner rows, mean over folds, signed so that
        more is better.
    """

    n_falling: int
    n_fits: int
    loss_fall: float | None = None
    train_rows: int | None = None
    fold_rows: int | None = None
    search_gains: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Without:
    """The best network minus the best classical model, both without one column.

    Signed so that more is better; on `n_folds` folds, with the posterior of
    `PairedDifference` and a 95% interval. `mean_with` is the mean difference on the
    same folds with the column; nothing is taken off for having been chosen.
    """

    column: str
    n_folds: int
    mean: float
    scale: float
    degrees: int
    low: float | None
    high: float | None
    mean_with: float
