"""What a user changes of a draft: from one Setup to the next, written at once.

The store is the truth: before a widget is drawn `shown` gives it the stored
value, and its callback writes the new one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dlcompare import study as study_path
from dlcompare.errors import DlcompareError
from dlcompare.records import CheckResult, Reading, Setup, Study
from dlcompare.ui import memory, state


def shown(widget: str, value: Any) -> str:
    """The key of a widget that is to show `value`."""
    st.session_state[widget] = value
    return widget


def chosen(widget: str) -> Any:
    """The value just picked in the widget that calls back."""
    return st.session_state[widget]


def change(study: str, **changes: Any) -> None:
    """Store a changed setup; what forbids it is shown as a message."""
    store = memory.store()
    try:
        store.update_setup(study, replace(store.load(study).setup, **changes))
    except DlcompareError as error:
        state.leave_message(error.what, error.fix)


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
    )
    memory.store().update_setup(study.id, found)
    return found


def take_target(study: str, widget: str) -> None:
    """The target was picked; its task is inferred anew."""
    setup, target = memory.store().load(study).setup, chosen(widget)
    excluded = _without(setup.excluded, [target])
    change(study, target=target, task=None, metric="", excluded=excluded)


def take_task(study: str, widget: str) -> None:
    """The task was picked; its metric is the default again."""
    change(study, task=chosen(widget), metric="")


def take_columns(study: str, widget: str) -> None:
    """The columns to leave out were picked; one taken back stays in for good."""
    setup, out = memory.store().load(study).setup, tuple(chosen(widget))
    kept = _joined(setup.kept, _without(setup.excluded, out))
    change(study, excluded=out, kept=_without(kept, out))


def leave_out(study: str, columns: Sequence[str]) -> None:
    """A check was answered: leave these columns out."""
    setup = memory.store().load(study).setup
    excluded = _joined(setup.excluded, columns)
    change(study, excluded=excluded, kept=_without(setup.kept, columns))


def keep(study: str, columns: Sequence[str]) -> None:
    """A check was answered: use these columns."""
    setup = memory.store().load(study).setup
    kept = _joined(setup.kept, columns)
    change(study, excluded=_without(setup.excluded, columns), kept=kept)


def set_aside(study: Study, setup: Setup, checks: Iterable[CheckResult]) -> None:
    """Leave out what is noted to help nothing, unless it was asked for."""
    excluded = study_path.set_aside(setup, checks).excluded
    if excluded != setup.excluded and study.state == "draft":
        change(study.id, excluded=excluded)
        st.rerun()


def open_questions(
    setup: Setup, checks: Iterable[CheckResult]
) -> tuple[CheckResult, ...]:
    """The checks that ask for a decision nobody has taken yet."""
    answered = {*setup.excluded, *setup.kept}
    return tuple(
        check
        for check in checks
        if check.severity == "decide" and not set(check.exclude) <= answered
    )


def start_again(study: str) -> None:
    """Show a new draft with the same choices."""
    store = memory.store()
    state.open_study(store.create(store.load(study).setup))


def _without(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))
