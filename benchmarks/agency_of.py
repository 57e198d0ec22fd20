"""Makes an agency file of any size, the same one for the same seed and size.

``python -m benchmarks.agency_of CASES FOLDER`` makes one of so many cases, unless it is in FOLDER
already, and prints where it is. Whoever changes such a file takes a copy first. The rows go into
the tables as they are; what the program derives from them it makes itself.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from inspect import getsource
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click
from sqlalchemy.schema import CreateTable

from benchmarks import lives, rows_of_lives, words
from benchmarks.agency import NOW, PASSPHRASE, new_agency, opened
from benchmarks.rows_of_lives import Writing
from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
from panelapp.domain.models import Base
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence.keys import KeyCost

if TYPE_CHECKING:
    from panelapp.office import Office

USERS = {
    UserRole.CHAIR: "Chair",
    UserRole.DECISION_MAKER: "Decision maker",
    UserRole.MEMBER: "Member",
    UserRole.ADMINISTRATOR: "Administrator",
    UserRole.AUDITOR: "Auditor",
}
"""The users beside ``Adviser``, all with :data:`benchmarks.agency.PASSPHRASE`."""
_ON_THE_LIST = {UserRole.CHAIR: "M001", UserRole.MEMBER: "M004"}
_CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1)


def agency_of(cases: int, folder: Path, seed: int = 1) -> Path:
    """The closed file of an agency with so many cases, made in ``folder`` where it is not there.

    A change of the tables or of the generator asks for another file.
    """
    place = folder / f"agency-{cases}-{seed}-{_fingerprint()}"
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(dir=folder))
        try:
            _make(cases, made / "file", seed)
            # Whoever made the same one meanwhile was as good.
            with suppress(OSError):
                (made / "file").rename(place)
        finally:
            shutil.rmtree(made)
    return place / "Agency.fpanel"


def _make(cases: int, folder: Path, seed: int) -> None:
    with opened(new_agency(folder)) as office:
        writing = Writing(cases, seed, NOW)
        with office._file.engine.begin() as connection:  # noqa: SLF001 - past every action
            writing.write_the_list(connection)
        _add_users(office)
        with office._file.engine.begin() as connection:  # noqa: SLF001 - as above
            writing.write_business(connection)
        office.execute(keep_open_duties, KeepOpenDuties(even_if_of_today=True))


def _add_users(office: Office) -> None:
    for role, name in USERS.items():
        office.add_user(name, (role,), PASSPHRASE, _CHEAP, member=_ON_THE_LIST.get(role))


def _fingerprint() -> str:
    """A short name for the tables as they are and for what fills them."""
    parts = [str(CreateTable(table)) for table in Base.metadata.sorted_tables]
    parts += [getsource(module) for module in (lives, rows_of_lives, words)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


@click.command()
@click.argument("cases", type=int)
@click.argument("folder", type=click.Path(path_type=Path))
def main(cases: int, folder: Path) -> None:
    """Make an agency with so many CASES in FOLDER, unless it is there, and print where it is."""
    click.echo(agency_of(cases, folder))


if __name__ == "__main__":
    main()
