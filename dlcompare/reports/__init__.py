"""Reports to take along: one entry per kind of file."""

from dlcompare.reports.exporter import Exporter
from dlcompare.reports.html import HTML
from dlcompare.reports.json_record import JSON

EXPORTERS: tuple[Exporter, ...] = (HTML, JSON)

__all__ = ["EXPORTERS", "Exporter"]
