"""How numbers and names read."""

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcompare import words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.8712, "0.871"),
        (1.0, "1.000"),
        (0.0, "0.000"),
        (-0.25, "−0.250"),
        (-0.00001, "−0.000010"),
        (9.9994, "9.999"),
        (9.9996, "10.00"),
        (12.345, "12.35"),
        (123.45, "123.5"),
        (999.96, "1,000"),
        (43_438.21, "43,438"),
        (1_234_567.8, "1,234,568"),
        (0.00042, "0.00042"),
        (3.2e15, "3.2e+15"),
        (float("inf"), "infinite"),
        (float("nan"), "–"),
        (None, "–"),
    ],
)
def test_score(value, expected):
    assert expected == words.score(value)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0.871, 0.858, 0.884), "0.871 (0.858 to 0.884)"),
        ((0.8712, 0.7412, 1.0), "0.87 (0.74 to 1.00)"),
        ((0.8712, 0.8708, 0.8716), "0.8712 (0.8708 to 0.8716)"),
        ((0.8712, 0.8712, 0.8712), "0.871 (0.871 to 0.871)"),
        ((43_438.2, 42_000.0, 44_876.4), "43,400 (42,000 to 44,900)"),
        ((43_438.2, 43_431.0, 43_445.4), "43,438 (43,431 to 43,445)"),
        ((43_438.21, 43_438.01, 43_438.41), "43,438.2 (43,438.0 to 43,438.4)"),
        ((43_438.21, 43_438.20, 43_438.22), "43,438 (43,438 to 43,438)"),
        ((0.1 + 0.2, 0.3, 0.30000000000000010), "0.300 (0.300 to 0.300)"),
        ((9.9, 9.7, 10.1), "9.90 (9.70 to 10.10)"),
        ((-0.1, -0.3, 0.1), "−0.10 (−0.30 to 0.10)"),
        ((0.5,), "0.500"),
        ((0.5, None, None), "0.500"),
        ((None, None, None), "–"),
    ],
)
def test_interval(values, expected):
    assert expected == words.interval(*values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0.002, -0.008, 0.012), "+0.002 (−0.008 to +0.012)"),
        ((0.035,), "+0.035"),
        ((-0.035,), "−0.035"),
        ((0.0,), "0.000"),
        ((0.0001, -0.01, 0.01), "0.000 (−0.010 to +0.010)"),
        ((-812.0, -1_200.4, 10.0), "−810 (−1,200 to +10)"),
        ((None,), "–"),
    ],
)
def test_difference(values, expected):
    assert expected == words.difference(*values)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (None, "0.87 (0.74 to 1.00)"),
        (0.01, "0.87 (0.74 to 1.00)"),
        (0.005, "0.871 (0.741 to 1.001)"),
        (0.0005, "0.871 (0.741 to 1.001)"),
        (3.0, "0.87 (0.74 to 1.00)"),
    ],
)
def test_a_limit_is_told_apart(limit, expected):
    assert expected == words.interval(0.871, 0.741, 1.001, limit=limit)


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e6))
def test_no_digit_is_finer_than_a_hundredth_of_the_spread(mean, half):
    text = words.interval(mean, mean - half, mean + half).split(" (")[0]

    decimals = len(text.partition(".")[2])

    assert decimals == 0 or 10**-decimals >= half / 100 * (1 - 1e-6)


@given(st.floats(-1e3, 1e3), st.floats(1e-2, 1e6))
def test_an_interval_shows_its_spread(mean, half):
    text = words.interval(mean, mean - half, mean + half)

    low, high = text.split(" (")[1].rstrip(")").split(" to ")

    assert low != high


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "less than 1%"),
        (0.0099, "less than 1%"),
        (0.01, "1%"),
        (0.934, "93%"),
        (0.99, "99%"),
        (0.9901, "more than 99%"),
        (1.0, "more than 99%"),
        (None, "–"),
    ],
)
def test_percent(value, expected):
    assert expected == words.percent(value)


