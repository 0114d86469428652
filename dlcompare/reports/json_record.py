"""The report as JSON: the same record, field by field."""

import json
from dataclasses import replace

from dlcompare import codec
from dlcompare.records import Report, Upload
from dlcompare.reports.exporter import Exporter


def encode(report: Report) -> bytes:
    """Indented JSON in UTF-8; `codec.decode(Report, …)` reads it back.

    Where the file lay on this machine is nobody's business: `path` of an upload
    becomes its name. A number that is not finite becomes text.
    """
    setup = replace(
        report.setup,
        upload=_without_path(report.setup.upload),
        test_upload=report.setup.test_upload
        and _without_path(report.setup.test_upload),
    )
    record = codec.encode(replace(report, setup=setup))
    text = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode("utf-8", "replace")


def _without_path(upload: Upload) -> Upload:
    return replace(upload, path=upload.name)


JSON = Exporter("json", "Report as JSON", ".json", "application/json", encode)
