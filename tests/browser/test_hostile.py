"""Text of a hostile file on every page: it is shown, and does nothing.

The pages are looked at without their content security policy, so that what is tested
is that text is escaped, not that the browser would refuse what it asks for.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.finished import study_of

pytestmark = pytest.mark.browser

WAIT_MS = 60_000
ELSEWHERE = "evil.invalid"  # never resolves
HTML = '<img src=x onerror="window.__pwn=1">'
SCRIPT = "</script><script>window.__pwn=1</script>"
LINK = "[click](javascript:window.__pwn=1)"
ANCHOR = '<a href="javascript:window.__pwn=1">click</a>'
PICTURE = f"![p](http://{ELSEWHERE}/p.png)"
REFERENCE = f"![p][r]\n\n[r]: http://{ELSEWHERE}/r.png"
ADDRESS = f"https://{ELSEWHERE}/auto"
MATHS = f"$\\href{{javascript:window.__pwn=1}}{{x}}$ \\includegraphics{{{ADDRESS}}}"
STYLE = f"<style>*{{background:url(http://{ELSEWHERE}/s)}}</style>"
FORMULA = f'=HYPERLINK("http://{ELSEWHERE}/f","x")'
FRAME = f'<iframe src="http://{ELSEWHERE}/i"></iframe><svg onload=window.__pwn=1>'
TEXTS = (HTML, SCRIPT, LINK, ANCHOR, PICTURE, REFERENCE, ADDRESS, MATHS)
CLASSES = (f"{HTML} {LINK}", f"{PICTURE} {ANCHOR}", f"{ADDRESS} {SCRIPT}")
FILE = f"{ELSEWHERE} ![p](x) [l](y) <img src=x onerror=window.__pwn=1> $m$.csv"
DONE = """() => ({
    ran: window.__pwn ?? null,
    links: [...document.querySelectorAll('a, area, use')].map(
        one => (one.getAttribute('href') ?? one.getAttribute('xlink:href') ?? '')),
    loads: [...document.querySelectorAll('img, iframe, object, embed, image, source')]
        .map(one => one.src?.baseVal ?? one.src ?? one.data
            ?? one.getAttribute('href') ?? ''),
})"""


def table(path: Path) -> Path:
    """120 rows whose column names, cells and classes are payloads."""
    rng = np.random.default_rng(0)
    names = [f"{text} {i}" for i, text in enumerate(TEXTS)]
    numbers = [f"{text} amount" for text in (STYLE, FORMULA, FRAME)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*names, *numbers, f"{HTML} {PICTURE} target"])
        for _ in range(120):
            label = int(rng.integers(0, len(CLASSES)))
            told = [TEXTS[int(rng.integers(0, len(TEXTS)))] for _ in names]
            amounts = [round(float(rng.normal(label)), 3) for _ in numbers]
            writer.writerow([*told, *amounts, CLASSES[label]])
    return path


def archive(path: Path) -> Path:
    """Images in class folders, all named by payloads."""
    rng = np.random.default_rng(0)
    with zipfile.ZipFile(path, "w") as file:
        for label, name in enumerate((HTML, f"{LINK} ![p](x)", "=1+1 $x$ :red[b]")):
            for i in range(12):
                pixels = rng.integers(0, 80, (16, 16), dtype=np.uint8) + 80 * label
                block = io.BytesIO()
                Image.fromarray(pixels.astype(np.uint8)).save(block, "PNG")
                file.writestr(f"all/{name}/{HTML} {i}.png", block.getvalue())
    return path


@pytest.fixture(scope="module")
def studies(served_home: Path, tmp_path_factory) -> dict[str, str]:
    """The ids of finished studies of the hostile table and the hostile images."""
    folder = tmp_path_factory.mktemp("hostile")
    images = archive(folder / "hostile.zip")
    return {
        "table": study_of(served_home, table(folder / "hostile.csv"), name=FILE),
        "images": study_of(
            served_home, images, models=("hog_linear", "hog_forest"), name=f"{HTML}.zip"
        ),
    }


class Watched:
    """A tab and every address it asked for."""

    def __init__(self, tab: Any, server: str) -> None:
        self.tab, self.server = tab, server
        self.asked: list[str] = []
        tab.on("request", lambda request: self.asked.append(request.url))
        tab.on("dialog", lambda dialog: self.asked.append("dialog"))

    def look(self) -> None:
        """Nothing ran, leads elsewhere or was asked of anybody else."""
        found = self.tab.evaluate(DONE)
        own = re.compile(rf"(data:|blob:|{re.escape(self.server)}|[./#?]|$)")
        assert found["ran"] is None
        assert [] == [one for one in found["links"] if not own.match(one)]
        assert [] == [one for one in found["loads"] if not own.match(one)]
        assert [] == [one for one in self.asked if not own.match(one)]


@pytest.fixture
def watched(browser: Any, server: str) -> Iterator[Watched]:
    """A tab without the policy that would hide a missing escape."""
    context = browser.new_context(base_url=server, bypass_csp=True)
    context.set_default_timeout(WAIT_MS)
    yield Watched(context.new_page(), server)
    context.close()


PAGES = {
    "upload": "button:has-text('Explore the data')",
    "explore": "button:has-text('Plan the training')",
    "train": "button:has-text('Compare')",
    "compare": "button:has-text('Read the verdict')",
    "verdict": "text=Rules of thumb against your data",
    "history": "button:has-text('Open')",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["table", "images"])
@pytest.mark.parametrize("page", PAGES)
def test_text_of_a_file_does_nothing_on_a_page(watched, studies, page, kind):
    watched.tab.goto(f"/{'' if page == 'upload' else page}?study={studies[kind]}")
    watched.tab.locator(PAGES[page]).first.wait_for()
    watched.tab.wait_for_timeout(500)  # figures are drawn after the page
    for summary in watched.tab.locator("[data-testid=stExpander] summary").all():
        summary.click()
    for figure in watched.tab.locator(".js-plotly-plot").all():
        figure.scroll_into_view_if_needed()
        figure.hover()
    for choice in watched.tab.locator("input[role=combobox]:enabled").all():
        choice.click()
        watched.tab.keyboard.press("Escape")
    watched.tab.wait_for_timeout(300)

    watched.look()
    assert 0 == watched.tab.locator("[data-testid=stException]").count()


@pytest.mark.slow
def test_what_arrives_by_the_browser_does_nothing(watched, tmp_path):
    hostile = table(tmp_path / "hostile.csv").read_bytes()
    broken = b"a,b\n1,2\n1,2,3\n" + hostile
    watched.tab.goto("/")
    for content in (broken, hostile):
        file = {"name": FILE, "mimeType": "text/csv", "buffer": content}
        watched.tab.set_input_files("input[type=file]", file)
        watched.tab.get_by_role("heading", name=ELSEWHERE).wait_for()
        watched.tab.wait_for_timeout(500)

        watched.look()
        study = watched.tab.url.partition("study=")[2]
        for page in ("train", "history") if content is hostile else ("history",):
            watched.tab.goto(f"/{page}?study={study}")
            watched.tab.get_by_role("heading", level=1).first.wait_for()
            watched.tab.wait_for_timeout(1_000)
            watched.look()
        watched.tab.goto("/")
        watched.tab.wait_for_timeout(500)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["table", "images"])
def test_text_of_a_file_does_nothing_in_the_report(browser, studies, served_home, kind):
    from dlcompare.jobs.results import load_report
    from dlcompare.jobs.store import SqliteStore
    from dlcompare.reports import EXPORTERS

    report = load_report(SqliteStore(served_home), studies[kind])
    html = next(one for one in EXPORTERS if one.name == "html").write(report)
    path = served_home / f"{kind}.html"
    path.write_bytes(html)
    context = browser.new_context(bypass_csp=True)
    tab = Watched(context.new_page(), path.as_uri())

    tab.tab.goto(path.as_uri())
    tab.tab.wait_for_timeout(1_000)
    for summary in tab.tab.locator("summary").all():
        summary.click()
    tab.look()
    context.close()


def test_the_policy_stops_what_would_slip_through(page):
    asked = []
    page.on("response", lambda response: asked.append(response.url))
    refused = page.evaluate(
        f"""() => new Promise(done => {{
            document.addEventListener('securitypolicyviolation',
                event => done(event.effectiveDirective));
            const one = document.createElement('img');
            one.src = 'http://{ELSEWHERE}/p.png';
            document.body.append(one);
        }})"""
    )

    assert "img-src" == refused
    assert [] == [one for one in asked if ELSEWHERE in one]
