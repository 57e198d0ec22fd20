"""A small schema of households and carers, by which the store is tested apart from the product."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from panelapp import config
from panelapp.persistence import agency_file
from panelapp.persistence.keys import KeyCost, KeySlots

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from panelapp.persistence.agency_file import AgencyFile

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1)
USER = "Amira Patel"
PASSPHRASE = "harbour lantern thistle"
NOON = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
# Names that stand for a case, a household and the list; none may be found outside the encryption.
MARKERS = ("Quillfeather", "Brackenmoor", "Ottoline")

FIRST = '''
"""Households and their carers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "key_slot_copy",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.create_table(
        "carer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "household_id",
            sa.Integer(),
            sa.ForeignKey("household.id", ondelete="CASCADE"),
            nullable=False,
        ),
    )
'''

SECOND = '''
"""Households get an address; their table is rebuilt."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("household", recreate="always") as household:
        household.add_column(sa.Column("address", sa.Text(), nullable=True))
'''


def lay(folder: Path, *scripts: str) -> Path:
    """A bundle root in ``folder`` with the product's ``env.py`` and scripts of our own."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(config.__file__).parents[1] / "migrations" / "env.py", versions.parent)
    for number, script in enumerate(scripts, start=1):
        (versions / f"{number:04}_script.py").write_text(script)
    return folder


def create(path: Path, cost: KeyCost = CHEAP) -> AgencyFile:
    """A new file with one household and two carers in it."""
    return agency_file.create(path, user=USER, passphrase=PASSPHRASE, fill=fill, cost=cost)


def fill(engine: Engine, slots: KeySlots) -> None:
    """The first rows: the copy of the slots, and the marker names."""
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO key_slot_copy (text) VALUES (:text)"), {"text": slots.to_json()}
        )
        connection.execute(text("INSERT INTO household VALUES (1, :name)"), {"name": MARKERS[0]})
        for number, name in enumerate(MARKERS[1:], start=1):
            connection.execute(
                text("INSERT INTO carer VALUES (:id, :name, 1)"), {"id": number, "name": name}
            )


def carers(file: AgencyFile) -> list[str]:
    """The names in the carer table, oldest first."""
    with file.engine.connect() as connection:
        return list(connection.execute(text("SELECT name FROM carer ORDER BY id")).scalars())
