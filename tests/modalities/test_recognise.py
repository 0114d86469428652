import gzip
import io
import zipfile

import pytest

from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import IMAGES, TABULAR, recognise
from dlcompare.records import Upload

TABLE = b"a,b\n" + b"1,2\n" * 20


def zipped() -> bytes:
    block = io.BytesIO()
    with zipfile.ZipFile(block, "w") as archive:
        archive.writestr("a/1.png", b"")
    return block.getvalue()


@pytest.fixture
def upload(tmp_path):
    def upload(name: str, content: bytes) -> Upload:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return Upload(name, str(path), len(content), "")

    return upload


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", TABLE, TABULAR),
        ("A.CSV", TABLE, TABULAR),
        ("a.tsv", TABLE, TABULAR),
        ("a.csv.gz", gzip.compress(TABLE, mtime=0), TABULAR),
        ("a.csv", TABLE.decode().encode("utf-16"), TABULAR),
        ("masses.csv", b"MZ,intensity\n" + b"1,2\n" * 20, TABULAR),
        ("keys.csv", b"PK,value\n" + b"1,2\n" * 20, TABULAR),
        ("pars.csv", b"PAR1,PAR2\n" + b"1,2\n" * 20, TABULAR),
        ("a.zip", zipped(), IMAGES),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_modality_follows_bytes_and_name(upload, name, content, expected):
    assert expected is recognise(upload(name, content))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \n\n  \n", "is empty"),
        ("a.csv", b"\xef\xbb\xbf", "is empty"),
        ("a.csv", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100), "Windows program"),
        ("a.csv", b"\x7fELF\x02\x01\x01" + bytes(100), "Linux program"),
        ("a.csv", b"%PDF-1.7 ...", "PDF document"),
        ("a.csv", b"\x80\x04\x95" + bytes(50), "Python pickle"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "single image"),
        ("a.csv", bytes(range(1, 32)) * 20, "binary data"),
        ("a.csv", zipped(), "its content is a ZIP archive"),
        ("a.csv", gzip.compress(TABLE, mtime=0), "its content is a gzip archive"),
        ("a.parquet", TABLE, "its content is plain text"),
        ("a.zip", TABLE, "its content is plain text"),
        ("a.ods", zipped(), "is a spreadsheet"),
        ("a.xlsx", TABLE, "its content is plain text"),
        ("a.docx", zipped(), "of a kind that is not read"),
        ("a", TABLE, "of a kind that is not read"),
    ],
)
def test_other_files_are_refused(upload, name, content, message):
    with pytest.raises(UnreadableUpload, match=message) as caught:
        recognise(upload(name, content))

    assert caught.value.fix
