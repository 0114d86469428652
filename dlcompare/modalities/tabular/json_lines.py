"""JSON: a record per line, or a list of records, written as plain text."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.records import Decision

MAX_DEPTH = 3  # records inside records; deeper ones are left out
SHOWN_BAD_LINES = 5
FIX = 'Give one JSON record per line, such as {"age": 41, "city": "Oslo"}'


def records_as_text(
    path: Path, name: str, target: Path, *, skip_bad_rows: bool
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Write records as CSV to `target`, a column per key; gives decisions and notes.

    Parameters
    ----------
    path : Path
        Text in UTF-8.
    name : str
        What the user calls the file; for messages.
    target : Path
    skip_bad_rows : bool
        Whether lines that are no record are left out; else they are refused.

    Raises
    ------
    UnreadableUpload
    """
    is_list = _starts_with_bracket(path)
    bad: list[int] = []
    keys: dict[str, None] = {}
    nested: Counter[str] = Counter()
    for record in _records(path, name, bad, is_list=is_list):
        for key, value in _flat(record):
            if isinstance(value, (list, dict)):
                nested[key] += 1
            else:
                keys.setdefault(key)
        if len(keys) > limits.MAX_COLUMNS:
            raise UnreadableUpload(
                f"{name} has more than {limits.MAX_COLUMNS:,} different keys.",
                "Upload records with fewer keys; perhaps names are used as keys.",
            )
    if bad and not skip_bad_rows:
        lines = words.listed([f"{line:,}" for line in bad[:SHOWN_BAD_LINES]])
        raise UnreadableUpload(
            f"{name} has {words.count(len(bad), 'line')} without a JSON record: "
            f"{lines}.",
            f"{FIX}, or skip {words.count(len(bad), 'such line')}.",
        )
    if not keys:
        raise UnreadableUpload(f"{name} has no records with values.", f"{FIX}.")
    with target.open("w", encoding="utf-8", newline="", errors="replace") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([key.strip() for key in keys])
        for record in _records(path, name, [], is_list=is_list):
            found = dict(_flat(record))
            writer.writerow([_as_text(found.get(key)) for key in keys])
    notes = []
    if bad:
        notes.append(f"{words.count(len(bad), 'line')} without a JSON record left out.")
    if nested:
        shown = words.listed([f"'{key}'" for key in nested])
        notes.append(f"Lists inside records left out: {shown}.")
    called = "a list of records" if is_list else "a record per line"
    decision = Decision("format", "JSON", f"the file holds {called}")
    return (decision,), tuple(notes)


def _starts_with_bracket(path: Path) -> bool:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.read(limits.BLOCK_BYTES).lstrip().startswith("[")


def _records(
    path: Path, name: str, bad: list[int], *, is_list: bool
) -> Iterator[Mapping[str, Any]]:
    """Every record; numbers of the lines that hold none are added to `bad`."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        if is_list:
            yield from _listed(file.read(), name)
            return
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                record = None
            if isinstance(record, dict):
                yield record
            else:
                bad.append(number)


def _listed(text: str, name: str) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableUpload(
            f"{name} is no JSON text ({str(error)[:100]}).", f"{FIX}."
        ) from error
    strange = next((one for one in found if not isinstance(one, dict)), None)
    if strange is not None or not found:
        seen = json.dumps(strange)[:40] if found else "nothing"
        raise UnreadableUpload(
            f"{name} is a list that holds {seen}, not records.", f"{FIX}."
        )
    return list(found)


def _flat(
    record: Mapping[str, Any], before: str = "", depth: int = 1
) -> Iterator[tuple[str, Any]]:
    """Keys and values; those of records inside are called "outer.inner"."""
    for key, value in record.items():
        if isinstance(value, dict) and value and depth < MAX_DEPTH:
            yield from _flat(value, f"{before}{key}.", depth + 1)
        else:
            yield f"{before}{key}", value


def _as_text(value: Any) -> str:
    if value is None or isinstance(value, (list, dict)):
        return ""
    return str(value).replace("\x00", "")
