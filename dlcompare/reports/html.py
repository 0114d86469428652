"""The report as one HTML file that needs nothing else: no network, no other file."""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dlcompare import answers, metrics, words
from dlcompare.records import (
    TEST_FOLD,
    CheckResult,
    Ledger,
    NearestSets,
    Report,
    Setup,
    Standing,
    TrackRecord,
)
from dlcompare.reports.exporter import Exporter

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TEMPLATES = Path(__file__).parent / "templates"
FONT = '"Source Sans 3","Source Sans Pro",system-ui,sans-serif'
MOST_COLUMNS = 200  # rows of the table of columns


@dataclass(frozen=True)
class Drawing:
    """A figure as the template needs it; `json` is safe inside a script element."""

    title: str
    lead: str
    alt: str
    height: int
    json: Markup


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
    text = environment.get_template("report.html.jinja").render(
        report=report,
        test_fold=TEST_FOLD,
        metric=metrics.find(report.metric),
        created=datetime.fromtimestamp(report.created, UTC),
        command=command(report.setup),
        reading=_reading(report.setup),
        answers=answers.said(report.setup),
        divided=answers.divided(report.setup),
        answered=_answered(report),
        drawings=_drawings(report),
        tables=_tables(report),
        champions=_champions(report),
        failures=[f for f in report.folds if f.failure],
        warnings=_warnings(report),
        bar=_verdict_bar(report),
        families=theme.FAMILIES,
        light=theme.page_colors(dark=False),
        dark=theme.page_colors(dark=True),
        muted=theme.MUTED,
        nearest_note=plots.NEAREST_NOTE,
        plotly_js=Markup(get_plotlyjs()),
    )
    return text.encode("utf-8", "replace")


def command(setup: Setup) -> str:
    """The command line that runs the same study, quoted for a POSIX shell."""
    wishes = {
        "interpretability": setup.priorities.interpretability,
        "limited_compute": setup.priorities.limited_compute,
        "top_accuracy": setup.priorities.top_accuracy,
    }
    options = [
        ("--target", setup.target),
        ("--task", setup.task or ""),
        ("--metric", setup.metric),
        ("--budget", f"{setup.budget.seconds:g}"),
        ("--seed", str(setup.seed)),
        ("--models", ",".join(setup.models)),
        *(("--exclude", column) for column in setup.excluded),
        *(("--keep", column) for column in setup.kept),
        ("--group-by", setup.group_by),
        ("--order-by", setup.order_by),
        ("--fold-by", setup.fold_by),
        *(("--priority", wish) for wish, is_wished in wishes.items() if is_wished),
        ("--test-file", _operand(setup.test_upload.name) if setup.test_upload else ""),
    ]
    parts = ["python", "-m", "dlcompare", "study", _operand(setup.upload.name)]
    parts += [f"{name}={value}" for name, value in options if value]
    parts += ["--duplicates-together"] if setup.duplicates_together else []
    return shlex.join(parts)


def _operand(name: str) -> str:
    """A file name that no option parser takes for an option."""
    return f"./{name}" if name.startswith("-") else name


def _reading(setup: Setup) -> str:
    """How the user had the file read, where that differs from what was recognised."""
    chosen = {
        "delimiter": setup.options.delimiter,
        "encoding": setup.options.encoding,
        "decimal sign": setup.options.decimal,
        "bad rows": "skipped" if setup.options.skip_bad_rows else None,
    }
    return "; ".join(f"{name} {value!r}" for name, value in chosen.items() if value)


def _answered(report: Report) -> list[tuple[CheckResult, str]]:
    """What the checks found, with the answer given or what the question is."""
    quiet = ("passed", "not_applicable")
    found = [check for check in report.checks if check.severity not in quiet]
    return [(check, _answer(check, report.setup)) for check in found]


def _answer(check: CheckResult, setup: Setup) -> str:
    remedy = answers.given(setup, check)
    return (
        check.question if remedy is None else f"Answered: {answers.statement(remedy)}"
    )


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


def _verdict_bar(report: Report) -> Markup:
    from dlcompare import plots

    return Markup(plots.verdict_bar_html(report.verdict, report.comparison))


