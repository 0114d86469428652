"""Bytes of a text table to plain UTF-8: unpacked, decoded, without NUL bytes."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.recognise import TABLE, UTF_16_NUL_SHARE, format_of
from dlcompare.modalities.tabular.encodings import likely_encoding
from dlcompare.records import Decision, Upload

UTF_8 = "utf-8"
BOMS = (  # longest first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 65_536


@dataclass(frozen=True)
class CleanText:
    """A UTF-8 file without NUL bytes; the upload itself where that is one."""

    path: Path
    encoding: Decision
    has_quotes: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Scan:
    """What one pass over the bytes saw. `bad_at` is the first byte not in UTF-8."""

    head: bytes
    foreign: bytes  # lines with bytes beyond ASCII, at most SAMPLE_BYTES
    n_nul: int
    n_bytes: int
    has_quotes: bool
    bad_at: int | None


def clean_text(
    path: Path, name: str, *, encoding: str | None, scratch: Path
) -> CleanText:
    """The text of a file as UTF-8.

    Parameters
    ----------
    path : Path
        Plain or gzip text.
    name : str
        What the user calls the file; for messages.
    encoding : str or None
        As the user says, or None to recognise it.
    scratch : Path
        Folder for the converted file.

    Raises
    ------
    UnreadableUpload
        A gzip file is broken or unfolds beyond the limits; the encoding named
        does not exist or does not fit.
    """
    notes = []
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    if is_packed:
        path = _inflate(path, name, scratch / "inflated.csv")
        inside = Upload(name, str(path), path.stat().st_size, "")
        if format_of(inside) != "text":
            raise UnreadableUpload(f"{name} holds no table as text.", TABLE)
        notes.append(f"Unpacked to {words.size(path.stat().st_size)}.")
    scan = _scan(path)
    decision = _encoding(scan, name, encoding)
    is_utf_8 = decision.value in (UTF_8, "utf-8-sig")
    if is_utf_8 and scan.n_nul:
        notes.append(f"{words.count(scan.n_nul, 'NUL byte')} inside the text left out.")
    if not is_utf_8 or scan.n_nul or scan.bad_at is not None:
        target = scratch / "text.csv"
        n_lost = _convert(path, name, decision, target)
        path = target
        if n_lost:
            lost = f"{words.count(n_lost, 'place')} could not be read"
            notes.append(f"{lost} as {decision.value}; shown as \ufffd.")
    return CleanText(path, decision, scan.has_quotes, tuple(notes))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(limits.BLOCK_BYTES):
            yield block


def _inflate(path: Path, name: str, target: Path) -> Path:
    """Unpack a gzip file, stopping at the limits of size and ratio."""
    packed, n_bytes = path.stat().st_size, 0
    cap = max(limits.RATIO_FREE_BYTES, limits.MAX_RATIO * packed)
    try:
        with gzip.open(path) as file, target.open("wb") as out:
            while block := file.read(limits.BLOCK_BYTES):
                n_bytes += len(block)
                if n_bytes > min(cap, limits.MAX_INFLATED_BYTES):
                    raise UnreadableUpload(
                        f"{name} unfolds to more than {words.size(n_bytes)} from "
                        f"{words.size(packed)}, which no table does.",
                        "Unpack it yourself and upload the table inside.",
                    )
                out.write(block)
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadableUpload(
            f"{name} is a broken gzip file ({error}).", "Pack it again."
        ) from error
    return target


def _scan(path: Path) -> _Scan:
    """One pass: UTF-8 or not, NUL bytes, quotes, and samples to guess from."""
    decoder = codecs.getincrementaldecoder(UTF_8)()
    head, foreign, bad_at = b"", b"", None
    n_nul = n_bytes = 0
    has_quotes = False
    for block in _blocks(path):
        head = head or block[:SAMPLE_BYTES]
        n_nul += block.count(0)
        has_quotes = has_quotes or b'"' in block
        if bad_at is None and not (block.isascii() and not decoder.getstate()[0]):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                bad_at = n_bytes + error.start
        if len(foreign) < SAMPLE_BYTES and not block.isascii():
            lines = [line for line in block.split(b"\n") if not line.isascii()]
            foreign += b"\n".join(lines)[:SAMPLE_BYTES]
        n_bytes += len(block)
    if bad_at is None and decoder.getstate()[0]:
        bad_at = n_bytes - 1
    return _Scan(head, foreign, n_nul, n_bytes, has_quotes, bad_at)


def _encoding(scan: _Scan, name: str, override: str | None) -> Decision:
    """The encoding and why: as told, by its mark, as UTF-8, else by likelihood."""
    if override:
        try:
            codecs.lookup(override)
            "".encode(override)
        except LookupError as error:
            raise UnreadableUpload(
                f"There is no text encoding called '{override}'.",
                "Common ones are utf-8, cp1252, utf-16, cp1251 and shift_jis.",
            ) from error
        return Decision("encoding", override, "as you chose", is_override=True)
    for mark, encoding in BOMS:
        if scan.head.startswith(mark):
            return Decision("encoding", encoding, "the file begins with its mark")
    even, odd = scan.head[::2].count(0), scan.head[1::2].count(0)
    if max(even, odd) > UTF_16_NUL_SHARE * len(scan.head):
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        return Decision("encoding", encoding, "every other byte is zero")
    if scan.bad_at is None:
        return Decision("encoding", UTF_8, "all bytes are valid UTF-8")
    encoding = likely_encoding(scan.foreign)
    reason = f"byte {scan.bad_at + 1:,} is not valid UTF-8, and {encoding} fits best"
    return Decision("encoding", encoding, reason)


def _convert(path: Path, name: str, decision: Decision, target: Path) -> int:
    """Write the file again as UTF-8 without NUL; gives the characters not known."""
    n_lost = 0
    errors = "strict" if decision.is_override else "replace"
    decoder = codecs.getincrementaldecoder(decision.value)(errors)
    with target.open("w", encoding=UTF_8, newline="", errors="replace") as out:
        try:
            for block in chain(_blocks(path), [b""]):
                text = decoder.decode(block, not block)
                n_lost += text.count("\ufffd")
                out.write(text.replace("\x00", ""))
        except UnicodeError as error:
            raise UnreadableUpload(
                f"{name} is not text in the encoding {decision.value} ({error}).",
                "Choose another encoding, or let it be recognised.",
            ) from error
    return n_lost
