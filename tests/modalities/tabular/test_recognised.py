"""What is recognised of messy columns, why, and how the user says otherwise."""

import numpy as np
import pandas as pd
import pytest

from dlcompare.errors import UnreadableUpload


def filled(*cells: str, n: int = 60) -> list[str]:
    return [cells[i % len(cells)] for i in range(n)]


def column(cells: list[str], sep: str = ",", name: str = "a") -> bytes:
    lines = [f"{cell}{sep}{i % 7}" for i, cell in enumerate(cells)]
    return "\n".join([f"{name}{sep}b", *lines]).encode()


def first(parsed) -> tuple[str, list]:
    """Kind of the first column and its first three values."""
    about = parsed.reading.columns[0]
    values = parsed.modality.column(parsed.folder, about.name)[:3]
    if about.kind == "date":
        return about.kind, [str(v)[:19] for v in values]
    return about.kind, ["" if pd.isna(v) else v for v in values]


def said(parsed, name: str) -> str:
    return "; ".join(
        f"{d.value}: {d.reason}" for d in parsed.reading.decisions if d.name == name
    )


@pytest.mark.parametrize(
    ("cells", "values", "reason"),
    [
        (("$1.50", "-$2.50", "$ 3"), [1.5, -2.5, 3.0], "'$' stands at its numbers"),
        (("1 €", "2.5 €", "3 €"), [1, 2.5, 3], "'€' stands at its numbers"),
        (("EUR 1", "EUR 2", "EUR 3"), [1, 2, 3], "'EUR' stands at"),
        (('"$1,250.50"', "$2", "$3"), [1250.5, 2, 3], "',' stands between groups"),
        (("1%", "2.5 %", "3%"), [1, 2.5, 3], "number in %"),
        (("1 km", "2 km", "3 km"), [1, 2, 3], "number in km"),
        (('"(1,000)"', "5", "7"), [-1000, 5, 7], "20 numbers in brackets are negative"),
        (("\u22125", "7", "8"), [-5, 7, 8], ""),
        (("5-", "7", "8"), [-5, 7, 8], ""),
        (("1 250", "2 250", "3"), [1250, 2250, 3], "' ' stands between groups"),
        (("1\u00a0250", "2", "3"), [1250, 2, 3], "' ' stands between groups"),
        (("1'250.5", "2", "3"), [1250.5, 2, 3], "''' stands between groups"),
        (('"1,25,000"', "2", "3"), [125000, 2, 3], "',' stands between groups"),
        (('"1,5"', '"2,5"', '"3,5"'), [1.5, 2.5, 3.5], ""),
    ],
)
def test_numbers_as_people_write_them(parse, cells, values, reason):
    parsed = parse("a.csv", column(filled(*cells)))

    assert ("number", values) == first(parsed)
    assert reason in said(parsed, "column 'a'")


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        (("EUR 1", "USD 2", "USD 3"), "different marks ('USD' and 'EUR')"),
        (("1%", "2", "3"), "mixes numbers"),
        (("10:30", "11:45", "12:00"), ""),
        (("12a", "13b", "14c"), "different marks"),
        (("192.168.1.1", "192.168.1.2", "10.0.0.1"), ""),
    ],
)
def test_what_only_looks_like_a_number_stays_words(parse, cells, note):
    parsed = parse("a.csv", column(filled(*cells)))

    assert "category" == parsed.reading.columns[0].kind
    assert note in " ".join(parsed.reading.notes)


def test_a_column_may_have_another_decimal_sign_than_the_file(parse):
    rows = [f"{i}.5;{i}.25;{i},75;{i % 2}" for i in range(60)]
    content = "\n".join(["a;b;c;d", *rows]).encode()

    parsed = parse("a.csv", content, delimiter=";")

    assert ".", "number" == (parsed.decision("decimal"), parsed.kind("c"))
    assert "a comma is the decimal sign" in said(parsed, "column 'c'")
    assert "category" == parse("b.csv", content, decimal=".").kind("c")


