"""Public results as one table: what is known of each data set, and who won there.

Every lead is in practical limits of the program itself (`comparison.default_rope`), so
that error rates, AUC and RMSE can be pooled.
"""

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from dlcompare.comparison.ropes import default_rope
from dlcompare.plots.nearest import LARGEST_LEAD

FILE = "unified_families_one_row_per_dataset.csv"
CODES = {
    "lcdb11": "L", "talent": "T", "tabzilla": "Z", "tabarena": "A", "tabm_tabr": "M",
}  # fmt: skip
BOOSTING = ("gb", "err_catboost_default")
CLASSICAL = (*BOOSTING, "err_linear", "err_knn", "err_rf")
DEEP = ("err_nn_plain", "err_nn_strong")
SMALLEST_LIMIT = 1e-12  # where both are without error
# All methods score like guessing there, against 99% in every other source.
BROKEN = {("talent", "banknote_authentication")}
# Versions of one table that differ in a seed, a frequency or a size count once.
FAMILIES = ("forex", "contaminantdetection", "fric", "gametes")
# One table under two names.
SAME = {
    "bankcustomerchurndataset": "bankcustomerchurn", "diamond": "diamonds",
    "fitnessclubc": "fitnessclub", "miamihousing2016": "miamihousing",
    "onlineshoppers": "onlineshoppersintention", "superconduct": "superconductivity",
    "superconductivty": "superconductivity", "hazelnutspreadcontaminantdetection":
    "contaminantdetection", 
}  # fmt: skip
LONGEST_NAME = 60  # characters of a name kept


def measurements(folder: Path, *, boosting_alone: bool = False) -> pd.DataFrame:
    """Return one row per source and data set, with leads in practical limits.

    Each family is as good as its best: the plain and the strong network of a source
    against linear model, nearest neighbours, random forest and boosting, or with
    `boosting_alone` against the last.

    Columns: key, name, source, n_rows, n_features, n_classes (0: a number is
    predicted), categorical_share, linear_lead, nearest_lead, deep_lead.
    """
    raw = pd.read_csv(folder / FILE)
    broken = [pair in BROKEN for pair in zip(raw.source, raw.dataset, strict=True)]
    raw = raw[~np.array(broken)]
    members = BOOSTING if boosting_alone else CLASSICAL
    raw = raw.assign(
        classical=raw[[*members]].min(axis=1), deep=raw[[*DEEP]].min(axis=1)
    )
    limit = raw.apply(practical_limit, axis=1).clip(lower=SMALLEST_LIMIT)

    def leads(worse: str, better: str) -> pd.Series:
        return ((raw[worse] - raw[better]) / limit).clip(-LARGEST_LEAD, LARGEST_LEAD)

    is_number = raw.task == "regression"
    named = raw.dataset.map(plain_name)
    return pd.DataFrame(
        {
            "key": named.map(key),
            "name": named,
            "source": raw.source.map(CODES),
            "n_rows": raw.n_total,
            "n_features": raw.n_features,
            "n_classes": raw.n_classes.where(~is_number, 0).where(
                raw.task != "binclass", 2
            ),
            "categorical_share": raw.n_cat / raw.n_features,
            "linear_lead": leads("err_rf", "err_linear"),
            "nearest_lead": leads("err_rf", "err_knn"),
            "deep_lead": leads("classical", "deep"),
        }
    ).reset_index(drop=True)


def practical_limit(row: pd.Series) -> float:
    """Return the program's own limit for the metric of a row."""
    classical, deep = row.classical, row.deep
    if row.metric.startswith("error_rate"):
        limit = default_rope(
            "accuracy", n_rows=0, classical=1 - classical, deep=1 - deep
        )
    elif row.metric == "error_of_roc_auc":
        limit = default_rope(
            "roc_auc", n_rows=int(row.n_total), classical=None, deep=None
        )
    else:
        limit = default_rope("rmse", n_rows=0, classical=classical, deep=deep)
    return limit[0]


def plain_name(dataset: str) -> str:
    """Return the name without what a source adds to it.

    >>> plain_name("openml__kr-vs-kp__3"), plain_name("3:kr-vs-kp")
    ('kr-vs-kp', 'kr-vs-kp')
    """
    name = re.sub(r"^openml__|^\d+:", "", dataset)
    return re.sub(r"__\d+$", "", name)


def key(name: str) -> str:
    """Return what names a data set in every source: letters and digits alone."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    plain = SAME.get(plain, plain)
    return next((family for family in FAMILIES if plain.startswith(family)), plain)


def pool(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per data set: the median of what its sources say."""
    numbers = [
        "n_rows", "n_features", "n_classes", "categorical_share", "linear_lead",
        "nearest_lead", "deep_lead",
    ]  # fmt: skip
    groups = rows.groupby("key", sort=True)
    pooled = groups[numbers].median()
    pooled.insert(0, "name", groups.name.first().str[:LONGEST_NAME])
    pooled.insert(1, "sources", groups.source.agg(lambda s: "".join(sorted(set(s)))))
    counts = ["n_rows", "n_features", "n_classes"]
    pooled[counts] = np.floor(pooled[counts]).astype("Int64")
    pooled[numbers[3:]] = pooled[numbers[3:]].round(2)
    return pooled.reset_index(drop=True)


def crossed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return landmarks of one source against the outcome of the others, per pair.

    A source's landmarks and outcome share a test part; here they do not. Only data
    sets with two sources or more are left; one row per source of the landmarks.
    """
    lines = []
    for _, group in rows.groupby("key"):
        for row in group.to_dict("records"):
            others = group[group.source != row["source"]]
            if len(others):
                lines.append(row | {"deep_lead": others.deep_lead.median()})
    return pd.DataFrame(lines, columns=rows.columns)
