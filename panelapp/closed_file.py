"""What can be known of a file without opening it: who can open it, and whether it is the example.

Nothing here needs the database, so that the page that unlocks a file is there at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.errors import WrongPassword
from panelapp.persistence import troubles
from panelapp.persistence.keys import SHORTEST_PASSPHRASE, KeySlots, slots_path

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST_PASSWORD = SHORTEST_PASSPHRASE
"""The fewest characters of a password."""


def users_of(path: Path) -> tuple[str, ...]:
    """The users who can open a closed file or backup, in the order in which they were added.

    Raises :class:`FileTrouble` where there is no such file, or its key slots cannot be read.
    """
    return _slots(path).users


def first_user(path: Path) -> str:
    """The first user of a closed file or backup: the adviser who made it.

    Raises :class:`FileTrouble` where there is no such file, or its key slots cannot be read.
    """
    return next(iter(users_of(path)), "")


def published_password(path: Path) -> str | None:
    """The password that opens a closed example for everyone; none for any other file.

    Raises :class:`FileTrouble` where there is no such file, or its key slots cannot be read.
    """
    slots = _slots(path)
    if not slots.is_example or not slots.users:
        return None
    from panelapp.exchange.sample import example_password

    password = example_password()
    try:
        slots.unwrap(slots.users[0], password)
    except WrongPassword:
        return None
    return password


def _slots(path: Path) -> KeySlots:
    troubles.require_file(path)
    return KeySlots.load(slots_path(path.resolve()))
