"""What the Explore page shows on demand: one part at a time, nothing to begin with."""

from collections.abc import Callable, Mapping

import streamlit as st

from dlcompare import plots
from dlcompare.records import ImageTraits, Profile, Setup
from dlcompare.ui import memory, parts, pictures
from dlcompare.words import count

Part = Callable[[Setup, Profile], None]
DATE_WIDTH = 96  # px
MOST_PAIRS = 12  # of images, of each kind


def look(setup: Setup, profile: Profile) -> None:
    """Offer the parts that this data has; show the one asked for."""
    offered = _offered(profile)
    if offered:
        parts.section("Look closer")
        st.fragment(_choose)(setup, profile, offered)


def _offered(profile: Profile) -> Mapping[str, Part]:
    found: dict[str, Part] = {}
    if profile.images is not None:
        if profile.images.n_near or profile.images.n_across:
            found["Images that are alike"] = _alike
        if profile.images.n_unreadable:
            found["Files that are no images"] = _unreadable
    if profile.paired:
        found["Columns among each other"] = _pairs
    if profile.missing is not None:
        found["Missing cells"] = _missing
    if profile.columns:
        found["Everything in numbers"] = _measures
    return found


def _choose(setup: Setup, profile: Profile, offered: Mapping[str, Part]) -> None:
    chosen = st.pills(
        "Look closer", list(offered), key="closer", label_visibility="collapsed"
    )
    if chosen in offered:
        offered[chosen](setup, profile)


def _pairs(setup: Setup, profile: Profile) -> None:
    parts.figure(
        memory.figure(plots.pairs_figure, setup, profile),
        key="pairs",
        table=plots.pairs_table(profile),
    )


def _missing(setup: Setup, profile: Profile) -> None:
    parts.figure(
        memory.figure(plots.missing_figure, setup, profile),
        key="missing",
        table=plots.missing_table(profile),
    )


def _measures(setup: Setup, profile: Profile) -> None:
    parts.heading(
        "Everything in numbers",
        "Far outside: further than three quartile distances from the quartiles",
    )
    st.dataframe(
        plots.measures_table(profile),
        hide_index=True,
        column_config={
            head: st.column_config.Column(width=DATE_WIDTH)
            for head in ("Least", "5%", "Median", "95%", "Most", "Mean")
        },
        alt=f"The {len(profile.columns)} columns with all that was measured of them",
    )


def _alike(setup: Setup, profile: Profile) -> None:
    found = profile.images
    if found is None:
        return
    with parts.pair():
        if found.across:
            with st.container():
                parts.heading(
                    f"{count(found.n_across, 'pair')} in two classes",
                    _lead(found.n_across, "One of the two labels is likely wrong"),
                )
                pictures.alike(setup, found.across[:MOST_PAIRS])
        if found.near:
            with st.container():
                parts.heading(
                    f"{count(found.n_near, 'pair')} nearly the same in one class",
                    _lead(found.n_near, "One may be in training, the other in test"),
                )
                pictures.alike(setup, found.near[:MOST_PAIRS])
    n_compared, n = int(profile.trait("images_compared")), profile.n_rows
    if n_compared < n:
        parts.remarks(
            f"{count(n_compared)} of {count(n, 'image')} were held against each other:"
            " without repeats, pictures of one colour, and beyond 30,000 by chance."
        )


def _unreadable(setup: Setup, profile: Profile) -> None:
    found: ImageTraits | None = profile.images
    if found is None:
        return
    parts.heading(
        f"{count(found.n_unreadable, 'file')} could not be read",
        "Damaged, or no images; left out",
    )
    st.dataframe(
        {"File": list(found.unreadable)},
        hide_index=True,
        alt="Names of the files that could not be read",
    )
    if found.n_unreadable > len(found.unreadable):
        more = found.n_unreadable - len(found.unreadable)
        parts.remarks(f"And {count(more)} more.")


def _lead(n_found: int, meaning: str) -> str:
    if n_found <= MOST_PAIRS:
        return meaning
    return f"{meaning}; the {MOST_PAIRS} most alike"
