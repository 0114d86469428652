"""The HTML report in a real Chromium without a network: drawn, and printed to PDF."""

import importlib.util
import re
import zlib
from pathlib import Path

import pytest

from dlcompare.reports.html import write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LARGEST_BYTES = 6_000_000
MARKS_OF_FOOTER = 2  # texts that stand on every page
A4_PT = (595, 842)
WIDTHS = """() => [...document.querySelectorAll('.plot')].map(
    plot => [plot.id, plot.querySelector('svg.main-svg').getBoundingClientRect().width,
             plot.getBoundingClientRect().width])"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = Path(__file__).parents[1] / "plots" / "factories.py"
    spec = importlib.util.spec_from_file_location("plot_factories", path)
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    found = tmp_path_factory.mktemp("report") / "report.html"
    found.write_bytes(write(make.report()))
    return found


@pytest.fixture(scope="module")
def tab(browser, file):
    """The report opened without a network, by somebody who likes it dark."""
    context = browser.new_context(offline=True, color_scheme="dark")
    page = context.new_page()
    page.asked, page.failed = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.failed.append(str(error)))
    page.on(
        "console",
        lambda said: page.failed.append(said.text) if said.type == "error" else None,
    )
    page.goto(file.as_uri())
    page.wait_for_function(
        "document.querySelectorAll('.plot svg.main-svg').length > 10"
    )
    yield page
    context.close()


@pytest.fixture(scope="module")
def pdf(tab):
    return tab.pdf(print_background=True, prefer_css_page_size=True)


def pages(pdf):
    """The drawing orders of every page."""
    objects = {
        int(number): body
        for number, body in re.findall(rb"(?s)(\d+) 0 obj\s*(.*?)endobj", pdf)
    }
    found = []
    for body in objects.values():
        if re.search(rb"/Type\s*/Page\b", body):
            at = int(re.search(rb"/Contents\s+(\d+) 0 R", body).group(1))
            stream = re.search(rb"(?s)stream\r?\n(.*?)\r?\nendstream", objects[at])
            found.append(zlib.decompress(stream.group(1)))
    return found


def test_it_asks_for_nothing_but_itself(tab, file):
    assert {file.as_uri()} == {url for url in tab.asked if not url.startswith("data:")}
    assert [] == tab.failed


def test_every_figure_is_drawn(tab):
    n_plots = tab.locator(".plot").count()

    assert n_plots == tab.locator(".plot .plot-container").count() > 5


def test_it_is_small_enough_to_send(file):
    assert file.stat().st_size < LARGEST_BYTES


def test_no_page_of_the_print_is_empty(pdf):
    drawn = pages(pdf)

    texts = [len(re.findall(rb"T[jJ]", page)) for page in drawn]

    assert 5 <= len(drawn) <= 25
    assert min(texts) > MARKS_OF_FOOTER + 3


def test_it_is_printed_on_paper(pdf):
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)

    assert {A4_PT} == {(round(float(w)), round(float(h))) for w, h in boxes}


def test_figures_are_as_wide_as_their_place_on_paper_and_after(tab):
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    on_paper = tab.evaluate(WIDTHS)
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.wait_for_timeout(300)
    after = tab.evaluate(WIDTHS)

    assert [] == [w for w in (*on_paper, *after) if abs(w[1] - w[2]) > 1]
    assert max(w[1] for w in on_paper) <= 908  # px, 240 mm
