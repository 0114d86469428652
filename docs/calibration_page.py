"""The table and the figure of `benchmarks/results/calibration.csv` for the docs."""

import csv
from pathlib import Path

RESULTS = Path(__file__).parents[1] / "benchmarks" / "results" / "calibration.csv"
START, END = "<!-- calibration: make docs -->", "<!-- end of calibration -->"

PANEL_WIDTH, PANEL_HEIGHT, MARGIN = 300, 220, 56  # px
COLOURS = ("#9ecae1", "#6baed6", "#3182bd", "#08519c")  # few rows to many
FALSE_SHARE = 0.05  # what a false "deep" may not pass

Row = dict[str, str]


def rows() -> list[Row]:
    """The committed results, those of one choice of families together."""
    with RESULTS.open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    return sorted(
        found, key=lambda r: (r["families"], int(r["n_rows"]), float(r["gap"]))
    )


def table() -> str:
    """How often each case was said, in a Markdown table."""
    lines = [
        "| candidates | rows | true gap | studies | deep | classical | enough |"
        " equivalent | undecided | deep, uncorrected | bias before, after |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for r in rows():
        said = ("deep", "classical", "enough", "equivalent", "undecided")
        shares = " | ".join(f"{float(r[name]):.1%}" for name in said)
        lines.append(
            f"| {r['families']} | {int(r['n_rows']):,} | {100 * float(r['gap']):+.0f} |"
            f" {r['n_runs']} | {shares} | {float(r['deep_uncorrected']):.1%} |"
            f" {100 * float(r['bias_uncorrected']):+.2f},"
            f" {100 * float(r['bias']):+.2f} |"
        )
    return "\n".join(lines)


def with_table(page: str) -> str:
    """The page with the table between its two marks made anew."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{table()}\n\n{END}{after}"


def figure() -> str:
    """Share of studies that say "deep" by the true gap, as SVG."""
    found = rows()
    families = list(dict.fromkeys(r["families"] for r in found))
    width = MARGIN + len(families) * (PANEL_WIDTH + MARGIN)
    height = PANEL_HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        "<title>How often the verdict is deep, by the true gap</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for place, name in enumerate(families):
        own = [r for r in found if r["families"] == name]
        left = MARGIN + place * (PANEL_WIDTH + MARGIN)
        parts += _panel(own, name, left)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(own: list[Row], name: str, left: int) -> list[str]:
    gaps = sorted({float(r["gap"]) for r in own})
    bottom = MARGIN + PANEL_HEIGHT

    def x(gap: float) -> float:
        return left + gap / gaps[-1] * PANEL_WIDTH

    def y(share: float) -> float:
        return bottom - share * PANEL_HEIGHT

    parts = [f'<text x="{left}" y="{MARGIN - 24}" font-weight="bold">{name}</text>']
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts.append(_line(left, y(share), x(gaps[-1]), y(share), "#dddddd"))
        parts.append(_text(left - 6, y(share) + 4, f"{share:.0%}", "end"))
    parts.append(
        _line(left, y(FALSE_SHARE), x(gaps[-1]), y(FALSE_SHARE), "#d62728", dash="4 3")
    )
    for gap in gaps:
        parts.append(_text(x(gap), bottom + 18, f"{100 * gap:+.0f}", "middle"))
    parts.append(
        _text(left + PANEL_WIDTH / 2, bottom + 38, "true gap, points", "middle")
    )
    sizes = sorted({int(r["n_rows"]) for r in own})
    for number, (n_rows, colour) in enumerate(zip(sizes, COLOURS, strict=True)):
        line = {
            float(r["gap"]): float(r["deep"]) for r in own if r["n_rows"] == str(n_rows)
        }
        points = " ".join(f"{x(g):.1f},{y(line[g]):.1f}" for g in sorted(line))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}"'
            ' stroke-width="2.5"/>'
        )
        parts.append(
            f'<text x="{left + PANEL_WIDTH - 4}" y="{y(0.08) - 16 * (3 - number)}"'
            f' text-anchor="end" fill="{colour}">{n_rows:,} rows</text>'
        )
    return parts


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{colour}"{dashed}/>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'
