"""The rules of thumb: one file each, listed here."""

from dlcompare.advice.rule import Rule
from dlcompare.advice.rules.few_rows import FEW
from dlcompare.advice.rules.hard_features import HARD_FEATURES
from dlcompare.advice.rules.interpretability import INTERPRETABILITY
from dlcompare.advice.rules.limited_compute import LIMITED_COMPUTE
from dlcompare.advice.rules.tabular import TABULAR
from dlcompare.advice.rules.top_accuracy import TOP_ACCURACY
from dlcompare.advice.rules.unstructured import UNSTRUCTURED
from dlcompare.advice.rules.very_large import VERY_LARGE_DATA

RULES: tuple[Rule, ...] = (
    UNSTRUCTURED,
    VERY_LARGE_DATA,
    HARD_FEATURES,
    TOP_ACCURACY,
    TABULAR,
    FEW,
    INTERPRETABILITY,
    LIMITED_COMPUTE,
)
