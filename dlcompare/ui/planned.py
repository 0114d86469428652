"""The Train page before training: the plan, its cost, and the last choices."""

import pandas as pd
import streamlit as st

from dlcompare import answers, metrics
from dlcompare.jobs import launcher
from dlcompare.jobs.store import home
from dlcompare.planning import BUDGETS, budget, closer_seconds
from dlcompare.records import Plan, Profile, Study
from dlcompare.ui import (
    cards,
    choices,
    memory,
    parts,
    state,
    test_file,
    understood,
    wishes,
)
from dlcompare.words import count, duration, escape_markdown, sentence_start, spelled

OWN = "own"
MEASURED = "Times rest on fits measured on this data and this machine."
ESTIMATED = "Times are estimates from the size of the data."
TO_COME = "They are measured on your data as soon as training starts."
SETTINGS = (
    "Of several settings, the best on a part of the training rows held back is taken,"
    " anew in each fold."
)
SHORTEST, LONGEST = 1.0, 86_400.0  # seconds; up to a day


def ask(study: Study, profile: Profile) -> None:
    """Show the plan, ask for budget and metric, and start."""
    top = st.container()
    with st.container(horizontal=True, vertical_alignment="top", gap="large"):
        _ask_budget(study)
        _ask_metric(study, profile)
    plan = memory.plan(study.setup, profile)
    models = sentence_start(spelled(len(plan.candidates)))
    folds, expected = count(plan.scheme.n_folds), duration(plan.expected_seconds)
    with top:
        parts.opening(
            parts.strip(study.setup, profile),
            f"{models} models, {folds} folds each, about {expected}.",
            "Every model sees the same folds. Both families may use the whole budget,"
            " side by side. You may close this page; training continues."
            f" {_afterwards(plan)}",
        )
    _plan_table(plan)
    wishes.ask(study)
    is_matched = test_file.ask(study, study.setup)
    checks = memory.checks(study.setup)
    asked = answers.open_questions(study.setup, checks)
    if asked:
        cards.in_a_grid(study, study.setup, asked)
    beside = understood.advice(asked)
    waits = bool(asked) or not is_matched
    if parts.next_step("Train", key="train", beside=beside, disabled=waits):
        launcher.start(home(), study.id, plan)
        st.rerun()


def _afterwards(plan: Plan) -> str:
    """What comes once the verdict is there."""
    most = duration(closer_seconds(plan.budget))
    return (
        "Once the verdict is there, its two champions are looked at more closely, for"
        f" at most {most}."
    )


def _ask_budget(study: Study) -> None:
    stored = study.setup.budget
    named = {one.name: one for one in BUDGETS}
    current = stored.name if stored.name in named else OWN
    widget = choices.shown(state.key("budget", study.id), current)
    st.segmented_control(
        "Time for each family",
        [*named, OWN],
        required=True,
        format_func=lambda name: _budget_label(name),
        key=widget,
        on_change=_take_budget,
        args=(study.id, widget),
    )
    if current == OWN:
        widget = choices.shown(state.key("seconds", study.id), stored.seconds)
        st.number_input(
            "Seconds",
            min_value=SHORTEST,
            max_value=LONGEST,
            step=10.0,
            format="%.0f",
            key=widget,
            on_change=choices.take,
            args=(study.id, "budget", widget, budget),
            width=160,
        )


def _budget_label(name: str) -> str:
    if name == OWN:
        return "Own"
    return f"{name.capitalize()}, {duration(budget(name).seconds)}"


def _take_budget(study: str, widget: str) -> None:
    name = choices.chosen(widget)
    seconds = memory.store().load(study).setup.budget.seconds
    choices.change(study, budget=budget(seconds if name == OWN else name))


def _ask_metric(study: Study, profile: Profile) -> None:
    default = metrics.default_metric(profile.task).name
    widget = choices.shown(state.key("metric", study.id), study.setup.metric or default)
    st.selectbox(
        "Judged by",
        [metric.name for metric in metrics.suited(profile.task)],
        format_func=lambda name: metrics.find(name).label,
        key=widget,
        on_change=choices.take,
        args=(study.id, "metric", widget),
        width=240,
    )


def _plan_table(plan: Plan) -> None:
    folds = count(plan.scheme.n_folds)
    rows = [
        {
            "Family": parts.FAMILIES[one.family],
            "Model": escape_markdown(one.label),
            "Settings": count(len(one.configurations)),
            "Folds": folds,
            "Time per fold": f"about {duration(one.expected_seconds)}",
        }
        for one in plan.candidates
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    parts.remarks(_how_known(plan), *plan.notes)
    if plan.left_out:
        with parts.details(f"{count(len(plan.left_out), 'model')} left out"):
            for one in plan.left_out:
                reason = escape_markdown(one.reason, parts.LONG)
                st.markdown(f"**{escape_markdown(one.label)}**  \n:gray[{reason}]")


def _how_known(plan: Plan) -> str:
    """What the times rest on, and what is tried on how many rows."""
    texts = [MEASURED if plan.is_measured else ESTIMATED]
    if plan.probe_rows is not None:
        texts.append(TO_COME)
    if any(one.others for one in plan.candidates):
        texts.append(SETTINGS)
    if plan.train_rows is not None:
        texts.append(f"Each fit learns from at most {count(plan.train_rows, 'row')}.")
    return " ".join(texts)
