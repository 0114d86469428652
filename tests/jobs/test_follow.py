"""What the command line says of a study."""

from dlcompare.jobs.follow import ledger_lines
from dlcompare.records import Ledger, LedgerLine


def test_ledger_has_a_line_per_family_and_one_per_cut():
    ledger = Ledger(
        180.0,
        (
            LedgerLine("classical", 3, 12, 15, 15, 60, 150.0, 141.0),
            LedgerLine("deep", 2, 2, 9, 10, 0, 170.0, 176.0, ("SVM: Too slow.",)),
        ),
    )

    assert [
        "Budget: 3 min for each family.",
        "classical: 3 models, 12 settings in 60 inner fits, 15 of 15 fits done,"
        " 2 min 21 s used, 2 min 30 s planned.",
        "deep: 2 models, 2 settings, 9 of 10 fits done, 2 min 56 s used,"
        " 2 min 50 s planned.",
        "deep: SVM: Too slow.",
    ] == list(ledger_lines(ledger))


def test_no_ledger_no_lines():
    assert [] == list(ledger_lines(None))
