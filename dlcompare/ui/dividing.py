"""How rows are divided into folds: by chance, in groups, by time, or as given."""

from collections.abc import Sequence

import streamlit as st

from dlcompare import answers
from dlcompare.errors import InvalidPlan
from dlcompare.modalities.dividers import GROUP, OWN, TIME, candidates
from dlcompare.records import USUAL_SEALED, CheckResult, Reading, Setup, Study
from dlcompare.ui import choices, memory, parts, state
from dlcompare.words import count, escape_markdown

CHANCE = ""
LABELS = {CHANCE: "Chance", GROUP: "Group", TIME: "Time", OWN: "Own folds"}
COLUMN_LABELS = {
    GROUP: "Rows alike in this column stay together",
    TIME: "Later rows, by this column, are tested",
    OWN: "This column names the fold of each row",
}
SEAL_HELP = (
    "Nothing sees these rows until the folds are done; then the best model of each"
    " family is scored on them, once. The folds alone already take off the luck of"
    " choosing among models. Seal rows if you have tens of thousands, or must show a"
    " score that no choice has touched; below that, they are better learned from."
)
MOST_LEFT_OUT = 12  # columns listed one by one; the picker above has all


def ask(study: Study, setup: Setup, reading: Reading) -> None:
    """Ask how rows are divided, and by which column."""
    parts.heading("How are rows divided?")
    fixed = study.state != "draft"
    possible = candidates(reading, setup.target)
    chosen = next((by for by in possible if getattr(setup, by)), CHANCE)
    widget = choices.shown(state.key("divided", study.id), chosen)
    st.segmented_control(
        "Rows are held out by",
        [CHANCE, *(by for by, names in possible.items() if names)],
        required=True,
        format_func=lambda by: LABELS[by],
        key=widget,
        on_change=_take_kind,
        args=(study.id, widget, possible),
        disabled=fixed,
    )
    if chosen:
        _ask_column(study, setup, chosen, possible[chosen], fixed=fixed)
    widget = choices.shown(state.key("together", study.id), setup.duplicates_together)
    st.checkbox(
        f"Keep equal {'images' if reading.modality == 'images' else 'rows'} together",
        key=widget,
        on_change=choices.take,
        args=(study.id, "duplicates_together", widget),
        disabled=fixed,
    )
    _ask_seal(study, setup, reading, fixed=fixed)


def _ask_seal(study: Study, setup: Setup, reading: Reading, *, fixed: bool) -> None:
    widget = choices.shown(state.key("seal", study.id), setup.sealed_share > 0)
    noun = "images" if reading.modality == "images" else "rows"
    st.checkbox(
        f"Keep a fifth of the {noun} sealed until the end",
        key=widget,
        on_change=_take_seal,
        args=(study.id, widget),
        disabled=fixed or setup.test_upload is not None,
        help=SEAL_HELP,
    )


def _take_seal(study: str, widget: str) -> None:
    choices.change(study, sealed_share=USUAL_SEALED if choices.chosen(widget) else 0.0)


def _ask_column(
    study: Study, setup: Setup, by: str, names: Sequence[str], *, fixed: bool
) -> None:
    current = getattr(setup, by)
    widget = choices.shown(state.key(f"by-{by}", study.id), current)
    st.selectbox(
        COLUMN_LABELS[by],
        list(dict.fromkeys([*names, current])),
        key=widget,
        on_change=choices.take,
        args=(study.id, by, widget),
        disabled=fixed or len(names) < 2,
    )


def _take_kind(study: str, widget: str, possible: dict[str, tuple[str, ...]]) -> None:
    """Another kind of division was picked; the likeliest column goes with it."""
    by = choices.chosen(widget) or CHANCE
    picked = {by: possible[by][0]} if by else {}
    choices.change(study, **(dict.fromkeys(possible, "") | picked))


def problem(setup: Setup) -> InvalidPlan | None:
    """Why the rows cannot be divided so; the first time this opens the data."""
    try:
        memory.described(setup)
    except InvalidPlan as error:
        return error
    return None


def left_out(study: Study, setup: Setup, checks: Sequence[CheckResult]) -> None:
    """Every column that is not learned from, why, and a button that takes it back."""
    reasons = _reasons(setup, checks)
    if not reasons:
        return
    parts.heading(f"Not learned from: {count(len(reasons), 'column')}")
    with st.container(gap="xxsmall"):
        for place, (name, reason) in enumerate(list(reasons.items())[:MOST_LEFT_OUT]):
            with st.container(horizontal=True, vertical_alignment="center"):
                why = escape_markdown(reason, 200)
                parts.remark(f"**{escape_markdown(name)}**: {why}")
                st.button(
                    "Use it",
                    key=state.key(f"use-{place}", study.id),
                    type="tertiary",
                    on_click=choices.use,
                    args=(study.id, name),
                    disabled=study.state != "draft",
                )
        n_more = len(reasons) - MOST_LEFT_OUT
        if n_more > 0:
            parts.remark(f"and {count(n_more)} more, in the list above.")


def noted(setup: Setup, reading: Reading) -> None:
    """What was left out or guessed when target and division were applied."""
    notes = memory.described(setup).notes
    parts.remarks(*(note for note in notes if note not in reading.notes))


def _reasons(setup: Setup, checks: Sequence[CheckResult]) -> dict[str, str]:
    """Why each column is left out, the dividing one first."""
    divided = {
        setup.group_by: "says which rows stay together",
        setup.order_by: "says which rows are later",
        setup.fold_by: "names the folds",
    }
    reasons = {
        name: reason
        for name, reason in divided.items()
        if name and name not in setup.kept
    }
    for name in setup.excluded:
        asked = (c for c in checks if name in (*c.exclude, *c.columns))
        found = next((c for c in asked if _leaves_out(c, name)), None)
        why = found.title.removeprefix(f"{name} ") if found else "you left it out"
        reasons.setdefault(name, why)
    return reasons


def _leaves_out(check: CheckResult, name: str) -> bool:
    offered = answers.remedies(check)
    return any(r.action == "exclude" and name in r.columns for r in offered)
