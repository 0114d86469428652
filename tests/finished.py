"""Small studies that were really trained, in a store, without loading Keras."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dlcompare.jobs import intake
from dlcompare.jobs.store import SqliteStore
from dlcompare.planning import make_plan
from dlcompare.records import Budget, FoldResult, FoldTask, Health, Plan, Setup
from dlcompare.study import named
from dlcompare.training import train


def as_network(
    plan: Plan, folds: list[FoldResult], model: str
) -> tuple[Plan, list[FoldResult]]:
    """One model under the flag of a network: a pair without loading Keras."""
    candidates = tuple(
        replace(c, family="deep") if c.model == model else c for c in plan.candidates
    )
    renamed = [replace(f, family="deep") if f.model == model else f for f in folds]
    return replace(plan, candidates=candidates), renamed


def study_of(
    home: Path,
    path: Path,
    health: Health | None = None,
    *,
    models: tuple[str, str] = ("linear", "nearest"),
    name: str = "",
) -> str:
    """The id of a finished study: dummy and two models, the second as a network."""
    with path.open("rb") as stream:
        upload = intake.keep_upload(home, name or path.name, stream)
    draft = Setup(upload=upload, models=models, budget=Budget("own", 60))
    reading = intake.read_guarded(home, upload, draft.options)
    setup = replace(draft, target=reading.target)
    profile = intake.describe_guarded(home, setup).profile
    store = SqliteStore(home)
    study = store.create(setup)
    plan, dataset = make_plan(profile, setup), intake.open_dataset(home, setup)
    plan = replace(plan, scheme=replace(plan.scheme, repeats=1))  # for speed

    def keep(task: FoldTask, values: Mapping[str, Any]) -> str:
        return store.keep_predictions(study, task, named(values, dataset))

    trained = list(train(plan, dataset, keep=keep))
    plan, folds = as_network(plan, trained, models[1])
    store.submit(study, plan)
    for fold in folds:
        is_deep = fold.family == "deep"
        store.append_fold(study, replace(fold, health=health if is_deep else None))
    store.set_state(study, "done", expected="queued")
    return study
