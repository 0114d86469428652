"""Names and labels of a test file matched with those of the file trained on."""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import truths
from dlcompare.modalities.target import label
from dlcompare.records import ReadOptions

NAMED = 5  # columns or labels named in one sentence, the rest counted
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# Blanks and marks between two words; not between two digits, where 1.1 is not 11.
SEPARATOR = re.compile(
    r"(?<=[^\W\d_])[\s_.\-]+(?=[^\W_])|(?<=[^\W_])[\s_.\-]+(?=[^\W\d_])"
)


def plain(text: str) -> str:
    """The text without what eyes pass over: case, outer blanks, width of letters.

    Examples
    --------
    >>> plain("  Total   Charges "), plain("ＡＧＥ")
    ('total charges', 'age')
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def joined(text: str) -> str:
    """As `plain`, without marks between words.

    Examples
    --------
    >>> joined("Total_Charges"), joined("total charges"), joined("x1.1")
    ('totalcharges', 'totalcharges', 'x1.1')
    """
    return SEPARATOR.sub("", plain(text))


def is_yes(text: str) -> bool | None:
    """Whether a word means yes, or no; None where it means neither.

    Examples
    --------
    >>> is_yes("True"), is_yes("0"), is_yes("perhaps")
    (True, False, None)
    """
    simple = plain(text)
    if simple in truths.YES or simple == truths.DIGITS[1]:
        return True
    return False if simple in truths.NO or simple == truths.DIGITS[0] else None


def match_names(
    target: str, trained: Sequence[str], present: Sequence[str]
) -> dict[str, str]:
    """The column of a test file for each column trained on.

    A name that is the same comes first; then case, blanks and width of letters are
    passed over, then marks between words. Two columns that could be meant are no
    match.

    Parameters
    ----------
    target : str
        What is predicted.
    trained, present : sequence of str
        The other columns trained on, and all columns of the test file.

    Returns
    -------
    dict
        From names trained on (target included) to names in the test file.

    Raises
    ------
    UnreadableUpload
        Columns are missing; all of them are named.
    """
    found = _matched((target, *trained), present)
    missing = [name for name in (*trained, target) if name not in found]
    if missing:
        free = [name for name in present if name not in found.values()]
        raise _missing(missing, target, len(trained) + 1, free)
    return found


def options_for(options: ReadOptions, present: Sequence[str]) -> ReadOptions:
    """Choices made for columns of one file, under the names of another.

    Parameters
    ----------
    options : ReadOptions
        Of the file trained on.
    present : sequence of str
        The columns of the test file.
    """
    chosen = dict.fromkeys([*options.kinds, *options.missing])
    found = _matched([name for name in chosen if name], present)
    return replace(
        options,
        kinds={found.get(name, name): kind for name, kind in options.kinds.items()},
        missing={found.get(name, name): gone for name, gone in options.missing.items()},
    )


def match_labels(present: Iterable[str], known: Sequence[str]) -> Mapping[str, str]:
    """Labels of a test file that training knows in another spelling.

    Case, blanks, leading and trailing zeros and the words for yes and no are passed
    over, where one known label alone can be meant.

    Examples
    --------
    >>> match_labels(["Red ", "green"], ["blue", "red"])
    {'Red ': 'red'}
    >>> match_labels(["1", "0"], ["no", "yes"])
    {'1': 'yes', '0': 'no'}
    """
    unknown = [one for one in present if one not in set(known)]
    if not unknown:
        return {}
    by_spelling = _groups(known, _spelling)
    meanings = [is_yes(one) for one in known]
    are_truths = sorted(meanings, key=str) == [False, True]
    found = {}
    for one in unknown:
        meant = by_spelling.get(_spelling(one), [])
        if not meant and are_truths and is_yes(one) is not None:
            meant = [known[meanings.index(is_yes(one))]]
        if len(meant) == 1:
            found[one] = meant[0]
    return found


def renamed(found: Mapping[str, str]) -> str:
    """Which names of a test file are others in training; "" if none."""
    pairs = [f"'{own}' is '{name}'" for own, name in found.items() if own != name]
    return words.listed(pairs, limit=NAMED)


def quoted(names: Iterable[str]) -> str:
    """Names of a user as a list in a sentence."""
    return words.listed([f"'{name}'" for name in names], limit=NAMED)


def _spelling(text: str) -> str:
    simple = plain(text)
    is_number = NUMBER.fullmatch(simple)
    return label(float(simple)) if is_number else simple


def _groups(texts: Iterable[str], alike: Callable[[str], str]) -> dict[str, list[str]]:
    groups = defaultdict(list)
    for text in texts:
        groups[alike(text)].append(text)
    return groups


def _matched(wanted: Sequence[str], present: Sequence[str]) -> dict[str, str]:
    """The columns that match, those whose names are the most alike first."""
    found: dict[str, str] = {}
    for alike in (str, plain, joined):
        taken = set(found.values())
        found |= _pairs(
            [name for name in wanted if name not in found],
            [name for name in present if name not in taken],
            alike,
        )
    return found


def _pairs(
    wanted: Sequence[str], present: Sequence[str], alike: Callable[[str], str]
) -> dict[str, str]:
    """Names that are alike, where neither side has a second one."""
    own = _groups(present, alike)
    return {
        names[0]: own[key][0]
        for key, names in _groups(wanted, alike).items()
        if len(names) == 1 and len(own.get(key, ())) == 1
    }


def _missing(
    missing: Sequence[str], target: str, n_wanted: int, free: Sequence[str]
) -> UnreadableUpload:
    if len(missing) == n_wanted:
        return UnreadableUpload(
            "The test file has no column in common with the trained file: it has "
            f"{quoted(free)}, training used {quoted(missing)}.",
            "Give a file with the same columns, their names in its first line.",
        )
    shown = [f"'{n}' (to be predicted)" if n == target else f"'{n}'" for n in missing]
    near = [f"'{own}' for '{name}'" for name in missing for own in _close(name, free)]
    meant = f"Rename {words.listed(near, limit=NAMED)} if meant so. " if near else ""
    n_missing = words.count(len(missing), "column")
    return UnreadableUpload(
        f"The test file lacks {n_missing} of the trained file: "
        f"{words.listed(shown, limit=NAMED)}.",
        f"{meant}Give a file with all columns, or leave the missing ones out of the "
        "study.",
    )


def _close(name: str, free: Sequence[str]) -> list[str]:
    """Columns that `name` may be, the nearest alone unless several are alike."""
    twins = [own for own in free if joined(own) == joined(name)]
    return twins or difflib.get_close_matches(name, free, n=1)
