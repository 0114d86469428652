"""From how many rows a figure of a profile is measured."""

from dlcompare import words
from dlcompare.records import Profile


def behind(profile: Profile, trait: str) -> str:
    """What a lead adds where a sample was drawn: how many of how many rows."""
    n = int(profile.trait(trait, profile.n_rows))
    if n >= profile.n_rows:
        return ""
    of = words.count(profile.n_rows, "row")
    return f"; from {words.count(n)} of {of}, drawn by chance"
