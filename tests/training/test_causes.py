"""What users read of a model's exceptions and warnings."""

import warnings

import numpy as np
import pytest

from dlcompare.errors import InvalidPlan
from dlcompare.training.causes import MAX_LENGTH, NO_MEMORY, cause, overheard, texts


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError("Input contains NaN."), "Input contains NaN (ValueError)."),
        (ValueError(), "The model stopped with ValueError."),
        (MemoryError("Unable to allocate 7 TiB"), NO_MEMORY),
        (np._core._exceptions._ArrayMemoryError((9,), np.dtype(float)), NO_MEMORY),
        (InvalidPlan("It is so.", "Do this."), "It is so. Do this."),
        (OSError("cannot open /home/ann/.cache/model.bin"), "cannot open model.bin"),
        (OSError(r"cannot open C:\Users\ann\model.bin"), "cannot open model.bin"),
    ],
    ids=["value", "silent", "memory", "numpy", "ours", "path", "windows"],
)
def test_cause_is_readable_and_names_no_folder(error, expected):
    assert cause(error).startswith(expected)


def test_ratios_and_dates_are_not_taken_for_folders():
    assert "1/2 of 3/4 and/or (ValueError)." == cause(ValueError("1/2 of 3/4 and/or"))


def test_a_long_message_is_cut_to_one_line():
    said = cause(ValueError("no\nway " * 200))

    assert "\n" not in said
    assert len(said) < MAX_LENGTH + 20


def test_each_warning_about_the_data_is_told_once():
    with overheard() as caught:
        for _ in range(3):
            warnings.warn("did not converge", UserWarning, stacklevel=1)
        warnings.warn("will be removed", FutureWarning, stacklevel=1)
        warnings.warn("divide by zero", RuntimeWarning, stacklevel=1)

    assert ("did not converge", "divide by zero") == texts(caught)
