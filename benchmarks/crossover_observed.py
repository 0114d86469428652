"""Crossings that are seen in noisy samples of public curves, and whether they hold."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from crossover_data import LEARNERS, N_FOLDS, N_SPLITS, NETWORK, SIZES

from dlcompare.comparison.crossing import crossover
from dlcompare.comparison.curve_lines import power_laws
from dlcompare.comparison.curve_samples import Anchor, covariances, drawings
from dlcompare.comparison.learning_curve import N_DRAWS
from dlcompare.inspection.anchors import FEWEST_ROWS, HALVINGS, N_SAMPLES, N_SEEDS
from dlcompare.records import Crossover

SEED_SHARE = 0.5  # of the variance of a score, what another seed makes of it
FIELDS = ("seen", "holds", "bare", "bare_holds", "leader", "line", "truth")


def looks(
    errors: pd.DataFrame, spread: pd.DataFrame, *, kind: str, seed: int = 0
) -> pd.DataFrame:
    """Return one look at each size of each data set that goes on to twice the rows.

    seen : a crossing was seen
    holds : twice the rows later, the one who overtook is ahead
    bare, bare_holds : the same if drawings and folds are not asked
    leader, line : the sign of the gap that today's leader, and two power laws
        drawn on, give at twice the rows; `truth` is the gap there
    """
    rng = np.random.default_rng(seed)
    louder = np.sqrt(N_SPLITS / N_FOLDS)  # five folds beside all splits
    found = []
    for learner in LEARNERS[kind]:
        pair = errors[[learner, NETWORK]].dropna()
        own = spread.loc[pair.index, [learner, NETWORK]]
        for means, standard_errors, later in steps(pair, own):
            anchors = [
                sampled(rng, size, mean, error * np.sqrt(N_SPLITS), is_last=i == 3)
                for i, (size, mean, error) in enumerate(
                    zip(means.index, means.to_numpy(), standard_errors, strict=True)
                )
            ]
            covariance = covariances(anchors)
            draws = drawings(anchors, covariance, n_draws=N_DRAWS, seed=0)
            now = means.to_numpy()[-1] + louder * standard_errors[-1] * rng.normal(
                size=2
            )
            folds = float(now[0] - now[1])
            last = float(np.subtract(*anchors[-1].means))
            crossing = crossover(anchors, covariance, draws, today=folds)
            bare = crossover(anchors, covariance, draws, today=last, most_without=1.0)
            laws = power_laws(anchors, covariance)
            ends = [law.fitted.at(np.array([2.0 * anchors[-1].n_rows])) for law in laws]
            found.append(
                (
                    crossing is not None,
                    sign_of(crossing) * later > 0,
                    bare is not None,
                    sign_of(bare) * later > 0,
                    np.sign(last),
                    np.sign(float(ends[0][0, 0] - ends[1][0, 0])),
                    later,
                )
            )
    return pd.DataFrame(found, columns=list(FIELDS))


def sign_of(crossing: Crossover | None) -> int:
    """Return plus one if deep took the lead, minus one if classical, else 0."""
    return 0 if crossing is None else 1 if crossing.ahead == "deep" else -1


def steps(
    pair: pd.DataFrame, own: pd.DataFrame
) -> Iterator[tuple[pd.DataFrame, np.ndarray, float]]:
    """Yield errors at four sizes, their standard errors, and the gap at the next."""
    for dataset, curve in pair.groupby(level="openml_id"):
        curve = curve.droplevel("openml_id")
        noise = own.loc[dataset]
        for n in SIZES:
            sizes = [*(n // 2**halvings for halvings in HALVINGS), n]
            if sizes[0] < FEWEST_ROWS or not {*sizes, 2 * n} <= set(curve.index):
                continue
            later = curve.loc[2 * n].to_numpy()
            yield curve.loc[sizes], noise.loc[sizes].to_numpy(), later[0] - later[1]


def sampled(
    rng: np.random.Generator,
    n_rows: int,
    means: np.ndarray,
    deviations: np.ndarray,
    *,
    is_last: bool,
) -> Anchor:
    """Return what a study would have measured at one size.

    At full size there is one sample of rows; only the seed differs.
    """
    if not is_last:
        drawn = rng.normal(size=(N_SAMPLES, 2))
    else:
        rows = np.sqrt(1 - SEED_SHARE) * rng.normal(size=2)
        drawn = rows + np.sqrt(SEED_SHARE) * rng.normal(size=(N_SEEDS, 2))
    return Anchor(n_rows, np.maximum(means + drawn * deviations, 0))
