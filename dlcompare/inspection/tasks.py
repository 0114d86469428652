"""Which fits the closer look makes, and in which order."""

from collections.abc import Iterable, Sequence
from statistics import median

from dlcompare.inspection.anchors import curve_tasks
from dlcompare.records import (
    TEST_FOLD,
    CheckResult,
    FoldResult,
    InspectionTask,
    Plan,
)

N_SEEDS = 4  # other seeds; with the fold's own, five scores for a standard deviation
FIRST_SEEDS = 2  # of them before all else: with the fold's own they give a spread
MOST_SUSPECTS = 3  # columns left out, one at a time
WITHOUT_FOLDS = 3  # on which each is left out
# Checks whose columns may give the answer away come before those that only ask:
# DC002 a column that tells the target, DC008 two that do together, DC009 a name that
# speaks of what is known only afterwards.
GIVE_AWAY = ("DC002", "DC008", "DC009")
# Of its lane's time, for looking into one fitted champion: it can do with less, and
# the other fits need theirs.
EXPLAIN_SHARE = 0.25


def closer_tasks(
    plan: Plan,
    folds: Sequence[FoldResult],
    *,
    champions: Sequence[str],
    suspects: Sequence[str] = (),
    rarest_share: float | None = None,
) -> tuple[InspectionTask, ...]:
    """The fits of the closer look, those that say most for their cost first.

    What the champions go by comes first. Other seeds come before the learning curves,
    since without them nobody can say whether two points of a curve differ; each
    suspect column is left out on one fold before any is on a second. Each lane takes
    its own tasks in this order.

    Parameters
    ----------
    plan : Plan
    folds : sequence of FoldResult
        All of the study.
    champions : sequence of str
        Models, at most one of each family; "" is ignored.
    suspects : sequence of str
        Columns that were learned from although a check asked about them, the gravest
        first; see `suspect_columns`.
    rarest_share : float in [0, 1], or None
        Share of the rows in the rarest class; None: regression.

    Returns
    -------
    tuple of InspectionTask
        Only of models and folds that went well.
    """
    went_well = {(f.model, f.repeat, f.fold) for f in folds if not f.failure}
    places = [
        (repeat, fold)
        for repeat in range(plan.scheme.repeats)
        for fold in range(plan.scheme.k)
        if all((model, repeat, fold) in went_well for model in champions if model)
    ]
    named = [model for model in champions if model]
    if not places or not named:
        return ()
    explained = [InspectionTask("explain", model, *places[0]) for model in named]
    seeds = [
        InspectionTask("seed", model, *places[0], number=number)
        for number in range(1, N_SEEDS + 1)
        for model in named
    ]
    without = [
        InspectionTask("without", model, *place, column=column)
        for place in places[:WITHOUT_FOLDS]
        for column in suspects[:MOST_SUSPECTS]
        for model in named
    ]
    curves = curve_tasks(plan, folds, rarest_share=rarest_share)
    n_first, n_columns = FIRST_SEEDS * len(named), len(suspects[:MOST_SUSPECTS])
    early = n_columns * len(named)  # each suspect on one fold
    return (
        *explained,
        *seeds[:n_first],
        *without[:early],
        *curves,
        *without[early:],
        *seeds[n_first:],
    )


def suspect_columns(
    checks: Iterable[CheckResult], columns: Iterable[str]
) -> tuple[str, ...]:
    """Columns learned from although a check asked whether to leave them out.

    Parameters
    ----------
    checks : iterable of CheckResult
        The gravest first.
    columns : iterable of str
        Those learned from.

    Returns
    -------
    tuple of str
        Those that may give the answer away first; none where there is one column.
    """
    asked = [check for check in checks if check.severity in ("decide", "check")]
    asked.sort(key=lambda check: check.code not in GIVE_AWAY)
    known = set(columns)
    if len(known) < 2:
        return ()
    named = (name for check in asked for name in check.exclude)
    return tuple(dict.fromkeys(name for name in named if name in known))


def expected_seconds(task: InspectionTask, folds: Sequence[FoldResult]) -> float:
    """What the fit of a task should take, by those of the same model; 0: none is known.

    Fewer rows are taken to need time in proportion.
    """
    own = [f for f in folds if f.model == task.model and not f.failure]
    own = [f for f in own if f.fold != TEST_FOLD] or own
    if not own:
        return 0.0
    seconds = median(f.fit_seconds + f.predict_seconds for f in own)
    n_train = median(f.n_train for f in own)
    share = min(task.n_rows / n_train, 1.0) if task.n_rows and n_train else 1.0
    return share * seconds
