"""What can be wrong with a file, a disk or a password, each in its own sentence.

Not our file, damaged, wrong password and newer version are four different causes, and a person
does something different about each of them.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from panelapp.domain.errors import FileTrouble, WrongPassword

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def not_our_file() -> FileTrouble:
    """The chosen file was never one of ours (M-01)."""
    return FileTrouble(
        "This is not a fostering panel file.", remedy="Choose a file that ends in .fpanel."
    )


def no_such_file() -> FileTrouble:
    """Nothing stands at the path that was given."""
    return FileTrouble(
        "There is no file of that name in this folder.", remedy="Choose the file again."
    )


def require_file(path: Path) -> None:
    """Refuse a path at which no file stands.

    Raises:
        FileTrouble: Nothing is there, or it is a folder.
    """
    if not path.is_file():
        raise no_such_file()


def already_there() -> FileTrouble:
    """A new file would have taken the place of another."""
    return FileTrouble(
        "A file of that name is already there. It has not been changed.",
        remedy="Choose another name.",
    )


def wrong_password() -> WrongPassword:
    """The password, the user or the file is not the one that belongs to the others (M-02)."""
    return WrongPassword(
        "The password is not right, or the file belongs to another panel.",
        remedy="You can try again.",
    )


def wrong_sheet() -> FileTrouble:
    """The words of a recovery sheet are sound but fit no page of the file."""
    return FileTrouble(
        "This recovery sheet does not open this file. The file has not been changed.",
        remedy="Use the sheet with this file's number on it. If it is that sheet, the file is "
        "damaged: restore the newest backup.",
    )


def in_use(user: str = "", since: str = "") -> FileTrouble:
    """Another program has the file open (M-03)."""
    who = f" by {user}" if user else ""
    when = f" since {since}" if since else ""
    return FileTrouble(
        f"This file is open on this computer{who}{when}.",
        remedy=f"You can open the newest backup to read, or ask {user or 'that person'} to lock "
        "it.",
    )


def newer_version(found: int, known: int) -> FileTrouble:
    """A newer version of the program saved the file; ``found`` and ``known`` are formats (M-04)."""
    return FileTrouble(
        f"This file was last saved by a newer version of the program (file format {found}; "
        f"this version reads up to {known}). The file has not been changed.",
        remedy="Ask IT for the newest version.",
    )


def no_encryption() -> FileTrouble:
    """The database library of this installation cannot encrypt (M-05)."""
    return FileTrouble(
        "The program is not complete: its encryption part is missing. No file was opened or made.",
        remedy="Ask IT to install it again.",
    )


def damaged() -> FileTrouble:
    """The file is ours, but what it holds does not pass its own checks."""
    return FileTrouble(
        "This file is damaged and cannot be read in full. It has not been changed.",
        remedy="Restore the newest backup.",
    )


def not_encrypted() -> FileTrouble:
    """A file that we made does not look encrypted; it must not be used."""
    return FileTrouble(
        "The file is not encrypted, so it is not used.",
        remedy="Keep it in a safe place, and ask IT to install the program again.",
    )


def disk_full() -> FileTrouble:
    """There is no room to write (M-07)."""
    return FileTrouble(
        "The disk is full. Nothing in the file was changed.",
        remedy="Free 20 MB, then try again.",
    )


def disk_fault() -> FileTrouble:
    """The disk failed to read or write (M-08)."""
    return FileTrouble(
        "The disk reported a fault. Nothing more will be written.",
        remedy="Make a backup to another place now.",
    )


def replaced() -> FileTrouble:
    """The file at the path is no longer the one that was opened (M-09)."""
    return FileTrouble(
        "Another program replaced this file while it was open. Your changes are safe.",
        remedy="Save them as a copy, then compare.",
    )


def held_by_another_program(name: str) -> FileTrouble:
    """A file could not be put in place because another program keeps it open (M-10)."""
    return FileTrouble(
        f'Another program is still using "{name}". Nothing was changed.',
        remedy="Close it there, then try again.",
    )


def read_only_place() -> FileTrouble:
    """The file, its folder or its disk does not let us write."""
    return FileTrouble(
        "This file can only be read here. Nothing was changed.",
        remedy="Copy it to a folder where you may write, then open the copy.",
    )


def out_of_reach() -> FileTrouble:
    """The operating system would not open the file or make one beside it."""
    return FileTrouble(
        "The file could not be reached. Nothing was changed.",
        remedy="Look whether the disk or folder is still there, then try again.",
    )


def no_folder_for_backup() -> FileTrouble:
    """The place for a backup is no folder, or its disk is gone."""
    return FileTrouble(
        "The folder for the backup could not be reached. No backup was made.",
        remedy="Look whether its disk is still there, or choose another folder.",
    )


def keys_missing() -> FileTrouble:
    """The file that turns passwords into the key is not beside the agency file."""
    return FileTrouble(
        "The file with the passwords, which ends in .fpanel-keys, is missing. Nothing is lost.",
        remedy="Open the file with the recovery sheet; the passwords then work again.",
    )


def keys_damaged() -> FileTrouble:
    """The file that turns passwords into the key cannot be read."""
    return FileTrouble(
        "The file with the passwords, which ends in .fpanel-keys, is damaged. Nothing is lost.",
        remedy="Open the file with the recovery sheet; the passwords then work again.",
    )


def rows_would_be_lost(table: str) -> FileTrouble:
    """A migration was stopped because a table would have come out different."""
    return FileTrouble(
        f"The file could not be brought up to date: the check of {table} failed. "
        "The file is as it was.",
        remedy="Ask IT for help, and go on with the version of the program that you had.",
    )


_BY_SQLITE_CODE: dict[int, Callable[[], FileTrouble]] = {
    5: in_use,  # SQLITE_BUSY
    6: in_use,  # SQLITE_LOCKED
    8: read_only_place,  # SQLITE_READONLY
    10: disk_fault,  # SQLITE_IOERR
    11: damaged,  # SQLITE_CORRUPT
    13: disk_full,  # SQLITE_FULL
    14: out_of_reach,  # SQLITE_CANTOPEN
    26: damaged,  # SQLITE_NOTADB
}
_BY_ERRNO: dict[int | None, Callable[[], FileTrouble]] = {
    errno.ENOSPC: disk_full,
    errno.EDQUOT: disk_full,
    errno.EIO: disk_fault,
    errno.EROFS: read_only_place,
    errno.EACCES: read_only_place,
    errno.EPERM: read_only_place,
}


@contextmanager
def translate_store_errors() -> Iterator[None]:
    """Turn errors of the database library and the disk into sentences, without their parameters.

    Errors that are mistakes of the program, such as a broken constraint, pass through.

    Raises:
        FileTrouble: The file, the disk or the folder is in the way.
    """
    try:
        yield
    except Exception as error:  # told apart by their codes, without loading the database library
        trouble = _trouble_behind(error)
        if trouble is None:
            raise
        raise trouble from None


def _trouble_behind(error: BaseException) -> FileTrouble | None:
    if isinstance(error, OSError):
        known = _BY_ERRNO.get(error.errno)
    else:
        cause = getattr(error, "orig", error)  # SQLAlchemy wraps what the driver raised
        # The low byte is the kind of error; the rest says more than a person needs.
        known = _BY_SQLITE_CODE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    return known() if known else None
