"""Excel workbooks and JSON records."""

import datetime as dt
import gzip
import io
import json
import zipfile

import openpyxl
import pytest

from dlcompare.errors import UnreadableUpload


def workbook(*sheets: tuple[str, list[list]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    block = io.BytesIO()
    book.save(block)
    return block.getvalue()


ROWS = [
    [i, i / 4, "ab"[i % 2], dt.date(2020, 1, 1 + i % 28), i % 3 == 0] for i in range(30)
]
TABLE = [["whole", "real", "word", "day", "truth"], *ROWS]


def test_a_workbook_is_read_like_a_table(parse):
    parsed = parse("a.xlsx", workbook(("Sales", TABLE)))

    kinds = {c.name: c.kind for c in parsed.reading.columns}
    assert {
        "whole": "number",
        "real": "number",
        "word": "category",
        "day": "date",
        "truth": "boolean",
    } == kinds
    assert 30 == parsed.reading.n_rows
    assert [0.0, 0.25] == parsed.modality.column(parsed.folder, "real")[:2].tolist()
    assert ("Excel workbook", "Sales") == (
        parsed.decision("format"),
        parsed.decision("sheet"),
    )


def test_the_first_visible_sheet_with_a_table_is_read_and_another_can_be(parse):
    other = [["x", "y"], *[[i, i % 2] for i in range(20)]]
    sheets = ("Old", TABLE), ("Notes", [["hello"]]), ("Sales", TABLE), ("More", other)
    content = workbook(*sheets, hidden="Old")

    parsed, chosen = parse("a.xlsx", content), parse("b.xlsx", content, sheet="More")

    assert "Sales" == parsed.decision("sheet")
    assert ("Old", "Notes", "Sales", "More") == parsed.reading.sheets
    assert ["x", "y"] == [c.name for c in chosen.reading.columns]
    with pytest.raises(UnreadableUpload, match="no sheet called 'None'"):
        parse("c.xlsx", content, sheet="None")


def test_a_title_above_the_table_of_a_sheet_is_left_out(parse):
    rows = [["Report"], [], *TABLE]

    reading = parse("a.xlsx", workbook(("Sales", rows))).reading

    assert ("whole", 30) == (reading.columns[0].name, reading.n_rows)
    assert "above the table left out: Report" in " ".join(reading.notes)


def packed(content: bytes, name: str, body: bytes) -> bytes:
    """The workbook with one member written anew."""
    block = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(block, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info, body if info.filename == name else old.read(info))
    return block.getvalue()


FAR = (
    b'<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (workbook(("Sales", [])), "no sheet with a table"),
        (workbook(("Sales", TABLE))[:-500], "broken workbook"),
        (b"PK\x03\x04" + bytes(500), "broken workbook"),
        (packed(workbook(("S", TABLE)), "xl/worksheets/sheet1.xml", FAR), "more than"),
        (
            packed(workbook(("S", TABLE)), "xl/styles.xml", bytes(40_000_000)),
            "unfolds to more",
        ),
        (packed(workbook(("S", TABLE)), "xl/worksheets/sheet1.xml", b"<a"), "broken"),
    ],
    ids=["empty", "cut", "no zip", "far corner", "bomb", "no xml"],
)
def test_broken_workbooks_are_refused(parse, content, message):
    with pytest.raises(UnreadableUpload, match=message) as caught:
        parse("a.xlsx", content)

    assert caught.value.fix


RECORDS = [{"n": i, "w": "ab"[i % 2], "in": {"t": i > 3}, "l": [i]} for i in range(30)]
LINES = "\n".join(json.dumps(record) for record in RECORDS).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", LINES),
        ("a.ndjson", LINES.replace(b"\n", b"\n\n")),
        ("a.json", json.dumps(RECORDS).encode()),
        ("a.jsonl.gz", gzip.compress(LINES, mtime=0)),
        ("a.jsonl", b"\xef\xbb\xbf" + LINES),
        ("a.jsonl", LINES.decode().encode("utf-16")),
    ],
)
def test_json_records_are_rows(parse, name, content):
    parsed = parse(name, content)

    kinds = {c.name: c.kind for c in parsed.reading.columns}
    assert {"n": "number", "w": "category", "in.t": "boolean"} == kinds
    assert 30 == parsed.reading.n_rows
    assert "Lists inside records left out: 'l'" in " ".join(parsed.reading.notes)


def test_keys_that_some_records_lack_are_missing(parse):
    records = [{"a": i, **({"b": "x"} if i % 3 else {})} for i in range(30)]
    content = "\n".join(map(json.dumps, records)).encode()

    columns = parse("a.jsonl", content).reading.columns

    assert [0, 10] == [column.n_missing for column in columns]


def test_lines_without_a_record_are_named_and_can_be_skipped(parse):
    content = LINES + b'\n{"n": 5,\n[1]\nhello\n'

    with pytest.raises(UnreadableUpload, match=r"3 lines without.*: 31, 32 and 33"):
        parse("a.jsonl", content)

    reading = parse("a.jsonl", content, skip_bad_rows=True).reading
    assert "3 lines without a JSON record left out" in " ".join(reading.notes)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"[1, 2, 3]", "a list that holds 1, not records"),
        ("a.json", b"[", "no JSON text"),
        ("a.json", b"[]", "a list that holds nothing"),
        ("a.json", b"[" * 100_000, "no JSON text"),
        ("a.jsonl", b"{}\n{}\n", "no records with values"),
        ("a.jsonl", b"a,b\n1,2\n", "2 lines without a JSON record"),
        ("a.jsonl", b'{"a":' * 100_000, "1 line without a JSON record"),
    ],
)
def test_what_is_no_json_is_refused(parse, name, content, message):
    with pytest.raises(UnreadableUpload, match=message) as caught:
        parse(name, content)

    assert caught.value.fix
