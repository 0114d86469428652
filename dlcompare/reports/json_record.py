"""The report as JSON: the same record, field by field."""

import json
from dataclasses import replace
from typing import Any

from dlcompare import codec
from dlcompare.records import Report, Upload
from dlcompare.reports.exporter import Exporter


def record(report: Report) -> dict[str, Any]:
    """The report as plain JSON values.

    Where the file lay on this machine is nobody's business: `path` of an upload
    becomes its name. A number that is not finite becomes text.
    """
    setup = replace(
        report.setup,
        upload=_without_path(report.setup.upload),
        test_upload=report.setup.test_upload
        and _without_path(report.setup.test_upload),
    )
    values: dict[str, Any] = codec.encode(replace(report, setup=setup))
    return values


def encode(report: Report) -> bytes:
    """Indented JSON in UTF-8; `codec.decode(Report, …)` reads it back."""
    text = json.dumps(record(report), indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode("utf-8", "replace")


def _without_path(upload: Upload) -> Upload:
    return replace(upload, path=upload.name)


JSON = Exporter("json", "Report as JSON", ".json", "application/json", encode)
