"""Arrow columns of a parsed table as pandas columns."""

import numpy as np
import pandas as pd
import pyarrow as pa


def to_series(table: pa.Table, name: str) -> pd.Series:
    """One column: float64, category of str, str or datetime."""
    cells = table.column(name)
    if pa.types.is_floating(cells.type):
        return pd.Series(cells.to_numpy(), name=name, dtype=np.float64)
    if pa.types.is_dictionary(cells.type):
        cells = cells.unify_dictionaries().combine_chunks()
        return _category(cells, name)
    if pa.types.is_timestamp(cells.type):
        stamps = cells.to_numpy().astype("datetime64[us]")
        return pd.Series(stamps, name=name)
    return pd.Series(cells.to_pandas(), name=name, dtype="str")


def _category(cells: pa.Array, name: str) -> pd.Series:
    """A dictionary column as categories in alphabetical order."""
    if isinstance(cells, pa.ChunkedArray):
        cells = pa.concat_arrays(cells.chunks)
    texts = cells.dictionary.to_pylist()
    order = sorted(range(len(texts)), key=texts.__getitem__)
    rank = np.empty(len(texts) + 1, dtype=np.int32)
    rank[order], rank[-1] = np.arange(len(texts)), -1
    codes = cells.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    categories = pd.Index([texts[i] for i in order], dtype="str")
    values = pd.Categorical.from_codes(rank[codes], categories=categories)
    return pd.Series(values, name=name)
