"""Parts of cost estimates that several models share; arithmetic only."""

from dlcompare.models.spec import Size

# Epochs of a network's timed fit; the first of them is not counted. Before it comes a
# fit of one epoch, which also compiles.
PROBE_EPOCHS = 3
N_COMPONENTS = 256  # principal components of image features; prepare.py keeps these
REFITTED = 30_000  # rows; estimators/stopping.py starts again up to so many
# More rows take more steps before they stop, and fit into no cache: 238, 343 and 649
# trees in 2.6, 7.4 and 22 s from 20,000, 60,000 and 130,000 rows of 40 columns.
STEPS_GROWTH = 0.2  # power of the rows beyond those
HURRIED = (10, 3)  # classes and haste; estimators/stopping.py takes fewer steps
TEXT_SECONDS = 1.5e-6  # per character: words and pieces of words, counted and weighed
TOPIC_SECONDS = (0.3, 2e-6)  # at least, and per character: the same reduced to topics
MAX_TOKENS = 256  # words that a network reads; modalities/text/network_inputs.py
COLUMN_SECONDS = 2e-4  # taking and preparing one column, however few its rows


def boosted_rows(size: Size) -> float:
    """Rows that boosting passes per step, once per class, if steps were the usual."""
    n = max(size.n_rows_train, 2 * min(size.n_rows_train, REFITTED))
    longer = float(max(1.0, size.n_rows_train / REFITTED) ** STEPS_GROWTH)
    most, haste = HURRIED
    return longer * n * size.n_outputs / (haste if size.n_classes > most else 1)


def text_seconds(size: Size) -> float:
    """Reading the texts of one fold."""
    return TEXT_SECONDS * size.n_characters * (size.n_rows_train + size.n_test)


def topic_seconds(size: Size) -> float:
    """Reading texts as words and reducing these to topics; 0 where there are none."""
    least, each = TOPIC_SECONDS
    return (
        least * bool(size.n_characters) + each * size.n_characters * size.n_rows_train
    )


def n_tokens(size: Size) -> float:
    """Words that a network reads per row; some six characters make one."""
    return min(size.n_characters / 6, MAX_TOKENS) + 1


def feature_seconds(size: Size) -> float:
    """Describing the images of one fold.

    0.6 ms for a grey image of 28 x 28, 2.1 ms for one in colour of 64 x 64. The
    features of an image are kept in the process, so only one model of the first
    fold pays; a fifth of that per model and fold is the fair share.
    """
    n_images = size.n_rows_train + size.n_test
    return 0.1 + n_images * (5e-4 + 1.3e-7 * size.pixels * size.n_channels) / 5


def component_seconds(size: Size) -> float:
    """Finding the principal components of the features."""
    return 0.1 + 3e-4 * size.n_rows_train
