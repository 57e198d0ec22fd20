"""What the killed child does: small changes to a file, each acknowledged after its commit."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

# What the program loads only when needed is loaded here, once, before the forks.
import alembic.command  # noqa: F401
import argon2.low_level  # noqa: F401
import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401
import filelock  # noqa: F401
from sqlalchemy import text

from panelapp import config
from panelapp.persistence import agency_file, backup
from tests.fault.killpoints import acknowledge
from tests.integration.persistence import ground

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.persistence.agency_file import AgencyFile

ENDINGS = ("", "-new", "-new-journal", "-keys", "-keys-new")


def add_household(number: int) -> Callable[[Path], None]:
    """An action that adds a household and its carer in one transaction."""
    return partial(_add_household, number)


def add_carers_one_by_one(path: Path) -> None:
    """Six rows that belong together, wrongly written without a transaction around them."""
    with _open(path) as file:
        connection = file.engine.raw_connection()
        for number in range(10, 16):
            connection.cursor().execute("INSERT INTO carer VALUES (?, 'Carer', 1)", (number,))
        connection.close()


def _add_household(number: int, path: Path) -> None:
    with _open(path) as file, file.engine.begin() as connection:
        numbers = {"household": number, "carer": number + 50}
        connection.execute(text("INSERT INTO household VALUES (:household, 'Household')"), numbers)
        connection.execute(text("INSERT INTO carer VALUES (:carer, 'Carer', :household)"), numbers)


def _change_password(path: Path) -> None:
    with _open(path) as file:
        unlocked = file.unlocked
        slots = unlocked.slots.with_user(
            ground.USER, "a changed password", unlocked.key, ground.CHEAP
        )
        with file.engine.begin() as connection:
            connection.execute(text("UPDATE key_slot_copy SET text = :t"), {"t": slots.to_json()})
        file.save_slots(slots)


def _create(path: Path) -> None:
    ground.create(path.with_name("Second.fpanel")).close()


def restore(path: Path) -> None:
    """Bring the one backup in the folder back as the file."""
    (copy,) = path.parent.glob("*.fpanel-backup")
    key = agency_file.unlock(copy, ground.USER, ground.PASSPHRASE).key
    backup.restore(copy, path, key, at=ground.NOON)


def _open(path: Path) -> AgencyFile:
    return agency_file.open_with_passphrase(path, ground.USER, ground.PASSPHRASE)


ACTIONS: dict[str, tuple[Callable[[Path], None], ...]] = {
    "households": (add_household(2), add_household(3)),
    "one-by-one": (add_carers_one_by_one,),
    "password": (_change_password,),
    "create": (_create,),
    "restore": (restore,),
    "open": (lambda path: _open(path).close(),),
}


def run(bundle: str, path: str, name: str) -> None:
    """Do every action of ``name`` on the file at ``path``, acknowledging each."""
    config.bundle_root = lambda: Path(bundle)
    for count, action in enumerate(ACTIONS[name], start=1):
        action(Path(path))
        acknowledge(count)
