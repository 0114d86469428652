from dataclasses import replace

from dlcompare.plots import measures_table
from dlcompare.plots.bins import as_date
from dlcompare.records import ColumnProfile


def test_each_kind_shows_what_fits_it(make):
    number = replace(
        make.number_column(),
        quantiles=(0.0, 1.0, 2.0, 3.0, 9.5),
        tails=(0.5, 8.0),
        mean=2.5,
        deviation=1.25,
        skew=-0.5,
        outlier_share=0.01,
        zero_share=0.0,
        top={"2": 40},
        information_share=0.12,
    )
    date = replace(
        number, name="day", kind="date", quantiles=(0.0, 1, 2, 3, 31), top={"1": 3}
    )
    text = ColumnProfile(
        "note", "text", 0.1, 9, (), lengths=(1, 2, 30, 40, 2_000), median_words=6.0
    )

    table = measures_table(make.profile(columns=(number, date, text)))

    rows = {row["Column"]: row for _, row in table.iterrows()}
    first = rows["tenure_months"]
    assert ("0.000", "2.000", "9.500") == (
        first["Least"],
        first["Median"],
        first["Most"],
    )
    assert ("2 (40)", "1.0%", "0%") == (
        first["Commonest"],
        first["Far outside"],
        first["Zeros"],
    )
    assert "12.0%" == first["Information on target"]
    assert ("1970-01-01", "1970-02-01") == (rows["day"]["Least"], rows["day"]["Most"])
    assert "1970-01-02 (3)" == rows["day"]["Commonest"]
    assert "–" == rows["day"]["Skew"] == rows["note"]["Mean"]
    assert "1 to 2,000, median 30" == rows["note"]["Characters"]


def test_a_date_beyond_the_calendar_is_a_dash():
    assert "–" == as_date(1e12)
