"""What is wrong with a sentence, as far as patterns can tell; shared by tests."""

import re

PROPER = "HOG|TabM|x"
SINGULAR = "is|was|less|has|class|holds|instead"
ALONE = r"(?<![\d.,])1 "
FAULTS = {
    "a small first letter": rf"^(?!(?:{PROPER})\b|\d)[^A-Z]",
    "no full stop": r"[^.?]$",
    "two blanks": r"  |\n",
    "a blank before a mark": r" [.,;:!?)]|\( ",
    "two marks": r"[.,;:][.,;:]|[a-z]\.[A-Za-z]",
    "one of many": rf"{ALONE}(?!of\b)(?:[a-z]+ )?(?!(?:{SINGULAR})\b)[a-z]{{2,}}s\b",
    "one, spelled": r"\bone (?!is|was|loses|wins|seconds)[a-z]+s\b",
    "many of one": r"\b(?!1\b)\d[\d,]* (row|fold|image|drawing|group|table|column)\b",
    "a for an": r"\ba (?:[aeio]|un[^i])\w+",
    "an for a": r"\ban [^aeiouhSRLMF“]",
    "certainty": r"(?<![\d.])(0|100)%",
    "a claim": r"\bsignifican|\bprove|\bobvious|\bof course\b",
    "a raw number": r"\de[-+]?\d|\bnan\b|\binf\b",
    "praise": r"[!]",
}


def faults(text, *, quoted=()):
    """Names of the patterns found; `quoted` are names that may look as they like.

    Parameters
    ----------
    text : str
    quoted : iterable of str

    Returns
    -------
    list of str
        Keys of `FAULTS`.
    """
    for name in quoted:
        text = text.replace(name, "x")
    return [name for name, pattern in FAULTS.items() if re.search(pattern, text)]


def phrase_faults(text):
    """As `faults`, of words that need not be a whole sentence."""
    whole = ("a small first letter", "no full stop")
    return [name for name in faults(text) if name not in whole]
