"""Numbers and names as people read them: the only place that formats either.

A missing value (None or NaN) reads "–" everywhere.
"""

import math
import re
from collections.abc import Sequence

MISSING = "–"
MINUS = "\u2212"  # a true minus, as wide as a plus
JOINS = re.compile(r"(?<!\d):(?=\S)|:(?=[^\s\d])|\bwww(?=\.)|[\w.+-](?=@)", re.I)
ABOUT_EQUAL = 1.2  # ratios nearer to 1 than this say nothing
SMALL_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def score(value: float | None) -> str:
    """A score: three decimals below 10, fewer above, thousands with commas.

    Examples
    --------
    >>> score(0.8712), score(43438.21), score(0.00042)
    ('0.871', '43,438', '0.00042')
    """
    return _number(value, _decimals(value))


def interval(
    mean: float | None, low: float | None = None, high: float | None = None
) -> str:
    """A mean with its limits, or alone where there are none.

    Examples
    --------
    >>> interval(0.871, 0.858, 0.884)
    '0.871 (0.858 to 0.884)'
    """
    decimals = _decimals(mean, low, high)
    if low is None or high is None:
        return _number(mean, decimals)
    return (
        f"{_number(mean, decimals)}"
        f" ({_number(low, decimals)} to {_number(high, decimals)})"
    )


def difference(
    mean: float | None, low: float | None = None, high: float | None = None
) -> str:
    """A signed difference, with its limits where given.

    Examples
    --------
    >>> difference(0.002, -0.008, 0.012)
    '+0.002 (−0.008 to +0.012)'
    """
    decimals = _decimals(mean, low, high)
    if low is None or high is None:
        return _signed(mean, decimals)
    return (
        f"{_signed(mean, decimals)}"
        f" ({_signed(low, decimals)} to {_signed(high, decimals)})"
    )


def percent(probability: float | None) -> str:
    """A probability as whole percent, never 0% or 100%.

    Examples
    --------
    >>> percent(0.934), percent(0.0004), percent(1.0)
    ('93%', 'less than 1%', 'more than 99%')
    """
    if probability is None or math.isnan(probability):
        return MISSING
    if probability < 0.01:
        return "less than 1%"
    if probability > 0.99:
        return "more than 99%"
    return f"{probability * 100:.0f}%"


def share(value: float | None) -> str:
    """A share in [0, 1] of something counted, as percent with one decimal.

    Examples
    --------
    >>> share(0.243), share(0.0), share(1.0)
    ('24.3%', '0%', '100%')
    """
    if value is None or math.isnan(value):
        return MISSING
    if value in (0, 1):
        return f"{value:.0%}"
    if 0 < value < 0.0005:
        return "under 0.1%"
    if 0.9995 <= value < 1:
        return "over 99.9%"
    return f"{value:.1%}"


def ratio(value: float | None) -> str:
    """How many times as much, in two digits at most.

    Examples
    --------
    >>> ratio(40.3), ratio(3.04), ratio(1.1), ratio(0.28)
    ('40 times', '3 times', 'about equal', '0.3 times')
    """
    if value is None or not math.isfinite(value):
        return MISSING
    if 1 / ABOUT_EQUAL < value < ABOUT_EQUAL:
        return "about equal"
    if value < 0.05:
        return "under 0.05 times"
    return f"{_two_digits(value)} times"


def duration(seconds: float | None) -> str:
    """A time span in the two units that matter.

    Examples
    --------
    >>> duration(0.009), duration(2.1), duration(84), duration(312), duration(7800)
    ('9 ms', '2.1 s', '84 s', '5 min 12 s', '2 h 10 min')
    """
    if seconds is None or math.isnan(seconds):
        return MISSING
    if seconds == 0:
        return "0 s"
    if seconds < 1e-3:
        return f"{max(seconds * 1e6, 1):.0f} µs"
    if seconds < 0.9995:
        return f"{seconds * 1e3:.0f} ms"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    if seconds < 3599.5:
        return _two_units(round(seconds), 60, "min", "s")
    if seconds < 48 * 3600:
        return _two_units(round(seconds / 60), 60, "h", "min")
    return _two_units(round(seconds / 3600), 24, "days", "h")


