"""One fit of a pytabkit model with its defaults; runs in the peers' environment.

    PEERS_PYTHON benchmarks/fair_fight_peers.py JOB

JOB is the JSON that `fair_fight.py` writes: "copy", "contestant", "seed",
"threads", "epochs", "out". Nothing of dlcompare is imported.
"""

import contextlib
import io
import json
import sys
from collections.abc import Callable

import numpy as np
import pandas as pd
import torch
from fair_fight_outcome import run
from pytabkit import (
    CatBoost_TD_Classifier,
    CatBoost_TD_Regressor,
    RealMLP_TD_Classifier,
    RealMLP_TD_Regressor,
    TabM_D_Classifier,
    TabM_D_Regressor,
)

MODELS = {
    "CatBoost_TD": (CatBoost_TD_Classifier, CatBoost_TD_Regressor),
    "RealMLP_TD": (RealMLP_TD_Classifier, RealMLP_TD_Regressor),
    "TabM_D": (TabM_D_Classifier, TabM_D_Regressor),
}
REALMLP_EPOCHS = 256  # pytabkit's default, which never stops early


class Contest:
    """The fit; `epochs` is set while it runs."""

    def __init__(self, job: dict[str, object]) -> None:
        self.job = job
        self.epochs: object = ""
        self.copy = np.load(str(job["copy"]))
        self.X = frame(self.copy)

    def __call__(self) -> Callable[[], np.ndarray]:
        """Fit on the training rows; gives what predicts the test rows."""
        job, copy = self.job, self.copy
        n_classes, train = int(copy["n_classes"]), copy["train"]
        name, epochs = str(job["contestant"]), job["epochs"]
        settings: dict[str, object] = {}
        if epochs and name != "CatBoost_TD":
            settings["n_epochs"] = epochs
        if name == "TabM_D":
            settings["verbosity"] = 1  # a line per epoch, which are counted
        model = MODELS[name][0 if n_classes else 1](
            random_state=job["seed"], n_threads=job["threads"], **settings
        )
        medians = self.X.iloc[train].median(numeric_only=True)
        X = self.X.fillna(medians)  # numbers only; pytabkit refuses missing ones
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            model.fit(
                X.iloc[train],
                copy["y"][train],
                cat_col_names=list(copy["category_names"]),
            )
        self.epochs = {
            "RealMLP_TD": epochs or REALMLP_EPOCHS,
            "TabM_D": said.getvalue().count("(val)"),
        }.get(name, "")
        return lambda: predictions(model, X.iloc[copy["test"]], n_classes)


def frame(copy: dict[str, np.ndarray]) -> pd.DataFrame:
    """Numbers as float64, categories as text with NaN for a missing one."""
    numbers = pd.DataFrame(copy["numbers"], columns=list(copy["number_names"]))
    texts = copy["categories"].astype(object)
    texts[texts == ""] = np.nan
    categories = pd.DataFrame(texts, columns=list(copy["category_names"]), dtype=object)
    return pd.concat([numbers, categories], axis=1)


def predictions(model: object, X: pd.DataFrame, n_classes: int) -> np.ndarray:
    """Values, or probabilities of all classes."""
    if not n_classes:
        return np.asarray(model.predict(X), dtype=np.float64).ravel()
    probabilities = np.zeros((len(X), n_classes))
    probabilities[:, model.classes_] = model.predict_proba(X)
    return probabilities


if __name__ == "__main__":
    job = json.loads(sys.argv[1])
    torch.set_num_threads(job["threads"])
    run(job, Contest(job))
