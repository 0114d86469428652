"""How both families learn from more rows: measured, crossed, and expected.

Docs: `docs/learning-curves.md`, with how often what is said here was right on public
learning curves.
"""

from collections.abc import Iterable, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from dlcompare import words
from dlcompare.comparison.crossing import crossover, gaps, standard_errors
from dlcompare.comparison.curve_lines import line_of, points_of, power_laws
from dlcompare.comparison.curve_reasons import Labels, reasons
from dlcompare.comparison.curve_samples import (
    FAMILIES,
    Anchors,
    covariances,
    drawings,
    error_of,
    gather,
)
from dlcompare.comparison.curve_words import sentence
from dlcompare.comparison.paired import corrected_scale
from dlcompare.comparison.shrinkage import forecast, rows_for
from dlcompare.records import (
    CURVE_LEVEL,
    TEST_FOLD,
    Estimate,
    FoldResult,
    Forecast,
    Inspected,
    LearningCurve,
    LearningCurves,
    Plan,
)

Array = NDArray[np.float64]

N_DRAWS = 1_000  # quantiles of 5% then rest on fifty of them
NO_PUBLIC = "there are no public curves of a pair like {deep} and {classical}."
NO_ERROR = "neither makes an error."


def learning_curves(
    inspected: Iterable[Inspected],
    folds: Sequence[FoldResult],
    plan: Plan,
    *,
    rope: float,
    rarest_share: float | None = None,
) -> LearningCurves | None:
    """Both curves, a crossing that was seen, and the gap with more rows.

    Parameters
    ----------
    inspected : iterable of Inspected
        As far as they are done, of any kind.
    folds : sequence of FoldResult
    plan : Plan
    rope : float
        The practical limit, in units of the metric.
    rarest_share : float in [0, 1], or None
        Share of the rows in the rarest class; None: regression.

    Returns
    -------
    LearningCurves or None
        None until both families have two sizes.
    """
    found = gather(inspected, folds, plan)
    if found is None:
        return None
    anchors, metric = found.anchors, plan.metric
    covariance = covariances(anchors)
    draws = None
    if covariance is not None:
        draws = drawings(anchors, covariance, n_draws=N_DRAWS, seed=plan.seed)
    laws = power_laws(anchors, covariance)
    names = {c.model: c.label for c in plan.candidates}
    labels: Labels = {
        family: words.within(names[model])
        for family, model in zip(FAMILIES, found.models, strict=True)
    }
    curves = [
        LearningCurve(
            model=found.models[i],
            label=names[found.models[i]],
            family=FAMILIES[i],
            points=points_of(anchors, draws, i, metric),
            line=line_of(anchors, draws, i, metric, law=laws[i] if laws else None),
        )
        for i in range(len(FAMILIES))
    ]
    gap, forecasts, why = _ahead(found, covariance, folds, plan, rope, labels)
    crossing = None
    if covariance is not None and draws is not None:
        crossing = crossover(anchors, covariance, draws, today=gap.mean)
    return LearningCurves(
        metric=metric,
        rope=rope,
        classical=curves[0],
        deep=curves[1],
        gap=gap,
        crossover=crossing,
        forecasts=forecasts,
        no_forecast=why,
        reasons=reasons(
            anchors,
            covariance,
            laws,
            labels=labels,
            rope=rope,
            plan=plan,
            n_failed=found.n_failed,
            has_forecast=bool(forecasts),
            rarest_share=rarest_share,
        ),
        sentence=sentence(
            gap, crossing, forecasts, labels=labels, rope=rope, no_forecast=why
        ),
    )


def _ahead(
    found: Anchors,
    covariance: Array | None,
    folds: Sequence[FoldResult],
    plan: Plan,
    rope: float,
    labels: Labels,
) -> tuple[Estimate, tuple[Forecast, ...], str]:
    """Today's gap over all folds, what becomes of it, and why that is not known."""
    errors = _fold_errors(found.models, folds, plan)
    if len(errors) > 1:
        noise = corrected_scale(
            gaps(errors).tolist(), test_share=plan.scheme.test_share
        )
    elif covariance is not None:
        noise = float(standard_errors(covariance)[-1])
    else:
        noise = 0.0
    means = errors.mean(axis=0) if len(errors) else found.anchors[-1].means
    classical, deep = float(means[0]), float(means[1])
    reach = NormalDist().inv_cdf((1 + CURVE_LEVEL) / 2) * noise
    gap = classical - deep
    today = Estimate(gap, gap - reach, gap + reach)
    rows = rows_for(*found.models)
    if not rows:
        return today, (), NO_PUBLIC.format(**labels)
    if classical + deep <= 0:
        return today, (), NO_ERROR
    forecasts = tuple(
        forecast(
            row,
            classical_error=classical,
            deep_error=deep,
            noise=noise,
            n_rows=found.anchors[-1].n_rows,
            rope=rope,
        )
        for row in rows
    )
    return today, forecasts, ""


def _fold_errors(
    models: tuple[str, str], folds: Sequence[FoldResult], plan: Plan
) -> Array:
    """Errors of both models on the folds both have: (n_folds, 2)."""
    of: dict[tuple[int, int], dict[str, float]] = {}
    for fold in folds:
        score = fold.scores.get(plan.metric)
        if fold.failure or fold.fold == TEST_FOLD or score is None:
            continue
        error = error_of(plan.metric, score)
        if np.isfinite(error):
            of.setdefault((fold.repeat, fold.fold), {})[fold.model] = error
    both = [
        [one[m] for m in models] for one in of.values() if all(m in one for m in models)
    ]
    return np.array(both, dtype=np.float64).reshape(-1, 2)
