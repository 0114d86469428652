"""Where everything is kept."""

import os
from pathlib import Path

import platformdirs


def home() -> Path:
    """The folder of everything kept: DLCOMPARE_HOME, or the user's data folder."""
    chosen = os.environ.get("DLCOMPARE_HOME")
    path = Path(chosen) if chosen else Path(platformdirs.user_data_dir("dlcompare"))
    return path.expanduser().absolute()
