"""Images of a study: one row per class, and those that models get wrong."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from dlcompare import plots
from dlcompare.records import Explanation, ImagePair, ImageSample, Mistake, Setup
from dlcompare.ui import memory, parts
from dlcompare.words import escape_markdown

PER_CLASS = 6  # with their mean they fit beside each other in half a page
PICTURE_WIDTH = 56  # px
NAME_WIDTH, MISTAKE_WIDTH = 72, 88  # px
CAPTION_WIDTH, CAPTION = 240, 120  # px; characters


def sample_grid(
    setup: Setup,
    samples: Sequence[ImageSample],
    means: Sequence[ImageSample],
    n_classes: int,
) -> None:
    """The mean and some images of each class, a row per class."""
    folder = memory.profile_folder(setup)
    mean_of = {mean.label: mean for mean in means}
    for label in list(dict.fromkeys(one.label for one in samples))[:n_classes]:
        name = escape_markdown(label, 16)
        of_class = [one for one in samples if one.label == label]
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"**{name}**", width=NAME_WIDTH)
            if (mean := mean_of.get(label)) is not None:
                st.image(
                    sharp(memory.picture(folder / mean.file)),
                    width=PICTURE_WIDTH,
                    alt=f"{mean.name} of class {label}",
                )
            for one in of_class[:PER_CLASS]:
                st.image(
                    sharp(memory.picture(folder / one.file)),
                    width=PICTURE_WIDTH,
                    alt=f"{one.name}, class {label}",
                )


def alike(setup: Setup, found: Sequence[ImagePair]) -> None:
    """Pairs of images that are equal or nearly so, with their names and classes."""
    pixels = memory.dataset(setup).X
    for pair in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            for row, name, label in zip(
                pair.rows, pair.names, pair.labels, strict=True
            ):
                st.image(
                    sharp(np.asarray(pixels[row])),
                    width=PICTURE_WIDTH,
                    alt=f"{name}, class {label}",
                )
            first, second = (escape_markdown(name, 48) for name in pair.names)
            same = "equal" if pair.is_equal else f"alike {pair.likeness:.3f}"
            st.markdown(f":small[{first}  \n{second}  \n:gray[{same}]]")


def mistakes(setup: Setup, found: Sequence[Mistake]) -> None:
    """Images with their class and what the champions took them for."""
    pixels = memory.dataset(setup).X
    with st.container(horizontal=True, gap="small"):
        for one in found:
            wrong = dict.fromkeys(p for p in one.predicted.values() if p != one.true)
            said = " and ".join(wrong)
            with st.container(width=MISTAKE_WIDTH, gap="xsmall"):
                st.image(
                    sharp(np.asarray(pixels[one.row])),
                    width=PICTURE_WIDTH,
                    alt=f"{one.name}, class {one.true}, taken for {said}",
                )
                true, taken = (escape_markdown(text, 20) for text in (one.true, said))
                st.markdown(f":small[**{true}**, not {taken}]")


def looked_at(setup: Setup, known: Sequence[Explanation]) -> None:
    """Some held-out images, and on each where either champion looks."""
    pixels = memory.dataset(setup).X
    parts.heading("Where do they look?")
    parts.remark(plots.HOW_COVERED)
    for first, of_models in plots.side_by_side(known):
        image = np.asarray(pixels[first.row])
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.image(sharp(image), width=PICTURE_WIDTH, alt=first.name)
            for family, found in of_models:
                st.image(
                    sharp(plots.overlay(image, found, family)),
                    width=PICTURE_WIDTH,
                    alt=f"{first.name}, where the {family} champion looks",
                )
            said = escape_markdown(plots.caption(first, of_models), CAPTION)
            st.markdown(f":small[{said}]", width=CAPTION_WIDTH)
    with parts.details("Show as table"):
        st.dataframe(plots.saliency_table(known), hide_index=True)


def sharp(pixels: Any) -> Any:
    """Small pixels drawn as squares: a browser would blur them.

    Parameters
    ----------
    pixels : uint8 array of shape (height, width) or (height, width, channels)
    """
    times = max(1, PICTURE_WIDTH // max(pixels.shape[:2]))
    return np.squeeze(pixels).repeat(times, axis=0).repeat(times, axis=1)
