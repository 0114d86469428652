"""The floor: predicts the class shares, or the mean, whatever the row."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """A scikit-learn dummy: class shares, or the mean."""
    from sklearn.dummy import DummyClassifier, DummyRegressor

    if context.is_classification:
        return DummyClassifier(strategy="prior")
    return DummyRegressor(strategy="mean")


def seconds(size: Size) -> float:
    """Next to nothing; taking the rows and scoring them is what takes time."""
    return 0.005 + 2e-6 * size.n_rows_train + 3e-5 * size.n_features


DUMMY = ModelSpec(
    name="dummy",
    label="Dummy (no learning)",
    family="dummy",
    modalities=("tabular", "images"),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    priority=0,
    source="scikit-learn: DummyClassifier, DummyRegressor",
    note="Looks at no column. A model that does not beat it has learned nothing.",
)
