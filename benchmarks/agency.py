"""An agency file with generated business in it, and the same statements without the program."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.office import Office
from panelapp.persistence import agency_file
from panelapp.persistence.engine import open_engine
from panelapp.persistence.keys import KeyCost, slots_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

USER = "Adviser"
PASSPHRASE = "harbour lantern thistle"  # noqa: S105 - of a file that holds nobody
NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)

Statement = tuple[str, Any, bool]
"""A statement, its parameters, and whether they are those of several rows."""


def new_agency(folder: Path) -> Path:
    """A closed file without business, in a folder of its own."""
    folder.mkdir()
    path = folder / "Agency.fpanel"
    cost = KeyCost(memory_kib=64, passes=1, lanes=1)
    Office.create(path, agency="Agency", user=USER, passphrase=PASSPHRASE, cost=cost).close()
    return path


def copy_of(path: Path, folder: Path) -> Path:
    """A copy of a closed file with its keys, in a folder of its own."""
    folder.mkdir(exist_ok=True)
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    slots_path(copy).write_bytes(slots_path(path).read_bytes())
    return copy


def opened(path: Path) -> Office:
    """The file, open, on a day after all of its business."""
    return Office.open(path, user=None, passphrase=PASSPHRASE, now=lambda: NOW)


def take_in(path: Path, workbook: Path) -> None:
    """Import a workbook, all of which must go in."""
    with opened(path) as office:
        report = office.execute(import_workbook, ImportWorkbook(path=workbook)).value
        if not report.ok:
            message = f"the generated workbook has problems: {report.errors[:3]}"
            raise RuntimeError(message)


def bare_engine(path: Path) -> Engine:
    """The encrypted database alone, with every setting of the program."""
    return open_engine(path, agency_file.unlock(path, USER, PASSPHRASE).key)


@contextmanager
def recorded(office: Office) -> Iterator[list[Statement]]:
    """Every statement that the program sends while it works, with its parameters."""
    engine = office._file.engine  # noqa: SLF001 - what is sent is what is measured
    sent: list[Statement] = []

    def keep(_connection: object, _cursor: object, statement: str, *rest: Any) -> None:  # noqa: ANN401
        sent.append((statement, rest[0], rest[2]))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", keep)
