"""Numbers as people read them, with no more digits than their spread allows.

A missing value (None or NaN) reads "–" everywhere.
"""

import math

MISSING = "–"
MINUS = "\u2212"  # a true minus, as wide as a plus
SPREAD_DIGITS = 2  # of half an interval; further ones are noise
NEGLIGIBLE = 1e-6  # half an interval over its ends; below it is noise of arithmetic
MOST_DECIMALS = 12
ABOUT_EQUAL = 1.2  # ratios nearer to 1 than this say nothing


def score(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    *,
    limit: float | None = None,
) -> str:
    """A score: three decimals below 10, fewer above, thousands with commas.

    Parameters
    ----------
    value, low, high : float or None
        With limits, which are not shown, no more digits than the spread allows.
    limit : float or None
        Smallest difference that matters: a step of the last digit is no larger.

    Examples
    --------
    >>> score(0.8712), score(43438.21), score(0.00042)
    ('0.871', '43,438', '0.00042')
    >>> score(43438.21, 42626.0, 44250.0)
    '43,440'
    """
    return _number(value, _decimals(value, low, high, limit))


def interval(
    mean: float | None,
    low: float | None = None,
    high: float | None = None,
    *,
    limit: float | None = None,
) -> str:
    """A mean with its limits, or alone where there are none; digits as `score`.

    Examples
    --------
    >>> interval(0.871, 0.858, 0.884), interval(0.871, 0.741, 1.0)
    ('0.871 (0.858 to 0.884)', '0.87 (0.74 to 1.00)')
    """
    decimals = _decimals(mean, low, high, limit)
    if low is None or high is None:
        return _number(mean, decimals)
    return (
        f"{_number(mean, decimals)}"
        f" ({_number(low, decimals)} to {_number(high, decimals)})"
    )


def difference(
    mean: float | None,
    low: float | None = None,
    high: float | None = None,
    *,
    limit: float | None = None,
) -> str:
    """A signed difference, with its limits where given; digits as `score`.

    Examples
    --------
    >>> difference(0.002, -0.008, 0.012)
    '+0.002 (−0.008 to +0.012)'
    """
    decimals = _decimals(mean, low, high, limit)
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
        return count(round(size_bytes), "byte")
    if size_bytes < 99_500:
        return f"{size_bytes / 1e3:.0f} kB"
    value, unit = (
        (size_bytes / 1e6, "MB") if size_bytes < 999.5e6 else (size_bytes / 1e9, "GB")
    )
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"


def energy(joules: float | None) -> str:
    """An amount of energy.

    Examples
    --------
    >>> energy(0.42), energy(31.2), energy(4_200), energy(36_000_000)
    ('0.4 J', '31 J', '4.2 kJ', '36 MJ')
    """
    if joules is None or math.isnan(joules):
        return MISSING
    if 0 < joules < 0.05:
        return "under 0.1 J"
    value, unit = joules, "J"
    if joules >= 999.5:
        value, unit = joules / 1e3, "kJ"
    if joules >= 999.5e3:
        value, unit = joules / 1e6, "MJ"
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


def _decimals(
    mean: float | None,
    low: float | None = None,
    high: float | None = None,
    limit: float | None = None,
) -> int:
    """Decimals of a mean and its limits; -1: tens, -2: hundreds, and so on.

    `SPREAD_DIGITS` digits of half the interval, but no more than suit the size of the
    numbers, unless the spread would not show at all, and no fewer than tell the limit.
    """
    most = _usual(mean, low, high)
    if low is None or high is None or not math.isfinite(high - low):
        return most
    half = (high - low) / 2
    if half <= NEGLIGIBLE * max(abs(low), abs(high)):
        return most
    first = -math.floor(math.log10(half))  # decimals up to the first digit of the half
    if first > most:
        return first
    fewest = -math.floor(math.log10(limit)) if limit else first
    return min(most, max(first + SPREAD_DIGITS - 1, fewest))


def _usual(*values: float | None) -> int:
    """Decimals that suit the largest of the values."""
    finite = [abs(v) for v in values if v is not None and math.isfinite(v)]
    largest = max(finite, default=0.0)
    if 0 < largest < 0.001:
        return min(1 - math.floor(math.log10(largest)), MOST_DECIMALS)
    return next(
        (d for limit, d in ((9.9995, 3), (99.995, 2), (999.95, 1)) if largest < limit),
        0,
    )


def _number(value: float | None, decimals: int) -> str:
    if value is None or math.isnan(value):
        return MISSING
    if math.isinf(value):
        return "infinite" if value > 0 else f"{MINUS}infinite"
    size = round(abs(value), decimals) if decimals < 0 else abs(value)
    text = f"{size:,.{max(decimals, 0)}f}" if size < 1e12 else f"{size:.3g}"
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
