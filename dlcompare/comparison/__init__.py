"""Comparing candidates over the same folds, with honest spread."""

from dlcompare.comparison.blend import together
from dlcompare.comparison.compare import compare
from dlcompare.comparison.diagnostics import diagnose, disagreement, predictions_needed

__all__ = [
    "compare",
    "diagnose",
    "disagreement",
    "predictions_needed",
    "together",
]
