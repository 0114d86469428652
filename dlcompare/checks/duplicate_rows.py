"""Rows that stand in the table more than once."""

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.by_chance import repeats_by_chance
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.records import CheckResult, Measured

CODE = "DC004"
MANY = 0.01  # share of the rows; the difference of two models is seldom larger
BY_CHANCE = 1 / 3  # of the repeats; where chance explains more, they are no copies


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result for all rows that repeat an earlier one, target included."""
    n_again = int(case.row_hashes.duplicated().sum())
    if not n_again:
        return ()
    n_rows = len(case.dataset.y)
    share = n_again / n_rows
    chance = repeats_by_chance(case.dataset)
    is_natural = chance * n_rows >= BY_CHANCE * n_again
    is_grave = share >= MANY and not is_natural
    shown = words.sentence_start(words.share(share))
    text = (
        f"{shown} of the rows equal an earlier one in every column. "
        "If they are copies, the same row can stand in training and test, and "
        "scores look too good."
    )
    if is_natural:
        text = (
            f"{shown} of the rows equal an earlier one in every column. "
            f"With so few different values, {words.share(chance)} would do so by "
            "chance, so these need not be copies."
        )
    verb = "repeats" if n_again == 1 else "repeat"
    return (
        CheckResult(
            CODE,
            f"{words.count(n_again, 'row')} {verb} another",
            "check" if is_grave else "note",
            text,
            question="Are these copies, or do such rows really occur again?",
            measured=_measured(case) if is_grave else (),
            remedies=(remedies.together(),),
        ),
    )


def _measured(case: Case) -> tuple[Measured, ...]:
    """The quick model with equal rows parted at random and kept together."""
    labels = ("equal rows at random", "equal rows together")
    scores = case.grouped(case.feature_hashes.to_numpy())
    pairs = zip(labels, scores, strict=True)
    return tuple(score.as_measured(label) for label, score in pairs if score)


DUPLICATE_ROWS = Check(
    code=CODE,
    name="duplicate_rows",
    title="No row stands there twice",
    modalities=("tabular",),
    run=run,
    looks_at="Rows equal in every column and the target. Grave from "
    f"{MANY:.0%} of the rows on, unless chance explains a third of them: that many "
    "repeats remain when every column is shuffled on its own.",
    remedy="Equal rows are kept on one side of every split.",
    source="Barz & Denzler (2020), Do we train on test data? Purging CIFAR of "
    "near-duplicates, Journal of Imaging 6.",
)
