import contextlib
import gzip
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlcompare.errors import DlcompareError, UnreadableUpload
from dlcompare.modalities import limits

ROWS = "\n".join(f"{i / 4},{'ab'[i % 2]}" for i in range(1, 31))
PLAIN = f"x,y\n{ROWS}\n"
GERMAN = "größe;stadt\n" + "".join(f"{i},5;{'KöLn'[i % 4]}ö\n" for i in range(20))
RUSSIAN = "имя;город\n" + "Иван;Москва\nПётр;Тверь\n" * 10


def table(*columns: list, names: str = "a,b", sep: str = ",") -> bytes:
    rows = zip(*columns, strict=True)
    body = "\n".join(sep.join(str(cell) for cell in row) for row in rows)
    return f"{names}\n{body}\n".encode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PLAIN.encode(), ("utf-8", ",", ".")),
        (PLAIN.encode("utf-8-sig"), ("utf-8-sig", ",", ".")),
        (PLAIN.encode("utf-16"), ("utf-16", ",", ".")),
        (PLAIN.encode("utf-16-le"), ("utf-16-le", ",", ".")),
        (PLAIN.encode("utf-16-be"), ("utf-16-be", ",", ".")),
        (PLAIN.replace(",", ";").encode(), ("utf-8", ";", ".")),
        (PLAIN.replace(",", "\t").encode(), ("utf-8", "\t", ".")),
        (PLAIN.replace(",", "|").encode(), ("utf-8", "|", ".")),
        (PLAIN.replace("\n", "\r\n").encode(), ("utf-8", ",", ".")),
        (PLAIN.replace("\n", "\r").encode(), ("utf-8", ",", ".")),
        (GERMAN.encode(), ("utf-8", ";", ",")),
        (GERMAN.encode("cp1252"), ("cp1252", ";", ",")),
        (RUSSIAN.encode("cp1251"), ("cp1251", ";", ".")),
    ],
)
def test_encoding_delimiter_and_decimal_are_recognised(parse, content, expected):
    parsed = parse("a.csv", content)

    names = ("encoding", "delimiter", "decimal")
    assert expected == tuple(parsed.decision(name) for name in names)
    assert len(parsed.reading.columns) == 2
    assert all(d.reason for d in parsed.reading.decisions)


def test_text_survives_its_encoding(parse):
    parsed = parse("a.csv", GERMAN.encode("cp1252"))

    assert ["größe", "stadt"] == [c.name for c in parsed.reading.columns]
    assert "Kö" in set(parsed.modality.first_rows(parsed.folder, 20)["stadt"])
    assert [0.5, 1.5] == parsed.modality.column(parsed.folder, "größe").tolist()[:2]


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        ({"delimiter": ";"}, "delimiter", ";"),
        ({"encoding": "latin-1"}, "encoding", "latin-1"),
        ({"decimal": ","}, "decimal", ","),
    ],
)
def test_the_user_overrides_what_was_recognised(parse, options, name, value):
    parsed = parse("a.csv", GERMAN.encode("latin-1"), **options)

    decision = next(d for d in parsed.reading.decisions if d.name == name)
    assert value == decision.value
    assert decision.is_override