def _drawings(report: Report) -> dict[str, Drawing]:
    """Every figure that has something to show, by the name the template uses."""
    from dlcompare import plots

    comparison, found = report.comparison, report.diagnostics
    panels = plots.learned(report.plan, report.folds)
    figures: dict[str, go.Figure] = {
        "intervals": plots.score_intervals(
            comparison, together=report.together, show_all=True
        ),
        "cost": plots.cost(comparison),
        "target": plots.target_figure(report.profile),
    }
    if any(c.association is not None for c in report.profile.columns):
        figures["associations"] = plots.associations(
            report.profile, excluded=report.setup.excluded
        )
    if comparison.pair is not None:
        figures["slopes"] = plots.fold_slopes(comparison)
        says_little = plots.is_untrained(report.verdict, comparison)
        if report.verdict.choice != "no_signal" and not says_little:
            figures["difference"] = plots.difference_density(comparison)
    if panels:
        figures["curves"] = plots.training_curves(panels)
    if found is not None:
        drawn = (
            ("roc", found.roc, plots.roc),
            ("precision_recall", found.precision_recall, plots.precision_recall),
            ("confusion", found.confusion, plots.confusion),
            ("residuals", found.residuals, plots.residuals),
        )
        figures |= {name: draw(found) for name, data, draw in drawn if data}
    return {name: _drawing(figure) for name, figure in figures.items()}


def _drawing(figure: "go.Figure") -> Drawing:
    from plotly.graph_objects import layout

    figure.update_layout(template=layout.Template(), font_family=FONT)
    meta = figure.layout.meta
    text = figure.to_json()
    for character in "<>&\u2028\u2029":  # none may end or open anything in a script
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Drawing(
        title=meta["title"],
        lead=meta["lead"],
        alt=meta["alt"],
        height=int(figure.layout.height),
        json=Markup(text),
    )


def _tables(report: Report) -> "Mapping[str, pd.DataFrame]":
    """The tables that need no mark-up of their own."""
    from dlcompare import plots

    columns = plots.columns_table(report.profile)
    columns = columns.drop(columns=["Distribution", "Says alone"]).head(MOST_COLUMNS)
    columns["Missing"] = [words.share(v) for v in columns["Missing"]]
    columns["Values"] = [words.count(v) for v in columns["Values"]]
    costs = plots.cost_table(report.comparison)
    scores = plots.score_table(report.comparison)
    with_average = plots.score_table(report.comparison, together=report.together)
    decider = metrics.find(report.metric).label
    others = [m.label for m in metrics.METRICS if m.label in scores]
    others = [label for label in others if label != decider]
    return {
        "scores": with_average.drop(columns=others),
        "metrics": scores[["Family", "Model", *others]] if len(scores) else scores,
        "folds": plots.fold_table(report.comparison),
        "columns": columns,
        "associations": plots.association_table(report.profile),
        "costs": costs,
        "settings": plots.settings_table(report.plan, report.folds),
        **_nearest(report),
        "ledger": plots.ledger_table(report.ledger or Ledger(0.0, ())),
    }


def _nearest(report: Report) -> "Mapping[str, pd.DataFrame]":
    from dlcompare import plots

    found = report.verdict.nearest
    return {} if found is None else {"nearest": plots.nearest_table(found)}


def _champions(report: Report) -> tuple[Standing, Standing] | None:
    """The best classical and the best deep candidate, once both exist."""
    by_model = {s.model: s for s in report.comparison.standings}
    classical = by_model.get(report.comparison.best_classical)
    deep = by_model.get(report.comparison.best_deep)
    return (classical, deep) if classical and deep else None


def _warnings(report: Report) -> dict[str, int]:
    """What the fits warned of, and on how many folds."""
    counted: dict[str, int] = {}
    for fold in report.folds:
        for text in dict.fromkeys(fold.warnings):
            line = f"{fold.model}: {text}"
            counted[line] = counted.get(line, 0) + 1
    return counted


HTML = Exporter("html", "Report as one HTML page", ".html", "text/html", write)
