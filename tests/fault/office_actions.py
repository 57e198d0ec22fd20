"""What the killed child does through the office: an import, and the chair's confirmations."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

# What the program loads only when needed is loaded here, once, before the forks.
import alembic.command  # noqa: F401
import argon2.low_level  # noqa: F401
import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401
import defusedxml.ElementTree  # noqa: F401
import filelock  # noqa: F401
import holidays.countries.united_kingdom  # noqa: F401
import python_calamine  # noqa: F401
from sqlalchemy.orm import configure_mappers

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.actions.recommendations import ConfirmRecommendation, confirm_recommendation
from panelapp.office import Office
from panelapp.persistence import engine
from tests.fault.killpoints import acknowledge
from tests.integration.command_line import PASSPHRASE
from tests.integration.journey import CHAIR, SITTING

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
CASES = ("C-2024-0001", "C-2024-0002")

configure_mappers()


def take_in(path: str, workbook: str) -> None:
    """Import a workbook in one action."""
    with _open(path) as office:
        report = office.execute(import_workbook, ImportWorkbook(path=Path(workbook))).value
        assert report.ok
        acknowledge(1)


def take_in_without_transactions(path: str, workbook: str) -> None:
    """The same import, wrongly made on a connection that commits every statement by itself."""
    engine._begin_immediate = _begin_nothing  # noqa: SLF001 - the protection that is taken away
    take_in(path, workbook)


def confirm(path: str) -> None:
    """Confirm every recommendation of ``CASES``, each in one action."""
    confirm_first(path, len(CASES))


def confirm_first(path: str, number: int) -> None:
    """Confirm the first recommendations of ``CASES``, as many as ``number``."""
    with _open(path, CHAIR) as office:
        for count, case in enumerate(CASES[:number], start=1):
            command = ConfirmRecommendation(sitting=SITTING, case=case)
            office.execute(confirm_recommendation, command)
            acknowledge(count)


def _open(path: str, user: str | None = None) -> Office:
    return Office.open(Path(path), user=user, passphrase=PASSPHRASE, now=lambda: NOW)


def _begin_nothing(connection: object) -> None:
    pass
