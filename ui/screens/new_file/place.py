"""Where a new file goes, and what speaks against a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo

from panelapp.config import user_folder

if TYPE_CHECKING:
    from pathlib import Path

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST_NAME = 80
_SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "box sync",
    "nextcloud",
)
_NETWORK = {
    b"nfs",
    b"nfs4",
    b"cifs",
    b"smb",
    b"smb3",
    b"smbfs",
    b"fuse.sshfs",
    b"9p",
    b"afpfs",
    b"webdav",
}


def usual_place(agency: str) -> Path:
    """A file named after the agency in the person's own folder on this computer."""
    fit = " ".join(_UNFIT.sub(" ", agency).split())[:_LONGEST_NAME].strip(" .")
    return user_folder() / f"{fit or 'Fostering panel'}.fpanel"


def objection_to(place: Path) -> str:
    """Why a place is not a good one for a file that is open all day; empty where it is."""
    if any(part in folder.casefold() for folder in place.parts for part in _SYNCHRONISED):
        return (
            "This folder is copied to the internet while you work, which can damage an open file. "
            "Choose a folder on this computer, and put backups here instead."
        )
    if str(place).startswith("\\\\") or _is_on_network(place):
        return (
            "This folder is on the network. If the connection breaks, so can the file. Choose a "
            "folder on this computer, and put backups here instead."
        )
    return ""


def _is_on_network(place: Path) -> bool:
    there = next((folder for folder in place.parents if folder.is_dir()), None)
    if there is None:
        return False
    return bytes(QStorageInfo(str(there)).fileSystemType().data()).lower() in _NETWORK
