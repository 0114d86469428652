"""Which rules were borne out, in words."""

import pytest

from dlcompare.advice.hindsight import hindsight
from dlcompare.records import Finding


def finding(leaning, agreement, title="A rule"):
    return Finding("X", title, leaning, 0.5, "", "", agreement, "")


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], ""),
        ([finding("none", "open"), finding("deep", "open")], ""),
        (
            [finding("deep", "confirmed")],
            "The one rule that can be judged was borne out. None pointed to the wrong"
            " family.",
        ),
        (
            [finding("deep", "refuted", "Few rows")],
            "The one rule that can be judged was not borne out. Misleading here:"
            " “Few rows”.",
        ),
        (
            [
                finding("classical", "confirmed"),
                finding("classical", "not confirmed"),
                finding("deep", "refuted", "Three"),
                finding("deep", "refuted", "Four"),
            ],
            "Of four rules that can be judged, one was borne out. Misleading here:"
            " “Three” and “Four”.",
        ),
        (
            [finding("deep", "not confirmed"), finding("classical", "not confirmed")],
            "Of two rules that can be judged, none was borne out. None pointed to the"
            " wrong family.",
        ),
    ],
)
def test_hindsight(findings, expected):
    assert expected == hindsight(findings)
