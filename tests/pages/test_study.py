"""From the plan to the verdict, and the list of earlier studies."""

import tomllib
from pathlib import Path

import pytest

from dlcompare.jobs import intake
from dlcompare.jobs.store import SqliteStore
from dlcompare.plots.theme import page_colors
from dlcompare.records import Budget, Setup

ROOT = Path(__file__).parents[2]


def button(app, label):
    return next(b for b in app.button if b.label == label)


@pytest.fixture
def draft(home):
    """A draft on a table of 60 rows, with two quick models."""
    rows = "".join(
        f"{i % 17},{i % 5},{'yes' if i % 17 > 8 else 'no'}\n" for i in range(60)
    )
    path = home / "small.csv"
    path.write_text("a,b,target\n" + rows)
    with path.open("rb") as stream:
        upload = intake.keep_upload(home, "small.csv", stream)
    setup = Setup(upload, models=("linear", "nearest"), budget=Budget("custom", 60.0))
    return SqliteStore(home).create(setup)


def test_plan_is_shown_and_follows_the_budget(home, draft, open_app):
    app = open_app("train", draft)
    app.segmented_control[0].set_value("quick").run()

    assert not app.exception
    assert "Three models" in app.title[0].value
    assert "quick" == SqliteStore(home).load(draft).setup.budget.name
    assert {"classical", "guessing"} <= {
        str(cell).split("\u00a0")[-1].rstrip("]")
        for cell in app.table[0].value["Family"]
    }


def test_training_starts_with_one_click_and_ends(home, draft, open_app, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    app = open_app("train", draft)
    button(app, "Train").click().run()

    assert not app.exception
    assert "folds are done" in app.title[0].value
    assert "done" == SqliteStore(home).load(draft).state


def test_stopped_study_can_be_resumed(home, draft, open_app):
    store = SqliteStore(home)
    plan_of = open_app("train", draft)
    assert not plan_of.exception
    setup = store.load(draft).setup
    profile = intake.describe_guarded(home, setup).profile
    from dlcompare.planning import make_plan

    store.submit(draft, make_plan(profile, setup))
    store.set_state(draft, "stopped", expected="queued")

    app = open_app("train", draft)

    assert "Stopped" in app.title[0].value
    assert button(app, "Resume")


def test_choices_of_a_finished_study_are_fixed_but_can_be_copied(finished, open_app):
    app = open_app("upload", finished)

    assert app.selectbox[0].disabled
    button(app, "Train again with other choices").click().run()
    assert not app.exception
    assert finished != app.query_params["study"]
    assert not app.selectbox[0].disabled


def test_limit_recomputes_the_verdict(finished, open_app):
    app = open_app("verdict", finished)
    before = app.markdown[1].value
    slider = app.select_slider[0]
    slider.set_value(slider.options[-1] if False else 0.0).run()

    assert not app.exception
    assert before != app.markdown[1].value


def test_priorities_change_the_rules_and_not_the_study(finished, open_app):
    app = open_app("verdict", finished)
    before = list(app.table[-1].value["Rule"])
    app.toggle[0].set_value(True).run()

    assert not app.exception
    assert before != list(app.table[-1].value["Rule"])


def test_history_opens_deletes_and_undoes(trained, finished, open_app):
    app = open_app("history", finished)
    button(app, "Delete").click().run()

    assert "No studies yet" in app.title[0].value
    button(app, "Undo").click().run()
    assert "One earlier study" in app.title[0].value


def test_drafts_are_no_history(home, draft, open_app):
    app = open_app("history")

    assert "No studies yet" in app.title[0].value


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_of_pages_and_figures_are_the_same(theme):
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))

    colours = page_colors(theme == "dark")

    assert colours == {k: config["theme"][theme].get(k) for k in colours}
