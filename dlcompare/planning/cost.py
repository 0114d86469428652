"""What a fit costs, in seconds, before anything is trained."""

from dlcompare.models import ModelSpec, Size
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

MAX_LEVELS = 255  # columns; a category of more levels is not one-hot encoded
MIN_LEVEL_ROWS = 5  # rows; rarer levels share one column
N_TOPICS = 64  # columns that all text columns together become


def fold_size(profile: Profile, k: int) -> Size:
    """The size of one of `k` folds."""
    n_test = profile.n_rows // k
    return _size(profile, n_train=profile.n_rows - n_test, n_test=n_test)


def whole_size(profile: Profile) -> Size:
    """The size of a refit on all rows, scored on a test file of unknown length.

    A quarter of the rows is assumed for the test file.
    """
    return _size(profile, n_train=profile.n_rows, n_test=profile.n_rows // 4)


def fit_seconds(spec: ModelSpec, size: Size, *, n_threads: int = 1) -> float:
    """Expected seconds to fit and predict once; libraries are loaded already."""
    threads = min(max(n_threads, 1), MOST_THREADS)
    return max(spec.seconds(size), 1e-3) / (1 + THREAD_GAIN * (threads - 1))


def _size(profile: Profile, *, n_train: int, n_test: int) -> Size:
    return Size(
        n_rows_train=n_train,
        n_features=profile.n_features,
        n_encoded_features=_encoded(profile),
        n_classes=profile.n_classes,
        pixels=int(profile.trait("image_side")) ** 2,
        n_channels=int(profile.trait("n_channels", 1)),
        n_rows_test=n_test,
    )


def _encoded(profile: Profile) -> int:
    """Columns of the matrix that linear models and networks see."""
    columns = [c for c in profile.columns if c.name != profile.target]
    has_text = any(column.kind == "text" for column in columns)
    return sum(_width(c, profile.n_rows) for c in columns) + N_TOPICS * has_text


def _width(column: ColumnProfile, n_rows: int) -> int:
    """Columns that one column becomes; a missing number adds an indicator."""
    if column.kind in ("text", "image"):
        return 0
    if column.kind != "category":
        return 2 if column.missing_share else 1
    if column.n_unique > MAX_LEVELS:
        return 1
    return min(column.n_unique, n_rows // MIN_LEVEL_ROWS + 1)
