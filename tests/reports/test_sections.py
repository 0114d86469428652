"""The report is complete: every section stands there, or says why it has nothing."""

import re
from dataclasses import replace

import pytest

from dlcompare.records import (
    Inspected,
    InspectionTask,
    Priorities,
)
from dlcompare.reports.declared import declared
from dlcompare.reports.html import write
from dlcompare.reports.limits import limits
from dlcompare.reports.said import closer
from tests.grammar import faults

SECTIONS = {  # id -> what a full report says there
    "question": "Which predicts &#39;churned&#39; better",
    "answer": "No useful difference. Take gradient boosting.",
    "confidence": "93%",
    "costs": "40 times",
    "candidates": "Every candidate with its spread",
    "mistakes": "wrong for both",
    "learning": "How the networks learned",
    "closer": "After the folds 2 further fits were made",
    "understanding": "What the champions go by",
    "rows": "The lead passes from CatBoost to RealMLP between",
    "rules": "Fewer than 10,000 samples",
    "change": "Ten times more rows.",
    "data": "tenure_months alone says most",
    "checks": "customer_id only identifies rows",
    "declared": "top accuracy",
    "measured": "the same for every candidate",
    "ledger": "side by side",
    "limits": "need not be a cause of it",
    "reproduce": "python -m dlcompare study",
    "fingerprint": "abababab",
    "versions": "dlcompare 0.1.0",
}
REASONS = {  # id -> what an empty one says
    "costs": "cannot be compared yet",
    "confidence": "cannot be said yet",
    "mistakes": "Not known: no predictions",
    "learning": "No training of a network was recorded.",
    "closer": "None of its fits is done",
    "rows": "Not known: both families were not yet fitted on fewer rows.",
    "understanding": "did not come to shuffling columns",
    "change": "Nothing that could be computed",
    "checks": "None was made.",
    "declared": "none was given",
    "ledger": "before what each family used was recorded",
}


def sections(html):
    """Text from each section's beginning to the next one's, by id."""
    body = html[html.index("<main>") : html.index("</main>")]
    parts = re.split(r'<[a-z0-9]+ (?:class="facts" )?id="([a-z]+)"', body)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def full(html):
    return sections(html)


@pytest.fixture(scope="module")
def empty(make):
    """A study of which nothing is known but its plan."""
    compared = make.comparison((make.failed(),), p_signal=None, n_folds=0)
    verdict = make.verdict(
        choice="undecided",
        p_deep=None,
        p_equivalent=None,
        p_classical=None,
        what_would_change=(),
        together="",
        reference="",
    )
    report = make.report(
        comparison=compared,
        verdict=verdict,
        diagnostics=None,
        together=None,
        ledger=None,
        folds=(),
        checks=(),
    )
    return sections(write(report).decode())


def test_every_section_is_in_both(full, empty):
    assert set() == set(SECTIONS) - set(full)
    assert set() == set(SECTIONS) - set(empty)


@pytest.mark.parametrize("name", SECTIONS)
def test_a_full_report_shows_it(full, name):
    assert SECTIONS[name] in full[name]


@pytest.mark.parametrize("name", REASONS)
def test_an_empty_section_says_why(empty, name):
    after = empty["costs"] if name == "confidence" else ""

    assert REASONS[name] in empty[name] + after


@pytest.mark.parametrize(
    ("looks", "is_wanted", "said"),
    [
        ((), False, "It was switched off for this study."),
        ((), True, "None of its fits is done"),
        (("",), True, "After the folds 1 further fit was made: 1 on fewer rows."),
        (("", "Stopped."), True, "made: 2 on fewer rows. 1 of them failed."),
    ],
)
def test_a_closer_look_is_counted(make, looks, is_wanted, said):
    task = InspectionTask("rows", "mlp")
    done = tuple(Inspected(task, "deep", failure=failure) for failure in looks)
    report = setup_of(make.report(inspected=done), closer_look=is_wanted)

    assert said in closer(report)


def setup_of(report, **more):
    return replace(report, setup=replace(report.setup, **more))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: r, "Deep learning means tabular network, trained here"),
        (lambda r: r, "1 model that this program knows was left out"),
        (lambda r: r, "Each family had 3 min."),
        (lambda r: r, "1 fit did not finish and has no say"),
        (lambda r: r, "a difference of 0.010"),
        (lambda r: setup_of(r, order_by="day"), "within the time of this file"),
        (
            lambda r: replace(r, plan=replace(r.plan, train_rows=50)),
            "at most 50 of 4,312 rows",
        ),
        (
            lambda r: replace(r, plan=replace(r.plan, candidates=())),
            "nothing is said about deep learning",
        ),
        (lambda r: replace(r, folds=()), "Times are of this machine"),
    ],
)
def test_limits_are_computed(make, change, said):
    report = change(make.report())

    texts = limits(report)

    assert said in " ".join(texts)
    assert [] == [bad for text in texts if (bad := faults(text))]


def test_priorities_and_budget_are_declared(make):
    wishes = Priorities(interpretability=True, max_row_ms=5.0)
    report = setup_of(make.report(), priorities=wishes, models=("svm", "mlp"))

    said = dict(declared(report, lambda form, path: f"{form} of {path}"))

    assert "a model that can be read, at most 5 ms for one row" == said["Priorities"]
    assert "duration of setup.budget.seconds" == said["Budget for each family"]
    assert "svm and mlp" == said["Models"]
