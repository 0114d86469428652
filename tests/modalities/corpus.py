"""Broken, odd and hostile files, made by code, each with what is to be said of it."""

import gzip
import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from PIL import Image

N = 30
ROWS = "".join(f"{i},{i % 3}.5,{'ab'[i % 2]}\n" for i in range(N))
TABLE = f"n,x,w\n{ROWS}"
CSV, ZIP, XLSX, PARQUET = "a.csv", "a.zip", "a.xlsx", "a.parquet"
LONG = "x" * 1_000_000
ABC = {"n": "number", "x": "number", "w": "category"}


@dataclass(frozen=True)
class Case:
    """A file and what comes of it.

    `refusal` is a pattern of the message; without one the file is read, `kinds` are
    its columns, `note` stands among its notes and decisions.
    """

    what: str
    name: str
    make: Callable[[], bytes]
    refusal: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    n_rows: int = N
    note: str = ""
    options: dict[str, Any] = field(default_factory=dict)


def text(content: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: content.encode(encoding, "surrogatepass")


def raw(content: bytes) -> Callable[[], bytes]:
    return lambda: content


OLE = b"\xd0\xcf\x11\xe0" + bytes(99)  # old Office files, and those with a password


def named(names: str, *, row: str = "") -> Callable[[], bytes]:
    """A table of three columns with this header."""
    return text(f"{names}\n" + (f"{row}\n" * N if row else ROWS))


def parquet(frame: pd.DataFrame) -> bytes:
    block = io.BytesIO()
    frame.to_parquet(block)
    return block.getvalue()


FRAME = pd.DataFrame({"a": [1]})


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    block = io.BytesIO()
    book.save(block)
    return block.getvalue()


def zipped(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    block = io.BytesIO()
    with zipfile.ZipFile(block, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return block.getvalue()


def picture(seed: int, form: str = "PNG", mode: str = "L") -> bytes:
    shape = (12, 12) if mode == "L" else (12, 12, len(mode))
    pixels = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    block = io.BytesIO()
    Image.fromarray(pixels, mode).save(block, form)
    return block.getvalue()


def classes(
    prefix: str = "", inner: str = "", suffix: str = ".png"
) -> dict[str, bytes]:
    return {
        f"{prefix}{label}/{inner}{i}.png": picture(i + 50 * (label == "dog"))
        for label in ("cat", "dog")
        for i in range(N // 2)
    }


def huge_png(side: int) -> bytes:
    """A small file that declares side x side pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def with_link() -> bytes:
    block = io.BytesIO(zipped(classes()))
    with zipfile.ZipFile(block, "a") as archive:
        link = zipfile.ZipInfo("cat/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return block.getvalue()


def with_password() -> bytes:
    """An archive whose first member says it is encrypted."""
    content = bytearray(zipped(classes()))
    directory = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[directory + 8] |= 1
    return bytes(content)


def lying() -> bytes:
    """An archive whose directory says its first member is tiny."""
    content = bytearray(zipped({"cat/lie.png": bytes(30_000_000)} | classes()))
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 10)
    return bytes(content)


READ = [
    Case("plain", CSV, text(TABLE), kinds=ABC),
    Case("no line end at last", CSV, text(TABLE.rstrip()), kinds=ABC),
    Case("carriage returns", CSV, text(TABLE.replace("\n", "\r")), kinds=ABC),
    Case("blank lines between", CSV, text(TABLE.replace("\n", "\n\n")), kinds=ABC),
    Case("lines of spaces", CSV, text(TABLE + ",,\n ,,\n"), kinds=ABC, note="2 rows"),
    Case("UTF-16, cut in half", CSV, lambda: TABLE.encode("utf-16")[:-1], kinds=ABC),
    Case("UTF-16 without mark", CSV, text(TABLE, "utf-16-be"), kinds=ABC),
    Case("UTF-32", CSV, text(TABLE, "utf-32"), kinds=ABC),
    Case("mark twice", CSV, text("\ufeff\ufeff" + TABLE), note="utf-8-sig"),
    Case("NUL bytes", CSV, text(TABLE.replace("a", "\0a")), kinds=ABC, note="NUL"),
    Case(
        "two encodings in one file",
        CSV,
        lambda: TABLE.encode() + "é,1,ü\n".encode() + b"\xe9,1,\xfc\n",
        kinds={"x": "number"},
        n_rows=32,
        note="not valid UTF-8",
    ),
    Case("semicolons, said first", CSV, text("sep=;\n" + TABLE.replace(",", ";"))),
    Case("title above", CSV, text("My data\n\n" + TABLE), kinds=ABC, note="My data"),
    Case("names twice", CSV, named("a,a,a"), kinds={"a_3": "category"}, note="twice"),
    Case("no names", CSV, named(",,"), kinds={"column_3": "category"}),
    Case("quotes in names", CSV, named('"a ""b""",c,d'), kinds={'a "b"': "number"}),
    Case("line end in a name", CSV, named('"a\nb",c,d'), kinds={"a b": "number"}),
    Case("markup as name", CSV, named("<img src=x onerror=alert(1)>,b,c")),
    Case("formula as name", CSV, named("=cmd|' /C calc'!A0,b,c")),
    Case("path as name", CSV, named("../../etc/passwd,b,c")),
    Case("right to left names", CSV, named("\u202eabc,שלום,🙂")),
    Case("one long name", CSV, named("a" * 100_000 + ",b,c")),
    Case(
        "formulas as cells",
        CSV,
        named("a,b,c", row="=1+1,@SUM(A1),-2+3"),
        kinds={"a": "category", "b": "category", "c": "category"},
    ),
    Case(
        "one long cell",
        CSV,
        text(TABLE + "9,1," + "x" * 1_000_000 + "\n"),
        n_rows=31,
    ),
    Case(
        "numbers beyond use",
        CSV,
        text(TABLE + "1e999,-inf,a\n"),
        kinds=ABC,
        n_rows=31,
        note="such as '1e999', are read as missing",
    ),
    Case("dates before and after all", CSV, named("a,b,c", row="0000-99-99,1,x")),
    Case(
        "dates out of range",
        CSV,
        text("d,x\n" + "0001-01-01,1\n9999-12-31,2\n2020-01-01,3\n" * 10),
        kinds={"d": "date"},
    ),
    Case("nothing but missing", CSV, named("a,b,c", row="NA,?,"), kinds={}),
    Case("quote at the end", CSV, text(TABLE + '1,2,"b'), n_rows=31),
    Case("packed", "a.csv.gz", lambda: gzip.compress(TABLE.encode()), kinds=ABC),
    Case("JSON records", "a.jsonl", text('{"a": 1, "b": "x"}\n' * N)),
    Case(
        "JSON of other keys each",
        "a.jsonl",
        lambda: "\n".join(
            json.dumps({f"k{i}": i, "w": "a"}) for i in range(N)
        ).encode(),
        kinds={"k7": "number"},
    ),
    Case("JSON without surrogate", "a.jsonl", text('{"a": "\\ud800", "b": 1}\n' * N)),
    Case(
        "workbook",
        XLSX,
        lambda: workbook(["a", "b"], *[[i, "x"] for i in range(N)]),
    ),
    Case("images in wrappers", ZIP, lambda: zipped(classes("a/b/"))),
    Case("images in inner folders", ZIP, lambda: zipped(classes("", "Imgs/"))),
    Case(
        "images and clutter",
        ZIP,
        lambda: zipped(
            classes()
            | {"__MACOSX/cat/._0.png": b"x", "cat/.DS_Store": b"x", "a.txt": b""}
        ),
        note="2 hidden files left out",
    ),
    Case(
        "images of all kinds",
        ZIP,
        lambda: zipped(
            classes()
            | {"cat/a.jpg": picture(1, "JPEG", "RGB"), "cat/b.bmp": picture(2, "BMP")}
            | {"dog/c.webp": picture(3, "WEBP", "RGB")}
            | {"dog/d.png": picture(4, "PNG", "RGBA")}
        ),
        n_rows=N + 4,
    ),
    Case(
        "a huge image",
        ZIP,
        lambda: zipped(classes() | {"cat/huge.png": huge_png(60_000)}),
        note="'cat/huge.png'",
    ),
    Case(
        "text called an image",
        ZIP,
        lambda: zipped(classes() | {"cat/x.png": b"hello"}),
        note="could not be read",
    ),
    Case("ZIP that lies of sizes", ZIP, lying, note="'cat/lie.png'"),
    Case("a link in a ZIP", ZIP, with_link, note="1 symbolic link left out"),
    Case(
        "an archive in a ZIP",
        ZIP,
        lambda: zipped(classes() | {"cat/more.zip": b"PK"}),
        note="1 nested archive left out",
    ),
]

REFUSED = [
    Case("nothing", CSV, raw(b""), "is empty"),
    Case("blank lines", CSV, raw(b" \n\n\t\n"), "is empty"),
    Case("only a mark", CSV, raw(b"\xff\xfe"), "is empty"),
    Case("header alone", CSV, text("a,b\n"), "0 rows"),
    Case("too few rows", CSV, text("a,b\n1,2\n3,4\n"), "2 rows"),
    Case("one column", CSV, text("a\n" + "1\n" * N), "has one column"),
    Case("ragged", CSV, text(TABLE + "1,2\n"), "line 32 has 2 fields"),
    Case(
        "a quote never closed",
        CSV,
        lambda: b'a,b\n1,"2\n' + b"1,2\n" * 2_000_000,
        "never closed",
    ),
    Case("too many columns", CSV, text("a," * 20_000 + "a\n1"), "20,001 columns"),
    Case("gzip bomb", "a.csv.gz", lambda: gzip.compress(bytes(40_000_000)), "unfolds"),
    Case(
        "gzip cut",
        "a.csv.gz",
        lambda: gzip.compress(TABLE.encode())[:-20],
        "broken gzip",
    ),
    Case(
        "gzip in gzip",
        "a.csv.gz",
        lambda: gzip.compress(gzip.compress(TABLE.encode())),
        "holds no table",
    ),
    Case("a web page", CSV, text("\n<!DOCTYPE html><html>" * 9), "is a web page"),
    Case("an XML file", CSV, text('<?xml version="1.0"?><a/>'), "is an XML file"),
    Case(
        "a stand-in for a large file",
        CSV,
        text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"),
        "stands for a file kept elsewhere",
    ),
    Case("end mark of DOS", CSV, text(TABLE + "\x1a"), "line 32 has 1 field"),
    Case("a program", CSV, raw(b"\x7fELF\x02" + bytes(99)), "Linux program"),
    Case("a Windows program", CSV, raw(b"MZ\x90" + bytes(99)), "Windows program"),
    Case("a pickle", CSV, raw(b"\x80\x05\x95" + bytes(40)), "Python pickle"),
    Case("a script", CSV, raw(b"#!/bin/sh\nrm -rf /\n"), "a script"),
    Case("a PDF", CSV, raw(b"%PDF-1.7"), "PDF document"),
    Case("a NumPy array", CSV, raw(b"\x93NUMPY\x01\x00"), "NumPy array"),
    Case("an HDF5 file", CSV, raw(b"\x89HDF\r\n\x1a\n"), "HDF5 file"),
    Case("a database", CSV, raw(b"SQLite format 3\x00"), "SQLite database"),
    Case("an image", CSV, lambda: picture(0), "single image"),
    Case("random bytes", CSV, lambda: bytes(range(1, 32)) * 20, "binary data"),
    Case("a ZIP called CSV", CSV, lambda: zipped(classes()), "ZIP archive"),
    Case("a CSV called ZIP", ZIP, text(TABLE), "plain text"),
    Case("a CSV called Parquet", PARQUET, text(TABLE), "plain text"),
    Case(
        "Parquet cut",
        PARQUET,
        lambda: parquet(pd.DataFrame({"a": [1]}))[:-9],
        "broken",
    ),
    Case(
        "Parquet of zeros",
        PARQUET,
        lambda: b"PAR1" + bytes(500) + b"PAR1",
        "broken Parquet",
    ),
    Case(
        "Parquet of lists alone",
        PARQUET,
        lambda: parquet(pd.DataFrame({"a": [[1]] * N})),
        "no column that can be read",
    ),
    Case("an old workbook", "a.xls", raw(OLE), "old Office"),
    Case(
        "a locked workbook",
        XLSX,
        raw(OLE),
        "old Office",
    ),
    Case("a workbook without rows", XLSX, workbook, "no sheet with a"),
    Case("a workbook that is none", XLSX, lambda: zipped({"a": b"b"}), "no Excel"),
    Case("JSON numbers", "a.json", text("[1, 2]"), "not records"),
    Case("JSON too deep", "a.json", text("[" * 99_999), "no JSON text"),
    Case("JSON cut", "a.jsonl", text('{"a": 1}\n{"a"'), "1 line without a JSON record"),
    Case("no such kind", "a.docx", text(TABLE), "of a kind that is not read"),
    Case("no ending", "a", text(TABLE), "of a kind that is not read"),
    Case("ZIP of nothing", ZIP, lambda: zipped({}), "holds no images"),
    Case("ZIP of texts", ZIP, lambda: zipped({"a/b.txt": b""}), "holds no images"),
    Case("ZIP cut", ZIP, lambda: zipped(classes())[:-99], "broken ZIP"),
    Case(
        "images in no folder",
        ZIP,
        lambda: zipped({f"{i}.png": picture(i) for i in range(N)}),
        "no class folders",
    ),
    Case(
        "one class",
        ZIP,
        lambda: zipped({f"cat/{i}.png": picture(i) for i in range(N)}),
        "no class folders",
    ),
    Case(
        "no image can be read",
        ZIP,
        lambda: zipped({f"{c}/{i}.png": b"x" for c in "ab" for i in range(N)}),
        "0 images that can be read; 60 files broken",
    ),
    Case("path up", ZIP, lambda: zipped({"../../a.png": b""}), "leads out"),
    Case("absolute path", ZIP, lambda: zipped({"/etc/a.png": b""}), "leads out"),
    Case("drive letter", ZIP, lambda: zipped({"C:\\a.png": b""}), "leads out"),
    Case("password", ZIP, with_password, "protected by a password"),
    Case(
        "ZIP bomb",
        ZIP,
        lambda: zipped(classes() | {"cat/b.png": bytes(30_000_000)}),
        "unfolds to",
    ),
]
