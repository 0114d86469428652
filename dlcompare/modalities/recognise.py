"""What a file is by its first bytes, whatever its name says."""

from dlcompare.errors import UnreadableUpload
from dlcompare.records import Upload

HEAD_BYTES = 4096
TABLE = (
    "Upload a table (CSV, TSV, Excel, JSON lines or Parquet), or a ZIP of images in "
    "class folders."
)

# first bytes -> what such a file is, and what to do with it
FOREIGN = (
    (b"\x7fELF", "a Linux program", TABLE),
    (b"\xcf\xfa\xed\xfe", "a macOS program", TABLE),
    (b"\xca\xfe\xba\xbe", "a compiled program", TABLE),
    (b"#!", "a script", TABLE),
    (b"%PDF", "a PDF document", "Export its table as CSV and upload that."),
    (b"\x89HDF", "an HDF5 file", "Export its table as CSV or Parquet."),
    (b"\x93NUMPY", "a NumPy array", "Save it as CSV or Parquet."),
    (b"\x80\x04", "a Python pickle", "Save the data as CSV or Parquet."),
    (b"\x80\x05", "a Python pickle", "Save the data as CSV or Parquet."),
    (b"SQLite format 3", "an SQLite database", "Export one table as CSV."),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Save the sheet as CSV."),
    (b"Rar!", "a RAR archive", "Pack the class folders as ZIP."),
    (b"7z\xbc\xaf", "a 7z archive", "Pack the class folders as ZIP."),
    (b"BZh", "a bzip2 archive", "Unpack it and upload the file inside."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it and upload the file inside."),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "Unpack it and upload the file."),
    (b"\x89PNG", "a single image", "Put images in class folders, pack them as ZIP."),
    (b"\xff\xd8\xff", "a single image", "Put images in class folders, pack as ZIP."),
)
# first words of a text, in lower case -> what such a file is
FOREIGN_TEXTS = (
    (b"<!doctype html", "a web page", "Download the file itself and upload that."),
    (b"<html", "a web page", "Download the file itself and upload that."),
    (b"<?xml", "an XML file", "Export its table as CSV or Excel."),
    (
        b"version https://git-lfs",
        "a note that stands for a file kept elsewhere (Git LFS)",
        "Fetch the file itself, then upload it.",
    ),
)
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROL = bytes(range(9)) + bytes(range(14, 32))  # not in any text but as NUL
MAX_CONTROL_SHARE = 0.01  # of the bytes that are no NUL
UTF_16_NUL_SHARE = 0.2  # western text in UTF-16 is half NUL bytes


def format_of(upload: Upload) -> str:
    """What the bytes are: "text", "gzip", "parquet" or "zip".

    Raises
    ------
    UnreadableUpload
        The file is empty, or of a kind that is never read: programs, pickles,
        other archives, binary data.
    """
    with open(upload.path, "rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise UnreadableUpload(
            f"{upload.name} is empty.", "Upload a file with a header line and rows."
        )
    for magic, what, fix in FOREIGN:
        if head.startswith(magic):
            raise UnreadableUpload(f"{upload.name} is {what}, not a table.", fix)
    opening = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for words, what, fix in FOREIGN_TEXTS:
        if opening.startswith(words):
            raise UnreadableUpload(f"{upload.name} is {what}, not a table.", fix)
    if head.startswith(b"PAR1") and b"\x00" in head:  # a column may be called PAR1
        return "parquet"
    if head.startswith(ZIP_STARTS):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"MZ") and b"\x00" in head:  # a column may be called MZ
        raise UnreadableUpload(
            f"{upload.name} is a Windows program, not a table.", TABLE
        )
    if not head.startswith(UTF_16) and not _is_wide(head):
        text = head.replace(b"\x00", b"")
        n_control = len(text) - len(text.translate(None, CONTROL))
        if n_control > MAX_CONTROL_SHARE * len(text):
            raise UnreadableUpload(
                f"{upload.name} holds binary data, not the text of a table.", TABLE
            )
    return "text"


def _is_wide(head: bytes) -> bool:
    """Whether bytes look like UTF-16 without a mark: zeros, but on one side alone."""
    few, many = sorted((head[::2].count(0), head[1::2].count(0)))
    return many > UTF_16_NUL_SHARE * len(head) and few <= MAX_CONTROL_SHARE * len(head)
