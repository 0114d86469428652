"""Parts of cost estimates that several models share; arithmetic only."""

from dlcompare.models.spec import Size

N_COMPONENTS = 256  # principal components of image features; prepare.py keeps these


def feature_seconds(size: Size) -> float:
    """Describing the images of one fold by edges, textures and colours.

    The features of an image are kept in the process, so only one model of the
    first fold pays; a fifth of that per model and fold is the fair share.
    """
    n_images = size.n_rows_train + size.n_test
    return 0.1 + n_images * (8e-4 + 5e-7 * size.pixels * size.n_channels) / 5
