"""A file of the program that is put back before each kill, and what must hold after it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from panelapp.office import Office
from panelapp.persistence import agency_file
from panelapp.queries.audit_trail import AuditQuestion, audit_rows
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
        """The program opens the file; its pages, papers, minutes and audit chain are whole.

        The open duties that are kept are those that the rules make of the record.
        """
        with Office.open(self.path, user=None, passphrase=PASSPHRASE) as office:
            assert office.verify() == ()
            assert office.read(audit_rows, AuditQuestion()).first_break is None
