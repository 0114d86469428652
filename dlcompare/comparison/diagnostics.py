"""What the champions' out-of-fold predictions show, row by row (first repeat)."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.comparison.curves import precision_recall_curve, roc_curve, thinned
from dlcompare.comparison.out_of_fold import OutOfFold, Predictions, collect
from dlcompare.records import (
    Comparison,
    ConfusionMatrix,
    Curve,
    Diagnostics,
    FoldTask,
    Mistake,
    Plan,
    Residuals,
)

Array = NDArray[Any]
Points = Callable[[Array, Array], tuple[Array, Array]]

MAX_RESIDUALS = 2_000  # points; more are not told apart in a figure
MAX_MISTAKES = 24  # per kind; three rows of eight pictures


def predictions_needed(comparison: Comparison, plan: Plan) -> tuple[FoldTask, ...]:
    """The folds whose kept predictions `diagnose` and `together` look at.

    Parameters
    ----------
    comparison : Comparison
    plan : Plan

    Returns
    -------
    tuple of FoldTask
        Of a pair of champions all folds they share; of one champion alone the first
        repeat; () while there is none.
    """
    champions = (comparison.best_classical, comparison.best_deep)
    first = tuple((0, fold) for fold in range(plan.scheme.k))
    folds = first if comparison.pair is None else comparison.pair.folds
    return tuple(FoldTask(model, *key) for model in champions if model for key in folds)


def diagnose(
    comparison: Comparison,
    plan: Plan,
    predictions: Predictions,
    classes: Sequence[str],
    row_names: Sequence[str] = (),
) -> Diagnostics:
    """Curves, confusion or residuals, and the rows that each champion gets wrong.

    Parameters
    ----------
    comparison : Comparison
    plan : Plan
    predictions : mapping of FoldTask.key to mapping of name to array
        "rows" (n_test,) row numbers, "truth" and "prediction" (n_test,), for
        classification also "probabilities" (n_test, n_classes). Folds that are
        absent are left out.
    classes : sequence of str
        Label of each class code; empty for regression.
    row_names : sequence of str
        Name of each row (images); empty for tables.

    Returns
    -------
    Diagnostics
        ROC and precision-recall curves for two classes only.
    """
    by_name = {s.model: s for s in comparison.standings}
    found = [
        collect(by_name[model], plan, predictions)
        for model in (comparison.best_classical, comparison.best_deep)
        if model
    ]
    champions = [c for c in found if c is not None]
    if plan.task == "regression":
        return Diagnostics(residuals=tuple(_residuals(c) for c in champions))
    is_scored = plan.task == "binary"
    scored = [c for c in champions if is_scored and c.probabilities is not None]
    curves = Diagnostics(
        roc=tuple(_curve(c, roc_curve) for c in scored),
        precision_recall=tuple(_curve(c, precision_recall_curve) for c in scored),
        confusion=tuple(_confusion(c, classes) for c in champions),
    )
    if len(champions) < 2:
        return curves
    return _with_mistakes(curves, champions[0], champions[1], classes, row_names)


def disagreement(diagnostics: Diagnostics) -> float | None:
    """Share of rows that exactly one of the champions gets right.

    Parameters
    ----------
    diagnostics : Diagnostics

    Returns
    -------
    float in [0, 1], or None
        None where rows are not right or wrong, or not in.
    """
    one = diagnostics.n_only_classical_right + diagnostics.n_only_deep_right
    rows = one + diagnostics.n_both_right + diagnostics.n_both_wrong
    return one / rows if rows else None


def _curve(champion: OutOfFold, points: Points) -> Curve:
    assert champion.probabilities is not None
    x, y = points(champion.truth == 1, champion.probabilities[:, 1])
    return Curve(
        model=champion.model,
        label=champion.label,
        family=champion.family,
        x=tuple(x.tolist()),
        y=tuple(y.tolist()),
    )


def _confusion(champion: OutOfFold, classes: Sequence[str]) -> ConfusionMatrix:
    n = len(classes)
    cells = champion.truth.astype(np.int64) * n + champion.prediction.astype(np.int64)
    counts = np.bincount(cells, minlength=n * n).reshape(n, n)
    return ConfusionMatrix(
        model=champion.model,
        label=champion.label,
        family=champion.family,
        classes=tuple(classes),
        counts=tuple(tuple(row) for row in counts.tolist()),
    )


def _residuals(champion: OutOfFold) -> Residuals:
    """Evenly spaced rows in the order of the truth, so that no range is lost."""
    order = np.argsort(champion.truth, kind="stable")
    kept = order[thinned(len(order), MAX_RESIDUALS)]
    return Residuals(
        model=champion.model,
        label=champion.label,
        family=champion.family,
        true=tuple(champion.truth[kept].astype(float).tolist()),
        predicted=tuple(champion.prediction[kept].astype(float).tolist()),
    )


def _with_mistakes(
    curves: Diagnostics,
    classical: OutOfFold,
    deep: OutOfFold,
    classes: Sequence[str],
    row_names: Sequence[str],
) -> Diagnostics:
    rows, of_classical, of_deep = np.intersect1d(
        classical.rows, deep.rows, return_indices=True
    )
    truth = classical.truth[of_classical]
    by_model = {
        classical.model: classical.prediction[of_classical],
        deep.model: deep.prediction[of_deep],
    }
    classical_right = by_model[classical.model] == truth
    deep_right = by_model[deep.model] == truth

    def examples(chosen: Array) -> tuple[Mistake, ...]:
        places = np.flatnonzero(chosen)
        return tuple(
            Mistake(
                row=int(rows[i]),
                name=row_names[int(rows[i])] if row_names else "",
                true=classes[int(truth[i])],
                predicted={m: classes[int(p[i])] for m, p in by_model.items()},
            )
            for i in places[thinned(len(places), MAX_MISTAKES)]
        )

    return Diagnostics(
        roc=curves.roc,
        precision_recall=curves.precision_recall,
        confusion=curves.confusion,
        n_both_right=int(np.count_nonzero(classical_right & deep_right)),
        n_both_wrong=int(np.count_nonzero(~classical_right & ~deep_right)),
        n_only_classical_right=int(np.count_nonzero(classical_right & ~deep_right)),
        n_only_deep_right=int(np.count_nonzero(~classical_right & deep_right)),
        only_classical_wrong=examples(~classical_right & deep_right),
        only_deep_wrong=examples(classical_right & ~deep_right),
        both_wrong=examples(~classical_right & ~deep_right),
    )
