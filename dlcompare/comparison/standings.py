"""From single folds to one row per candidate."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dlcompare import metrics
from dlcompare.comparison import costs
from dlcompare.comparison.paired import estimate
from dlcompare.records import (
    TEST_FOLD,
    Candidate,
    Estimate,
    FoldResult,
    Plan,
    Standing,
)

FoldKey = tuple[int, int]  # repeat, fold

BOUNDS = {
    **dict.fromkeys(
        ("accuracy", "balanced_accuracy", "f1_macro", "roc_auc", "average_precision"),
        (0.0, 1.0),
    ),
    **dict.fromkeys(("log_loss", "rmse", "mae"), (0.0, math.inf)),
    "r2": (-math.inf, 1.0),
}


@dataclass(frozen=True)
class Finished:
    """What one candidate has done: `folds` in order, those that count."""

    candidate: Candidate
    folds: Mapping[FoldKey, FoldResult]
    scores: Mapping[FoldKey, float]  # the deciding metric
    failures: tuple[str, ...]
    test: FoldResult | None

    @property
    def n_folds(self) -> int:
        """Folds with a score."""
        return len(self.scores)


def gather(folds: Iterable[FoldResult], plan: Plan) -> tuple[Finished, ...]:
    """The finished folds of every candidate of the plan, in the plan's order.

    A fold counts if it did not fail and the deciding metric is a finite number;
    a score that is not finite is a failure, an absent one is neither (the metric
    had no value on those rows).

    Parameters
    ----------
    folds : iterable of FoldResult
        In any order; of two results of the same fold the later one counts.
    plan : Plan

    Returns
    -------
    tuple of Finished
    """
    by_model: dict[str, list[FoldResult]] = {c.model: [] for c in plan.candidates}
    for result in folds:
        by_model.get(result.model, []).append(result)
    return tuple(
        _finished(candidate, by_model[candidate.model], plan.metric)
        for candidate in plan.candidates
    )


def _finished(
    candidate: Candidate, results: Sequence[FoldResult], metric: str
) -> Finished:
    latest = {(r.repeat, r.fold): r for r in results if r.fold != TEST_FOLD}
    causes = {key: _failure(r, metric) for key, r in sorted(latest.items())}
    good = {key: latest[key] for key, cause in causes.items() if not cause}
    return Finished(
        candidate=candidate,
        folds=good,
        scores={k: r.scores[metric] for k, r in good.items() if metric in r.scores},
        failures=tuple(cause for cause in causes.values() if cause),
        test=next((r for r in reversed(results) if r.fold == TEST_FOLD), None),
    )


def _failure(result: FoldResult, metric: str) -> str:
    if result.failure:
        return result.failure
    if not math.isfinite(result.scores.get(metric, 0.0)):
        return "The predictions are not finite numbers."
    return ""


def standing(
    finished: Finished,
    plan: Plan,
    *,
    problems: tuple[str, ...] = (),
    remarks: tuple[str, ...] = (),
) -> Standing:
    """One candidate's row.

    Parameters
    ----------
    finished : Finished
    plan : Plan
    problems, remarks : tuple of str
        What `health_of` says of a network.

    Returns
    -------
    Standing
        With score None if no fold counts. The score is the mean of the folds
        that this candidate finished, whatever others did.
    """
    scores = tuple(finished.scores.values())
    results = tuple(finished.folds.values())
    share, bounds = plan.scheme.test_share, BOUNDS[plan.metric]
    wide = estimate(scores, test_share=share, bounds=bounds) if scores else None
    half = (
        estimate(scores, test_share=share, bounds=bounds, level=0.5) if scores else None
    )
    return Standing(
        model=finished.candidate.model,
        label=finished.candidate.label,
        family=finished.candidate.family,
        score=wide.mean if wide else None,
        low=wide.low if wide else None,
        high=wide.high if wide else None,
        low50=half.low if half else None,
        high50=half.high if half else None,
        n_folds=len(scores),
        n_failed=len(finished.failures),
        fold_scores=scores,
        metrics=_metrics(results, plan),
        fit_seconds=median(r.fit_seconds for r in results) if results else None,
        predict_us_per_row=costs.predict_us_per_row(results),
        size_bytes=median(r.size_bytes for r in results) if results else None,
        test_score=_test_score(finished.test, plan.metric),
        failure=finished.failures[0] if finished.failures else "",
        problems=problems,
        remarks=remarks,
        latency=costs.latency(results),
        memory_bytes=costs.memory_bytes(results),
        energy_joules=costs.energy_joules(results),
    )


def _metrics(results: Sequence[FoldResult], plan: Plan) -> dict[str, Estimate]:
    estimates = {}
    for metric in metrics.suited(plan.task):
        values = [r.scores[metric.name] for r in results if metric.name in r.scores]
        values = [value for value in values if math.isfinite(value)]
        if values:
            estimates[metric.name] = estimate(
                values,
                test_share=plan.scheme.test_share,
                bounds=BOUNDS.get(metric.name, (-math.inf, math.inf)),
            )
    return estimates


def _test_score(test: FoldResult | None, metric: str) -> float | None:
    if test is None or test.failure:
        return None
    score = test.scores.get(metric)
    return score if score is not None and math.isfinite(score) else None


def shared_folds(candidates: Sequence[Finished]) -> tuple[FoldKey, ...]:
    """The folds that all of these have a score for, in order."""
    first, *others = candidates
    return tuple(
        key for key in first.scores if all(key in other.scores for other in others)
    )
