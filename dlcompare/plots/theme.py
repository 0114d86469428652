"""Every colour, size and word form of the figures, once.

Marks are mid-tones with at least 3:1 on both backgrounds, so one figure serves the
light and the dark theme; text is coloured by `light-dark()` for the same reason.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Pair = tuple[str, str]  # on the light background, on the dark one


@dataclass(frozen=True)
class FamilyStyle:
    """How one family looks. The colour never stands without its shape.

    `directive` is the name of the text colour in Streamlit's Markdown.
    """

    mark: str
    text: Pair
    symbol: str
    glyph: str
    word: str
    directive: str


FAMILIES: Mapping[str, FamilyStyle] = {
    "classical": FamilyStyle(
        "#2e7ebb", ("#1d5f95", "#7fbbe8"), "circle", "●", "classical", "blue"
    ),
    "deep": FamilyStyle(
        "#d4601c", ("#a8440c", "#f0995f"), "diamond", "◆", "deep", "orange"
    ),
    "pretrained": FamilyStyle(
        "#b04a87", ("#8f3369", "#e394c3"), "square", "■", "pre-trained", "violet"
    ),
    "blend": FamilyStyle(
        "#1c9684", ("#0b6b5f", "#62c9b8"), "triangle-up", "▲", "average", "green"
    ),
    "dummy": FamilyStyle(
        "#7d858f", ("#59616b", "#a2a8b0"), "line-ns", "┊", "guessing", "gray"
    ),
}

NEUTRAL = "#737d89"  # columns, classes, means, densities
INK: Pair = ("#2b3138", "#e4e2dd")
MUTED: Pair = ("#59616b", "#a2a8b0")
WARN: Pair = ("#7a5b00", "#e3bb4f")
STOP: Pair = ("#b3202f", "#f08a90")
WARN_MARK: Pair = ("#9a7400", "#c9a13a")
STOP_MARK: Pair = ("#b3202f", "#e0606a")
HATCH: Pair = ("#c9cdd2", "#4b535f")
HATCH_GROUND: Pair = ("#d9dcdf", "#3a414b")
PAGE: Pair = ("#fdfcfa", "#14171c")
PANEL: Pair = ("#f3f1ec", "#1e2229")
TABLE_HEAD: Pair = ("#f7f5f1", "#1a1e24")
BORDER: Pair = ("#dedad2", "#343a43")
BUTTON: Pair = ("#2b3138", "#60758c")

ZONE = "rgba(125,133,143,.13)"
GRID = "rgba(125,133,143,.18)"
GUIDE = "rgba(125,133,143,.55)"

TEXT_PX = 13
SMALL_PX = 12
KEY_PX = 14
CHARACTER_PX = 6.9  # mean advance of Source Sans at 13 px, on the safe side
NAME_LENGTH = 24  # characters; the whole name is in the hover and in the table
THIN_PX = 1.75  # 95% interval
THICK_PX = 5.0  # 50% interval
MARKER_PX = 11
DASH = "5px,4px"
CELL = 0.62  # opacity of a full cell; text on it keeps 4.5:1 in both themes
BAND_OPACITY = 0.16

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
}


def page_colors(dark: bool) -> dict[str, str]:
    """The colours of the pages, by their names in `.streamlit/config.toml`."""
    side = int(dark)
    colors = {
        "primaryColor": BUTTON[side],
        "backgroundColor": PAGE[side],
        "secondaryBackgroundColor": PANEL[side],
        "textColor": INK[side],
        "linkColor": INK[side],
        "borderColor": BORDER[side],
        "dataframeHeaderBackgroundColor": TABLE_HEAD[side],
        "codeBackgroundColor": PANEL[side],
        "codeTextColor": INK[side],
        "yellowColor": WARN_MARK[side],
        "yellowTextColor": WARN[side],
        "redColor": STOP_MARK[side],
        "redTextColor": STOP[side],
    }
    for style in FAMILIES.values():
        colors[f"{style.directive}Color"] = style.mark
        colors[f"{style.directive}TextColor"] = style.text[side]
    return colors


def adaptive(pair: Pair) -> str:
    """A CSS colour that follows the theme of the page."""
    return f"light-dark({pair[0]},{pair[1]})"


def plain(text: object) -> str:
    """User text as one line that neither HTML nor plotly takes for markup."""
    line = " ".join(str(text).split())
    visible = "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line
    )
    return html.escape(visible, quote=False)


def shorten(text: object, length: int = NAME_LENGTH) -> str:
    """At most `length` characters, the cut shown by an ellipsis; not escaped."""
    line = " ".join(str(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def paint(markup: str, pair: Pair, *, bold: bool = False) -> str:
    """Escaped text in a colour that follows the theme."""
    inner = f"<b>{markup}</b>" if bold else markup
    return f'<span style="color:{adaptive(pair)}">{inner}</span>'


def ink(text: object, *, bold: bool = False) -> str:
    """User text in the colour of text."""
    return paint(plain(text), INK, bold=bold)


def muted(text: object) -> str:
    """User text in the colour of remarks."""
    return paint(plain(text), MUTED)


def glyph(family: str) -> str:
    """The shape of a family in its colour."""
    style = FAMILIES[family]
    return f'<span style="color:{style.mark}">{style.glyph}</span>'


def named(family: str, label: str, *, bold: bool = False) -> str:
    """Glyph and name, the name cut to a length that fits a margin."""
    return f"{glyph(family)}\N{NO-BREAK SPACE}{ink(shorten(label), bold=bold)}"


def faint(color: str, opacity: float) -> str:
    """A `#rrggbb` colour with an opacity in [0, 1]."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def shades(darkest: float) -> list[list[Any]]:
    """A colour scale in grey from nearly nothing to an opacity of `darkest`."""
    return [[0, faint(NEUTRAL, 0.06)], [1, faint(NEUTRAL, darkest)]]
