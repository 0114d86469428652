"""Public learning curves as pairs of errors: today, and with more rows."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

CURVES = "lcdb11_error_curves.csv.gz"
NETWORK = "RealMLP"
LEARNERS = {  # the classical models of the curves, by the kinds of the table
    "boosting": ("CatBoost",),
    "forest": ("ens.RandomForest", "ens.ExtraTrees"),
    "linear": ("LDA", "LogisticRegression"),
}
SIZES = tuple(128 * 2**k for k in range(13))  # training rows that count as today's
N_SPLITS = 25  # that an error of the curves is the mean of
N_FOLDS = 5  # that an error of a study is the mean of
REPEATS = 2  # draws of the noise of a study, for each size of a data set


@dataclass(frozen=True)
class Cases:
    """One size of one data set each; arrays of shape (n_cases,).

    `classical`, `deep` are errors as five folds would measure them, `noise` is the
    standard error of their difference, `truth` the difference with more rows, as the
    public curves have it.
    """

    dataset: np.ndarray
    n_rows: np.ndarray
    classical: np.ndarray
    deep: np.ndarray
    noise: np.ndarray
    truth: np.ndarray

    @property
    def unit(self) -> np.ndarray:
        """Mean error today."""
        return (self.classical + self.deep) / 2

    @property
    def gap(self) -> np.ndarray:
        """Relative to the mean error."""
        return (self.classical - self.deep) / self.unit

    def __getitem__(self, kept: np.ndarray) -> "Cases":
        """Some of the cases."""
        return Cases(**{name: values[kept] for name, values in vars(self).items()})


def curves(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return mean errors and their standard errors, by (data set, rows) and learner."""
    wanted = {NETWORK, *(name for names in LEARNERS.values() for name in names)}
    frame = pd.read_csv(folder / CURVES)
    frame = frame[frame.learner.isin(wanted)]
    return tuple(
        frame.pivot_table(
            index=["openml_id", "n_train"], columns="learner", values=values
        )
        for values in ("err_test", "se_test")
    )


def cases(
    errors: pd.DataFrame, spread: pd.DataFrame, *, kind: str, times: int, seed: int = 0
) -> Cases:
    """Return every size of every data set that goes on to `times` as many rows.

    To the errors, means over 25 splits, is added what a mean over five is noisier by.
    """
    rng = np.random.default_rng(seed)
    louder = np.sqrt(N_SPLITS / N_FOLDS - 1)
    found = []
    for learner in LEARNERS[kind]:
        pair = errors[[learner, NETWORK]].dropna()
        own = spread.loc[pair.index, [learner, NETWORK]]
        n_rows = pair.index.get_level_values("n_train")
        later = [(one, n * times) for one, n in pair.index]
        kept = n_rows.isin(SIZES) & pd.Index(later).isin(pair.index)
        now, noise = pair[kept].to_numpy(), own[kept].to_numpy()
        then = pair.loc[
            [key for key, is_kept in zip(later, kept, strict=True) if is_kept]
        ]
        for _ in range(REPEATS):
            seen = np.maximum(now + louder * noise * rng.normal(size=now.shape), 0)
            found.append(
                pd.DataFrame(
                    {
                        "dataset": pair.index.get_level_values("openml_id")[kept],
                        "n_rows": n_rows[kept].astype(float),
                        "classical": seen[:, 0],
                        "deep": seen[:, 1],
                        "noise": np.sqrt(N_SPLITS / N_FOLDS)
                        * np.hypot(noise[:, 0], noise[:, 1]),
                        "truth": then.to_numpy()[:, 0] - then.to_numpy()[:, 1],
                    }
                )
            )
    frame = pd.concat(found)
    frame = frame[frame.classical + frame.deep > 0]
    return Cases(**{name: frame[name].to_numpy() for name in frame})
