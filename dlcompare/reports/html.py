"""The report as one HTML file that needs nothing else: no network, no other file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dlcompare import answers, metrics, words
from dlcompare.records import TEST_FOLD, NearestSets, Report, TrackRecord
from dlcompare.reports import (
    figures,
    json_record,
    paths,
    said,
    tables,
    traces,
    understanding,
)
from dlcompare.reports.declared import declared
from dlcompare.reports.exporter import Exporter
from dlcompare.reports.limits import limits

TEMPLATES = Path(__file__).parent / "templates"


def write(report: Report) -> bytes:
    """The whole report as HTML in UTF-8, plotly.js included once."""
    from plotly.offline import get_plotlyjs

    from dlcompare import plots
    from dlcompare.plots import theme

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.filters |= _filters()
    record = json_record.record(report)

    def show(form: str, *places: str) -> Markup:
        """A number of the report and where in its JSON it stands."""
        return paths.marked(paths.said(record, form, *places), form, *places)

    text = environment.get_template("report.html.jinja").render(
        report=report,
        test_fold=TEST_FOLD,
        metric=metrics.find(report.metric),
        created=datetime.fromtimestamp(report.created, UTC),
        command=said.command(report.setup),
        reading=said.reading(report.setup),
        divided=answers.divided(report.setup),
        answered=said.answered(report),
        drawings=figures.drawings(report),
        tables=traces.traced(report, tables.tables(report)),
        only_champions=plots.ONLY_CHAMPIONS,
        other_changes=plots.beside_the_table(report.verdict),
        show=show,
        declared=declared(report, show),
        limits=limits(report),
        closer=said.closer(report),
        understanding=understanding.said(report),
        question=said.question(report),
        champions=said.champions(report),
        failures=[f for f in report.folds if f.failure],
        warnings=said.warnings(report),
        bar=figures.verdict_bar(report),
        families=theme.FAMILIES,
        light=theme.page_colors(dark=False),
        dark=theme.page_colors(dark=True),
        muted=theme.MUTED,
        nearest_note=plots.NEAREST_NOTE,
        how_costs=plots.HOW_COSTS,
        plotly_js=Markup(get_plotlyjs()),
    )
    return text.encode("utf-8", "replace")


def _visible(value: Any) -> Any:
    """Text without characters that hide or turn what follows them."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}"
        for c in value
    )


def _filters() -> dict[str, Callable[..., str]]:
    return {
        "score": words.score,
        "interval": words.interval,
        "difference": words.difference,
        "percent": words.percent,
        "share": words.share,
        "duration": words.duration,
        "filesize": words.size,
        "record": _record,
        "nearest": _nearest_sentence,
        "number": words.count,
    }


def _record(known: TrackRecord | None) -> str:
    """On how many public data sets a rule was right."""
    from dlcompare import plots

    return plots.record_text(known)


def _nearest_sentence(found: NearestSets) -> str:
    from dlcompare import plots

    return plots.nearest_sentence(found)


HTML = Exporter("html", "Report as one HTML page", ".html", "text/html", write)
