"""The rules of thumb: one file each, listed here."""

from dlcompare.advice.rule import Rule
from dlcompare.advice.rules.both_families import BOTH_FAMILIES
from dlcompare.advice.rules.few_images import FEW_IMAGES
from dlcompare.advice.rules.few_rows import FEW
from dlcompare.advice.rules.hard_features import HARD_FEATURES
from dlcompare.advice.rules.interpretability import INTERPRETABILITY
from dlcompare.advice.rules.irregular import IRREGULAR
from dlcompare.advice.rules.limited_compute import LIMITED_COMPUTE
from dlcompare.advice.rules.linear_lead import LINEAR_LEAD
from dlcompare.advice.rules.many_columns import MANY_COLUMNS
from dlcompare.advice.rules.mixed_columns import MIXED_COLUMNS
from dlcompare.advice.rules.nearest_lead import NEAREST_LEAD
from dlcompare.advice.rules.rows_per_column import ROWS_PER_COLUMN
from dlcompare.advice.rules.several_classes import SEVERAL_CLASSES
from dlcompare.advice.rules.short_texts import SHORT_TEXTS
from dlcompare.advice.rules.small_grey import SMALL_GREY
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
    SEVERAL_CLASSES,
    MANY_COLUMNS,
    ROWS_PER_COLUMN,
    MIXED_COLUMNS,
    LINEAR_LEAD,
    NEAREST_LEAD,
    IRREGULAR,
    FEW_IMAGES,
    SMALL_GREY,
    SHORT_TEXTS,
    BOTH_FAMILIES,
)
