import json
import re
import shlex
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dlcompare.advice.nearest import nearest
from dlcompare.records import (
    Difference,
    Facts,
    Matching,
    Priorities,
    ReadOptions,
    Setup,
    TrackRecord,
    Trial,
    Upload,
)
from dlcompare.reports import EXPORTERS
from dlcompare.reports.html import write
from dlcompare.reports.said import command


class Page(HTMLParser):
    """What a browser would load, run and show."""

    def __init__(self, html):
        super().__init__()
        self.loads, self.tags, self.text, self.data = [], [], "", []
        self.inside = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.inside.append((tag, dict(attrs)))
        self.loads += [v for k, v in attrs if k in ("src", "href", "srcset", "action")]
        self.loads += [k for k, _ in attrs if k.startswith("on")]
        if tag in ("meta", "br", "link", "img"):
            self.inside.pop()

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, attrs = self.inside[-1] if self.inside else ("", {})
        if tag == "script":
            if attrs.get("type") == "application/json":
                self.data.append(json.loads(data))
        elif tag != "style":
            self.text += data


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_page_loads_nothing(page):
    assert [] == page.loads
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(page.tags)


def test_styles_load_nothing(html):
    styles = "".join(re.findall("(?s)<style>(.*?)</style>", html))

    assert not re.search(r"url\(|@import|@font-face|https?:", styles)


def test_policy_of_the_page_allows_no_address(html):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', html)

    allowed = {part for rule in policy.group(1).split(";") for part in rule.split()[1:]}

    assert "default-src 'none'" in policy.group(1)
    assert {"'none'", "'unsafe-inline'", "data:", "blob:"} == allowed


def test_scripts_of_our_own_ask_for_nothing(html):
    scripts = re.findall(r"(?s)<script>(.*?)</script>", html)

    own = [text for text in scripts if "plotly.js v" not in text]

    assert 1 == len(own)
    assert not re.search(r"https?:|fetch|import|XMLHttpRequest|WebSocket", own[0])


def test_page_can_be_sent_by_mail(html):
    assert len(html.encode("utf-8")) < 6_000_000


def test_plotly_is_included_once(html):
    assert 1 == html.count("plotly.js v")


@pytest.mark.parametrize(
    "text",
    [
        "No useful difference. Take gradient boosting.",
        "The network scored 0.871, gradient boosting 0.869.",
        "93%",
        "Every candidate with its spread",
        "Fewer than 10,000 samples",
        "customer_id only identifies rows",
        "It splits every line alike.",
        "Three rows had a missing last field.",
        "Too many rows for it.",
        "It ran out of memory.",
        "s-1",
        "python 3.11.9",
        "python -m dlcompare study churn.csv --target=churned",
        "Ten times more rows.",
        "Averaging both would score 0.876",
        "With the document's network alone",
        "Average of both",
        "2 min 56 s of 3 min",
        "The SVM was left out.",
        "at most 50,000 rows",
    ],
)
def test_page_says(page, text):
    assert text in page.text


def test_figures_are_those_of_the_report(page):
    titles = {figure["layout"]["meta"]["title"] for figure in page.data}

    assert {
        "How large is the difference?",
        "Every candidate with its spread",
        "Fold by fold, neither leads",
        "How well are the two classes told apart?",
        "Which class is taken for which?",
        "How the networks learned",
        "tenure_months alone says most of churned",
    } <= titles


def test_rules_have_their_record_and_the_nearest_tables_are_listed(make):
    found = nearest(Facts(n_rows=400, n_features=10, n_classes=2))
    report = make.report()
    first, *rest = report.verdict.findings
    held = replace(first, record=TrackRecord(61, 25, 17))
    verdict = replace(
        report.verdict,
        findings=(held, *rest),
        nearest=found,
        hindsight="Misleading here: “Few rows”.",
    )

    page = write(replace(report, verdict=verdict)).decode()

    assert "61 of 103; 25 level" in page
    assert "no public record" in page
    assert "Of the 25 public tables most like yours" in page
    assert f"<td>{found.sets[0].name}</td>" in page
    assert "Misleading here: “Few rows”." in page


def test_networks_that_did_not_train_are_named(make):
    sick = replace(make.STANDINGS[0], problems=("Its training loss did not fall.",))
    compared = make.comparison((sick, *make.STANDINGS[1:]))

    page = Page(write(make.report(comparison=compared)).decode())

    assert "Tabular network was not trained well enough." in page.text
    assert "Its training loss did not fall." in page.text


def test_no_difference_is_drawn_where_it_says_little(make):
    sick = replace(make.STANDINGS[0], problems=("Its training loss did not fall.",))
    compared = make.comparison((sick, *make.STANDINGS[1:]))
    verdict = make.verdict(choice="undecided", p_deep=None)

    page = Page(write(make.report(comparison=compared, verdict=verdict)).decode())

    titles = {figure["layout"]["meta"]["title"] for figure in page.data}
    assert "How large is the difference?" not in titles


def test_settings_that_were_tried_are_counted(make):
    trials = (Trial({"width": 64}, 0.8, 1.0), Trial({"width": 256}, 0.9, 1.0))
    fold = make.fold("mlp", "deep", 0, params={"width": 256}, trials=trials)

    page = Page(write(make.report(folds=(fold,))).decode())

    assert "width 256" in page.text
    assert "in 1 of 1 fold" in page.text


