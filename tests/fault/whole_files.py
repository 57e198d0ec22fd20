"""A file of the program that is put back before each kill, and what must hold after it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from panelapp.audit import first_break
from panelapp.domain.models import AuditRow
from panelapp.office import Office
from panelapp.persistence import agency_file
from panelapp.persistence.engine import open_engine
from tests.fault.oracle import fingerprint
from tests.integration.command_line import ADVISER, PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path


class WholeFile:
    """An agency file in a folder of its own, with a copy of it to begin from again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept = path.parent.with_name("kept")
        shutil.copytree(path.parent, self._kept)
        self._key = agency_file.unlock(path, ADVISER, PASSPHRASE).key

    @property
    def database(self) -> list[Path]:
        return [self.path, self.path.with_name(f"{self.path.name}-journal")]

    def put_back(self) -> None:
        shutil.rmtree(self.path.parent)
        shutil.copytree(self._kept, self.path.parent)

    def state(self) -> str:
        """The fingerprint of everything in the file, read by a fresh opening."""
        return fingerprint(self.path, self._key)

    def require_sound(self) -> None:
        """The program opens the file, finds nothing wrong, and its audit chain is whole."""
        with Office.open(self.path, user=None, passphrase=PASSPHRASE) as office:
            assert office.verify() == ()
        engine = open_engine(self.path, self._key)
        try:
            with Session(engine) as session:
                assert first_break(session.scalars(select(AuditRow).order_by(AuditRow.seq))) is None
        finally:
            engine.dispose()
