"""The closer look after the folds: which further fits to make, and the fits.

What fits is loaded when it is asked for; the driver only asks what is to be done.
"""

import importlib
from typing import TYPE_CHECKING, Any

from dlcompare.inspection.anchors import curve_models, curve_tasks
from dlcompare.inspection.tasks import (
    EXPLAIN_SHARE,
    closer_tasks,
    expected_seconds,
    suspect_columns,
)

if TYPE_CHECKING:
    from dlcompare.inspection.fits import inspect

__all__ = [
    "EXPLAIN_SHARE",
    "closer_tasks",
    "curve_models",
    "curve_tasks",
    "expected_seconds",
    "inspect",
    "suspect_columns",
]

_MODULE_OF = {"inspect": "fits"}


def __getattr__(name: str) -> Any:
    """A function of a module that is not loaded yet."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'dlcompare.inspection' has no attribute '{name}'")
    module = importlib.import_module(f"dlcompare.inspection.{_MODULE_OF[name]}")
    return getattr(module, name)
