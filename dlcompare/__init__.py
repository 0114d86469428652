"""Whether deep learning is worth it on this data, or classical learning does.

`run_study` walks the whole path from a file to a `Report`; the other verbs are its
steps, the records what flows between them. None is loaded before it is asked for.
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_VERBS = tuple(
    [
        "run_study",
        "read",
        "open_dataset",
        "describe",
        "examine",
        "make_plan",
        "train",
    ]
)
_RECORDS = tuple(
    [
        "Upload",
        "ReadOptions",
        "Setup",
        "Budget",
        "Priorities",
        "Reading",
        "Dataset",
        "Profile",
        "CheckResult",
        "Candidate",
        "Plan",
        "FoldScheme",
        "FoldTask",
        "FoldResult",
        "Comparison",
        "Verdict",
        "Finding",
        "Report",
    ]
)
_MODULE_OF = {
    **dict.fromkeys(_VERBS, "study"),
    **dict.fromkeys(_RECORDS, "records"),
    "compare": "comparison",
    "advise": "advice",
    "write": "conclusion",
    "DlcompareError": "errors",
}

__all__ = ["__version__", *_MODULE_OF]


def __getattr__(name: str) -> Any:
    """A public name, from the module that holds it."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'dlcompare' has no attribute '{name}'")
    return getattr(importlib.import_module(f"dlcompare.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
