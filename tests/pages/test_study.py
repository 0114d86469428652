"""From the plan to the verdict, and the list of earlier studies."""

import sqlite3
import tomllib
from pathlib import Path

import pytest

from dlcompare.jobs import intake
from dlcompare.jobs.store import SqliteStore
from dlcompare.planning import make_plan
from dlcompare.plots.theme import page_colors
from dlcompare.records import Budget, Setup
from dlcompare.ui.deeper import QUESTION

ROOT = Path(__file__).parents[2]


def table_with(app, column):
    return next(t.value for t in app.table if column in t.value)


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


@pytest.mark.slow
def test_plan_says_how_many_settings_and_what_its_times_rest_on(home, draft, open_app):
    app = open_app("train", draft)

    said = " ".join(m.value for m in app.markdown)
    assert "1" == app.table[0].value["Settings"].iloc[0]
    assert "Times are estimates from the size of the data" in said


@pytest.mark.slow
def test_training_starts_with_one_click_and_ends(home, draft, open_app, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    app = open_app("train", draft)
    button(app, "Train").click().run()

    assert not app.exception
    assert "folds are done" in app.title[0].value
    assert "done" == SqliteStore(home).load(draft).state


@pytest.fixture
def queued(home, draft, open_app):
    """The draft, submitted and without a driver."""
    store = SqliteStore(home)
    open_app("train", draft)  # gives it the suggested target
    setup = store.load(draft).setup
    profile = intake.describe_guarded(home, setup).profile
    store.submit(draft, make_plan(profile, setup))
    return draft


@pytest.mark.slow
def test_queued_study_says_its_place(queued, open_app):
    app = open_app("train", queued)

    assert "Number 1 in the queue" in app.title[0].value
    assert button(app, "Stop")


def test_running_study_counts_its_folds(home, queued, open_app):
    SqliteStore(home).claim(queued, 1)

    app = open_app("train", queued)

    assert " folds are done" in app.title[0].value
    assert any("Loading the libraries" in m.value for m in app.markdown)
    assert button(app, "Stop")


@pytest.mark.slow
def test_stopped_study_can_be_resumed(home, queued, open_app):
    SqliteStore(home).set_state(queued, "stopped", expected="queued")

    app = open_app("train", queued)

    assert "Stopped" in app.title[0].value
    assert button(app, "Resume")


@pytest.mark.slow
def test_lost_study_says_so_and_can_be_resumed(home, queued, open_app):
    SqliteStore(home).claim(queued, 1)
    with sqlite3.connect(home / "studies.sqlite") as database:
        database.execute("update study set heartbeat = 1, pid = 0, host = 'gone'")
    database.close()

    app = open_app("train", queued)

    assert "because the process ended" in app.title[0].value
    assert button(app, "Resume")


@pytest.mark.slow
def test_failed_study_gives_its_cause(home, queued, open_app):
    store = SqliteStore(home)
    store.set_state(queued, "failed", expected="queued", message="The disk is full.")

    app = open_app("train", queued)

    assert not app.exception
    assert any("disk is full" in m.value for m in app.markdown)


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
    app.select_slider[0].set_value(0.0).run()

    assert not app.exception
    assert before != app.markdown[1].value


def test_compare_answers_first_and_shows_more_when_asked(finished, open_app):
    app = open_app("compare", finished)

    said = " ".join(m.value for m in app.markdown)
    assert "Averaging both" in said
    assert "The same budget for both families" not in said
    assert len(app.get("plotly_chart")) <= 4
    assert ["Average of both"] == list(app.dataframe[0].value["Model"])[-1:]

    more = next(c for c in app.segmented_control if c.label == QUESTION)
    assert {"Errors", "Disagreement", "Budget"} <= set(more.options)
    for chosen in more.options:
        more.set_value(chosen).run()
        assert not app.exception
    more.set_value("Budget").run()
    assert [":blue[●\u00a0classical]", ":orange[◆\u00a0deep]"] == list(
        app.table[-1].value["Family"]
    )


def test_budget_is_shown_where_training_is_watched(finished, open_app):
    app = open_app("train", finished)

    assert list(app.table[0].value["Fits done"])


def test_verdict_has_one_sentence_about_averaging(finished, open_app):
    app = open_app("verdict", finished)

    assert 1 == sum("Averaging both" in m.value for m in app.markdown)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["compare", "verdict"])
def test_network_that_did_not_train_is_named_and_cannot_lose(untrained, open_app, page):
    app = open_app(page, untrained)

    said = " ".join(m.value for m in app.markdown)
    assert not app.exception
    assert "No network was trained well enough" in app.title[0].value
    assert "raining loss ended no lower than it began" in said


@pytest.mark.slow
def test_without_signal_the_way_leads_back_to_the_columns(of_noise, open_app):
    app = open_app("verdict", of_noise)

    assert not app.exception
    assert "No signal" in app.title[0].value
    assert ["Back to the columns"] == [
        b.label for b in app.button if b.proto.type == "primary"
    ]


def test_priorities_change_the_rules_and_not_the_study(finished, open_app):
    app = open_app("verdict", finished)
    before = list(table_with(app, "Rule")["Rule"])
    app.toggle[0].set_value(True).run()

    assert not app.exception
    assert before != list(table_with(app, "Rule")["Rule"])


def test_another_cost_is_chosen_above_the_figure(finished, open_app):
    app = open_app("compare", finished)
    control = next(c for c in app.segmented_control if c.label == "Score against")

    control.set_value("Size").run()

    assert not app.exception
    assert any("the model size for" in m.value for m in app.markdown)


def test_limits_are_answered_at_once_and_can_be_undone(finished, open_app):
    app = open_app("verdict", finished)
    menu = next(s for s in app.selectbox if s.label.startswith("One prediction"))
    verdict = app.title[0].value

    menu.select_index(1).run()

    assert not app.exception
    assert verdict == app.title[0].value
    assert any(m.value.startswith("**Take ") for m in app.markdown)
    button(app, "Undo").click().run()
    assert not any(m.value.startswith("**Take ") for m in app.markdown)


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
