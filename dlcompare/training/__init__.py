"""Training: folds of rows, fits of candidates, one `FoldResult` each.

What fits is loaded when it is asked for; the driver only asks what is `pending`.
"""

import importlib
from typing import TYPE_CHECKING, Any

from dlcompare.training.ledger import ledger
from dlcompare.training.tasks import pending

if TYPE_CHECKING:
    from dlcompare.training.fit import fit_fold
    from dlcompare.training.folds import train
    from dlcompare.training.probe import probe
    from dlcompare.training.splits import split

__all__ = ["fit_fold", "ledger", "pending", "probe", "split", "train"]

_MODULE_OF = {
    "fit_fold": "fit",
    "probe": "probe",
    "split": "splits",
    "train": "folds",
}


def __getattr__(name: str) -> Any:
    """A function of a module that is not loaded yet."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'dlcompare.training' has no attribute '{name}'")
    module = importlib.import_module(f"dlcompare.training.{_MODULE_OF[name]}")
    found = getattr(module, name)
    globals()[name] = found  # a module of the same name must not hide the function
    return found
