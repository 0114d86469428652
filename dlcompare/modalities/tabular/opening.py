"""The table inside a file of any format, ready to be read block by block."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from dlcompare.modalities.recognise import format_of
from dlcompare.modalities.tabular.cells import read_blocks
from dlcompare.modalities.tabular.json_lines import records_as_text
from dlcompare.modalities.tabular.sniff import sniff
from dlcompare.modalities.tabular.source import Source
from dlcompare.modalities.tabular.stored import open_stored
from dlcompare.modalities.tabular.text_file import clean_text
from dlcompare.modalities.tabular.workbook import sheet_as_text
from dlcompare.records import ReadOptions, Upload

JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")


def open_table_file(upload: Upload, options: ReadOptions, scratch: Path) -> Source:
    """The table in `upload`; files needed to read it are written into `scratch`.

    Raises
    ------
    UnreadableUpload
    """
    path = Path(upload.path)
    form = format_of(upload)
    if form == "parquet":
        return open_stored(path, upload.name)
    if form == "zip":
        return _workbook(path, upload.name, options, scratch)
    text = clean_text(path, upload.name, encoding=options.encoding, scratch=scratch)
    if upload.name.lower().removesuffix(".gz").endswith(JSON_SUFFIXES):
        target = scratch / "records.csv"
        said, notes = records_as_text(
            text.path, upload.name, target, skip_bad_rows=options.skip_bad_rows
        )
        written = replace(options, delimiter=",", decimal=".", header=True)
        source = _text(target, upload.name, written, has_quotes=True)
        return replace(
            source, decisions=(*said, text.encoding), notes=(*text.notes, *notes)
        )
    source = _text(text.path, upload.name, options, has_quotes=text.has_quotes)
    delimiter, *others = source.decisions
    return replace(
        source,
        decisions=(delimiter, text.encoding, *others),
        notes=(*text.notes, *source.notes),
    )


def _text(path: Path, name: str, options: ReadOptions, *, has_quotes: bool) -> Source:
    """A table of text in UTF-8."""
    layout = sniff(path, name, options)

    blocks = partial(
        read_blocks,
        path,
        name,
        layout,
        has_quotes=has_quotes,
        skip_bad_rows=options.skip_bad_rows,
    )
    return Source(
        layout.names,
        blocks,
        layout.decimal,
        layout.decisions,
        layout.notes,
        parsed=blocks,
    )


def _workbook(path: Path, name: str, options: ReadOptions, scratch: Path) -> Source:
    target = scratch / "sheet.csv"
    said, sheets = sheet_as_text(path, name, options, target)
    written = replace(options, delimiter=",", decimal=".")
    source = _text(target, name, written, has_quotes=True)
    header = tuple(one for one in source.decisions if one.name == "header")
    return replace(source, decisions=(*said, *header), sheets=sheets)
