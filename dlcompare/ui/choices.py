"""What a user changes of a draft: from one Setup to the next, written at once.

The store is the truth: before a widget is drawn `shown` gives it the stored
value, and its callback writes the new one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dlcompare import answers
from dlcompare.errors import DlcompareError
from dlcompare.modalities.dividers import GROUP, OWN, TIME
from dlcompare.records import CheckResult, Reading, Remedy, Setup, Study
from dlcompare.ui import memory, state

DIVIDERS = (GROUP, TIME, OWN)


def shown(widget: str, value: Any) -> str:
    """The key of a widget that is to show `value`."""
    st.session_state[widget] = value
    return widget


def chosen(widget: str) -> Any:
    """The value just picked in the widget that calls back."""
    return st.session_state[widget]


def change(study: str, **changes: Any) -> None:
    """Store a changed setup; what forbids it is shown as a message."""
    _store(study, replace(memory.store().load(study).setup, **changes))


def take(
    study: str, name: str, widget: str, made: Callable[[Any], Any] = lambda v: v
) -> None:
    """One field of the setup was picked; `made` turns the value into it."""
    change(study, **{name: made(chosen(widget))})


def complete(study: Study, reading: Reading) -> Setup:
    """The setup of a study with a target; the suggested one if none is chosen.

    Reading a file differently may rename its columns, so what is no longer there
    is forgotten.
    """
    setup = study.setup
    names = {column.name for column in reading.columns}
    if study.state != "draft" or setup.target in names:
        return setup
    found = replace(
        setup,
        target=reading.target,
        task=None,
        excluded=tuple(name for name in setup.excluded if name in names),
        kept=tuple(name for name in setup.kept if name in names),
        **{by: getattr(setup, by) * (getattr(setup, by) in names) for by in DIVIDERS},
    )
    memory.store().update_setup(study.id, found)
    return found


def take_target(study: str, widget: str) -> None:
    """The target was picked; its task is inferred anew."""
    setup, target = memory.store().load(study).setup, chosen(widget)
    excluded = _without(setup.excluded, [target])
    divided = {by: "" for by in DIVIDERS if getattr(setup, by) == target}
    change(study, target=target, task=None, metric="", excluded=excluded, **divided)


def take_task(study: str, widget: str) -> None:
    """The task was picked; its metric is the default again."""
    change(study, task=chosen(widget), metric="")


def take_columns(study: str, widget: str) -> None:
    """The columns to leave out were picked; one taken back stays in for good."""
    setup, out = memory.store().load(study).setup, tuple(chosen(widget))
    kept = _joined(setup.kept, _without(setup.excluded, out))
    change(study, excluded=out, kept=_without(kept, out))


def give(study: str, remedy: Remedy) -> None:
    """A check was answered."""
    _store(study, answers.give(memory.store().load(study).setup, remedy))


def take_back(study: str, remedy: Remedy, *, was_noted: bool = False) -> None:
    """An answer was taken back."""
    setup = memory.store().load(study).setup
    _store(study, answers.take_back(setup, remedy, was_noted=was_noted))


def use(study: str, column: str) -> None:
    """A column is to be learned from, whatever else it is used for."""
    give(study, Remedy("keep", "", (column,)))


def _store(study: str, setup: Setup) -> None:
    store = memory.store()
    try:
        store.update_setup(study, setup)
    except DlcompareError as error:
        state.leave_message(error.what, error.fix)


def set_aside(study: Study, setup: Setup, checks: Iterable[CheckResult]) -> None:
    """Leave out what is noted to help nothing, unless it was asked for."""
    excluded = answers.set_aside(setup, checks).excluded
    if excluded != setup.excluded and study.state == "draft":
        change(study.id, excluded=excluded)
        st.rerun()


def start_again(study: str) -> None:
    """Show a new draft with the same choices."""
    store = memory.store()
    state.open_study(store.create(store.load(study).setup))


def _without(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))
