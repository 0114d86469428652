"""The samples that learning curves are made of, as errors by size and family."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics
from dlcompare.records import Family, FoldResult, Inspected, Plan

Array = NDArray[np.float64]

FAMILIES: tuple[Family, ...] = ("classical", "deep")


@dataclass(frozen=True)
class Anchor:
    """One size: errors of both models on the same samples, shape (n_samples, 2)."""

    n_rows: int
    errors: Array

    @property
    def n_samples(self) -> int:
        """Samples that both models were fitted on."""
        return len(self.errors)

    @property
    def means(self) -> Array:
        """Mean error of the classical and of the deep model."""
        return np.asarray(self.errors.mean(axis=0))


@dataclass(frozen=True)
class Anchors:
    """What was measured: two models, and the sizes they were both fitted on.

    `n_failed` counts the fits without a score; their partners do not count either.
    """

    models: tuple[str, str]
    anchors: tuple[Anchor, ...]
    n_failed: int


def error_of(metric: str, score: float) -> float:
    """A score as an error from 0: one minus the score where higher is better.

    Examples
    --------
    >>> error_of("accuracy", 0.75), error_of("rmse", 3.0)
    (0.25, 3.0)
    """
    return 1 - score if metrics.find(metric).higher_is_better else score


def score_of(metric: str, error: float) -> float:
    """The score whose error this is."""
    return error_of(metric, error)


def gather(
    inspected: Iterable[Inspected], folds: Sequence[FoldResult], plan: Plan
) -> Anchors | None:
    """Pairs of errors by size.

    The fit of the fold itself is the first sample of full size. Of several models of
    one family, the one with the most samples counts.

    Parameters
    ----------
    inspected : iterable of Inspected
        Of any kind; only those on samples of the rows count.
    folds : sequence of FoldResult
    plan : Plan

    Returns
    -------
    Anchors or None
        None without two sizes.
    """
    tried = [one for one in inspected if one.task.kind == "rows"]
    models = tuple(_model_of(tried, family) for family in FAMILIES)
    if not all(models):
        return None
    samples: dict[tuple[int, int], dict[str, float]] = {}
    sizes: dict[int, list[int]] = {}
    for one in tried:
        error = _error(one, plan.metric)
        if error is None or one.task.model not in models:
            continue
        wanted = one.task.n_rows or 0  # 0: all of them
        samples.setdefault((wanted, one.task.number), {})[one.task.model] = error
        sizes.setdefault(wanted, []).append(one.n_train)
    place = (tried[0].task.repeat, tried[0].task.fold)
    for fold in folds:
        error = _error(fold, plan.metric)
        if error is None or (fold.repeat, fold.fold) != place:
            continue
        if fold.model in models:
            samples.setdefault((0, 0), {})[fold.model] = error
            sizes.setdefault(0, []).append(fold.n_train)
    pairs = {
        key: [of[model] for model in models]
        for key, of in sorted(samples.items())
        if all(model in of for model in models)
    }
    anchors = [
        Anchor(
            round(fmean(sizes[wanted])),
            np.array([pair for (size, _), pair in pairs.items() if size == wanted]),
        )
        for wanted in {size for size, _ in pairs}
    ]
    if len(anchors) < 2:
        return None
    n_failed = sum(
        one.task.model in models and _error(one, plan.metric) is None for one in tried
    )
    names = (models[0], models[1])
    return Anchors(names, tuple(sorted(anchors, key=lambda a: a.n_rows)), n_failed)


def covariances(anchors: Sequence[Anchor]) -> Array | None:
    """Of the mean errors of both models at every size: (n_anchors, 2, 2).

    Samples of full size hold the same rows and differ by seed alone. What other rows
    would change is added to it from the samples of the size before: half of the rows
    drawn without replacement vary by half of what independent ones would, and twice
    as many rows halve that again, so one is as good as the other. A size with one
    sample takes the spread of its neighbour, too.

    Parameters
    ----------
    anchors : sequence of Anchor
        Rising.

    Returns
    -------
    array or None
        None: no size has two samples.
    """
    own = [np.cov(a.errors, rowvar=False) if a.n_samples > 1 else None for a in anchors]
    known = [one for one in own[:-1] if one is not None] or [
        one for one in own if one is not None
    ]
    if not known:
        return None
    before = known[0]
    found = []
    for anchor, covariance in zip(anchors[:-1], own[:-1], strict=True):
        before = before if covariance is None else covariance
        found.append(before / anchor.n_samples)
    seeds = own[-1] if own[-1] is not None else np.zeros((2, 2))
    found.append(seeds / anchors[-1].n_samples + before)
    return np.stack(found)


def drawings(
    anchors: Sequence[Anchor], covariance: Array, *, n_draws: int, seed: int
) -> Array:
    """Mean errors as they might have been: (n_draws, n_anchors, 2), none below 0.

    Student t about the means, so that few samples give wide bands.
    """
    rng = np.random.default_rng(seed)
    degrees = max(max(a.n_samples for a in anchors) - 1, 1)
    found = np.empty((n_draws, len(anchors), 2))
    for i, (anchor, spread) in enumerate(zip(anchors, covariance, strict=True)):
        values, vectors = np.linalg.eigh(spread)
        root = vectors * np.sqrt(np.maximum(values, 0))
        tails = np.sqrt(degrees / rng.chisquare(degrees, size=(n_draws, 1)))
        found[:, i] = anchor.means + rng.normal(size=(n_draws, 2)) @ root.T * tails
    return np.maximum(found, 0)


def _model_of(tried: Sequence[Inspected], family: Family) -> str:
    names = [one.task.model for one in tried if one.family == family]
    return max(dict.fromkeys(names), key=names.count, default="")


def _error(result: Inspected | FoldResult, metric: str) -> float | None:
    score = result.scores.get(metric)
    if result.failure or score is None or not isfinite(score):
        return None
    return error_of(metric, score)
