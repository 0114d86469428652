"""The probability before training: fitted on public data, judged on unseen sets."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from judge_data import pool
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from dlcompare.advice.nearest import nearest
from dlcompare.advice.prior import ASKED, OUTCOMES, fired
from dlcompare.advice.public import SOURCES, public_set, winner
from dlcompare.records import Facts, PublicSet

# Strength of the ridge: the least in a flat valley from 0.03 to 1.
C = 0.03
K, REPEATS = 10, 5
N_BINS = 5  # fifths of what is predicted


def known(sets: Sequence[PublicSet]) -> list[PublicSet]:
    """Return the data sets whose size and classes are known."""
    return [
        one
        for one in sets
        if one.facts.n_rows and one.facts.n_features and one.facts.n_classes is not None
    ]


def matrices(sets: Sequence[PublicSet]) -> tuple[np.ndarray, np.ndarray]:
    """Return which rules apply (n_sets, n_rules) and who won, as place in OUTCOMES."""
    X = np.array([[fired(one.facts)[name] for name in ASKED] for one in sets], float)
    return X, np.array([OUTCOMES.index(winner(one)) for one in sets])


def regression(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return intercept (3,) and weights (3, n_rules), rules scaled to equal spread."""
    spread = X.std(axis=0)
    spread[spread == 0] = 1.0
    found = LogisticRegression(C=C, max_iter=1_000).fit(X / spread, y)
    return found.intercept_, found.coef_ / spread


def predict(X: np.ndarray, model: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return probabilities (n_sets, 3)."""
    scores = np.exp(model[0] + X @ model[1].T)
    return scores / scores.sum(axis=1, keepdims=True)


def fit(sets: Sequence[PublicSet]) -> dict[str, Any]:
    """Return what `prior.json` holds of the model."""
    X, y = matrices(known(sets))
    intercept, weights = regression(X, y)
    return {
        "n_sets": len(y),
        "n_all": len(sets),
        "intercept": _by_outcome(intercept),
        "weights": {n: _by_outcome(weights[:, i]) for i, n in enumerate(ASKED)},
    }


def judged(sets: Sequence[PublicSet]) -> dict[str, Any]:
    """Return how the model does on data sets it has not seen, and its bounds."""
    sets = known(sets)
    X, y = matrices(sets)
    p = unseen(X, y)
    base = np.bincount(y, minlength=3) / len(y)
    like = np.array([_near(one, one.facts) for one in sets])
    bare = [replace(o.facts, linear_lead=None, nearest_lead=None) for o in sets]
    before = np.array([_near(*pair) for pair in zip(sets, bare, strict=True)])
    table = [line for i in (0, 2) for line in calibration(OUTCOMES[i], p[:, i], y == i)]
    bounds = {}
    for outcome in ("deep", "classical"):
        observed = [line["observed"] for line in table if line["outcome"] == outcome]
        bounds[outcome] = [min(observed), max(observed)]
    return {
        "bounds": bounds,
        "base": _by_outcome(base),
        "log_loss": round(loss(p, y), 3),
        "log_loss_base": round(loss(np.tile(base, (len(y), 1)), y), 3),
        "log_loss_nearest": round(loss(before, y), 3),
        "log_loss_nearest_landmarks": round(loss(like, y), 3),
        "calibration": table,
    }


def unseen(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return each row's mean prediction over repeats, by fits without the row."""
    p = np.zeros((len(y), 3))
    for repeat in range(REPEATS):
        folds = StratifiedKFold(K, shuffle=True, random_state=repeat)
        for train, test in folds.split(X, y):
            p[test] += predict(X[test], regression(X[train], y[train])) / REPEATS
    return p


def calibration(outcome: str, p: np.ndarray, y: np.ndarray) -> list[dict[str, Any]]:
    """Return, for fifths of the predicted probability, what was observed."""
    parts = np.array_split(np.argsort(p, kind="stable"), N_BINS)
    return [
        {
            "outcome": outcome,
            "n_sets": len(part),
            "predicted": round(float(p[part].mean()), 3),
            "observed": round(float(y[part].mean()), 3),
        }
        for part in parts
    ]


def loss(p: np.ndarray, y: np.ndarray) -> float:
    """Return the mean log-loss in nats."""
    return float(-np.log(p[np.arange(len(y)), y]).mean())


def lines_of_unseen(prior: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the log-loss over data sets that a fit has not seen."""
    return [
        {
            "rule": name,
            "source": "unseen data sets",
            "n_sets": prior["n_sets"],
            "log_loss": prior[key],
            "log_loss_base": prior["log_loss_base"],
        }
        for name, key in (
            ("prior", "log_loss"),
            ("nearest sets", "log_loss_nearest"),
            ("nearest sets, with landmarks", "log_loss_nearest_landmarks"),
        )
    ]


def lines_of_others(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the log-loss over each source, by a fit that has seen none of its sets."""
    lines = []
    for source in SOURCES:
        mine = rows[rows.source == source]
        others = rows[(rows.source != source) & ~rows.key.isin(mine.key)]
        test, train = _known_of(mine), _known_of(others)
        if not test:
            continue
        (X, y), (X_train, y_train) = matrices(test), matrices(train)
        base = np.bincount(y_train, minlength=3) / len(y_train)
        p = predict(X, regression(X_train, y_train))
        lines.append(
            {
                "rule": "prior",
                "source": source,
                "n_sets": len(test),
                "log_loss": round(loss(p, y), 3),
                "log_loss_base": round(loss(np.tile(base, (len(y), 1)), y), 3),
            }
        )
    return lines


def _known_of(rows: pd.DataFrame) -> list[PublicSet]:
    lines = pool(rows).astype(object)
    lines = lines.where(lines.notna(), "").astype(str)
    return known([public_set(line) for line in lines.to_dict("records")])


def _near(one: PublicSet, facts: Facts) -> list[float]:
    """The shares of the sets nearest to `facts`, and one more of each outcome."""
    found = nearest(facts, leaving_out=one.name)
    n = len(found.sets)
    shares = [getattr(found, outcome).mean for outcome in OUTCOMES]
    return [(share * n + 1) / (n + 3) for share in shares]


def _by_outcome(values: Sequence[float]) -> dict[str, float]:
    assert all(math.isfinite(value) for value in values)
    return {o: round(float(v), 4) for o, v in zip(OUTCOMES, values, strict=True)}
