"""Profiles and comparisons as the advice tests need them."""

import numpy as np
import pytest

from dlcompare.comparison import compare
from dlcompare.records import (
    Budget,
    Candidate,
    ColumnProfile,
    FoldResult,
    FoldScheme,
    Plan,
    Profile,
    Trait,
)

CANDIDATES = {
    "dummy": ("Dummy (no learning)", "dummy"),
    "linear": ("Linear model", "classical"),
    "boosting": ("Gradient boosting", "classical"),
    "mlp": ("Multilayer perceptron", "deep"),
    "document_mlp": ("The document's network", "deep"),
}
MODELS = ("dummy", "linear", "boosting", "mlp")
N_FOLDS = 15
# a pattern of fold scores with mean 0 and standard deviation 1
PATTERN = np.resize([-1.0, 1.0, 0.0], N_FOLDS) * np.sqrt(14 / 10)


@pytest.fixture
def make_profile():
    def make(modality="tabular", *, n_rows=4_312, columns=(), n_features=17, **traits):
        return Profile(
            modality=modality,
            task="binary",
            target="churned",
            n_rows=n_rows,
            n_features=n_features,
            n_classes=2,
            traits=tuple(Trait(name, v, "", "") for name, v in traits.items()),
            columns=tuple(
                ColumnProfile(f"c{i}", kind, 0.0, 2, ())
                for i, kind in enumerate(columns)
            ),
            target_bins=(),
        )

    return make


@pytest.fixture
def make_comparison():
    """A comparison of given means; `spread` is the SD of the pair's differences.

    A score of None: every fold failed. `health` is that of the network, `naive` the
    score of the document's network.
    """

    def make(
        classical=0.80,
        deep=0.80,
        *,
        linear=None,
        dummy=0.5,
        spread=0.001,
        seconds=(2.0, 84.0),
        metric="accuracy",
        n_rows=4_312,
        n_folds=N_FOLDS,
        repeats=3,
        rope=None,
        models=MODELS,
        naive=None,
        health=None,
    ):
        models = models if naive is None else (*models, "document_mlp")
        plan = Plan(
            task="regression" if metric == "rmse" else "binary",
            metric=metric,
            candidates=tuple(Candidate(m, *CANDIDATES[m]) for m in models),
            scheme=FoldScheme(k=5, repeats=repeats),
            budget=Budget("quick", 20.0),
            expected_seconds=1.0,
            seconds_by_family={},
        )
        scores = {"dummy": dummy, "linear": linear, "boosting": classical, "mlp": deep}
        scores["document_mlp"] = naive
        fit_seconds = dict(zip(("boosting", "mlp"), seconds, strict=True))
        folds = []
        for model in models:
            noise = spread * PATTERN if model == "mlp" else np.zeros(N_FOLDS)
            for i in range(n_folds):
                place = {"repeat": i // 5, "fold": i % 5}
                family = CANDIDATES[model][1]
                if scores[model] is None:
                    folds.append(
                        FoldResult(model, family, **place, failure="Out of memory.")
                    )
                    continue
                folds.append(
                    FoldResult(
                        model,
                        family,
                        **place,
                        scores={metric: float(scores[model] + noise[i])},
                        fit_seconds=fit_seconds.get(model, 0.1),
                        n_test=100,
                        health=health if model == "mlp" else None,
                    )
                )
        return compare(folds, plan, n_rows=n_rows, rope=rope)

    return make