@given(st.floats(0, 1))
def test_a_probability_is_never_certain(p):
    assert words.percent(p) not in ("0%", "100%")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0%"),
        (0.0001, "under 0.1%"),
        (0.243, "24.3%"),
        (0.9999, "over 99.9%"),
        (1.0, "100%"),
        (None, "–"),
    ],
)
def test_share(value, expected):
    assert expected == words.share(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, "about equal"),
        (1.19, "about equal"),
        (0.85, "about equal"),
        (1.2, "1.2 times"),
        (2.44, "2.4 times"),
        (3.04, "3 times"),
        (9.96, "10 times"),
        (40.3, "40 times"),
        (447.0, "450 times"),
        (12_345.0, "12,000 times"),
        (0.28, "0.3 times"),
        (0.01, "under 0.05 times"),
        (float("inf"), "–"),
        (None, "–"),
    ],
)
def test_ratio(value, expected):
    assert expected == words.ratio(value)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"),
        (2e-7, "1 µs"),
        (12e-6, "12 µs"),
        (0.009, "9 ms"),
        (0.9996, "1.0 s"),
        (2.1, "2.1 s"),
        (9.96, "10 s"),
        (84.2, "84 s"),
        (180, "3 min"),
        (312, "5 min 12 s"),
        (3_599.6, "1 h"),
        (7_800, "2 h 10 min"),
        (50 * 3600, "2 days 2 h"),
        (None, "–"),
    ],
)
def test_duration(seconds, expected):
    assert expected == words.duration(seconds)


@pytest.mark.parametrize(
    ("size_bytes", "expected"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (812, "812 bytes"),
        (12_300, "12 kB"),
        (900_000, "0.9 MB"),
        (2_340_000, "2.3 MB"),
        (236_000_000, "236 MB"),
        (1_500_000_000, "1.5 GB"),
        (None, "–"),
    ],
)
def test_size(size_bytes, expected):
    assert expected == words.size(size_bytes)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((1_797,), "1,797"),
        ((1, "row"), "1 row"),
        ((0, "row"), "0 rows"),
        ((4_312, "row"), "4,312 rows"),
        ((2, "class", "classes"), "2 classes"),
        ((None, "row"), "–"),
    ],
)
def test_count(arguments, expected):
    assert expected == words.count(*arguments)


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "none"), (9, "nine"), (12, "twelve"), (13, "13")]
)
def test_spelled(number, expected):
    assert expected == words.spelled(number)


@pytest.mark.parametrize(
    ("names", "limit", "expected"),
    [
        ([], 5, ""),
        (["a"], 5, "a"),
        (["a", "b"], 5, "a and b"),
        (["a", "b", "c"], 5, "a, b and c"),
        (["a", "b", "c"], 2, "a, b and 1 more"),
    ],
)
def test_listed(names, limit, expected):
    assert expected == words.listed(names, limit=limit)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Gradient boosting", "gradient boosting"),
        ("CatBoost", "CatBoost"),
        ("SVM", "SVM"),
        ("ROC AUC", "ROC AUC"),
        ("R2", "R2"),
        (
            "Hand-crafted features + linear model",
            "hand-crafted features + linear model",
        ),
        ("", ""),
    ],
)
def test_within(label, expected):
    assert expected == words.within(label)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("age", "age"),
        ("a_b", r"a\_b"),
        ("![x](http://h/p.png)", "\\!\\[x\\]\\(http\\:\u2060//h/p\\.png\\)"),
        ("<b>&amp;</b>", r"\<b\>\&amp;\</b\>"),
        (":red[x] $x$", "\\:\u2060red\\[x\\] \\$x\\$"),
        ("a\nb\x00c", "a b c"),
        ("x" * 81, "x" * 79 + "…"),
        ("at 10:30: yes", r"at 10\:30\: yes"),
        ("http://a.b", "http\\:\u2060//a\\.b"),
        ("WWW.a.b", "WWW\u2060\\.a\\.b"),
        ("a@b.c", "a\u2060@b\\.c"),
        (":smile:", "\\:\u2060smile\\:"),
    ],
)
def test_escape_markdown(text, expected):
    assert expected == words.escape_markdown(text)


@given(st.text())
def test_escaped_text_is_one_line_and_bounded(text):
    escaped = words.escape_markdown(text, limit=10)

    assert "\n" not in escaped
    assert len(escaped) <= 30


@pytest.mark.parametrize(
    "name",
    [
        "words.names",
        "words.numbers",
        "comparison.bayes",
        "comparison.curves",
        "comparison.paired",
        "comparison.ropes",
        "advice.decide",
        "advice.naming",
    ],
)
def test_examples_hold(name):
    module = importlib.import_module(f"dlcompare.{name}")

    failed, tried = doctest.testmod(module)

    assert 0 == failed
    assert tried > 0
