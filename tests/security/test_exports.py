"""What is saved holds no formula, no markup that acts and no name of the user's."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcompare.plots import as_csv
from dlcompare.plots.csv_file import FORMULA_STARTS

FORMULAS = (
    '=HYPERLINK("http://a","b")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "\ufeff=1",
)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_could_be_a_formula_begins_with_an_apostrophe(text):
    rows = read(as_csv(pd.DataFrame({text: [text], "n": [1.5]})))

    assert [[f"'{text}", "n"], [f"'{text}", "1.5"]] == rows


def test_numbers_and_other_text_stay_as_they_are():
    table = pd.DataFrame({"n": [-1.5, 2.0], "text": ["a=b", "−1 (true minus)"]})

    rows = read(as_csv(table))

    assert [["n", "text"], ["-1.5", "a=b"], ["2.0", "−1 (true minus)"]] == rows


def test_categories_and_names_that_repeat_are_made_safe():
    table = pd.DataFrame([["=1", "=2"]], columns=["a", "a"]).astype("category")

    assert [["a", "a"], ["'=1", "'=2"]] == read(as_csv(table))


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_cell_of_any_text_begins_as_a_formula(texts):
    content = as_csv(pd.DataFrame({"a": texts}))

    cells = pd.read_csv(
        io.BytesIO(content), dtype=str, keep_default_na=False, skip_blank_lines=False
    )["a"]
    assert not any(cell.startswith(FORMULA_STARTS) for cell in cells)
