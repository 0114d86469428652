import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcompare.plots import theme

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_marks_keep_three_to_one_on_the_page(side):
    marks = [style.mark for style in theme.FAMILIES.values()] + [theme.NEUTRAL]

    weakest = min(contrast(mark, theme.PAGE[side]) for mark in marks)

    assert weakest >= 3


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_text_keeps_four_and_a_half_to_one_on_the_page(side):
    texts = [theme.INK, theme.MUTED, theme.WARN, theme.STOP]
    texts += [style.text for style in theme.FAMILIES.values()]

    weakest = min(contrast(text[side], theme.PAGE[side]) for text in texts)

    assert weakest >= 4.5


def test_no_two_families_share_a_shape():
    symbols = {style.symbol for style in theme.FAMILIES.values()}

    assert len(theme.FAMILIES) == len(symbols)


@pytest.mark.skipif(not CONFIG.exists(), reason="the pages have no theme yet")
@pytest.mark.parametrize("name", ["light", "dark"])
def test_pages_have_the_colours_of_the_figures(name):
    written = tomllib.loads(CONFIG.read_text("utf-8"))["theme"][name]

    expected = theme.page_colors(dark=name == "dark")

    assert expected == {key: written.get(key) for key in expected}


@given(st.text())
def test_plain_text_carries_no_markup(text):
    markup = theme.plain(text)

    assert not {"<", ">", "\n", "\u202e"} & set(markup)


@given(st.text(), st.integers(2, 40))
def test_a_shortened_name_fits(text, length):
    assert len(theme.shorten(text, length)) <= length
