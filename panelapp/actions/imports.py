"""Taking a workbook in: checked as a whole, then all of it in one transaction or none."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from panelapp.domain.errors import FileTrouble
from panelapp.domain.events import Topic
from panelapp.domain.models import (
    Appointment,
    Appraisal,
    Attendance,
    Carer,
    Case,
    Decision,
    Ending,
    FinalDecisionRecord,
    Household,
    ImportBatch,
    ImportedRow,
    Interest,
    IrmReferral,
    Item,
    ListEntry,
    LockedMinutes,
    NamedChild,
    NotCollected,
    Notice,
    Person,
    Recommendation,
    Response,
    Sitting,
)
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    InterestKind,
    InterestRuling,
    NoticeKind,
    Office,
    Outcome,
    Reply,
    SittingRole,
)
from panelapp.exchange.checking import check
from panelapp.exchange.problems import Problem
from panelapp.exchange.reader import read_workbook
from panelapp.queries.existing import existing_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import InstrumentedAttribute

    from panelapp.domain.models import Base
    from panelapp.exchange.rows import (
        CaseRow,
        DecisionRow,
        EndingRow,
        HouseholdRow,
        IrmRow,
        ItemRow,
        MemberRow,
        NotCollectedRow,
        SittingRow,
    )
    from panelapp.persistence.unit_of_work import UnitOfWork

    Row = (
        MemberRow
        | HouseholdRow
        | SittingRow
        | CaseRow
        | ItemRow
        | DecisionRow
        | IrmRow
        | EndingRow
        | NotCollectedRow
    )

    R = TypeVar("R", bound=Base)


@dataclass(frozen=True, kw_only=True)
class ImportWorkbook:
    """A workbook, or a folder of CSV files, to take in; ``dry_run`` stops after the check."""

    path: Path
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import found; ``rows`` counts the rows of each sheet."""

    ok: bool
    rows: Mapping[str, int]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def import_workbook(command: ImportWorkbook, uow: UnitOfWork) -> ImportReport:
    """Check a workbook and take in all of its rows, or none.

    A row that was taken in before is left alone where it is the same, else superseded: the old
    row is kept in the history. A change to minutes or to a decision that were made in the program
    is a problem, and nothing goes in.
    """
    checked = check(read_workbook(command.path), existing_keys(uow), uow.calendar, uow.settings)
    sheets = (
        checked.rows.members,
        checked.rows.households,
        checked.rows.sittings,
        checked.rows.cases,
        checked.rows.items,
        checked.rows.decisions,
        checked.rows.irm,
        checked.rows.endings,
        checked.rows.not_collected,
    )
    errors = checked.errors
    if checked.is_sound:
        intake = _Intake(uow, _batch(command.path, uow))
        intake.take_in(sheets)
        errors = tuple(intake.problems)
    if errors or command.dry_run:
        uow.session.rollback()
    uow.changed(Topic.CASES, "workbook", "dry_run" if command.dry_run else f"errors {len(errors)}")
    return ImportReport(
        ok=not errors, rows=checked.counts, errors=errors, warnings=checked.warnings
    )


def _batch(path: Path, uow: UnitOfWork) -> ImportBatch:
    batch = ImportBatch(at=uow.now, user_id=uow.actor.user_id, workbook_sha256=_digest(path))
    uow.session.add(batch)
    uow.session.flush()
    return batch


def _digest(path: Path) -> str:
    """The SHA-256 of a workbook, or of the files of a folder in the order of their names."""
    digest = hashlib.sha256()
    try:
        for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    except OSError as error:
        raise FileTrouble(
            "The workbook could not be read.", remedy="Nothing was imported. Close it elsewhere."
        ) from error
    return digest.hexdigest()


