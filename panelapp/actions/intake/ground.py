"""What taking in the rows of one workbook stands on: where references lead, and the history.

Whatever other sheets refer to is found in dictionaries that are filled once, so that ten thousand
rows need no ten thousand look-ups.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from panelapp.actions.intake.arrivals import Arrivals
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
from panelapp.exchange.rows import HouseholdRow
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.workbook_rows import workbook_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from panelapp.domain.models import ImportBatch
    from panelapp.domain.vocabulary import FinalDecision, FirstDecision
    from panelapp.exchange.layout import Sheet
    from panelapp.exchange.rows import Row
    from panelapp.persistence.unit_of_work import UnitOfWork

    AnyRow = TypeVar("AnyRow", bound=Row)

_TAKING_IN = "Taking in the rows"
_IN_JSON = json.JSONEncoder(ensure_ascii=False).encode
NOT_BLANKED = "what stood there at the last import, or what it is now: it cannot become unknown"
STILL_THERE = (
    "The name of the second carer, who stays in the file. For a carer who left, add a row with"
    " carer 2 to the sheet endings."
)
MADE_HERE = "{} made in the program cannot be changed by an import: take this row out"


@dataclass(frozen=True, kw_only=True)
class SheetChanges:
    """How many rows of a sheet the file did not have, had otherwise, and had as they are."""

    new: int
    changed: int
    same: int


class Place(NamedTuple):
    """A sitting of the file."""

    id: int
    held_on: date


class Kept(NamedTuple):
    """A row of an immutable kind, in force: by whom it was made tells who may supersede it."""

    id: int
    import_id: int | None


class Decided(NamedTuple):
    """A decision in force."""

    id: int
    case_id: int
    item_id: int | None
    code: FirstDecision
    decided_on: date
    decision_maker_id: int | None
    import_id: int | None


class Final(NamedTuple):
    """A final decision in force."""

    id: int
    case_id: int
    code: FinalDecision | None
    decided_on: date | None
    decision_maker_id: int | None
    decision_id: int | None
    irm_referral_id: int | None
    import_id: int | None


class Intake:
    """The records of the file by the references of the workbook, and the problems met."""

    def __init__(
        self,
        uow: UnitOfWork,
        batch: ImportBatch,
        of: int,
        absent: Mapping[str, frozenset[str]],
    ) -> None:
        """Read what is in the file already; ``of`` is how many rows will come.

        ``absent`` are the attributes for which a sheet has no column.
        """
        uow.progress(_TAKING_IN, 0, of)
        session = uow.session
        self.uow = uow
        self.session = session
        self.import_id = batch.id
        self._absent = absent
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.changes: dict[str, SheetChanges] = {}
        self.changed_cases: set[str] = set()
        self._arrivals = Arrivals(session)
        self._of = of
        self._taken = self._coming = 0
        imported = select(ImportedRow.sheet, ImportedRow.key, ImportedRow.row)
        self._in_force: dict[tuple[str, str], dict[str, Any]] = {
            (sheet, key): row
            for sheet, key, row in session.execute(imported.order_by(ImportedRow.id))
        }
        entries = select(ListEntry).options(
            selectinload(ListEntry.person),
            selectinload(ListEntry.appointments),
            selectinload(ListEntry.appraisals),
        )
        self.members = {row.ref: row for row in session.scalars(entries)}
        self.people = {user.name: user.person_id for user in session.scalars(select(User))}
        self.households = self._ids(Household.ref, Household.id)
        self.cases = self._ids(Case.ref, Case.id)
        self.sittings = {
            ref: Place(sitting_id, held_on)
            for ref, sitting_id, held_on in session.execute(
                select(Sitting.ref, Sitting.id, Sitting.held_on)
            )
        }
        self.items = {
            (sitting, case): item_id
            for item_id, sitting, case in session.execute(
                select(Item.id, Sitting.ref, Case.ref)
                .join(Sitting, Sitting.id == Item.sitting_id)
                .join(Case, Case.id == Item.case_id)
            )
        }
        self.said = self._kept(Recommendation)
        self.locked = self._kept(LockedMinutes)
        self.decisions = self._decided()
        finals = [Final(*row) for row in self._finals()]
        self.finals = {
            final.decision_id: final for final in finals if final.irm_referral_id is None
        }
        self.finals_after_review = {
            final.irm_referral_id: final for final in finals if final.irm_referral_id is not None
        }
        self.referrals = {
            (row.case_id, row.applied_on): row for row in session.scalars(select(IrmReferral))
        }
        makers = select(Person.name, Person.id).join(
            Decision, Decision.decision_maker_id == Person.id
        )
        self.makers = dict(session.execute(makers.distinct()).all())

    def _ids(self, ref: Any, own: Any) -> dict[str, int]:  # noqa: ANN401 - two columns
        return dict(self.session.execute(select(ref, own)).all())

    def _kept(self, kind: type[Recommendation | LockedMinutes]) -> dict[int, Kept]:
        query = select(kind.item_id, kind.id, kind.import_id).where(in_force(kind))
        rows = self.session.execute(query.order_by(kind.id))
        return {item_id: Kept(own, import_id) for item_id, own, import_id in rows}

    def _decided(self) -> dict[tuple[int, int | None], Decided]:
        columns = [getattr(Decision, name) for name in Decided._fields]
        query = select(*columns).where(in_force(Decision)).order_by(Decision.id)
        made = (Decided(*row) for row in self.session.execute(query))
        return {(decision.case_id, decision.item_id): decision for decision in made}

    def _finals(self) -> Iterable[Any]:
        columns = [getattr(FinalDecisionRecord, name) for name in Final._fields]
        query = select(*columns).where(in_force(FinalDecisionRecord))
        return self.session.execute(query.order_by(FinalDecisionRecord.id))

    def add(self, kind: type[Base], /, **columns: Any) -> int:  # noqa: ANN401 - the columns of any kind
        """Put down a new record and return its id; it is in the file after :meth:`send`."""
        return self._arrivals.add(kind, **columns)

    def send(self) -> None:
        """Write what was put down and what was changed."""
        self._arrivals.send(self._tell)
        self.session.flush()

    def _tell(self, share: float) -> None:
        """Say how far the rows of the sheet have come that are taken in now."""
        self.uow.progress(_TAKING_IN, self._taken + int(self._coming * share), self._of)

    def new_rows(self, sheet: Sheet, rows: Sequence[AnyRow]) -> Sequence[AnyRow]:
        """The rows that are new or say something new; each is kept in the history as it came.

        A row is the same where it says what the last import said of it, or what the file has now.
        Where its sheet has no column, a row says nothing, and what the file has stays.
        """
        self._taken, self._coming = self._taken + self._coming, len(rows)
        self._tell(0)
        taken: list[AnyRow] = []
        new = same = 0
        for brought in rows:
            row = self._completed(sheet, brought)
            stated = _stated(row)
            key = _key(sheet, stated)
            before = self._in_force.get((sheet.name, key))
            if stated != before:
                row = self._with_both_carers(sheet, row, key)
                stated = _stated(row)
            if stated == before or stated == self._stated_now(sheet, key):
                same += 1
                continue
            if before is None and key not in self._now[sheet.name]:
                new += 1
            elif "case_ref" in stated:
                self.changed_cases.add(stated["case_ref"])
            taken.append(row)
            self.add(ImportedRow, import_id=self.import_id, sheet=sheet.name, key=key, row=stated)
        self.changes[sheet.name] = SheetChanges(new=new, changed=len(taken) - new, same=same)
        return taken

    def before(self, sheet: Sheet, row: Row) -> Mapping[str, Any]:
        """What the last import said of a row; nothing where there was none."""
        return self._in_force.get((sheet.name, _key(sheet, _stated(row))), {})

    def _stated_now(self, sheet: Sheet, key: str) -> dict[str, Any] | None:
        now = self._now[sheet.name].get(key)
        return None if now is None else _stated(now)

    def _completed(self, sheet: Sheet, row: AnyRow) -> AnyRow:
        """The row, with what the file has now in place of columns that the sheet does not have."""
        absent = self._absent.get(sheet.name)
        now = self._now[sheet.name].get(_key(sheet, _stated(row))) if absent else None
        if not absent or now is None:
            return row
        return replace(row, **{name: getattr(now, name) for name in absent})

    def _with_both_carers(self, sheet: Sheet, row: AnyRow, key: str) -> AnyRow:
        """The row with the second carer of the file, whom a blank cell does not take away."""
        now = self._now[sheet.name].get(key) if isinstance(row, HouseholdRow) else None
        if not isinstance(row, HouseholdRow) or not isinstance(now, HouseholdRow):
            return row
        if row.carer_2 or not now.carer_2:
            return row
        self.warn("households", row, "carer_2", STILL_THERE)
        return replace(row, carer_2=now.carer_2)

    @cached_property
    def _now(self) -> Mapping[str, Mapping[str, Row]]:
        """What the file has in place of each row, by sheet and key, before anything is taken in.

        It is asked for when the first row differs from the last import, and so in time.
        """
        rows = workbook_rows(self.uow, "Comparing with the file")
        return {
            sheet.name: {_key(sheet, _stated(row)): row for row in getattr(rows, sheet.name)}
            for sheet in SHEETS
        }

    def sittings_signed_here(self) -> frozenset[int]:
        """The sittings of which the program itself holds confirmed outcomes or locked minutes."""
        said, locked = (
            select(Item.sitting_id)
            .join(kind, kind.item_id == Item.id)
            .where(kind.import_id.is_(None), in_force(kind))
            for kind in (Recommendation, LockedMinutes)
        )
        signed = said.where(Recommendation.confirmed_on.is_not(None)).union(locked)
        return frozenset(self.session.scalars(signed))

    def refuse(self, sheet: str, row: Row, column: str, accepted: str) -> None:
        """Note a problem that only the records of the file show; nothing goes in then."""
        self.problems.append(_problem(sheet, row, column, accepted))

    def warn(self, sheet: str, row: Row, column: str, accepted: str) -> None:
        """Note what only the records of the file show, and what keeps nothing from going in."""
        self.warnings.append(_problem(sheet, row, column, accepted))

    def maker(self, name: str | None) -> int | None:
        """The decision maker of a name: known from decisions, a user, or on the central list.

        Where two people on the list have the name, it is neither of them.
        """
        if not name:
            return None
        if name not in self.makers:
            listed = {
                entry.person.id for entry in self.members.values() if entry.person.name == name
            }
            [only] = listed if len(listed) == 1 else [None]
            self.makers[name] = self.people.get(name) or only or self.add(Person, name=name)
        return self.makers[name]


def _problem(sheet: str, row: Row, column: str, accepted: str) -> Problem:
    return Problem(
        sheet=sheet,
        row=row.row_number,
        column=column,
        value=str(getattr(row, column) or ""),
        accepted=accepted,
    )


def _key(sheet: Sheet, stated: Mapping[str, Any]) -> str:
    """What makes two rows of a sheet the same row, as the history keeps it."""
    return _IN_JSON([stated[field] for field in _key_fields(sheet.name)])


@cache
def _key_fields(sheet: str) -> tuple[str, ...]:
    [found] = (known for known in SHEETS if known.name == sheet)
    fields = {column.name: column.row_field for column in found.columns}
    return tuple(fields[part] for part in found.key)


def _stated(row: Row) -> dict[str, Any]:
    """What a row says, as JSON keeps it; where it stood does not matter."""
    return {name: _plain(value) for name, value in vars(row).items() if name != "row_number"}


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return str(value)