def size(size_bytes: float | None) -> str:
    """A file or memory size in decimal units.

    Examples
    --------
    >>> size(812), size(12_300), size(900_000), size(236_000_000)
    ('812 bytes', '12 kB', '0.9 MB', '236 MB')
    """
    if size_bytes is None or math.isnan(size_bytes):
        return MISSING
    if size_bytes < 1000:
        return f"{size_bytes:.0f} bytes"
    if size_bytes < 99_500:
        return f"{size_bytes / 1e3:.0f} kB"
    value, unit = (
        (size_bytes / 1e6, "MB") if size_bytes < 999.5e6 else (size_bytes / 1e9, "GB")
    )
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"


def count(number: int | None, noun: str = "", plural: str = "") -> str:
    """A whole number with commas; with its noun if one is given.

    Examples
    --------
    >>> count(1797), count(1, "row"), count(4312, "row"), count(2, "class", "classes")
    ('1,797', '1 row', '4,312 rows', '2 classes')
    """
    if number is None or math.isnan(number):
        return MISSING
    text = f"{int(number):,}".replace("-", MINUS)
    if not noun:
        return text
    return f"{text} {noun if number == 1 else plural or noun + 's'}"


def spelled(number: int) -> str:
    """A whole number as it stands in a sentence: words up to twelve.

    Examples
    --------
    >>> spelled(9), spelled(25)
    ('nine', '25')
    """
    return SMALL_NUMBERS[number] if 0 <= number <= 12 else count(number)


def listed(names: Sequence[str], *, limit: int = 5) -> str:
    """Names as a list in a sentence, the rest counted.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], limit=1)
    ('a, b and c', 'a and 2 more')
    """
    shown = list(names[:limit])
    if len(names) > limit:
        shown.append(f"{len(names) - limit:,} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def within(label: str) -> str:
    """A model's label as it stands inside a sentence.

    Names such as CatBoost and initials such as SVM keep their capitals.

    Examples
    --------
    >>> within("Gradient boosting"), within("CatBoost"), within("SVM on edges")
    ('gradient boosting', 'CatBoost', 'SVM on edges')
    """
    first = label.split(" ", 1)[0]
    is_plain = first[:1].isupper() and first[1:].islower() and first[-1:].isalpha()
    return label[:1].lower() + label[1:] if is_plain else label


def sentence_start(text: str) -> str:
    """The text with its first letter raised.

    Examples
    --------
    >>> sentence_start("gradient boosting trains faster.")
    'Gradient boosting trains faster.'
    """
    return text[:1].upper() + text[1:]


def escape_markdown(text: str, limit: int = 80) -> str:
    r"""The user's text made safe to show where Markdown is read.

    Control characters and line breaks become spaces, the text is cut at `limit`
    characters, and every character that Markdown, HTML, maths or Streamlit's
    colours could read as an instruction is escaped, so that a column name can
    load no picture and make no link. Addresses and :names: are sought in the text
    that is left, so a mark of no width parts them.

    Examples
    --------
    >>> escape_markdown("a_b")
    'a\\_b'
    """
    clean = "".join(c if c.isprintable() else " " for c in text).strip()
    if len(clean) > limit:
        clean = clean[: limit - 1].rstrip() + "…"
    apart = JOINS.sub("\\g<0>\u2060", clean)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$:~&^=])", r"\\\1", apart)


def _decimals(*values: float | None) -> int:
    """Decimals that suit the largest of the values."""
    finite = [abs(v) for v in values if v is not None and math.isfinite(v)]
    largest = max(finite, default=0.0)
    if 0 < largest < 0.001:
        return min(1 - math.floor(math.log10(largest)), 12)
    return next(
        (d for limit, d in ((9.9995, 3), (99.995, 2), (999.95, 1)) if largest < limit),
        0,
    )


def _number(value: float | None, decimals: int) -> str:
    if value is None or math.isnan(value):
        return MISSING
    if math.isinf(value):
        return "infinite" if value > 0 else f"{MINUS}infinite"
    text = f"{abs(value):,.{decimals}f}" if abs(value) < 1e12 else f"{abs(value):.3g}"
    is_zero = not any(c in "123456789" for c in text)
    return text if value >= 0 or is_zero else MINUS + text


def _signed(value: float | None, decimals: int) -> str:
    text = _number(value, decimals)
    is_positive = value is not None and value > 0
    return f"+{text}" if is_positive and any(c in "123456789" for c in text) else text


def _two_digits(value: float) -> str:
    if value < 1:
        return f"{value:.1f}"
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 or rounded.is_integer() else f"{rounded}"


def _two_units(number: int, per_large: int, large: str, small: str) -> str:
    whole, rest = divmod(number, per_large)
    return f"{whole} {large} {rest} {small}" if rest else f"{whole} {large}"
