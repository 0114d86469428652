"""Names and lists of names as they stand in a sentence, and made safe to show."""

import re
from collections.abc import Sequence

from dlcompare.words.numbers import count

JOINS = re.compile(r"(?<!\d):(?=\S)|:(?=[^\s\d])|\bwww(?=\.)|[\w.+-](?=@)", re.I)
SMALL_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


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
