import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dlcompare.plots import progress_rows_html, verdict_bar_html
from dlcompare.records import TEST_FOLD, FoldTask


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.names, self.text = set(), ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)

    def handle_data(self, data):
        self.text += data


def widths(html):
    return [float(v) for v in re.findall(r"flex:([\d.]+) 1 0;min-width:3px", html)]


def test_parts_of_the_bar_are_the_probabilities_in_fixed_order(make):
    html = verdict_bar_html(make.verdict(), make.comparison())

    assert [0.01, 0.93, 0.06] == widths(html)


def test_bar_is_read_aloud_with_its_three_numbers(make):
    html = verdict_bar_html(make.verdict(), make.comparison())

    said = re.search('aria-label="([^"]+)"', html)[1]
    assert (
        "Gradient boosting better: 1%; no useful difference: 93%;"
        " tabular network better: 6%" == said
    )


@pytest.mark.parametrize(
    "change", [{"p_deep": None}, {"choice": "no_signal"}, {"p_deep": float("nan")}]
)
def test_no_bar_without_three_probabilities(make, change):
    assert "" == verdict_bar_html(make.verdict(**change), make.comparison())


def test_labels_of_the_user_are_escaped(make):
    rows = [replace(s, label=f'{make.NASTY}"') for s in make.STANDINGS]

    html = verdict_bar_html(make.verdict(), make.comparison(rows))

    assert {"div", "span"} >= Tags(html).names


def squares(html):
    return re.findall(r"border-radius:2px;[^\"]*", html)


def test_a_square_for_each_fold_of_each_candidate(make):
    html = progress_rows_html(make.plan(), (), frozenset(), "roc_auc")

    assert 15 == len(squares(html))


def test_states_are_done_running_failed_and_to_do(make):
    folds = [
        make.fold("mlp", "deep", 0),
        make.fold("mlp", "deep", 1, failure="It ran out of memory."),
    ]
    running = frozenset({FoldTask("mlp", 0, 2)})

    html = progress_rows_html(make.plan(), folds, running, "roc_auc")

    assert "folds: 1 done, 1 running, 1 failed, 2 to do" in html
    assert "1 of 5 failed" in Tags(html).text


def test_score_so_far_has_no_interval_of_its_own(make):
    folds = [make.fold("mlp", "deep", i, 0.8 + 0.1 * i) for i in range(2)]

    html = progress_rows_html(make.plan(), folds, frozenset(), "roc_auc")

    assert "0.850 (2 folds, no interval)" in Tags(html).text


def test_score_has_the_interval_of_its_standing(make):
    folds = [make.fold("mlp", "deep", i) for i in range(5)]

    html = progress_rows_html(
        make.plan(), folds, frozenset(), "roc_auc", make.STANDINGS
    )

    assert "0.871 (0.858 to 0.884)" in Tags(html).text
    assert "finished" in Tags(html).text


def test_test_file_fit_is_a_square_of_its_own_and_not_in_the_mean(make):
    plan = make.plan(has_test_file=True)
    folds = [make.fold("mlp", "deep", 0, 0.8), make.fold("mlp", "deep", TEST_FOLD, 0.1)]

    html = progress_rows_html(plan, folds, frozenset(), "roc_auc")

    assert 1 == len(squares(html)) % plan.scheme.n_folds  # of the network alone
    assert "0.800 (1 fold, no interval)" in Tags(html).text


def test_progress_escapes_names(make):
    plan = make.plan()
    nasty = tuple(replace(c, label=f'{make.NASTY}"') for c in plan.candidates)

    html = progress_rows_html(
        replace(plan, candidates=nasty), (), frozenset(), "roc_auc"
    )

    assert {"div", "span"} == Tags(html).names
