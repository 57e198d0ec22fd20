"""What taking in the rows of one workbook stands on: where references lead, and the history.

Whatever other sheets refer to is found in dictionaries that are filled once, so that ten thousand
rows need no ten thousand look-ups.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from panelapp.domain.models import (
    Base,
    Case,
    Decision,
    FinalDecisionRecord,
    Household,
    ImportedRow,
    IrmReferral,
    Item,
    ListEntry,
    LockedMinutes,
    Person,
    Recommendation,
    Sitting,
    User,
)
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.problems import Problem
from panelapp.queries.workbook_rows import workbook_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from panelapp.domain.models import ImportBatch
    from panelapp.exchange.layout import Sheet
    from panelapp.exchange.rows import Row
    from panelapp.persistence.unit_of_work import UnitOfWork

    AnyRow = TypeVar("AnyRow", bound=Row)

R = TypeVar("R", bound=Base)

NOT_BLANKED = "what stood there at the last import, or what it is now: it cannot become unknown"
MADE_HERE = "{} made in the program cannot be changed by an import: take this row out"


@dataclass(frozen=True, kw_only=True)
class SheetChanges:
    """How many rows of a sheet the file did not have, had otherwise, and had as they are."""

    new: int
    changed: int
    same: int


class Intake:
    """The records of the file by the references of the workbook, and the problems met."""

    def __init__(self, uow: UnitOfWork, batch: ImportBatch) -> None:
        """Read what is in the file already."""
        session = uow.session
        self.uow = uow
        self.session = session
        self.import_id = batch.id
        self.problems: list[Problem] = []
        self.changes: dict[str, SheetChanges] = {}
        self._in_force = {
            (row.sheet, row.key): row.row
            for row in session.scalars(select(ImportedRow).order_by(ImportedRow.id))
        }
        entries = select(ListEntry).options(
            selectinload(ListEntry.person),
            selectinload(ListEntry.appointments),
            selectinload(ListEntry.appraisals),
        )
        self.members = {row.ref: row for row in session.scalars(entries)}
        self.people = {user.name: user.person for user in session.scalars(select(User))}
        self.households = {row.ref: row for row in session.scalars(select(Household))}
        self.sittings = {row.ref: row for row in session.scalars(select(Sitting))}
        self.cases = {row.ref: row for row in session.scalars(select(Case))}
        self.items = {
            (item.sitting.ref, item.case.ref): item for item in session.scalars(select(Item))
        }
        self.said = {row.item_id: row for row in uow.current(Recommendation)}
        self.locked = {row.item_id: row for row in uow.current(LockedMinutes)}
        self.decisions = {(row.case_id, row.item_id): row for row in uow.current(Decision)}
        self.finals = {
            (row.case_id, row.irm_referral_id): row for row in uow.current(FinalDecisionRecord)
        }
        self.referrals = {
            (row.case_id, row.applied_on): row for row in session.scalars(select(IrmReferral))
        }
        self.makers = {
            row.decision_maker.name: row.decision_maker
            for row in self.decisions.values()
            if row.decision_maker is not None
        }

    def new_rows(self, sheet: Sheet, rows: Iterable[AnyRow]) -> Sequence[AnyRow]:
        """The rows that are new or say something new; each is kept in the history as it came.

        A row is the same where it says what the last import said of it, or what the file has now.
        """
        taken: list[AnyRow] = []
        history: list[dict[str, object]] = []
        new = same = 0
        for row in rows:
            stated = _stated(row)
            key = _key(sheet, stated)
            before = self._in_force.get((sheet.name, key))
            if stated == before or stated == self._now[sheet.name].get(key):
                same += 1
                continue
            new += before is None and key not in self._now[sheet.name]
            taken.append(row)
            history.append(
                {"import_id": self.import_id, "sheet": sheet.name, "key": key, "row": stated}
            )
        self.changes[sheet.name] = SheetChanges(new=new, changed=len(taken) - new, same=same)
        if history:
            self.session.execute(insert(ImportedRow), history)
        return taken

    @cached_property
    def _now(self) -> Mapping[str, Mapping[str, dict[str, Any]]]:
        """What the file has in place of each row, by sheet and key, before anything is taken in.

        It is asked for when the first row differs from the last import, and so in time.
        """
        rows = workbook_rows(self.uow, "Comparing with the file")
        return {
            sheet.name: {
                _key(sheet, stated): stated for stated in map(_stated, getattr(rows, sheet.name))
            }
            for sheet in SHEETS
        }

    def sittings_signed_here(self) -> frozenset[int]:
        """The sittings of which the program itself holds confirmed outcomes or locked minutes."""
        signed = {
            item_id
            for item_id, said in self.said.items()
            if said.import_id is None and said.confirmed_on is not None
        }
        signed.update(
            item_id for item_id, locked in self.locked.items() if locked.import_id is None
        )
        return frozenset(item.sitting_id for item in self.items.values() if item.id in signed)

    def refuse(self, sheet: str, row: Row, column: str, accepted: str) -> None:
        """Note a problem that only the records of the file show; nothing goes in then."""
        self.problems.append(
            Problem(
                sheet=sheet,
                row=row.row_number,
                column=column,
                value=str(getattr(row, column) or ""),
                accepted=accepted,
            )
        )

    def maker(self, name: str | None) -> Person | None:
        """The decision maker of a name: a user of that name, or one known from decisions."""
        if not name:
            return None
        known = self.makers.get(name) or self.people.get(name)
        self.makers[name] = known or self._new_person(name)
        return self.makers[name]

    def _new_person(self, name: str) -> Person:
        person = Person(name=name)
        self.session.add(person)
        self.session.flush()
        return person


def _key(sheet: Sheet, stated: Mapping[str, Any]) -> str:
    """What makes two rows of a sheet the same row, as the history keeps it."""
    fields = {column.name: column.row_field for column in sheet.columns}
    return json.dumps([stated[fields[part]] for part in sheet.key], ensure_ascii=False)


def _stated(row: Row) -> dict[str, Any]:
    """What a row says, as JSON keeps it; where it stood does not matter."""
    return {
        field.name: _plain(getattr(row, field.name))
        for field in dataclasses.fields(row)
        if field.name != "row_number"
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return value if value is None or isinstance(value, bool | int) else str(value)
