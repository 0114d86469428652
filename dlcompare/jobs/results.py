"""A stored study as one `Report`, without loading what trained it."""

from dataclasses import replace

from dlcompare.comparison import compare, predictions_needed
from dlcompare.errors import StudyConflict
from dlcompare.jobs import intake
from dlcompare.jobs.protocol import Store
from dlcompare.records import Report
from dlcompare.study import Stages, write


def load_report(store: Store, id: str, rope: float | None = None) -> Report:
    """Everything known of a study so far; its folds may still be coming in.

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
    needed = [task.key for task in predictions_needed(compared, plan)]
    report = write(
        Stages(setup, reading, profile, described.checks, plan, folds),
        store.predictions(id, needed),
        study=id,
        created=study.created,
        rope=rope,
    )
    return replace(
        report,
        train_seconds=study.train_seconds,
        peak_memory_bytes=study.peak_memory_bytes,
    )
