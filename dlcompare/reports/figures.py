"""The figures of the report: drawn when it is opened, from JSON in the page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from dlcompare.records import Report
from dlcompare.reports import understanding

if TYPE_CHECKING:
    import plotly.graph_objects as go

FONT = '"Source Sans 3","Source Sans Pro",system-ui,sans-serif'


@dataclass(frozen=True)
class Drawing:
    """A figure as the template needs it; `json` is safe inside a script element."""

    title: str
    lead: str
    alt: str
    height: int
    json: Markup


def drawings(report: Report) -> dict[str, Drawing]:
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
    (one_row,) = (price for price in plots.PRICES if price.key == "row")
    if plots.known(comparison, one_row):
        figures["cost_row"] = plots.cost(comparison, one_row)
    if any(c.association is not None for c in report.profile.columns):
        figures["associations"] = plots.associations(
            report.profile, excluded=report.setup.excluded
        )
    if comparison.pair is not None:
        figures["slopes"] = plots.fold_slopes(comparison)
        says_little = plots.is_untrained(report.verdict, comparison)
        if report.verdict.choice != "no_signal" and not says_little:
            figures["difference"] = plots.difference_density(comparison)
    if report.learning is not None:
        figures["more_rows"] = plots.learning_curves(report.learning)
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
    figures |= understanding.figures(report)
    return {name: _drawing(figure) for name, figure in figures.items()}


def verdict_bar(report: Report) -> Markup:
    """The probabilities as one bar, as HTML."""
    from dlcompare import plots

    return Markup(plots.verdict_bar_html(report.verdict, report.comparison))


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
