"""How yes and no are written."""

# The affirmative of each pair comes last, as in the order of classes.
PAIRS = (
    ("no", "yes"), ("n", "y"), ("false", "true"), ("f", "t"), ("off", "on"),
    ("nein", "ja"), ("falsch", "wahr"), ("non", "oui"), ("faux", "vrai"),
    ("no", "si"), ("no", "sí"), ("no", "sì"), ("falso", "verdadero"),
    ("falso", "vero"), ("não", "sim"), ("nee", "ja"), ("nej", "ja"), ("nie", "tak"),
    ("нет", "да"), ("ложь", "истина"), ("いいえ", "はい"), ("否", "是"),
)  # fmt: skip
DIGITS = ("0", "1")  # yes and no only where words stand beside them
NO = frozenset(no for no, _ in PAIRS)
YES = frozenset(yes for _, yes in PAIRS)


def is_pair(words: set[str]) -> bool:
    """Whether two words, in lower case, are yes and no of one language."""
    return any(words == set(pair) for pair in PAIRS)


def sides(words: set[str]) -> tuple[set[str], set[str]] | None:
    """Words for no and for yes, where all of them are either; None otherwise.

    Examples
    --------
    >>> no, yes = sides({"yes", "y", "no"})
    >>> sorted(no), sorted(yes)
    (['no'], ['y', 'yes'])
    >>> sides({"yes", "maybe"})
    """
    no, yes = words & (NO | {DIGITS[0]}), words & (YES | {DIGITS[1]})
    if no | yes != words or not no or not yes or words <= set(DIGITS):
        return None
    return no, yes
