from dataclasses import replace

from dlcompare.plots import columns_table, cost_table, rules_table, score_table
from dlcompare.records import Finding


def test_scores_are_listed_family_by_family(make):
    table = score_table(make.comparison())

    assert ["● classical"] * 4 + ["◆ deep"] * 2 + ["┊ guessing"] == list(
        table["Family"]
    )
    assert "0.869 (0.856 to 0.882)" == table["ROC AUC"][0]
    assert "0.800 (0.780 to 0.820)" == table["Accuracy"][0]
    assert ("2.1 s", "19 ms", "1.9 MB") == tuple(
        table.loc[0, ["Train once", "Predict 1,000", "Model size"]]
    )


def test_failed_candidate_has_dashes_and_the_reason(make):
    table = score_table(make.comparison((make.STANDINGS[0], make.failed())))

    line = table.iloc[0]

    assert ("–", "–", "not finished: out of memory") == (
        line["ROC AUC"],
        line["Train once"],
        line["Remark"],
    )


def test_average_is_the_last_line_and_no_family(make):
    table = score_table(make.comparison(), together=make.together())

    line = table.iloc[-1]

    assert ("▲ both", "Average of both") == (line["Family"], line["Model"])
    assert ("0.876 (0.863 to 0.889)", "–") == (line["ROC AUC"], line["Accuracy"])
    assert ("86 s", "5") == (line["Train once"], line["Folds"])
    assert "Gradient boosting and Tabular network" == line["Remark"]


def test_what_showed_in_training_is_remarked(make):
    sick = replace(make.STANDINGS[0], problems=("Its loss did not fall.",))
    cut = replace(make.STANDINGS[3], remarks=("It might score higher.",))

    remarks = score_table(make.comparison((sick, cut)))["Remark"]

    assert [
        "not trained well enough. Its loss did not fall.",
        "It might score higher.",
    ] == (list(remarks))


def test_test_file_has_a_column_only_if_there_is_one(make):
    tested = replace(make.STANDINGS[0], test_score=0.9)

    assert "ROC AUC, test rows" in score_table(make.comparison((tested,)))
    assert "ROC AUC, test rows" not in score_table(make.comparison())


def test_costs_are_compared_as_deep_over_classical(make):
    table = cost_table(make.comparison())

    assert ["2.1 s", "84 s", "40 times"] == list(table.iloc[0])[1:]


def test_no_costs_without_two_champions(make):
    assert cost_table(make.comparison(make.STANDINGS[:1])).empty


def test_columns_carry_a_list_for_the_bars(make):
    table = columns_table(make.profile())

    assert 12 == len(table["Distribution"][0])
    assert [0.031, 72] == list(table.loc[0, ["Missing", "Values"]])


def test_rules_say_their_side_with_glyph_and_word(make):
    table = rules_table(make.verdict())

    assert ":blue[●\xa0classical]" == table.loc["DL006", "Says"]
    assert ":orange[◆\xa0deep]" == table.loc["DL001", "Says"]
    assert "**confirmed**" == table.loc["DL008", "Rule"]
    assert "does not apply" in table.loc["DL001", "Rule"].replace("\u00a0", " ")


def test_markdown_of_the_user_is_escaped(make):
    finding = Finding(
        "DL009", make.PICTURE, "deep", 0.5, make.NASTY, "a_b *c*", "open", ""
    )

    cells = rules_table(make.verdict(findings=(finding,))).iloc[0]

    assert "\\!\\[\\]\\(http\\:\u2060//x\\)" == cells["Rule of thumb"]
    assert not cells["You"].startswith("<")
    assert r"a\_b \*c\*" == cells["Measured"]


def test_of_very_many_columns_the_most_telling_come_first(make):
    columns = [make.number_column(f"c{i}", association=i / 300) for i in range(250)]

    table = columns_table(make.profile(columns=tuple(columns)))

    assert ["c249", "c248"] == list(table["Column"])[:2]
