"""The check cards: what was found, what it was measured by, and the answers."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dlcompare import answers, metrics
from dlcompare.records import CheckResult, Measured, Remedy, Setup, Study
from dlcompare.ui import choices, parts, state
from dlcompare.words import count, escape_markdown, interval, listed, spelled
from dlcompare.words import sentence_start as started

CARD_WIDTH = 300  # px
MOST_REMEDIES = 3  # buttons of a card; more would not be read
MARKS = {
    "decide": "**:red[■ Decide]**",
    "check": "**:yellow[▲ Check]**",
    "note": ":gray[● Note]",
}


def show(study: Study, setup: Setup, checks: Sequence[CheckResult]) -> None:
    """What the checks found, as cards; the others are counted and one click away."""
    quiet = ("passed", "not_applicable")
    found = [check for check in checks if check.severity not in quiet]
    if found:
        parts.section(_summary(setup, found))
        in_a_grid(study, setup, found)
    further = "further check" if found else "check"
    passed = [check for check in checks if check.severity == "passed"]
    _listed(f"{count(len(passed), further)} passed", passed)
    unfit = [check for check in checks if check.severity == "not_applicable"]
    verb = "does" if len(unfit) == 1 else "do"
    _listed(f"{count(len(unfit), 'check')} {verb} not apply", unfit)


def in_a_grid(study: Study, setup: Setup, found: Sequence[CheckResult]) -> None:
    """One card per check, three in a row."""
    with st.grid(3, min_column_width=CARD_WIDTH, gap="small"):
        for number, check in enumerate(found):
            key = state.key(f"card-{number}-{check.code}", study.id)
            _card(study, setup, check, key)


def _card(study: Study, setup: Setup, check: CheckResult, key: str) -> None:
    """What one check found, its question, and a button for each answer."""
    answer = answers.given(setup, check)
    question = "" if answer else escape_markdown(check.question, parts.LONG)
    with st.container(border=True, height="stretch"):
        st.markdown(
            f"{MARKS[check.severity]}  \n"
            f"**{escape_markdown(check.title, parts.LONG)}**\n\n"
            + escape_markdown(check.text, parts.LONG)
            + (f" **{question}**" if question else "")
        )
        _measured(check.measured)
        st.space("stretch")
        fixed = study.state != "draft"
        if answer is not None:
            _answered(study, check, answer, key, fixed=fixed)
            return
        with st.container(horizontal=True):
            for place, remedy in enumerate(answers.remedies(check)[:MOST_REMEDIES]):
                st.button(
                    escape_markdown(remedy.label),
                    key=f"{key}-{place}",
                    on_click=choices.give,
                    args=(study.id, remedy),
                    disabled=fixed,
                )


def _measured(found: Sequence[Measured]) -> None:
    """The scores of a quick model, one below the other."""
    if not found:
        return
    name = escape_markdown(metrics.find(found[0].metric).label)
    lines = [
        f"**{escape_markdown(interval(one.score, one.low, one.high))}**"
        f" {escape_markdown(one.label)}"
        for one in found
    ]
    st.markdown("  \n".join([f":gray[{name} of a quick model]", *lines]))


def _answered(
    study: Study, check: CheckResult, answer: Remedy, key: str, *, fixed: bool
) -> None:
    """What was answered, and a button that takes it back."""
    is_set_aside = answer.action == "exclude" and check.severity == "note"
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.remark(f"✓ {escape_markdown(answers.statement(answer), parts.LONG)}")
        st.button(
            "Use it anyway" if is_set_aside else "Undo",
            key=f"{key}-undo",
            on_click=partial(choices.take_back, was_noted=is_set_aside),
            args=(study.id, answer),
            disabled=fixed,
        )


def _listed(label: str, checks: Sequence[CheckResult]) -> None:
    if not checks:
        return
    with st.expander(label):
        for check in checks:
            title = escape_markdown(check.title)
            text = escape_markdown(check.text, 400)
            st.markdown(f"**{title}**  \n:gray[{text}]")


def _summary(setup: Setup, found: Sequence[CheckResult]) -> str:
    """Such as "Two questions, one note and three answered"."""
    nouns = {
        "decide": ("question", "questions"),
        "check": ("thing to check", "things to check"),
        "note": ("note", "notes"),
    }
    waiting = [check for check in found if answers.given(setup, check) is None]
    texts = []
    for severity, (one, many) in nouns.items():
        n = sum(check.severity == severity for check in waiting)
        if n:
            texts.append(f"{spelled(n)} {one if n == 1 else many}")
    if len(waiting) < len(found):
        texts.append(f"{spelled(len(found) - len(waiting))} answered")
    return started(listed(texts))