@pytest.mark.parametrize(
    ("cells", "kind", "n_missing"),
    [
        (["1", "2.5", "-3e2", ""] * 9, "number", 9),
        (["1"] * 35 + [" "], "number", 1),
        (["1"] * 35 + ["?"], "number", 1),
        (["1", "2", "-"] * 12, "number", 12),
        (["1"] * 35 + ["n/k"], "number", 1),
        (["1", "n/k"] * 18, "category", 0),
        (['"1,234.5"', "99"] * 18, "number", 0),
        (["+5", "7"] * 18, "number", 0),
        (["01234", "99999"] * 18, "category", 0),
        ([f"1234567890123456{i:02}" for i in range(36)], "category", 0),
        (["1e400"] + ["1"] * 35, "number", 1),
        (["inf"] + ["1"] * 35, "number", 1),
        (["yes", "no", "NA"] * 12, "boolean", 12),
        (["True", "False"] * 18, "boolean", 0),
        (["0", "1"] * 18, "number", 0),
        (["red", "blue", "NULL", "?"] * 9, "category", 18),
        (["Nan", "Ann"] * 18, "category", 0),
        (["", "NA", "?"] * 12, "number", 36),
        (["2020-01-31", "2021-12-01"] * 18, "date", 0),
        (["2020-01-31 10:30:00", ""] * 18, "date", 18),
        (["31/12/2020", "1/2/2021"] * 18, "date", 0),
        (["12/31/2020", "1/2/2021"] * 18, "date", 0),
        (["31.12.2020", "01.02.2021"] * 18, "date", 0),
        (["1.2.3", "4.5.6"] * 18, "category", 0),
        ([f"word {i} goes on" for i in range(60)], "text", 0),
        ([f"key{i}" for i in range(60)], "category", 0),
    ],
)
def test_kind_of_a_column(parse, cells, kind, n_missing):
    content = table(cells, [f"{i % 7}.5" for i in range(len(cells))])

    column = parse("a.csv", content).reading.columns[0]

    assert (kind, n_missing) == (column.kind, column.n_missing)


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ([" a", "b "] * 15, "Spaces around the values of a"),
        (["?", "b"] * 15, "'?' is read as missing: 15 cells in a"),
        (["1"] * 29 + ["   "], "1 cell of spaces only, in a"),
        (["1"] * 29 + ["many"], "1 other cells, such as 'many', are read as missing"),
        (["1", "2", "low"] * 10, "mixes numbers (67% of its cells) and words"),
    ],
)
def test_what_was_changed_is_said(parse, cells, note):
    content = table(cells, [f"{i % 7}.5" for i in range(30)])

    assert note in " ".join(parse("a.csv", content).reading.notes)


@pytest.mark.parametrize(
    ("content", "names", "note"),
    [
        (table(*[range(1, 31)] * 2, names="a,a"), ["a", "a_2"], "stood twice"),
        (table(range(1, 31), *["ab" * 15] * 2, names=",a,b"), ["a", "b"], "counts the"),
        (table([""] * 30, *["ab" * 15] * 2, names=",a,b"), ["a", "b"], "(empty)"),
        (table("ab" * 15, "cd" * 15, [""] * 30, names="a,b"), ["a", "b"], "too many"),
        (table(range(30), "ab" * 15, "cd" * 15, names="a,b"), ["a", "b"], "one field"),
        (
            table([5, 2] * 15, *["ab" * 15] * 2, names=",a,b"),
            ["column_1", "a", "b"],
            "",
        ),
        (b"5.1,3.5,setosa\n" * 30, ["column_1", "column_2", "column_3"], "not names"),
        (b"1,2,3\n" + b"4,5,6\n" * 30, ["1", "2", "3"], ""),
        (b"\n\na,b\n" + b"1,2\n" * 30, ["a", "b"], ""),
        (b'"a\nb",c\n' + b"1,2\n" * 30, ["a b", "c"], ""),
        (b"a,b\n" + b"1,2\n" * 30 + b",\n,\n", ["a", "b"], "2 rows with no value"),
        (b"a,b\n" + b"1,\x002\n" * 30, ["a", "b"], "30 NUL bytes"),
    ],
)
def test_odd_headers_and_left_overs(parse, content, names, note):
    reading = parse("a.csv", content).reading

    assert names == [column.name for column in reading.columns]
    assert note in " ".join(reading.notes)
    assert reading.n_rows in (29, 30)


def test_quoted_cells_keep_delimiters_and_line_breaks(parse):
    content = b"a,b\n" + b'"x, ""y""\nz",1\n' * 20

    parsed = parse("a.csv", content)

    assert 'x, "y"\nz' == parsed.modality.first_rows(parsed.folder, 1)["a"][0]
    assert 20 == parsed.reading.n_rows


