"""One fit of ours, or of scikit-learn's plain network, for the fair fight.

    python benchmarks/fair_fight_ours.py JOB

JOB is the JSON that `fair_fight.py` writes: "data", "folder", "contestant",
"metric", "seed", "threads", "epochs", "out".
"""

import json
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from fair_fight_data import METRICS, divide, errors, load, split
from fair_fight_outcome import run
from threadpoolctl import threadpool_limits

from dlcompare import models
from dlcompare.records import Epoch

CLASSICAL = ("linear", "boosting", "catboost", "forest", "extra_trees")
SETTINGS = {"realmlp_single": ("realmlp", {"members": 1})}


class Contest:
    """The fit; `epochs` and `chosen` are set while it runs."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        self.job = job
        self.epochs: object = ""
        self.chosen = ""
        self.notify: Callable[[Epoch], None] | None = None
        self.dataset = load(job["data"], Path(job["folder"]))
        self.train, self.test = split(self.dataset, job["seed"])

    def __call__(self) -> Callable[[], np.ndarray]:
        """Fit on the training rows; gives what predicts the test rows."""
        name = self.job["contestant"]
        if name == "classical":
            name = self.chosen = self.champion()
        if name == "sklearn_mlp":
            fitted = self.fitted(plain_network(self.context()), self.train)
        else:
            fitted = self.fitted(self.built(name), self.train)
        history = getattr(fitted, "epochs_", None)
        if history is not None:
            self.epochs = len(history)
        return lambda: self.predictions(fitted, self.test)

    def champion(self) -> str:
        """The classical model with the least error on a fifth of the training rows."""
        fit_rows, held_rows = divide(self.dataset, self.train, self.job["seed"])
        seen = {}
        for name in CLASSICAL:
            fitted = self.fitted(self.built(name), fit_rows)
            predictions = self.predictions(fitted, held_rows)
            seen[name], _ = errors(self.dataset, held_rows, predictions)
        return min(seen, key=seen.__getitem__)

    def built(self, name: str) -> Any:
        """The unfitted estimator."""
        model, params = SETTINGS.get(name, (name, {}))
        if self.job["epochs"]:
            params = {**params, "epochs": self.job["epochs"]}
        return models.model(model).build(self.context(), params)

    def context(self) -> models.Context:
        """What `training.fit` tells a model, with the metric of this fight."""
        columns = self.dataset.columns
        return models.Context(
            task=self.dataset.task,
            n_classes=len(self.dataset.classes),
            seed=self.job["seed"],
            n_threads=self.job["threads"],
            categorical=named(columns, "category", "boolean"),
            numeric=named(columns, "number", "date"),
            text=named(columns, "text"),
            metric=self.job["metric"] or METRICS[self.dataset.task],
            classes=self.dataset.classes,
            notify=self.notify,
        )

    def fitted(self, estimator: Any, rows: np.ndarray) -> Any:
        """The estimator, fitted on those rows."""
        return estimator.fit(self.dataset.X.iloc[rows], self.dataset.y[rows])

    def predictions(self, fitted: Any, rows: np.ndarray) -> np.ndarray:
        """Values, or probabilities of all classes."""
        X = self.dataset.X.iloc[rows]
        if not self.dataset.classes:
            return np.asarray(fitted.predict(X), dtype=np.float64).ravel()
        probabilities = np.zeros((len(rows), len(self.dataset.classes)))
        probabilities[:, fitted.classes_] = fitted.predict_proba(X)
        return probabilities


def named(columns: Any, *kinds: str) -> tuple[str, ...]:
    """Names of the columns of those kinds."""
    return tuple(column.name for column in columns if column.kind in kinds)


def plain_network(context: models.Context) -> Any:
    """scikit-learn's network as it comes, on our encoded inputs and a scaled target."""
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from dlcompare.modalities.tabular.prepare import encoder

    kind = MLPClassifier if context.is_classification else MLPRegressor
    network = make_pipeline(
        encoder(context, scaling="standard"), kind(random_state=context.seed)
    )
    if context.is_classification:
        return network
    return TransformedTargetRegressor(network, transformer=StandardScaler())


if __name__ == "__main__":
    job = json.loads(sys.argv[1])
    warnings.simplefilter("ignore")  # models tell of convergence and rare levels
    contest = Contest(job)
    with threadpool_limits(job["threads"]):
        run(job, contest)
