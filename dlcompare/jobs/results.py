"""A stored study as one `Report`, without loading what trained it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dlcompare.comparison import (
    compare,
    holdout_needed,
    predictions_needed,
    rivals_needed,
    tables,
    understand,
)
from dlcompare.conclusion import Stages, write
from dlcompare.errors import DlcompareError, StudyConflict
from dlcompare.jobs import intake, questions
from dlcompare.jobs.opening import earlier_openings
from dlcompare.jobs.protocol import Store
from dlcompare.jobs.store import ENDED
from dlcompare.jobs.testfile import match_guarded
from dlcompare.records import Comparison, Matching, Report, Setup, Study


def load_report(store: Store, id: str, rope: float | None = None) -> Report:
    """Everything known of a study so far; its folds may still be coming in.

    What champions owe to being chosen, what they score on the test file, and how
    their predictions can be read is measured once, when training has ended.

    Parameters
    ----------
    store : Store
    id : str
    rope : float or None
        Difference too small to matter; None: the metric's default.

    Raises
    ------
    StudyConflict
        If the study is missing or was never started.
    """
    study = store.load(id)
    setup, plan, folds = study.setup, study.plan, store.folds(id)
    if plan is None:
        raise StudyConflict("This study was never started.", "Start it first.")
    reading = intake.read_guarded(store.folder, setup.upload, setup.options)
    described = intake.describe_guarded(store.folder, setup)
    profile = described.profile
    compared = compare(folds, plan, n_rows=profile.n_rows, rope=rope)
    needed = predictions_needed(compared, plan)
    kept = _kept(store, study, len(folds), compared)
    before = kept.comparison if kept else None
    if before is None and study.state in ENDED:
        needed += rivals_needed(compared, plan) + holdout_needed(compared, plan)
    predictions = store.predictions(id, [task.key for task in needed])
    understanding = kept.understanding if kept else None
    if understanding is None and study.state in ENDED:
        dataset = intake.open_dataset(store.folder, setup)
        understanding = understand(
            compared, plan, predictions, dataset.classes, tables(dataset, profile)
        )
    report = write(
        Stages(
            setup,
            reading,
            profile,
            questions.ask(store.folder, setup),
            plan,
            folds,
            _matching(store.folder, setup),
            described.notes,
            store.inspected(id),
            understanding,
            openings=earlier_openings(store, setup, id),
        ),
        predictions,
        study=id,
        created=study.created,
        rope=rope,
        message=study.message,
        before=before,
    )
    return replace(
        report,
        train_seconds=study.train_seconds,
        peak_memory_bytes=study.peak_memory_bytes,
    )


def _kept(
    store: Store, study: Study, n_folds: int, compared: Comparison
) -> Report | None:
    """The kept report, if it is of the same folds and all was measured in it."""
    kept = store.report(study.id) if study.state in ENDED else None
    if kept is None or len(kept.folds) != n_folds:
        return None
    is_same = kept.comparison.rivals == compared.rivals
    is_measured = kept.comparison.optimism is not None
    return kept if is_same and is_measured else None


def _matching(folder: Path, setup: Setup) -> Matching | None:
    """How the test file goes with the file; None if it can no longer be read.

    That it cannot be read is then the failure of the fits that should be scored on it.
    """
    with suppress(DlcompareError):
        return match_guarded(folder, setup)
    return None
