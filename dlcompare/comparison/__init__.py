"""Comparing candidates over the same folds, with honest spread."""

from dlcompare.comparison.among import among, between
from dlcompare.comparison.blend import together
from dlcompare.comparison.compare import compare
from dlcompare.comparison.diagnostics import diagnose, disagreement, predictions_needed
from dlcompare.comparison.holdout import (
    holdout_needed,
    measure_holdout,
    not_opened,
    to_open,
)
from dlcompare.comparison.learning_curve import learning_curves
from dlcompare.comparison.optimism import (
    compare_without_luck,
    measure_optimism,
    rivals_needed,
)
from dlcompare.comparison.stability import stability
from dlcompare.comparison.threshold import cost_curve
from dlcompare.comparison.understand import tables, understand
from dlcompare.comparison.without import without_columns

__all__ = [
    "among",
    "between",
    "compare",
    "compare_without_luck",
    "cost_curve",
    "diagnose",
    "disagreement",
    "holdout_needed",
    "learning_curves",
    "measure_holdout",
    "measure_optimism",
    "not_opened",
    "predictions_needed",
    "rivals_needed",
    "stability",
    "tables",
    "to_open",
    "together",
    "understand",
    "without_columns",
]
