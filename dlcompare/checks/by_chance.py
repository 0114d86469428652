"""How many rows would be equal if the columns had nothing to do with each other."""

import numpy as np
import pandas as pd

from dlcompare.records import Dataset

MAX_ROWS = 50_000  # looked at
MAX_COLUMNS = 30  # shuffled; so many columns are never equal by chance


def repeats_by_chance(dataset: Dataset) -> float:
    """Share of rows that repeat an earlier one once every column is shuffled.

    The target counts as a column. 0 where there is text: nobody writes the same
    sentence twice by chance.
    """
    columns = dataset.columns
    has_text = any(column.kind == "text" for column in columns)
    if len(columns) > MAX_COLUMNS or not columns or has_text:
        return 0.0
    rng = np.random.default_rng(0)
    n = min(len(dataset.y), MAX_ROWS)
    rows = np.sort(rng.choice(len(dataset.y), n, replace=False))
    total = rng.permutation(pd.util.hash_array(dataset.y[rows]))
    for column in columns:
        cells = dataset.X[column.name].iloc[rows]
        hashed = pd.util.hash_pandas_object(cells, index=False).to_numpy()
        total = total * np.uint64(31) + rng.permutation(hashed)
    share = float(pd.Series(total).duplicated().mean())
    return min(share * len(dataset.y) / n, 1.0)  # pairs grow with the square of rows