@pytest.mark.parametrize(
    ("cells", "options", "values"),
    [
        (("1.250", "2.250", "3.250"), {}, [1.25, 2.25, 3.25]),
        (("1.250", "2.250", "3.250"), {"decimal": ","}, [1250, 2250, 3250]),
        (("1.250,5", "2", "3"), {}, [1250.5, 2, 3]),
        (
            ("1 250", "2 250", "3 250"),
            {"thousands": ""},
            ["1 250", "2 250", "3 250"],
        ),
    ],
)
def test_thousands_can_be_said(parse, cells, options, values):
    parsed = parse("a.csv", column(filled(*cells), ";"), **options)

    assert values == first(parsed)[1]


@pytest.mark.parametrize(
    ("cells", "dates", "how"),
    [
        (("3/4/2020", "25/12/2020"), ["2020-04-03", "2020-12-25"], "day first: with"),
        (("4/3/2020", "12/25/2020"), ["2020-04-03", "2020-12-25"], "month first: with"),
        (("03.04.20", "25.12.20"), ["2020-04-03", "2020-12-25"], "day first"),
        (("2020/04/03", "2020/12/25"), ["2020-04-03", "2020-12-25"], "year first"),
        (("3 Apr 2020", "25 Dec 2020"), ["2020-04-03", "2020-12-25"], "by name"),
        (("03-Apr-20", "25-Dec-99"), ["2020-04-03", "1999-12-25"], "by name"),
        (('"April 3, 2020"', '"Dec 25, 2020"'), ["2020-04-03", "2020-12-25"], "name"),
        (("3. März 2020", "25. Dezember 2020"), ["2020-03-03", "2020-12-25"], "name"),
        (("Fri Apr 03 2020", "Fri Dec 25 2020"), ["2020-04-03", "2020-12-25"], "name"),
        (("2020-04", "2020-12"), ["2020-04-01", "2020-12-01"], "year first"),
        (("20200403", "20201225"), ["2020-04-03", "2020-12-25"], "yyyymmdd"),
        (
            ("4/3/2020 10:00 PM", "12/25/2020 1:05 AM"),
            ["2020-04-03 22:00:00", "2020-12-25 01:05:00"],
            "month first",
        ),
        (
            ("2020-04-03T10:00:00Z", "2020-12-25T11:00:00+02:00"),
            ["2020-04-03 10:00:00", "2020-12-25 09:00:00"],
            "year first",
        ),
    ],
)
def test_dates_in_any_common_order(parse, cells, dates, how):
    parsed = parse("a.csv", column(filled(*cells)))

    kind, values = first(parsed)
    assert "date" == kind
    assert dates == [v[: len(dates[0])] for v in values[:2]]
    assert how in said(parsed, "column 'a'")


@pytest.mark.parametrize(
    ("name", "number", "kind"),
    [
        ("created_at", 1_586_000_000, "date"),
        ("eventTime", 1_586_000_000_123, "date"),
        ("timestamp", 1_586_000_000_123_456, "date"),
        ("customer", 1_586_000_000, "number"),
        ("amount", 20_209_999, "number"),
    ],
)
def test_seconds_since_1970_are_dates_where_the_name_says_so(parse, name, number, kind):
    cells = [str(number + i) for i in range(60)]

    assert kind == first(parse("a.csv", column(cells, name=name)))[0]


def test_the_order_of_ambiguous_dates_is_decided_aloud_and_can_be_changed(parse):
    content = column(filled("03/04/2020", "05/06/2021", "07/08/2019"))

    as_read, changed = parse("a.csv", content), parse("a.csv", content, day_first=False)

    assert "2020-04-03" in first(as_read)[1][0]
    assert "both orders fit" in said(as_read, "column 'a'")
    assert "2020-03-04" in first(changed)[1][0]
    assert "month first: as you chose" in said(changed, "column 'a'")