def test_a_test_file_is_told_with_what_differs(make):
    said = (
        Difference("Columns whose names differ are matched: 'Age' is 'age'.", True),
        Difference("'age' is empty.", False),
    )
    report = make.report(matching=Matching("b.csv", 120, 0, said))

    page = Page(write(report).decode())

    assert "scored on b.csv (120 rows)" in page.text
    assert "Matched: Columns whose names differ" in page.text
    assert "Mind: 'age' is empty." in page.text


def test_page_of_an_older_study_has_no_ledger_and_no_average(make):
    page = Page(write(make.report(ledger=None, together=None)).decode())

    assert "before what each family used was recorded" in page.text
    assert "Average of both" not in page.text


def test_no_path_of_this_machine_is_in_any_report(make):
    contents = [exporter.write(make.report()) for exporter in EXPORTERS]

    assert not [c for c in contents if b"/somewhere/secret" in c]


def nasty_report(make, text):
    report = make.report()
    upload = replace(report.setup.upload, name=text)
    rows = tuple(replace(s, label=text, failure=text) for s in report.standings)
    return replace(
        report,
        name=text,
        study=text,
        setup=replace(report.setup, upload=upload, target=text, excluded=(text,)),
        reading=replace(report.reading, notes=(text,)),
        profile=make.renamed(report.profile, text),
        checks=tuple(replace(c, title=text, text=text) for c in report.checks),
        comparison=replace(report.comparison, standings=rows, rope_reason=text),
        folds=(
            *report.folds,
            make.fold("mlp", "deep", 2, failure=text, warnings=(text,)),
        ),
        versions={text: text},
        verdict=replace(report.verdict, sentence=text, what_would_change=(text,)),
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "![](http://x)",
    '"><img src=http://x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "a\u2028b\u202ec",
]


def test_text_of_the_user_stays_text(make):
    plain = Page(write(nasty_report(make, "plain")).decode("utf-8"))

    nasty = Page(write(nasty_report(make, " ".join(HOSTILE))).decode("utf-8"))

    assert [] == nasty.loads
    assert plain.tags.count("script") == nasty.tags.count("script")


def test_text_of_the_user_is_no_template(make):
    page = Page(write(nasty_report(make, "{{ 7 * 7 }}")).decode("utf-8"))

    assert "{{ 7 * 7 }}" in page.text


def test_page_without_a_pair_has_no_density(make):
    compared = make.comparison(make.STANDINGS[1:3])
    verdict = make.verdict(
        choice="undecided", p_deep=None, p_equivalent=None, p_classical=None
    )

    page = Page(
        write(
            make.report(comparison=compared, verdict=verdict, diagnostics=None)
        ).decode()
    )

    titles = {figure["layout"]["meta"]["title"] for figure in page.data}
    assert "How large is the difference?" not in titles
    assert "Every candidate with its spread" in titles


def test_no_signal_shows_no_bar(make):
    html = write(make.report(verdict=make.verdict(choice="no_signal"))).decode()

    assert "no useful difference: 93%" not in html


@pytest.mark.parametrize(
    "name", ["a b.csv", "it's.csv", "$(rm -rf).csv", "-x.csv", "a\nb.csv", "`id`.csv"]
)
def test_command_line_survives_a_shell(name):
    setup = Setup(upload=Upload(name, "", 1, ""), target=f"col {name}", metric="r2")

    words = shlex.split(command(setup))

    assert ["python", "-m", "dlcompare", "study"] == words[:4]
    assert words[4] in (name, f"./{name}")
    assert not words[4].startswith("-")
    assert f"--target=col {name}" in words


def test_how_rows_are_divided_is_in_the_command_and_on_the_page(make):
    report = make.report()
    setup = replace(
        report.setup, group_by="<b>id", duplicates_together=True, kept=("code",)
    )

    page = write(replace(report, setup=setup, notes=("3 rows left out.",))).decode()

    said = {*shlex.split(command(setup))}
    assert {"--group-by=<b>id", "--duplicates-together"} <= said
    assert "divided by chance, rows alike in &#39;&lt;b&gt;id&#39; and equal" in page
    assert "Used, although asked about or set aside: &#39;code&#39;." in page
    assert "3 rows left out." in page


def test_choices_that_the_command_line_lacks_are_said(make):
    report = make.report()
    setup = replace(report.setup, options=ReadOptions(delimiter=";"))

    page = Page(write(replace(report, setup=setup)).decode())

    assert "delimiter ';'" in page.text


def test_command_line_names_every_choice():
    setup = Setup(
        upload=Upload("a.csv", "", 1, ""),
        target="y",
        excluded=("id", "-odd name"),
        kept=("code",),
        models=("linear", "mlp"),
        priorities=Priorities(limited_compute=True, max_row_ms=2.5, max_size_mb=1),
        test_upload=Upload("b.csv", "", 1, ""),
    )

    options = set(shlex.split(command(setup))[5:])

    assert {
        "--exclude=id",
        "--exclude=-odd name",
        "--keep=code",
        "--models=linear,mlp",
        "--priority=limited_compute",
        "--max-latency-ms=2.5",
        "--max-size-mb=1",
        "--test-file=b.csv",
        "--budget=180",
    } <= options
