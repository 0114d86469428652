"""Images of a study: one row per class, and those that models get wrong."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import streamlit as st

from dlcompare.records import ImageSample, Mistake, Setup
from dlcompare.ui import memory
from dlcompare.words import escape_markdown

PER_CLASS = 9
PICTURE_WIDTH = 64  # px


def sample_grid(setup: Setup, samples: Sequence[ImageSample], n_classes: int) -> None:
    """Some images of each class, a row per class."""
    folder = memory.profile_folder(setup)
    ordered = sorted(samples, key=lambda sample: sample.label)
    rows = groupby(ordered, key=lambda sample: sample.label)
    for label, of_class in list(rows)[:n_classes]:
        _row(folder, label, tuple(of_class)[:PER_CLASS])


def _row(folder: Path, label: str, samples: Sequence[ImageSample]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{escape_markdown(label, 16)}**", width=90)
        for sample in samples:
            st.image(
                folder / sample.file,
                width=PICTURE_WIDTH,
                alt=f"{sample.name}, class {label}",
            )


def mistakes(setup: Setup, found: Sequence[Mistake]) -> None:
    """Images with their class and what the champions took them for."""
    pixels = memory.dataset(setup).X
    with st.container(horizontal=True, gap="small"):
        for one in found:
            said = " and ".join(dict.fromkeys(one.predicted.values()))
            with st.container(width=PICTURE_WIDTH + 32, gap="xsmall"):
                st.image(
                    np.squeeze(np.asarray(pixels[one.row])),
                    width=PICTURE_WIDTH,
                    alt=f"{one.name}, class {one.true}, taken for {said}",
                )
                true, taken = (escape_markdown(text, 20) for text in (one.true, said))
                st.markdown(f":small[**{true}**, said {taken}]")
