"""Figures from records: pure functions, without I/O and without Streamlit.

Every figure carries `layout.meta` with `title`, `lead` and `alt`, and has a table
beside it that says the same in numbers. Show it with `theme.CONFIG`.
"""

from dlcompare.plots.alarms import alarm_costs, alarm_sentence, alarm_table
from dlcompare.plots.bars import progress_rows_html, verdict_bar_html
from dlcompare.plots.changes import beside_the_table, changes_table
from dlcompare.plots.columns import column_figure, column_table
from dlcompare.plots.cost_tables import HOW as HOW_COSTS
from dlcompare.plots.cost_tables import NO_MEMORY, cost_table, costs_by_candidate
from dlcompare.plots.costs import cost
from dlcompare.plots.csv_file import as_csv
from dlcompare.plots.curves import curve_table, precision_recall, roc
from dlcompare.plots.dependence import (
    dependence_columns,
    dependence_figure,
    dependence_table,
)
from dlcompare.plots.efforts import ledger_table, settings_table
from dlcompare.plots.errors import residual_table, residuals
from dlcompare.plots.importance import (
    importance_table,
    importances,
    important_columns,
    tied_sentence,
)
from dlcompare.plots.insight import (
    agreement_sentence,
    explanations,
    go_by_sentence,
    headline,
    mended_sentence,
    shuffled,
    under_headline,
)
from dlcompare.plots.layers import activation_table, layer_table
from dlcompare.plots.learning import training_curves
from dlcompare.plots.matrices import confusion, confusion_table
from dlcompare.plots.measured import about_text, measures_table
from dlcompare.plots.missing import missing_figure, missing_table
from dlcompare.plots.more_rows import learning_curves, learning_table
from dlcompare.plots.nearest import NOTE as NEAREST_NOTE
from dlcompare.plots.nearest import nearest_sentence, nearest_table
from dlcompare.plots.pairs import fold_slopes, fold_table
from dlcompare.plots.prices import PRICES, Price, known, price_of_deep
from dlcompare.plots.primer import (
    activation_curve,
    neuron_diagram,
    softmax_bars,
    sum_sentence,
)
from dlcompare.plots.profile import associations, target_figure, target_table
from dlcompare.plots.relations import pairs_figure, pairs_table
from dlcompare.plots.reliability import (
    calibration_sentence,
    calibration_table,
    reliability,
    reliability_table,
)
from dlcompare.plots.rules import rules_figure
from dlcompare.plots.saliency import HOW as HOW_COVERED
from dlcompare.plots.saliency import (
    caption,
    overlay,
    saliency_table,
    side_by_side,
)
from dlcompare.plots.scale import is_untrained
from dlcompare.plots.scores import score_intervals
from dlcompare.plots.slices import slice_table, slices_sentence
from dlcompare.plots.steadiness import stability_table
from dlcompare.plots.tables import (
    ONLY_CHAMPIONS,
    RECORD,
    association_table,
    columns_table,
    record_text,
    rules_table,
    score_table,
)
from dlcompare.plots.theme import CONFIG
from dlcompare.plots.trainings import Learned, learned, training_table
from dlcompare.plots.verdict import difference_density, difference_table

__all__ = [
    "CONFIG",
    "HOW_COSTS",
    "HOW_COVERED",
    "NEAREST_NOTE",
    "NO_MEMORY",
    "ONLY_CHAMPIONS",
    "PRICES",
    "RECORD",
    "Learned",
    "Price",
    "about_text",
    "activation_curve",
    "activation_table",
    "agreement_sentence",
    "alarm_costs",
    "alarm_sentence",
    "alarm_table",
    "as_csv",
    "association_table",
    "associations",
    "beside_the_table",
    "calibration_sentence",
    "calibration_table",
    "caption",
    "changes_table",
    "column_figure",
    "column_table",
    "columns_table",
    "confusion",
    "confusion_table",
    "cost",
    "cost_table",
    "costs_by_candidate",
    "curve_table",
    "dependence_columns",
    "dependence_figure",
    "dependence_table",
    "difference_density",
    "difference_table",
    "explanations",
    "fold_slopes",
    "fold_table",
    "go_by_sentence",
    "headline",
    "importance_table",
    "importances",
    "important_columns",
    "is_untrained",
    "known",
    "layer_table",
    "learned",
    "learning_curves",
    "learning_table",
    "ledger_table",
    "measures_table",
    "mended_sentence",
    "missing_figure",
    "missing_table",
    "nearest_sentence",
    "nearest_table",
    "neuron_diagram",
    "overlay",
    "pairs_figure",
    "pairs_table",
    "precision_recall",
    "price_of_deep",
    "progress_rows_html",
    "record_text",
    "reliability",
    "reliability_table",
    "residual_table",
    "residuals",
    "roc",
    "rules_figure",
    "rules_table",
    "saliency_table",
    "score_intervals",
    "score_table",
    "settings_table",
    "shuffled",
    "side_by_side",
    "slice_table",
    "slices_sentence",
    "softmax_bars",
    "stability_table",
    "sum_sentence",
    "target_figure",
    "target_table",
    "tied_sentence",
    "training_curves",
    "training_table",
    "under_headline",
    "verdict_bar_html",
]
