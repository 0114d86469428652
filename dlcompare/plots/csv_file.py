"""A table as a CSV file that no spreadsheet takes for formulas."""

import io

import pandas as pd

# What a spreadsheet may read as the start of a formula, in either width (OWASP,
# "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
QUOTE = "'"  # a spreadsheet shows what follows as text


def as_csv(table: pd.DataFrame) -> bytes:
    """The table in UTF-8 with a byte order mark, which spreadsheets need.

    Text that could be a formula, in a name or a cell, begins with an apostrophe;
    numbers stay numbers.
    """
    safe = table.copy()
    safe.columns = [_safe(str(name)) for name in table.columns]
    for place, name in enumerate(table.columns):
        values = table.iloc[:, place]
        if not pd.api.types.is_numeric_dtype(values.dtype):
            cells = [_safe(v) if isinstance(v, str) else v for v in values]
            safe.isetitem(place, pd.Series(cells, index=table.index, name=name))
    block = io.StringIO()
    safe.to_csv(block, index=False, lineterminator="\r\n")
    return block.getvalue().encode("utf-8-sig", "replace")


def _safe(text: str) -> str:
    is_formula = text.lstrip(" \ufeff\u200b\u00a0").startswith(FORMULA_STARTS)
    return QUOTE + text if is_formula else text
