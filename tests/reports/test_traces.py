"""Every number of the HTML report can be looked up in the JSON report."""

import json
import re
from html.parser import HTMLParser

import pytest

from dlcompare.reports.json_record import encode
from dlcompare.reports.paths import FORMS, NoSuchPath, resolve

TRACED = (
    "scores",
    "metrics",
    "pair",
    "costs",
    "all_costs",
    "folds",
    "ledger",
    "nearest",
)
LOOSE = (  # columns whose digits are names, or stand in the JSON in other words
    *(
        "Best score for its",
        "Model",
        "Remark",
        "Left out or shortened",
        "Network ahead by",
        "Classes",
    ),
    *("Fold", "Won"),
)


class Traces(HTMLParser):
    """Marked numbers, and what stands in the cells of the main tables."""

    def __init__(self, html):
        super().__init__()
        self.marks, self.loose, self.heads = [], [], []
        self.table, self.column, self.mark = "", 0, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "table":
            self.table, self.heads, self.column = attrs.get("data-table", ""), [], 0
        elif tag == "tr":
            self.column = 0
        elif tag == "th":
            self.heads.append("")
        elif tag == "td":
            self.column += 1
        elif "data-json" in attrs:
            self.mark = [attrs["data-as"], attrs["data-json"].split(" "), ""]
            self.marks.append(self.mark)

    def handle_endtag(self, tag):
        if tag == "span":
            self.mark = None
        elif tag == "table":
            self.table = ""
        elif tag == "thead":
            self.column = 0

    def handle_data(self, data):
        if self.mark is not None:
            self.mark[2] += data
        elif self.table in TRACED and self.column:
            head = self.heads[self.column - 1]
            name = self.column > 1 and head not in LOOSE
            if name and re.search(r"\d", data):
                self.loose.append((self.table, head, data))
        elif self.table and self.heads:
            self.heads[-1] += data.strip()


@pytest.fixture(scope="module")
def both(everything, html):
    """The HTML, walked, and the JSON of a report with everything in it."""
    return Traces(html), json.loads(encode(everything))


def test_marked_numbers_are_those_of_the_json(both):
    page, record = both

    wrong = [
        (form, paths, text, expected)
        for form, paths, text in page.marks
        if text != (expected := FORMS[form](*(resolve(record, p) for p in paths)))
    ]

    assert [] == wrong
    assert len(page.marks) > 100


def test_main_tables_have_no_number_without_its_path(both):
    page, _ = both

    assert [] == page.loose


@pytest.mark.parametrize(
    "path",
    [
        *("standings[0].score", "standings[6].low", "standings[0].fit_seconds"),
        *("standings[1].metrics.accuracy.mean", "comparison.pair.p_equivalent"),
        *("standings[0].fold_scores[0]", "comparison.pair.differences[3]"),
        *("learning.deep.points[0].mean", "learning.forecasts[2].high"),
        *("together.score.mean", "ledger.lines[1].used_seconds", "comparison.rope"),
        *("verdict.sentence", "verdict.findings[0].record.n_right", "seed"),
        *("setup.upload.sha256", "setup.upload.size_bytes", "reading.n_rows"),
        *("profile.columns[0].missing_share", "diagnostics.n_both_right"),
        *("verdict.nearest.sets[0].facts.n_rows", "train_seconds"),
    ],
)
def test_what_is_told_can_be_looked_up(both, path):
    page, _ = both

    assert path in {path for _, paths, _ in page.marks for path in paths}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.b[1].c", 3),
        ('v["scikit-learn"]', "1.9"),
        ("v.scikit-learn", "1.9"),
        ("n", float("inf")),
    ],
)
def test_paths_lead_to_values(path, expected):
    record = {"a": {"b": [0, {"c": 3}]}, "v": {"scikit-learn": "1.9"}, "n": "inf"}

    assert expected == resolve(record, path)


@pytest.mark.parametrize("path", ["b", "a[0]", "a.b", "a b", "a["])
def test_paths_that_lead_nowhere_are_refused(path):
    with pytest.raises(NoSuchPath):
        resolve({"a": {"c": 1}}, path)