def test_ragged_lines_are_named_and_can_be_skipped(parse):
    lines = ["a,b,c"] + ["1,2,3"] * 30
    lines[18], lines[25] = "1,2,3,4", "1"
    content = "\n".join(lines).encode()

    with pytest.raises(UnreadableUpload, match="line 19 has 4 fields") as caught:
        parse("a.csv", content)

    assert "line 26 has 1 field" in caught.value.what
    assert "skip 2 such lines" in caught.value.fix
    reading = parse("a.csv", content, skip_bad_rows=True).reading
    assert 28 == reading.n_rows
    assert "2 lines of 30 left out" in " ".join(reading.notes)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"a,b\n", "0 rows"),
        ("a.csv", b"a,b", "no rows"),
        ("a.csv", b"a,b\n1,2\n3,4\n5,6\n", "3 rows"),
        ("a.csv", b"a\n" + b"1\n" * 30, "has one column"),
        ("a.csv", b"a;b\n" + b"1;2\n" * 30, "has one column"),
        ("a.csv", b"a,b\n" + b'"' + b"1,2\n" * 2_000_000, "never closed"),
        ("a.csv", b",".join([b"a"] * 20_001) + b"\n1", "20,001 columns"),
        ("a.csv.gz", gzip.compress(bytes(40_000_000), mtime=0), "unfolds to more"),
        (
            "a.csv.gz",
            gzip.compress(b"a,b\n" + b"1,2\n" * 9_000_000, mtime=0),
            "unfolds to more",
        ),
        ("a.csv.gz", gzip.compress(b"\x7fELF" + bytes(99), mtime=0), "Linux program"),
        (
            "a.csv.gz",
            gzip.compress(gzip.compress(b"a,b", mtime=0), mtime=0),
            "holds no table",
        ),
        ("a.csv.gz", gzip.compress(PLAIN.encode(), mtime=0)[:-20], "broken gzip"),
        ("a.parquet", b"PAR1" + bytes(100), "broken Parquet"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unreadable_tables_are_refused(parse, name, content, message):
    options = {"delimiter": ","} if b"a;b" in content[:9] else {}

    with pytest.raises(UnreadableUpload, match=message) as caught:
        parse(name, content, **options)

    assert caught.value.fix


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"encoding": "klingon"}, "no text encoding"),
        ({"encoding": "rot13"}, "no text encoding"),
        ({"encoding": "ascii"}, "not text in the encoding ascii"),
        ({"encoding": "utf-16"}, "not text in the encoding utf-16"),
        ({"delimiter": "::"}, "cannot be a delimiter"),
        ({"decimal": "x"}, "cannot be a decimal sign"),
    ],
)
def test_impossible_overrides_are_refused(parse, options, message):
    with pytest.raises(UnreadableUpload, match=message):
        parse("a.csv", GERMAN.encode(), **options)


def test_utf_8_asked_for_where_it_is_not_is_refused(parse):
    with pytest.raises(UnreadableUpload, match="not text in the encoding utf-8"):
        parse("a.csv", GERMAN.encode("cp1252"), encoding="utf-8")


def test_bytes_that_are_no_character_are_counted(parse):
    content = PLAIN.encode("utf-8-sig") + b"1,\xff\n"

    notes = parse("a.csv", content).reading.notes

    assert "1 place could not be read as utf-8-sig" in " ".join(notes)


def test_too_many_cells_are_refused(parse, monkeypatch):
    monkeypatch.setattr(limits, "MAX_CELLS", 50)

    with pytest.raises(UnreadableUpload, match="more than 50 cells"):
        parse("a.csv", PLAIN.encode())


def parquet(frame: pd.DataFrame) -> bytes:
    block = io.BytesIO()
    frame.to_parquet(block)
    return block.getvalue()


def test_parquet_keeps_its_types(parse):
    frame = pd.DataFrame(
        {
            "whole": np.arange(30),
            "real": np.append(np.inf, np.linspace(0, 1, 29)),
            "truth": [True, False] * 15,
            "word": pd.Categorical(["a", "b", None] * 10),
            "day": pd.date_range("2020-01-01", periods=30),
            "digits": [str(i / 4) for i in range(30)],
            "list": [[1, 2]] * 30,
        }
    )

    parsed = parse("a.parquet", parquet(frame))

    kinds = {c.name: c.kind for c in parsed.reading.columns}
    numbers = dict.fromkeys(("whole", "real", "digits"), "number")
    others = {"truth": "boolean", "word": "category", "day": "date"}
    assert numbers | others == kinds
    assert "lists or bytes left out: list" in " ".join(parsed.reading.notes)
    assert "1 infinite values" in " ".join(parsed.reading.notes)


