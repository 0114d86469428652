"""Training: folds of rows, fits of candidates, one `FoldResult` each."""

from dlcompare.training.folds import fit_fold, pending, train
from dlcompare.training.splits import split

__all__ = ["fit_fold", "pending", "split", "train"]
