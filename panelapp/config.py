"""Where the program finds its own files and keeps what belongs to one person."""

from __future__ import annotations

import sys
from pathlib import Path

VERSION = "0.1.0"
APP_NAME = "panelapp"


def bundle_root() -> Path:
    """The folder that holds ``resources`` and ``migrations``, frozen or from source."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[1]


def resources_folder() -> Path:
    """Fonts, styles, layouts and sample wording that come with the program."""
    return bundle_root() / "resources"


def migrations_folder() -> Path:
    """The scripts that make a file's tables and bring an older file up to date."""
    return bundle_root() / "migrations"


def user_folder() -> Path:
    """The person's own folder on this computer, never one that follows them to another.

    Agency files go here unless the person chooses another place, since a synchronised or network
    folder is no place for an open file.
    """
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False, roaming=False)
