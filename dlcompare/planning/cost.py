"""What a fit costs, in seconds: as models say, corrected by fits that were timed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import exp, log
from statistics import fmean

from dlcompare import models
from dlcompare.models import ModelSpec, Size
from dlcompare.models.cost import topic_seconds
from dlcompare.models.holdout import TRIAL_SHARE
from dlcompare.records import ColumnProfile, Family, Profile

# Seconds until the first fit of a lane, spent on loading its libraries once. They
# are part of what a study takes, and not charged to the budget of training.
# Measured on two cores: scikit-learn 1.7; TensorFlow and Keras 4 to 6, 10 from a
# disk that has not read them since it was started.
LOAD_SECONDS: dict[Family, float] = {"classical": 2.0, "deep": 7.0}
# Share of a thread that each further thread is worth, up to MOST_THREADS. Assumed
# with care: forests gain nearly a whole one, support vectors nothing.
THREAD_GAIN = 0.25
MOST_THREADS = 4
FACTORS = (1 / 30, 30.0)  # timed over expected; beyond, the small fit is no guide

MAX_LEVELS = 255  # columns; a category of more levels is not one-hot encoded
MIN_LEVEL_ROWS = 5  # rows; rarer levels share one column
N_TOPICS = 64  # columns that all text columns together become


@dataclass(frozen=True)
class Timings:
    """Seconds that fits with default settings took on `n_rows` rows of this data.

    Predicting a quarter as many rows is part of them. `spent` is how much of the
    budget was gone when all of them were done.
    """

    n_rows: int
    seconds: Mapping[str, float]
    spent: float = 0.0


@dataclass(frozen=True)
class Prices:
    """What fits on this data cost; `factors` correct the models' own estimates."""

    size: Size  # of all rows, none tested
    n_threads: int = 1
    factors: Mapping[str, float] = field(default_factory=dict)

    def fit(self, spec: ModelSpec, n_train: int, n_test: int) -> float:
        """Expected seconds to fit and predict once; libraries are loaded already."""
        size = self.sized(n_train, n_test)
        expected = fit_seconds(spec, size, n_threads=self.n_threads)
        return expected * self.factors.get(spec.name, 1.0)

    def sized(self, n_train: int, n_test: int = 0) -> Size:
        """The size of a fit on so many rows."""
        return replace(self.size, n_rows_train=n_train, n_rows_test=n_test)

    def trial(self, spec: ModelSpec, n_train: int) -> float:
        """The same on an inner split of those rows."""
        n_test = int(TRIAL_SHARE * n_train)
        return self.fit(spec, n_train - n_test, n_test)


def prices(
    profile: Profile, *, n_threads: int = 1, timings: Timings | None = None
) -> Prices:
    """What fits cost on data of this profile.

    A model that was not timed is taken to be as much slower or faster than
    expected as those of its family that were, in the geometric mean.
    """
    plain = Prices(_size(profile), n_threads)
    if timings is None:
        return plain
    timed: dict[str, float] = {}
    for name, seconds in timings.seconds.items():
        spec = models.model(name)
        expected = plain.fit(spec, timings.n_rows, timings.n_rows // 4)
        timed[name] = min(max(seconds / expected, FACTORS[0]), FACTORS[1])
    return replace(plain, factors=_of_families(timed) | timed)


def _of_families(timed: Mapping[str, float]) -> dict[str, float]:
    """For every model the geometric mean of what was timed of its family."""
    factors: dict[str, float] = {}
    for spec in models.MODELS:
        alike = [s.name for s in models.MODELS if s.family == spec.family]
        logs = [log(timed[name]) for name in alike if name in timed]
        if logs:
            factors[spec.name] = exp(fmean(logs))
    return factors


def fit_seconds(spec: ModelSpec, size: Size, *, n_threads: int = 1) -> float:
    """What the model itself expects, with that many threads.

    Models that are not made for texts take them as topics, which takes its time.
    """
    threads = min(max(n_threads, 1), MOST_THREADS)
    seconds = max(spec.seconds(size), 1e-3)
    if spec.made_for != "text" and spec.family != "dummy":
        seconds += topic_seconds(size)
    return seconds / (1 + THREAD_GAIN * (threads - 1))


def _size(profile: Profile) -> Size:
    return Size(
        n_rows_train=profile.n_rows,
        n_features=profile.n_features,
        n_encoded_features=_encoded(profile),
        n_classes=profile.n_classes,
        pixels=int(profile.trait("image_side")) ** 2,
        n_channels=int(profile.trait("n_channels", 1)),
        n_rows_test=0,
        n_characters=_characters(profile),
    )


def _encoded(profile: Profile) -> int:
    """Columns of the matrix that linear models and networks see."""
    columns = [c for c in profile.columns if c.name != profile.target]
    has_text = any(column.kind == "text" for column in columns)
    return sum(_width(c, profile.n_rows) for c in columns) + N_TOPICS * has_text


def _characters(profile: Profile) -> int:
    """Of a typical row's texts; the mean of the quartiles, long ones are few."""
    texts = [c.lengths[1:4] for c in profile.columns if c.lengths]
    return round(sum(sum(quartiles) / len(quartiles) for quartiles in texts))


def _width(column: ColumnProfile, n_rows: int) -> int:
    """Columns that one column becomes; a missing number adds an indicator."""
    if column.kind in ("text", "image"):
        return 0
    if column.kind != "category":
        return 2 if column.missing_share else 1
    if column.n_unique > MAX_LEVELS:
        return 1
    return min(column.n_unique, n_rows // MIN_LEVEL_ROWS + 1)
