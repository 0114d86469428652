import re

from dlcompare.plots import rules_figure


def test_lollipop_points_to_its_side_and_is_as_long_as_its_strength(make):
    fig = rules_figure(make.verdict())

    sides = {t.name: tuple(t.x) for t in fig.data if t.name in ("classical", "deep")}

    assert {"classical": (-0.7, -0.5, -0.4), "deep": (0.3,)} == sides


def test_rule_that_does_not_apply_is_an_empty_circle(make):
    fig = rules_figure(make.verdict())

    silent = next(t for t in fig.data if t.name == "silent")
    shown = [re.sub("<[^>]+>", "", a.text) for a in fig.layout.annotations]
    assert ((0.0,), "circle-open") == (silent.x, silent.marker.symbol)
    assert "This is a table." in shown


def test_no_rule_at_all_says_so(make):
    fig = rules_figure(make.verdict(findings=(), not_applicable=()))

    assert "No rule of thumb" in fig.layout.meta["alt"]