def test_parquet_of_many_declared_rows_is_refused_before_it_is_read(parse):
    frame = pd.DataFrame({"a": np.zeros(80_000_000, dtype=bool), "b": True})
    content = parquet(frame)

    with pytest.raises(UnreadableUpload, match="declares 80,000,000 rows"):
        parse("a.parquet", content)

    assert len(content) < 2_000_000


def test_csv_and_parquet_of_a_table_are_understood_alike(parse):
    frame = pd.read_csv(io.StringIO(PLAIN))

    one, other = parse("a.csv", PLAIN.encode()), parse("a.parquet", parquet(frame))

    assert one.reading.columns == other.reading.columns
    pd.testing.assert_frame_equal(one.dataset().X, other.dataset().X)


alike = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
CODES = b'a1,;\n" .\xe9\x00'
mostly_text = st.lists(st.sampled_from(CODES), max_size=200).map(bytes)
MAGIC = {
    "a.csv": b"",
    "a.csv.gz": b"\x1f\x8b\x08",
    "a.parquet": b"PAR1\x00",
    "a.zip": b"PK\x03\x04",
}


@alike
@given(content=st.one_of(st.binary(max_size=300), mostly_text))
@pytest.mark.parametrize("name", MAGIC)
def test_random_bytes_are_read_or_refused(parse, name, content):
    with contextlib.suppress(DlcompareError):
        parse(name, MAGIC[name] + content, skip_bad_rows=True)


@alike
@given(
    places=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=5),
    value=st.integers(0, 255),
)
def test_damaged_parquet_is_read_or_refused(parse, places, value):
    content = bytearray(parquet(pd.read_csv(io.StringIO(PLAIN))))
    for place in places:
        content[int(place * len(content))] = value

    with contextlib.suppress(DlcompareError):
        parse("a.parquet", bytes(content))


@alike
@given(
    st.lists(
        st.floats(allow_nan=False, min_value=-1e90, max_value=1e90),
        min_size=10,
        max_size=40,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([".", ","]),
)
def test_numbers_survive_any_layout(parse, numbers, sep, decimal):
    if sep == decimal:
        sep = ";"
    cells = [repr(number).replace(".", decimal) for number in numbers]
    content = table(cells, ["x"] * len(cells), sep=sep)
    content = content.replace(b"a,b", f"a{sep}b".encode())

    parsed = parse("a.csv", content, delimiter=sep, decimal=decimal)

    assert numbers == parsed.modality.column(parsed.folder, "a").tolist()


@pytest.mark.parametrize(
    ("late", "kind"),
    [
        ("01234,1", "category"),
        ("1234567890123456789,1", "category"),
        ("x,1", "category"),
        ("NA,1", "number"),
        ("nan,1", "number"),
        ("1e999,1", "number"),
        (" 55555 ,1", "number"),
    ],
)
def test_what_comes_after_the_first_block_counts(parse, monkeypatch, late, kind):
    monkeypatch.setattr(limits, "MAX_LINE_BYTES", 20_000)
    lines = [f"{10_000 + i},{i % 3}" for i in range(10_000)]
    n_late = 1_000 if kind == "category" else 50

    parsed = parse("a.csv", "\n".join(["a,b", *lines, *[late] * n_late]).encode())

    assert kind == parsed.kind("a")
    assert len(lines) + n_late == parsed.reading.n_rows
    values = parsed.modality.column(parsed.folder, "a")
    first = "10000" if kind == "category" else 10_000.0
    assert first == values.iloc[0]
    if late.startswith("0"):
        assert "01234" == values.iloc[-1]
    if kind == "number" and "5" not in late:
        assert n_late == values.isna().sum()
