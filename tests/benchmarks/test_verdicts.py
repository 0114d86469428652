"""Which verdicts count as held in `benchmarks/verdicts.py`, on rows made by hand."""

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def beside_the_benchmarks(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def rows(*choices, data="a", budget="180"):
    from verdicts import FIELDS

    blank = dict.fromkeys(FIELDS, "")
    given = {"data": data, "budget": budget, "n_rows": "891", "total_seconds": "170.2"}
    return [
        {**blank, **given, "seed": str(seed), "choice": choice, "title": choice}
        for seed, choice in enumerate(choices)
    ]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (["deep"] * 4, (3, 3, 3, 3, 0)),
        (["deep", "deep", "classical", "equivalent"], (3, 1, 3, 1, 1)),
        (["deep", "undecided", "deep", "deep"], (3, 2, 2, 2, 0)),
        (["undecided", "undecided", "deep", "deep"], (3, 1, 0, 0, 0)),
        (["classical"], (0, 0, 0, 0, 0)),
    ],
    ids=["all hold", "two change", "one undecided", "first undecided", "one seed"],
)
def test_pairs_are_counted_against_the_first_seed(choices, expected):
    from verdicts_table import stability

    found = stability(rows(*choices))

    names = ("n", "n_same", "n_decided", "n_decided_same", "n_opposite")
    assert expected == tuple(getattr(found, name) for name in names)


def test_data_sets_and_budgets_are_not_paired_with_each_other():
    from verdicts_table import stability

    both = [
        *rows("deep", "deep"),
        *rows("classical", "classical", data="b"),
        *rows("undecided", budget="15"),
    ]

    found = stability(list(reversed(both)))

    assert (2, 2) == (found.n, found.n_same)


def test_table_names_what_other_seeds_said():
    from verdicts_table import text

    shown = text(rows("deep", "undecided", "deep"))

    assert "| 1 of 2 (else undecided) |" in shown
    assert "Outside undecided: 1 of 1 (100%)" in shown


def test_results_are_read_as_they_were_added(tmp_path):
    from verdicts import append, key_of, read

    path = tmp_path / "results" / "verdicts.csv"
    for row in rows("deep", "classical"):
        append(path, row)

    assert rows("deep", "classical") == read(path)
    assert {("a", "0", "180"), ("a", "1", "180")} == {key_of(r) for r in read(path)}


def test_every_file_is_asked_for_as_a_user_would(tmp_path, monkeypatch):
    import verdicts

    monkeypatch.setattr(verdicts, "has_option", lambda name: False)
    sources = {source.name: source for source in (*verdicts.SOURCES, *verdicts.EXTRA)}

    bank = verdicts.command(sources["bank"], tmp_path, seed=2, budget=180.0)
    images = verdicts.command(sources["mnist_500"], tmp_path, seed=0, budget=15.0)

    assert 13 == len(sources)
    assert ["--budget", "180", "--seed", "2", "--target", "y"] == bank[5:11]
    assert ["--exclude", "duration"] == bank[-2:]
    assert "--target" not in images
