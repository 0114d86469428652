"""Tables written in any supported dialect read back equal; nothing crashes."""

import contextlib
import csv
import gzip
import io
import json

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlcompare.errors import DlcompareError
from dlcompare.modalities.tabular.gathering import understand_all
from dlcompare.modalities.tabular.source import Block, Source
from dlcompare.modalities.tabular.understood import Wishes

alike = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

DELIMITERS = [",", ";", "\t", "|"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
DIALECTS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(DELIMITERS),
        "lineterminator": st.sampled_from(["\n", "\r\n", "\r"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    }
)
# What is read as missing, as a number, a date or a truth is no longer the text
LETTERS = st.text("bcdghjkäößЖ語 ,;|'\"", min_size=1, max_size=8)
WORDS = LETTERS.map(lambda text: f"w{text.strip()}w")
ROWS = st.lists(
    st.tuples(
        WORDS,
        st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
        st.integers(0, 10**6),
        st.booleans(),
    ),
    min_size=12,
    max_size=40,
)


@alike
@given(
    rows=ROWS,
    dialect=DIALECTS,
    encoding=st.sampled_from(ENCODINGS),
    comma=st.booleans(),
)
def test_a_table_of_any_dialect_reads_back_equal(parse, rows, dialect, encoding, comma):
    block = io.StringIO(newline="")
    writer = csv.writer(block, **dialect)
    writer.writerow(["word", "real", "whole", "truth"])
    for word, real, whole, truth in rows:
        shown = f"{real:.3f}".replace(".", "," if comma else ".")
        writer.writerow([word, shown, whole, truth])
    content = block.getvalue().encode(encoding)

    parsed = parse("a.csv", content, decimal="," if comma else ".")

    def column(name):
        return parsed.modality.column(parsed.folder, name)

    assert len(rows) == parsed.reading.n_rows
    np.testing.assert_allclose(column("real"), [row[1] for row in rows], atol=1e-9)
    np.testing.assert_array_equal(column("whole"), [row[2] for row in rows])
    assert [row[0] for row in rows] == column("word").astype(str).tolist()
    assert [str(row[3]) for row in rows] == column("truth").astype(str).tolist()


@alike
@given(rows=ROWS, packed=st.booleans())
def test_records_of_json_read_back_equal(parse, rows, packed):
    names = ("word", "real", "whole", "truth")
    lines = "\n".join(json.dumps(dict(zip(names, r, strict=True))) for r in rows)
    content = gzip.compress(lines.encode()) if packed else lines.encode()

    parsed = parse("a.jsonl.gz" if packed else "a.jsonl", content)

    for place, name in enumerate(names):
        values = parsed.modality.column(parsed.folder, name).tolist()
        expected = [row[place] for row in rows]
        assert list(map(str, expected)) == list(map(str, values)) or expected == values


MESSY = st.text("ab01,;|\t\"'\r\n .-$%()€=é\x00\ufeff", max_size=300)
OPTIONS = st.fixed_dictionaries(
    {"skip_bad_rows": st.booleans()},
    optional={
        "delimiter": st.sampled_from([*DELIMITERS, " ", "a"]),
        "encoding": st.sampled_from(["utf-8", "cp1252", "utf-16", "shift_jis"]),
        "decimal": st.sampled_from([".", ","]),
        "thousands": st.sampled_from(["", ",", ".", " ", "'"]),
        "header": st.booleans(),
        "day_first": st.booleans(),
        "missing": st.just({"": ("1",)}),
        "kinds": st.dictionaries(
            st.sampled_from(["a", "column_1", "b"]),
            st.sampled_from(["number", "category", "boolean", "date", "text"]),
            max_size=2,
        ),
    },
)


@alike
@given(text=MESSY, options=OPTIONS)
def test_any_text_is_read_or_refused_under_any_choice(parse, text, options):
    content = ("a,b\n" + text + "1,2\n" * 12).encode()

    with contextlib.suppress(DlcompareError):
        parse("a.csv", content, **options)


CELLS = st.one_of(
    st.sampled_from(
        ["", "NA", "?", "yes", "no", "1", "0", "-999", "x y z", "2020-01-31"]
    ),
    st.floats().map(repr),
    st.text("0123456789.,-/: €$%()", max_size=12),
    st.dates().map(str),
    st.text(max_size=6),
)


@alike
@given(cells=st.lists(CELLS, min_size=12, max_size=40), dialect=DIALECTS)
def test_any_cells_are_understood_or_refused(parse, cells, dialect):
    block = io.StringIO(newline="")
    writer = csv.writer(block, **dialect)
    writer.writerows([["a", "b"], *[[cell, i % 5] for i, cell in enumerate(cells)]])
    content = block.getvalue().encode("utf-8", "replace")

    with contextlib.suppress(DlcompareError):
        reading = parse("a.csv", content).reading
        assert all(c.n_missing <= reading.n_rows for c in reading.columns)


@alike
@given(cells=st.lists(CELLS, min_size=20, max_size=60), n_first=st.integers(1, 19))
def test_blocks_of_any_size_are_understood_alike(cells, n_first):
    whole = pa.array([cell or None for cell in cells], pa.string())

    def understood(*parts):
        source = Source(
            ("a",), lambda columns: (Block([p] * len(columns)) for p in parts)
        )
        found, n_rows, _ = understand_all(source, "a.csv", ["a"], [Wishes()])
        assert len(cells) == n_rows
        return found[0]

    one, two = understood(whole), understood(whole[:n_first], whole[n_first:])

    assert one.column == two.column
    assert dict(one.tokens) == dict(two.tokens)
    assert [d.value for d in one.decisions] == [d.value for d in two.decisions]
    assert one.suspects == two.suspects
