"""`make`: the factories of records, shared with the tests of the figures; a report."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from dlcompare.advice.nearest import nearest
from dlcompare.records import (
    Facts,
    Inspected,
    InspectionTask,
    Latency,
    Priorities,
    TrackRecord,
)
from dlcompare.reports.html import write
from tests.curves import some_curves


@pytest.fixture(scope="session")
def make():
    path = Path(__file__).parents[1] / "plots" / "factories.py"
    spec = importlib.util.spec_from_file_location("plot_factories", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def everything(make):
    """A report that has something to say in every section."""
    report = make.report()
    first, *rest = report.verdict.findings
    verdict = replace(
        report.verdict,
        findings=(replace(first, record=TrackRecord(61, 25, 17)), *rest),
        nearest=nearest(Facts(n_rows=400, n_features=10, n_classes=2)),
        hindsight="Misleading here: “Few rows”.",
    )
    looks = tuple(
        Inspected(InspectionTask(kind, "mlp"), "deep") for kind in ("rows", "seed")
    )
    wishes = Priorities(top_accuracy=True)
    setup = replace(report.setup, priorities=wishes)
    rows = tuple(
        replace(
            row,
            latency=Latency(2e-4 * (i + 1), 3e-4 * (i + 1), 50),
            memory_bytes=2e8,
            energy_joules=31.2,
        )
        for i, row in enumerate(report.standings)
    )
    return replace(
        report,
        verdict=verdict,
        inspected=looks,
        setup=setup,
        standings=rows,
        learning=some_curves(),
        comparison=replace(report.comparison, standings=rows),
    )


@pytest.fixture(scope="session")
def html(everything):
    """That report as HTML."""
    return write(everything).decode("utf-8")
