"""Names of months and days of the week, to numbers and to nothing."""

from typing import Any

import pyarrow.compute as pc

# The beginnings of the names that tell a month from every other, by month, in
# English, German, French, Spanish, Italian, Portuguese and Dutch.
MONTHS = (
    "jan|jän|ene|gen", "feb|fév|fev", "mar|mär|mrt|maa", "apr|avr|abr",
    "may|mai|mag|mei", "jun|juin|giu", "jul|juil|lug", "aug|aoû|aou|ago",
    "sep|set", "oct|okt|ott|out", "nov", "dec|dez|déc|dic",
)  # fmt: skip
DAYS = (
    "mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim"
    "|mié|jue|vie|sáb|dom"
)
DAY_NAME = rf"(?i)^({DAYS})\p{{L}}*[.,]* +"
ORDINAL = r"(?i)^(.*\d)(st|nd|rd|th)\b"

# with a month's number between marks: day first, month first, year first, no day;
# years of two digits are those from 1970 to 2069
BETWEEN = r"[-/., ]*"
ARRANGED = (
    (rf"^(\d{{1,2}}){BETWEEN}<(\d+)>{BETWEEN}(\d{{4}})", r"\3-\2-\1"),
    (rf"^(\d{{1,2}}){BETWEEN}<(\d+)>{BETWEEN}([0-6]\d)\b", r"20\3-\2-\1"),
    (rf"^(\d{{1,2}}){BETWEEN}<(\d+)>{BETWEEN}([7-9]\d)\b", r"19\3-\2-\1"),
    (rf"^<(\d+)>{BETWEEN}(\d{{1,2}}),? +(\d{{4}})", r"\3-\1-\2"),
    (rf"^(\d{{4}}){BETWEEN}<(\d+)>{BETWEEN}(\d{{1,2}})", r"\1-\2-\3"),
    (rf"^<(\d+)>{BETWEEN}(\d{{4}})$", r"\2-\1-1"),
)


def has_month_names(sample: Any) -> bool:
    """Whether most texts hold a word that begins like a month's name."""
    pattern = rf"(?i)(^|[^\p{{L}}])({'|'.join(MONTHS)})"
    share = pc.mean(pc.match_substring_regex(sample, pattern).cast("float64")).as_py()
    return bool(share is not None and share > 0.5)


def months_to_numbers(texts: Any) -> Any:
    """Texts with months by name as year-month-day; others as they are.

    Examples
    --------
    >>> import pyarrow as pa
    >>> months_to_numbers(pa.array(["Fri, 3rd April 2020", "Apr 3, 2020"])).to_pylist()
    ['2020-4-3', '2020-4-3']
    """
    texts = pc.replace_substring_regex(texts, DAY_NAME, "")
    texts = pc.replace_substring_regex(texts, ORDINAL, r"\1")
    for number, names in enumerate(MONTHS, start=1):
        pattern = rf"(?i)(^|[^\p{{L}}])({names})\p{{L}}*\.?"
        texts = pc.replace_substring_regex(texts, pattern, rf"\1<{number}>")
    for pattern, arranged in ARRANGED:
        texts = pc.replace_substring_regex(texts, pattern, arranged)
    return texts