class _Intake:
    """The rows of one workbook on their way into the file.

    Rows that other sheets refer to are found in dictionaries that are filled once, so that ten
    thousand rows need no ten thousand look-ups.
    """

    def __init__(self, uow: UnitOfWork, batch: ImportBatch) -> None:
        self._uow = uow
        self._session = uow.session
        self._import_id = batch.id
        self.problems: list[Problem] = []
        self._before = self._rows_in_force()
        self._members = {entry.ref: entry for entry in self._session.scalars(select(ListEntry))}
        self._households = {row.ref: row for row in self._session.scalars(select(Household))}
        self._sittings = {row.ref: row for row in self._session.scalars(select(Sitting))}
        self._cases = {row.ref: row for row in self._session.scalars(select(Case))}
        self._items = {
            (item.sitting.ref, item.case.ref): item for item in self._session.scalars(select(Item))
        }
        self._makers: dict[str, Person] = {}

    def take_in(self, sheets: tuple[tuple[Any, ...], ...]) -> None:
        """Take in the rows of each sheet, in an order in which references are there already."""
        takers: tuple[tuple[str, Callable[[Any], None], tuple[str, ...]], ...] = (
            ("members", self._member, ("member_ref",)),
            ("households", self._household, ("household_ref",)),
            ("sittings", self._sitting, ("sitting_ref",)),
            ("cases", self._case, ("case_ref",)),
            ("items", self._item, ("sitting_ref", "case_ref")),
            ("decisions", self._decision, ("case_ref", "sitting_ref")),
            ("irm", self._irm, ("case_ref", "applied_on")),
            ("endings", self._ending, ("household_ref", "carer")),
            ("not_collected", self._not_collected, ("row_id", "from_on", "to_on")),
        )
        for (sheet, take, key), rows in zip(takers, sheets, strict=True):
            for row in rows:
                if self._is_new(sheet, key, row):
                    take(row)
            if sheet == "cases":
                self._follow(rows)
            self._session.flush()

    def _rows_in_force(self) -> dict[tuple[str, str], dict[str, Any]]:
        rows = self._session.scalars(select(ImportedRow).order_by(ImportedRow.id))
        return {(row.sheet, row.key): row.row for row in rows}

    def _is_new(self, sheet: str, key: tuple[str, ...], row: Row) -> bool:
        """Keep the row as it came, unless the newest row of its key says the same."""
        stated = json.loads(json.dumps(dataclasses.asdict(row), default=str))
        del stated["row_number"]
        name = json.dumps([stated[part] for part in key], ensure_ascii=False)
        if self._before.get((sheet, name)) == stated:
            return False
        self._session.add(ImportedRow(import_id=self._import_id, sheet=sheet, key=name, row=stated))
        return True

    def _refuse(self, sheet: str, row: Row, column: str, accepted: str) -> None:
        self.problems.append(
            Problem(
                sheet=sheet,
                row=row.row_number,
                column=column,
                value=str(getattr(row, column) or ""),
                accepted=accepted,
            )
        )

    def _member(self, row: MemberRow) -> None:
        entry = self._members.get(row.member_ref)
        if entry is None:
            person = self._uow.person_named(row.name)
            entry = ListEntry(
                ref=row.member_ref,
                person_id=person.id,
                joined_on=row.joined_on,
                import_id=self._import_id,
            )
            entry.person = person
            self._members[row.member_ref] = entry
            self._session.add(entry)
        entry.person.name = row.name
        entry.joined_on = row.joined_on
        entry.category = row.category
        entry.left_on = row.left_on
        entry.dbs_on = row.dbs_on
        entry.agreement_signed_on = row.agreement_signed_on
        entry.observed_on = row.observed_on
        entry.induction_completed_on = row.induction_completed_on
        entry.independent_stated = row.independent
        entry.social_worker_3y_stated = row.social_worker_3y
        entry.stated_on = self._uow.today
        office = row.office
        if office is not None and [held.office for held in entry.appointments[-1:]] != [office]:
            entry.appointments.append(Appointment(office=office, from_on=row.joined_on))
        appraised = row.last_appraisal_on
        if appraised and appraised not in {held.held_on for held in entry.appraisals}:
            entry.appraisals.append(Appraisal(held_on=appraised))

    def _household(self, row: HouseholdRow) -> None:
        household = self._households.get(row.household_ref)
        if household is None:
            household = Household(
                ref=row.household_ref, carer_kind=row.carer_kind, import_id=self._import_id
            )
            self._households[row.household_ref] = household
            self._session.add(household)
        terms = Terms(
            number_of_children=row.number_of_children,
            age_from=row.age_from,
            age_to=row.age_to,
            placement_types=row.placement_types,
        )
        household.carer_kind = row.carer_kind
        household.approved_on = row.approved_on
        household.terms = None if terms.is_empty else terms
        household.team = row.team or ""
        carers = {carer.position: carer for carer in household.carers}
        for position, name in ((1, row.carer_1), (2, row.carer_2)):
            if position in carers and name:
                carers[position].person.name = name
            elif name:
                household.carers.append(Carer(position=position, person=Person(name=name)))

    def _sitting(self, row: SittingRow) -> None:
        sitting = self._sittings.get(row.sitting_ref)
        if sitting is None:
            sitting = Sitting(ref=row.sitting_ref, held_on=row.date, import_id=self._import_id)
            self._sittings[row.sitting_ref] = sitting
            self._session.add(sitting)
        sitting.held_on = row.date
        sitting.start = time.fromisoformat(row.start) if row.start else None
        sitting.mode = row.mode
        sitting.kind = row.kind
        sitting.panel = row.panel
        sitting.is_cancelled = row.cancelled
        chair = self._members[row.in_the_chair] if row.in_the_chair else None
        sitting.chair_id = chair.person.id if chair else None
        sitting.attendances = [
            Attendance(
                person_id=self._members[ref].person_id,
                role=self._role(self._members[ref], row.date),
                reply=Reply.COMING,
                attended=True,
            )
            for ref in row.present
        ]

    def _role(self, entry: ListEntry, on: date) -> SittingRole:
        return SittingRole((entry.office(on) or Office.MEMBER).value)

    def _case(self, row: CaseRow) -> None:
        case = self._cases.get(row.case_ref)
        household = self._households[row.household_ref]
        if case is None:
            case = Case(
                ref=row.case_ref,
                household_id=household.id,
                case_type=row.case_type,
                carer_kind=row.carer_kind,
                import_id=self._import_id,
            )
            self._cases[row.case_ref] = case
            self._session.add(case)
        case.household_id = household.id
        case.case_type = row.case_type
        case.carer_kind = row.carer_kind
        case.route = row.route
        case.opened_on = row.opened_on
        case.application_on = row.application_on
        case.reg24_started_on = row.reg24_started_on
        case.social_worker = row.social_worker or ""
        case.requested_terms = Terms(as_stated=row.requested_terms) if row.requested_terms else None
        case.children = [
            NamedChild(position=position, name=name)
            for position, name in enumerate(row.named_children, start=1)
        ]

    def _follow(self, rows: Iterable[CaseRow]) -> None:
        """Link representations to their cases once every case is there."""
        self._session.flush()
        for row in rows:
            follows = self._cases[row.follows_case] if row.follows_case else None
            self._cases[row.case_ref].follows_id = follows.id if follows else None

    def _item(self, row: ItemRow) -> None:
        key = (row.sitting_ref, row.case_ref)
        item = self._items.get(key)
        sitting = self._sittings[row.sitting_ref]
        if item is None:
            item = Item(
                sitting_id=sitting.id,
                case_id=self._cases[row.case_ref].id,
                position=row.order,
                import_id=self._import_id,
            )
            self._items[key] = item
            self._session.add(item)
            self._session.flush()
        said = _newest(self._uow, Recommendation, Recommendation.item_id, item.id)
        locked = _newest(self._uow, LockedMinutes, LockedMinutes.item_id, item.id)
        if (said and said.import_id is None) or (locked and locked.import_id is None):
            self._refuse(
                "items",
                row,
                "case_ref",
                "minutes made in the program cannot be changed by an import: take this row out",
            )
            return
        item.position = row.order
        item.withdrawn_on = sitting.held_on if row.outcome is Outcome.WITHDRAWN else None
        item.interests = [
            Interest(
                person_id=self._members[ref].person_id,
                kind=InterestKind.OTHER,
                ruling=InterestRuling.WITHDRAW,
            )
            for ref in row.withdrawn_members
        ]
        if row.outcome is not None:
            self._session.add(
                Recommendation(
                    item_id=item.id,
                    outcome=row.outcome,
                    reasons=row.reasons or "",
                    terms=Terms(as_stated=row.terms) if row.terms else None,
                    unanimous=row.unanimous,
                    quality_grade=row.quality_grade,
                    deferral_reason=row.deferral_reason,
                    confirmed_on=sitting.held_on,
                    supersedes_id=said.id if said else None,
                    import_id=self._import_id,
                )
            )
        if row.minutes_final_on is not None:
            self._session.add(
                LockedMinutes(
                    item_id=item.id,
                    final_on=row.minutes_final_on,
                    supersedes_id=locked.id if locked else None,
                    import_id=self._import_id,
                )
            )

    def _decision(self, row: DecisionRow) -> None:
        case = self._cases[row.case_ref]
        item = self._items[row.sitting_ref, row.case_ref] if row.sitting_ref else None
        earlier = self._uow.current(
            Decision,
            Decision.case_id == case.id,
            Decision.item_id == item.id if item else Decision.item_id.is_(None),
        )
        old = earlier[-1] if earlier else None
        if old is not None and old.import_id is None:
            self._refuse(
                "decisions",
                row,
                "case_ref",
                "a decision made in the program cannot be changed by an import: take this row out",
            )
            return
        decision = Decision(
            case_id=case.id,
            item_id=item.id if item else None,
            code=row.decision,
            decided_on=row.decided_on,
            decision_maker_id=self._maker(row.decision_maker),
            reasons=row.reasons or "",
            minutes_received_on=row.minutes_received_on,
            supersedes_id=old.id if old else None,
            import_id=self._import_id,
        )
        self._session.add(decision)
        self._session.flush()
        if item is not None:
            item.minutes_received_on = row.minutes_received_on
        self._tell(decision, NoticeKind.ORAL, row.oral_on)
        self._tell(decision, NoticeKind.WRITTEN, row.written_on)
        if row.qd_response is not None:
            self._session.add(
                Response(
                    decision_id=decision.id,
                    response=row.qd_response,
                    received_on=row.qd_response_on,
                    import_id=self._import_id,
                )
            )
        if row.final_decision is not None or row.final_decided_on is not None:
            self._decide_finally(row, decision, None)

    def _tell(self, decision: Decision, kind: NoticeKind, day: date | None) -> None:
        if day is not None:
            self._session.add(
                Notice(kind=kind, given_on=day, decision_id=decision.id, import_id=self._import_id)
            )

    def _maker(self, name: str | None) -> int | None:
        if not name:
            return None
        if name not in self._makers:
            known = self._session.scalars(
                select(Person)
                .join(Decision, Decision.decision_maker_id == Person.id)
                .where(Person.name == name)
            ).first()
            self._makers[name] = known or self._uow.person_named(name)
        return self._makers[name].id

    def _decide_finally(
        self, row: DecisionRow | IrmRow, decision: Decision | None, referral: IrmReferral | None
    ) -> None:
        case = self._cases[row.case_ref]
        earlier = self._uow.current(
            FinalDecisionRecord,
            FinalDecisionRecord.case_id == case.id,
            FinalDecisionRecord.irm_referral_id == referral.id
            if referral
            else FinalDecisionRecord.irm_referral_id.is_(None),
        )
        old = earlier[-1] if earlier else None
        if old is not None and old.import_id is None:
            sheet = "irm" if referral else "decisions"
            self._refuse(
                sheet,
                row,
                "final_decision",
                "a decision made in the program cannot be changed by an import: take this row out",
            )
            return
        self._session.add(
            FinalDecisionRecord(
                case_id=case.id,
                code=row.final_decision,
                decided_on=row.final_decided_on,
                decision_maker_id=decision.decision_maker_id if decision else None,
                decision_id=decision.id if decision else None,
                irm_referral_id=referral.id if referral else None,
                supersedes_id=old.id if old else None,
                import_id=self._import_id,
            )
        )

    def _irm(self, row: IrmRow) -> None:
        case = self._cases[row.case_ref]
        referral = self._session.scalars(
            select(IrmReferral).where(
                IrmReferral.case_id == case.id, IrmReferral.applied_on == row.applied_on
            )
        ).one_or_none()
        decisions = self._uow.current(Decision, Decision.case_id == case.id)
        determined = [made for made in decisions if made.code.is_qualifying_determination]
        decision = determined[-1] if determined else None
        if referral is None:
            referral = IrmReferral(
                case_id=case.id, applied_on=row.applied_on, import_id=self._import_id
            )
            self._session.add(referral)
        referral.decision_id = decision.id if decision else None
        referral.notified_on = row.notified_on
        referral.papers_sent_on = row.papers_sent_on
        referral.reviewed_on = row.reviewed_on
        referral.recommendation = row.irm_recommendation
        self._session.flush()
        if row.final_decision is not None or row.final_decided_on is not None:
            self._decide_finally(row, decision, referral)

    def _ending(self, row: EndingRow) -> None:
        household = self._households[row.household_ref]
        carer = next((one for one in household.carers if one.position == row.carer), None)
        if carer is None:
            self._refuse(
                "endings", row, "carer", "a carer that the household has: 1, or 2 where two foster"
            )
            return
        ending = carer.ending or Ending(
            carer_id=carer.id,
            kind=row.ending_kind,
            reason=row.ending_reason,
            effective_on=row.effective_on,
            import_id=self._import_id,
        )
        ending.kind = row.ending_kind
        ending.reason = row.ending_reason
        ending.effective_on = row.effective_on
        ending.notice_received_on = row.notice_received_on
        ending.sitting_id = self._sittings[row.sitting_ref].id if row.sitting_ref else None
        carer.ending = ending

    def _not_collected(self, row: NotCollectedRow) -> None:
        known = self._session.scalars(
            select(NotCollected).where(
                NotCollected.row_id == row.row_id,
                NotCollected.from_on == row.from_on,
                NotCollected.to_on == row.to_on,
            )
        ).first()
        if known is None:
            self._session.add(
                NotCollected(
                    row_id=row.row_id,
                    from_on=row.from_on,
                    to_on=row.to_on,
                    import_id=self._import_id,
                )
            )


def _newest(
    uow: UnitOfWork, kind: type[R], column: InstrumentedAttribute[int], item_id: int
) -> R | None:
    found = uow.current(kind, column == item_id)
    return found[-1] if found else None
