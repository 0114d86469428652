from dlcompare.plots import ledger_table, settings_table
from dlcompare.records import TEST_FOLD, Candidate, Trial

DEFAULT, WIDE = {"width": 64, "rate": 0.1}, {"width": 256, "rate": 0.1}


def fold(make, number, chosen, scores=(0.8, 0.9)):
    trials = tuple(
        Trial(params, score, 1.0)
        for params, score in zip((DEFAULT, WIDE), scores, strict=True)
    )
    return make.fold("mlp", "deep", number, params=chosen, trials=trials)


def planned(make):
    candidate = Candidate("mlp", "Tabular network", "deep", DEFAULT, others=(WIDE,))
    return make.plan(candidates=(Candidate("svm", "SVM", "classical"), candidate))


def test_ledger_has_a_line_per_family(make):
    table = ledger_table(make.ledger())

    assert ["● classical", "◆ deep"] == list(table["Family"])
    assert ["12 in 60 inner fits", "12 in 40 inner fits"] == list(
        table["Settings tried"]
    )
    assert ["15 of 15", "9 of 10"] == list(table["Fits done"])
    assert ["2 min 30 s", "2 min 50 s"] == list(table["Planned"])
    assert ["2 min 21 s of 3 min", "2 min 56 s of 3 min"] == list(table["Used"])
    assert ["nothing", "The SVM was left out."] == list(table["Left out or shortened"])


def test_settings_are_counted_by_how_often_they_were_chosen(make):
    folds = [
        fold(make, 0, WIDE),
        fold(make, 1, WIDE, (0.8, 0.7)),
        fold(make, 2, DEFAULT),
    ]

    table = settings_table(planned(make), folds)

    assert ["width 256", "the default: width 64"] == list(table["Settings"])
    assert ["in 2 of 3 folds", "in 1 of 3 folds"] == list(table["Chosen"])
    assert ["0.833", "0.800"] == list(table["Inner score"])


def test_settings_that_failed_have_no_score(make):
    table = settings_table(planned(make), [fold(make, 0, DEFAULT, (0.8, None))])

    assert ["0.800", "–"] == list(table["Inner score"])


def test_folds_without_trials_and_the_test_file_are_left_out(make):
    folds = [make.fold("mlp", "deep", 0), fold(make, TEST_FOLD, WIDE)]

    assert settings_table(planned(make), folds).empty
