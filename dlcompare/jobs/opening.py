"""After the folds: the test rows are opened for the champions, and that is noted."""

import time
from collections.abc import Sequence

from dlcompare.jobs.protocol import Store
from dlcompare.records import (
    TEST_FOLD,
    Event,
    FoldResult,
    FoldTask,
    Opening,
    Plan,
    Setup,
    Study,
)
from dlcompare.training.tasks import LANES


def to_open(store: Store, study: Study, plan: Plan) -> tuple[FoldTask, ...]:
    """The refits that remain to be scored on the test rows; the folds are done.

    A champion that took another's place since is not scored, which is noted as an
    event.

    Raises
    ------
    DlcompareError
        If the data cannot be read any more.
    """
    if not plan.has_test_file:
        return ()
    from dlcompare import comparison  # with it NumPy; a study without test rows
    from dlcompare.jobs.intake import describe_guarded  # needs neither, nor pandas

    folds = store.folds(study.id)
    n_rows = describe_guarded(store.folder, study.setup).profile.n_rows
    compared = comparison.compare(folds, plan, n_rows=n_rows)
    labels = {one.model: one.label for one in plan.candidates}
    for scored, champion in comparison.not_opened(compared, folds):
        text = (
            f"{labels.get(scored, scored)} was scored on the test rows before;"
            f" {labels[champion]}, the champion now, is not: rows that have been"
            " looked at choose no second model."
        )
        store.append_event(study.id, Event("note", time.time(), text=text))
    return comparison.to_open(compared, plan, folds)


def note(store: Store, study: Study, result: FoldResult) -> None:
    """Keep that a study has looked at test rows, if this result is a score on them."""
    if result.fold == TEST_FOLD and not result.failure:
        data, rows = study.setup.upload.sha256, rows_of(store, study.setup)
        store.openings.record(study.id, rows=rows, data=data)


def seconds(plan: Plan, lane: str) -> float:
    """What the refit of a lane's champion may take; who that is, is not known yet."""
    fits = [
        c.expected_seconds
        for c in plan.candidates
        if LANES[c.family] == lane and c.family != "dummy"
    ]
    return max(fits, default=0.0) / (1 - plan.scheme.test_share)  # it has all rows


def rows_of(store: Store, setup: Setup) -> str:
    """What the test rows of a setup are known by; "" without any.

    That is the hash of the test file, or of the contents of the sealed rows.
    """
    if setup.test_upload is not None:
        return setup.test_upload.sha256
    if not setup.sealed_share:
        return ""
    from dlcompare.jobs.intake import describe_guarded

    return describe_guarded(store.folder, setup).sealed


def earlier_openings(
    store: Store, setup: Setup, study: str = ""
) -> tuple[Opening, ...]:
    """The openings of the same rows by other studies, before `study` opened them.

    Parameters
    ----------
    store : Store
    setup : Setup
    study : str
        Its id; "": one that is still to come.

    Returns
    -------
    tuple of Opening
        The earliest first.
    """
    rows = rows_of(store, setup)
    known: Sequence[Opening] = store.openings.of(rows) if rows else ()
    own = next((one.at for one in known if one.study == study), None)
    return tuple(
        one for one in known if one.study != study and (own is None or one.at < own)
    )
