"""Make the samples in this folder from the data sets scikit-learn ships.

    python data/make_samples.py        (make samples)

The same bytes every time: `tests/test_samples.py` makes them again and compares.
"""

import io
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image
from sklearn import datasets

FOLDER = Path(__file__).parent
ZIP_DATE = (1998, 7, 1, 0, 0, 0)  # of the digits' donation; a fixed date in the ZIP


def table(bunch, target: str) -> bytes:
    """CSV of a data set, classes by their names, the target last."""
    frame = pd.DataFrame(bunch.data, columns=list(bunch.feature_names))
    names = getattr(bunch, "target_names", None)
    has_names = names is not None and len(names) > 1
    frame[target] = np.asarray(names)[bunch.target] if has_names else bunch.target
    return frame.to_csv(index=False, lineterminator="\n").encode()


def digit_images(bunch) -> bytes:
    """ZIP of 8 x 8 grey PNG files in one folder per digit, stored uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number, (image, digit) in enumerate(
            zip(bunch.images, bunch.target, strict=True)
        ):
            name = f"digits/{digit}/{number:04d}.png"
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), png(image))
    return buffer.getvalue()


def png(image: np.ndarray) -> bytes:
    """One image of 0 (paper) to 16 (ink) as PNG, dark ink on white paper."""
    grey = np.round((16 - image) * (255 / 16)).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "PNG", optimize=True)
    return out.getvalue()


def samples() -> dict[str, bytes]:
    """Every sample by file name."""
    return {
        "iris.csv": table(datasets.load_iris(), "species"),
        "wine.csv": table(datasets.load_wine(), "cultivar"),
        "breast_cancer.csv": table(datasets.load_breast_cancer(), "diagnosis"),
        "diabetes.csv": table(datasets.load_diabetes(scaled=False), "progression"),
        "digits.zip": digit_images(datasets.load_digits()),
    }


def main() -> None:
    """Write every sample into this folder."""
    for name, content in samples().items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