def test_monthly_dates_are_the_first_of_each_month(parse):
    content = column(filled("01/01/2020", "02/01/2020", "03/01/2020"))

    parsed = parse("a.csv", content)

    assert "2020-02-01" in first(parsed)[1][1]
    assert "first of a month" in said(parsed, "column 'a'")


@pytest.mark.parametrize(
    "pair",
    ["Yes No", "TRUE FALSE", "y n", "JA NEIN", "oui non", "wahr falsch", "да нет"],
)
def test_yes_and_no_in_any_language_are_a_boolean(parse, pair):
    cells = filled(*pair.split())

    assert "boolean" == first(parse("a.csv", column(cells)))[0]


def test_several_spellings_of_yes_and_no_become_two_values(parse):
    parsed = parse("a.csv", column(filled("Yes", "no", "Yes", "Y", "N", "no")))

    assert ("boolean", ["Yes", "no", "Yes"]) == first(parsed)
    assert 2 == parsed.reading.columns[0].n_unique
    assert "in several spellings" in said(parsed, "column 'a'")


@pytest.mark.parametrize(
    ("cells", "value", "reason"),
    [
        ([*map(str, range(1, 40)), *["999"] * 9], "999", "away from the others, 1 to"),
        ([*map(str, range(1, 40)), *["-1"] * 9], "-1", "it stands in 9 cells"),
        ([*(f"{i}.5" for i in range(40)), *["-999"] * 9], "-999", "0.5 to 39.5"),
        ([*(f"{i}.5" for i in range(44, 90)), *["0"] * 9], "0", "44.5 to 89.5"),
        (filled("red", "blue", "unknown"), "unknown", "among other words"),
    ],
)
def test_values_that_may_stand_for_missing_are_suggested_and_kept(
    parse, cells, value, reason
):
    content = column(cells)

    parsed = parse("a.csv", content)
    accepted = parse("b.csv", content, missing={"a": (value,)})

    assert {"a": (value,)} == parsed.reading.sentinels
    assert 0 == parsed.reading.columns[0].n_missing
    assert f"{value} is kept" in said(parsed, "missing in 'a'")
    assert reason in said(parsed, "missing in 'a'")
    assert cells.count(value) == accepted.reading.columns[0].n_missing
    assert not accepted.reading.sentinels
    assert f"'{value}' is read as missing" in " ".join(accepted.reading.notes)


@pytest.mark.parametrize(
    "cells",
    [
        [*map(str, range(1, 40)), "999"],
        [str(i % 7) for i in range(60)],
        [str(v) for v in np.random.default_rng(0).normal(size=60).round(3)],
        [str(i - 30) for i in range(60)],
        ["-1", "1"] * 30,
        [str(i % 100) for i in range(200)],
        filled("red", "unknown"),
    ],
    ids=["once", "grades", "normal", "signed", "plus minus one", "nines", "two"],
)
def test_ordinary_values_are_not_suspected(parse, cells):
    assert {} == parse("a.csv", column(cells)).reading.sentinels


def test_further_values_are_missing_in_every_column_or_in_one(parse):
    content = b"a,b,c\n" + b"x,9,9\ny,1,x\nz,2,3\n" * 20

    one = parse("a.csv", content, missing={"b": ("9",)}).reading
    everywhere = parse("b.csv", content, missing={"": ("9",)}).reading

    assert [0, 20, 0] == [c.n_missing for c in one.columns]
    assert [0, 20, 20] == [c.n_missing for c in everywhere.columns]


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (("1", "2", "3"), "category", ["1", "2", "3"]),
        (("1", "2", "3"), "text", ["1", "2", "3"]),
        (("0123", "0456", "0789"), "number", [123, 456, 789]),
        (("1", "x", "y"), "number", [1, "", ""]),
        (("yes", "no", "yes"), "number", [1, 0, 1]),
        (("yes", "", "yes"), "category", ["yes", "", "yes"]),
        (("a", "b", "a"), "boolean", ["a", "b", "a"]),
        (("2020-01-31", "x", "y"), "date", ["2020-01-31 00:00:00", "NaT", "NaT"]),
        (("1586000000", "1586000001", "1"), "number", [1586000000, 1586000001, 1]),
        (("1586000000",) * 3, "date", ["2020-04-04 11:33:20"] * 3),
        (("2020-01-31",) * 3, "category", ["2020-01-31"] * 3),
    ],
)
def test_the_user_says_what_a_column_is(parse, cells, kind, values):
    parsed = parse("a.csv", column(filled(*cells)), kinds={"a": kind})

    assert (kind, values) == first(parsed)
    assert "as you chose" in said(parsed, "column 'a'")


