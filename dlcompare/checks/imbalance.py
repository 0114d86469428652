"""Classes of very different sizes, and the metric they ask for."""

import numpy as np

from dlcompare import metrics, words
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.records import CheckResult

CODE = "DC015"
UNEVEN = 0.2  # share of the rarer of two classes; then guessing is right on 80%
RARE = 0.01  # share; then so few rows decide that a fold's score is mostly chance
RATIO = 10.0  # commonest over rarest, of several classes
FEW_POSITIVES = 0.05  # share below which precision says more than the ROC curve


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result with the share, what guessing scores, and the metric to choose."""
    dataset = case.dataset
    if not dataset.classes:
        raise NotApplicable("A number is predicted, not classes.")
    counts = np.bincount(dataset.y, minlength=len(dataset.classes))
    rarest, commonest = int(counts.argmin()), int(counts.argmax())
    share = float(counts[rarest] / counts.sum())
    is_two = dataset.task == "binary"
    is_even = share >= UNEVEN if is_two else counts[commonest] < RATIO * counts[rarest]
    if is_even:
        return ()
    named = metrics.find(_metric(share, is_two=is_two))
    times = counts[commonest] / max(counts[rarest], 1)
    return (
        CheckResult(
            CODE,
            f"'{dataset.classes[rarest]}' is {words.share(share)} of the rows",
            "check" if is_two and share < RARE else "note",
            f"'{dataset.classes[commonest]}' is {words.ratio(times)} as common. Always "
            f"guessing it is right on {words.share(counts[commonest] / counts.sum())} "
            f"of the rows, so accuracy hides what matters. Decide by {named.label}.",
            columns=(dataset.target,),
        ),
    )


def _metric(share: float, *, is_two: bool) -> str:
    """The metric that does not reward guessing the commonest class."""
    if not is_two:
        return "balanced_accuracy"
    return "average_precision" if share < FEW_POSITIVES else "roc_auc"


IMBALANCE = Check(
    code=CODE,
    name="imbalance",
    title="Classes are of similar size",
    modalities=("tabular", "images"),
    run=run,
    looks_at=f"Of two classes, one with less than {UNEVEN:.0%} of the rows (a thing to "
    f"check below {RARE:.0%}); of several, the commonest {RATIO:.0f} times as common "
    "as the rarest.",
    remedy="By hand: choose the metric named.",
    source="Saito & Rehmsmeier (2015), The precision-recall plot is more informative "
    "than the ROC plot when evaluating binary classifiers on imbalanced datasets, "
    "PLOS ONE 10.",
)
