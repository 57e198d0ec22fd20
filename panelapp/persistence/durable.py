"""Putting files in place so that a crash leaves the old one or the new one, whole."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from panelapp.persistence import troubles

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

# Virus scanners and synchronisation clients hold a new file for moments; in all 2.15 seconds.
WAITS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
_PARTS = ("", "-journal", "-keys")


def write_durably(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 at ``path``, on the disk when the call returns.

    Raises:
        FileTrouble: Another program keeps the file open, or the disk is full or faulty. What
            stood at ``path`` before is untouched.
    """
    new = path.with_name(f"{path.name}-new")
    try:
        with (
            troubles.translate_store_errors(),
            new.open("w", encoding="utf-8", newline="\n") as file,
        ):
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        replace_durably(new, path)
    except BaseException:
        discard(new)
        raise


def replace_durably(new: Path, path: Path) -> None:
    """Give ``new`` the name ``path``, waiting a little for programs that hold either of them.

    Raises:
        FileTrouble: Another program kept the file for longer than 2 seconds.
    """
    for wait in WAITS:
        try:
            new.replace(path)
            break
        except PermissionError:
            time.sleep(wait)
    else:
        _replace_or_give_up(new, path)
    sync_folder(path.parent)


def _replace_or_give_up(new: Path, path: Path) -> None:
    try:
        new.replace(path)
    except PermissionError:
        raise troubles.held_by_another_program(path.name) from None


def set_aside(path: Path, at: datetime) -> Path | None:
    """Give the file at ``path``, its slots and its journal another name, if they are there.

    Returns the new name of the file, or ``None`` when nothing was there.
    """
    aside = free_name(path.parent, f"{path.stem} set aside {at:%Y-%m-%d %H.%M}", path.suffix)
    parts = [ending for ending in _PARTS if path.with_name(path.name + ending).exists()]
    for ending in parts:
        replace_durably(path.with_name(path.name + ending), aside.with_name(aside.name + ending))
    return aside if parts else None


def remove_database(path: Path) -> None:
    """Remove an unfinished database that has no name of its own yet, with its journal."""
    discard(path)
    discard(path.with_name(f"{path.name}-journal"))


def discard(path: Path) -> None:
    """Remove an unfinished file, if it is there and the place lets us."""
    with suppress(OSError):
        path.unlink()


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A path in ``folder`` that no file, slots or journal has taken."""
    path = folder / f"{stem}{suffix}"
    count = 2
    while any(path.with_name(path.name + ending).exists() for ending in _PARTS):
        path = folder / f"{stem}-{count}{suffix}"
        count += 1
    return path


def sync_file(path: Path) -> None:
    """Put a closed file that another library wrote on the disk for certain.

    Raises:
        FileTrouble: The disk is full or faulty.
    """
    with troubles.translate_store_errors(), path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a change of names in ``folder`` survive a power cut, where the system offers that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