@pytest.mark.parametrize(
    ("cells", "kind", "message"),
    [
        (("x", "y", "z"), "number", "'a' holds no numbers; a value is 'x'"),
        (("x", "y", "z"), "date", "'a' holds no dates"),
        (("x", "y", "z"), "boolean", "3 different values, such as 'x', 'y' and 'z'"),
    ],
)
def test_a_kind_that_no_value_has_is_refused(parse, cells, kind, message):
    with pytest.raises(UnreadableUpload, match=message):
        parse("a.csv", column(filled(*cells)), kinds={"a": kind})


def test_choices_for_columns_that_are_not_there_are_told(parse):
    notes = parse("a.csv", column(filled("1")), kinds={"q": "text"}).reading.notes

    assert "Not there to be read as you chose: 'q'" in " ".join(notes)


@pytest.mark.parametrize(
    ("content", "options", "names", "n_rows"),
    [
        ("ann,red,5\nbob,blue,6\n" + "cid,red,7\n" * 30, {}, "column_1", 32),
        ("red,big\nblue,big\n" + "red,tiny\n" * 30, {}, "column_1", 32),
        ("a,b\n" + "c,d\n" * 30, {"header": False}, "column_1", 31),
        ("1.5,2\n" + "2.5,3\n" * 30, {"header": True}, "1.5", 30),
        ("Sales of May\n\na,b,c\n" + "1,2,x\n" * 30, {}, "a", 30),
        ("Sales of May,,\na,b,c\n" + "1,2,x\n" * 30, {}, "a", 30),
        ("# by me\n# on day\na,b\n" + "1,x\n" * 30, {}, "a", 30),
        ("sep=;\na;b\n" + "1;x\n" * 30, {}, "a", 30),
        ("a,2019,2020\n" + "x,1,2\n" * 30, {}, "a", 30),
    ],
)
def test_where_the_table_begins(parse, content, options, names, n_rows):
    reading = parse("a.csv", content.encode(), **options).reading

    assert (names, n_rows) == (reading.columns[0].name, reading.n_rows)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (["Łódź", "Gdańsk", "Kraków", "Wrocław"], "cp1250"),
        (["café", "Müller", "10 £", "it’s"], "cp1252"),
        (["Иван", "Пётр", "Мария", "Ольга"], "cp1251"),
        (["東京", "大阪", "名古屋", "札幌"], "shift_jis"),
    ],
)
def test_old_encodings_are_told_apart(parse, words, encoding):
    cells = filled(*words)

    parsed = parse("a.csv", column(cells).decode().encode(encoding))

    assert encoding == parsed.decision("encoding")
    assert words[0] == first(parsed)[1][0]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([f"This is sentence {i} of the whole file" for i in range(5000)], "text"),
        ([f"The same sentence {i % 400} comes again" for i in range(5000)], "text"),
        ([f"A long label of category {i % 40}" for i in range(5000)], "category"),
        ([f"street {i % 300}" for i in range(5000)], "category"),
        ([f"key-{i}" for i in range(5000)], "category"),
    ],
)
def test_sentences_are_text_and_labels_are_categories(parse, cells, kind):
    assert kind == first(parse("a.csv", column(cells)))[0]
