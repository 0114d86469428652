"""Parts of the Explore page: the columns of a table, the images of a folder."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dlcompare import plots
from dlcompare.plots.tables import MANY_COLUMNS
from dlcompare.records import Profile, Setup
from dlcompare.ui import memory, parts, pictures
from dlcompare.words import count, escape_markdown

MOST_CLASSES = 8  # rows of sample images; the others are counted in the figure
MOST_KINDS = 8  # of sizes or colours
TABLE_HEIGHT, PICKER_WIDTH = 420, 320  # px
ROW_HEIGHT = 35  # px of a row, as Streamlit draws it


def columns(setup: Setup, profile: Profile) -> None:
    """Every column, how much each says alone, and one of them in detail."""
    with parts.pair():
        with st.container():
            shown = sum(bool(column.bins) for column in profile.columns)
            some = f"; the {shown} most telling have a distribution"
            parts.heading(
                "The columns",
                "Sort by a click on a head"
                + (some if len(profile.columns) > MANY_COLUMNS else ""),
            )
            st.dataframe(
                plots.columns_table(profile),
                hide_index=True,
                height=min(TABLE_HEIGHT, ROW_HEIGHT * (len(profile.columns) + 1) + 2),
                column_config={
                    "Kind": st.column_config.Column(width="small"),
                    "Distribution": st.column_config.BarChartColumn(
                        color="gray", width="small", y_min=0
                    ),
                    "Missing": st.column_config.ProgressColumn(
                        format="percent",
                        min_value=0,
                        max_value=1,
                        color="gray",
                        width="small",
                    ),
                    "Values": st.column_config.NumberColumn(
                        format="localized", width="small"
                    ),
                    "Says alone": None,
                },
                alt=f"The {len(profile.columns)} columns with kind and missing values",
            )
        with st.container():
            parts.figure(
                memory.figure(plots.associations, setup, profile),
                key="associations",
                table=plots.association_table(profile),
            )


def one_column(setup: Setup, profile: Profile) -> None:
    """Pick a column and see its distribution; the most telling one to begin with."""
    drawn = [column for column in profile.columns if column.bins]
    if drawn:
        first = max(drawn, key=lambda column: column.association or 0)
        names = [column.name for column in drawn]
        st.fragment(_pick)(setup, profile, names, names.index(first.name))


def _pick(setup: Setup, profile: Profile, names: Sequence[str], first: int) -> None:
    name = st.selectbox(
        "Look at one column",
        names,
        index=first,
        key="one-column",
        label_visibility="collapsed",
        width=PICKER_WIDTH,
    )
    parts.figure(
        memory.figure(plots.column_figure, setup, profile, name),
        key="column",
        table=plots.column_table(profile, name),
    )
    parts.remarks(*filter(None, [plots.about_text(profile, name)]))


def images(setup: Setup, profile: Profile) -> None:
    """Some images of each class beside what sizes and colours there are."""
    traits = profile.images
    if traits is None:
        return
    with parts.pair():
        with st.container():
            shown = min(MOST_CLASSES, profile.n_classes)
            parts.heading(
                "Some images of each class",
                "First the mean of all, then some by chance;"
                f" {shown} of {count(profile.n_classes)} classes",
            )
            pictures.sample_grid(setup, traits.samples, traits.means, shown)
        with st.container():
            target(setup, profile)
            st.table(
                _counts(traits.sizes, "Width x height in pixels"),
                border="horizontal",
                hide_index=True,
            )
            st.table(
                _counts(traits.modes, "Colours"), border="horizontal", hide_index=True
            )


def target(setup: Setup, profile: Profile) -> None:
    """What is to be predicted: the classes, or the distribution of a number."""
    drawn = memory.figure(plots.target_figure, setup, profile)
    parts.figure(drawn, key="target", table=plots.target_table(profile))


def shortcuts(setup: Setup, profile: Profile) -> None:
    """Whether how an image was made gives its class away."""
    if any(column.association is not None for column in profile.columns):
        drawn = memory.figure(plots.associations, setup, profile)
        parts.figure(drawn, key="shortcuts", table=plots.association_table(profile))


def _counts(counts: Mapping[str, int], head: str) -> list[dict[str, str]]:
    return [
        {head: escape_markdown(str(name)), "Images": count(number)}
        for name, number in list(counts.items())[:MOST_KINDS]
    ]
