"""The rows of the workbook as the file has them: what an export writes, an import compares with.

Facts only. Approvals, states and dates that rules derive are left blank, superseded rows are left
out, and the rows of a sheet stand in the order in which they came to be.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from panelapp.domain.models import (
    Attendance,
    Carer,
    Case,
    Decision,
    Ending,
    FinalDecisionRecord,
    Household,
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
from panelapp.domain.rules.independence import is_independent, is_social_worker_3y
from panelapp.domain.rules.interests import DeclaredInterest, withdrawn_people
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import DeferralReason, NoticeKind, Outcome, QualityGrade
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
    WorkbookRows,
)
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.people import PANEL_ROLES, listed_people, social_work_of, ties_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from panelapp.persistence.unit_of_work import UnitOfWork

_FIRST_ROW = 2


def workbook_rows(uow: UnitOfWork, what: str) -> WorkbookRows:
    """Every row of the file, as the workbook has it; ``what`` says what this is a part of."""
    return _Gathering(uow).rows(what)


class _Gathering:
    """The rows of one file, whose records refer to each other by ids."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._session = uow.session

    def rows(self, what: str) -> WorkbookRows:
        sheets = (
            self._members,
            self._households,
            self._sittings,
            self._cases,
            self._items,
            self._decisions,
            self._irm,
            self._endings,
            self._not_collected,
        )
        gathered: dict[str, Any] = {}
        for done, sheet in enumerate(sheets):
            self._uow.progress(what, done, len(sheets))
            gathered[sheet.__name__.removeprefix("_")] = tuple(sheet())
        self._uow.progress(what, len(sheets), len(sheets))
        return WorkbookRows(**gathered)

    # --- people

    @cached_property
    def _entries(self) -> list[ListEntry]:
        return sorted(listed_people(self._uow), key=lambda entry: entry.id)

    def _members(self) -> Iterator[MemberRow]:
        """People on the list; what is recorded of links and work goes before what a list stated."""
        today, provider = self._uow.today, self._uow.agency.name
        for number, entry in enumerate(self._entries, start=_FIRST_ROW):
            ties, work = ties_of(entry, provider), social_work_of(entry)
            declared = bool(ties.links) or ties.declared_on is not None
            held = [
                appointment.office
                for appointment in entry.appointments
                if appointment.to_on is None or appointment.to_on >= today
            ]
            yield MemberRow(
                row_number=number,
                member_ref=entry.ref,
                name=entry.person.name,
                category=entry.category,
                office=held[-1] if held else None,
                independent=is_independent(ties, today) if declared else ties.stated,
                social_worker_3y=is_social_worker_3y(work, today)
                if work.qualified_on is not None
                else work.stated,
                joined_on=entry.joined_on,
                left_on=entry.left_on,
                dbs_on=entry.dbs_on,
                agreement_signed_on=entry.agreement_signed_on,
                observed_on=entry.observed_on,
                induction_completed_on=entry.induction_completed_on,
                last_appraisal_on=max((held.held_on for held in entry.appraisals), default=None),
            )

    @cached_property
    def _entries_of(self) -> Mapping[int, list[ListEntry]]:
        found: dict[int, list[ListEntry]] = defaultdict(list)
        for entry in self._entries:
            found[entry.person_id].append(entry)
        return found

    def _member_ref(self, person_id: int | None, on: dt.date) -> str | None:
        """The reference of a listed person; of somebody who came back, the one of the day."""
        entries = self._entries_of.get(person_id or 0, ())
        return max(entries, key=lambda entry: entry.is_listed(on)).ref if entries else None

    def _member_refs(self, people: Iterable[int], on: dt.date) -> tuple[str, ...]:
        refs = (self._member_ref(person_id, on) for person_id in people)
        return tuple(dict.fromkeys(ref for ref in refs if ref is not None))

    # --- households

    def _households(self) -> Iterator[HouseholdRow]:
        names = {
            (household_id, position): name
            for household_id, position, name in self._session.execute(
                select(Carer.household_id, Carer.position, Person.name).join(
                    Person, Person.id == Carer.person_id
                )
            )
        }
        query = select(
            Household.id,
            Household.ref,
            Household.carer_kind,
            Household.approved_on,
            Household.terms,
            Household.team,
        ).order_by(Household.id)
        for number, row in enumerate(self._session.execute(query), start=_FIRST_ROW):
            terms = row.terms or Terms()
            yield HouseholdRow(
                row_number=number,
                household_ref=row.ref,
                carer_1=names.get((row.id, 1), ""),
                carer_2=names.get((row.id, 2)),
                carer_kind=row.carer_kind,
                approved_on=row.approved_on,
                number_of_children=terms.number_of_children,
                age_from=terms.age_from,
                age_to=terms.age_to,
                placement_types=terms.placement_types,
                team=_words(row.team),
            )

    def _endings(self) -> Iterator[EndingRow]:
        query = (
            select(
                Household.ref,
                Carer.position,
                Ending.kind,
                Ending.reason,
                Ending.notice_received_on,
                Ending.effective_on,
                Sitting.ref,
            )
            .join(Carer, Carer.id == Ending.carer_id)
            .join(Household, Household.id == Carer.household_id)
            .outerjoin(Sitting, Sitting.id == Ending.sitting_id)
            .order_by(Ending.id)
        )
        for number, row in enumerate(self._session.execute(query), start=_FIRST_ROW):
            household, carer, kind, reason, notice_received_on, effective_on, sitting = row
            yield EndingRow(
                row_number=number,
                household_ref=household,
                carer=carer,
                ending_kind=kind,
                ending_reason=reason,
                notice_received_on=notice_received_on,
                effective_on=effective_on,
                sitting_ref=sitting,
            )

    # --- sittings and cases

    def _sittings(self) -> Iterator[SittingRow]:
        came: dict[int, list[int]] = defaultdict(list)
        there = select(Attendance.sitting_id, Attendance.person_id).where(
            Attendance.attended.is_(True),
            Attendance.item_id.is_(None),
            Attendance.role.in_(PANEL_ROLES),
        )
        for sitting_id, person_id in self._session.execute(there.order_by(Attendance.id)):
            came[sitting_id].append(person_id)
        query = select(
            Sitting.id,
            Sitting.ref,
            Sitting.held_on,
            Sitting.start,
            Sitting.mode,
            Sitting.kind,
            Sitting.panel,
            Sitting.chair_id,
            Sitting.is_cancelled,
        ).order_by(Sitting.id)
        for number, row in enumerate(self._session.execute(query), start=_FIRST_ROW):
            yield SittingRow(
                row_number=number,
                sitting_ref=row.ref,
                date=row.held_on,
                start=_time(row.start),
                mode=row.mode,
                kind=row.kind,
                panel=row.panel,
                in_the_chair=self._member_ref(row.chair_id, row.held_on),
                present=self._member_refs(came[row.id], row.held_on),
                cancelled=row.is_cancelled,
            )

    def _cases(self) -> Iterator[CaseRow]:
        children: dict[int, list[str]] = defaultdict(list)
        named = select(NamedChild.case_id, NamedChild.name)
        for case_id, name in self._session.execute(
            named.order_by(NamedChild.case_id, NamedChild.position)
        ):
            children[case_id].append(name)
        about = aliased(Case)
        query = (
            select(
                Case.id,
                Case.ref,
                Household.ref.label("household"),
                Case.case_type,
                Case.carer_kind,
                about.ref.label("follows"),
                Case.route,
                Case.opened_on,
                Case.application_on,
                Case.reg24_started_on,
                Case.social_worker,
                Case.requested_terms,
            )
            .join(Household, Household.id == Case.household_id)
            .outerjoin(about, about.id == Case.follows_id)
            .order_by(Case.id)
        )
        for number, row in enumerate(self._session.execute(query), start=_FIRST_ROW):
            yield CaseRow(
                row_number=number,
                case_ref=row.ref,
                household_ref=row.household,
                case_type=row.case_type,
                carer_kind=row.carer_kind,
                follows_case=row.follows,
                route=row.route,
                opened_on=row.opened_on,
                application_on=row.application_on,
                reg24_started_on=row.reg24_started_on,
                named_children=tuple(children.get(row.id, ())),
                social_worker=_words(row.social_worker),
                requested_terms=_sentence(row.requested_terms),
            )

    # --- what the panel said

    def _items(self) -> Iterator[ItemRow]:
        said = {
            row.item_id: row
            for row in self._session.execute(
                select(
                    Recommendation.item_id,
                    Recommendation.outcome,
                    Recommendation.deferral_reason,
                    Recommendation.unanimous,
                    Recommendation.terms,
                    Recommendation.reasons,
                    Recommendation.quality_grade,
                )
                .where(in_force(Recommendation), Recommendation.confirmed_on.is_not(None))
                .order_by(Recommendation.id)
            )
        }
        final_on = dict(
            self._session.execute(
                select(LockedMinutes.item_id, LockedMinutes.final_on)
                .where(in_force(LockedMinutes))
                .order_by(LockedMinutes.id)
            ).all()
        )
        withdrew = self._withdrew()
        unsaid = self._stated_without("items", "outcome")
        query = (
            select(
                Item.id,
                Item.position,
                Item.withdrawn_on,
                Sitting.ref.label("sitting"),
                Sitting.held_on,
                Case.ref.label("case"),
            )
            .join(Sitting, Sitting.id == Item.sitting_id)
            .join(Case, Case.id == Item.case_id)
            .order_by(Item.id)
        )
        for number, row in enumerate(self._session.execute(query), start=_FIRST_ROW):
            spoken = said.get(row.id)
            fields: Mapping[str, Any] = (
                {
                    "deferral_reason": spoken.deferral_reason,
                    "unanimous": spoken.unanimous,
                    "terms": _sentence(spoken.terms),
                    "reasons": _words(spoken.reasons),
                    "quality_grade": spoken.quality_grade,
                }
                if spoken
                else _unsaid(unsaid.get((row.sitting, row.case), {}))
            )
            outcome = spoken.outcome if spoken else None
            yield ItemRow(
                row_number=number,
                sitting_ref=row.sitting,
                order=row.position,
                case_ref=row.case,
                outcome=Outcome.WITHDRAWN if row.withdrawn_on else outcome,
                minutes_final_on=final_on.get(row.id),
                withdrawn_members=self._member_refs(withdrew.get(row.id, ()), row.held_on),
                **fields,
            )

    def _withdrew(self) -> Mapping[int, list[int]]:
        """By item, the people who took no part in it, in the order of their declarations."""
        found: dict[int, list[int]] = defaultdict(list)
        query = select(Interest.item_id, Interest.person_id, Interest.ruling)
        for item_id, person_id, ruling in self._session.execute(query.order_by(Interest.id)):
            if withdrawn_people([DeclaredInterest(person=person_id, ruling=ruling)]):
                found[item_id].append(person_id)
        return found

    def _stated_without(self, sheet: str, column: str) -> Mapping[tuple[str, str], dict[str, Any]]:
        """By sitting and case, newest imported rows in which a column is blank.

        No record holds what such a row says in the columns that hang on the blank one.
        """
        newest = select(func.max(ImportedRow.id)).where(ImportedRow.sheet == sheet)
        rows = self._session.scalars(
            select(ImportedRow.row).where(
                ImportedRow.id.in_(newest.group_by(ImportedRow.key)),
                func.json_extract(ImportedRow.row, f"$.{column}").is_(None),
            )
        )
        return {(row["sitting_ref"], row["case_ref"]): row for row in rows}

    # --- what the decision maker decided

    def _decisions(self) -> Iterator[DecisionRow]:
        told = self._told()
        answers = {
            row.decision_id: row
            for row in self._session.execute(
                select(Response.decision_id, Response.response, Response.received_on).order_by(
                    Response.id
                )
            )
        }
        finals = self._finals(FinalDecisionRecord.decision_id, after_irm=False)
        unanswered = self._stated_without("decisions", "qd_response")
        for number, row in zip(count(_FIRST_ROW), self._decided(), strict=False):
            answer, final = answers.get(row.id), finals.get(row.id, (None, None))
            stated = unanswered.get((row.sitting, row.case), {}) if row.import_id else {}
            yield DecisionRow(
                row_number=number,
                case_ref=row.case,
                sitting_ref=row.sitting,
                minutes_received_on=row.minutes_received_on,
                decided_on=row.decided_on,
                decision=row.code,
                decision_maker=row.maker,
                reasons=_words(row.reasons),
                oral_on=told.get((row.id, NoticeKind.ORAL)),
                written_on=told.get((row.id, NoticeKind.WRITTEN)),
                qd_response=answer.response if answer else None,
                qd_response_on=answer.received_on if answer else _day(stated, "qd_response_on"),
                final_decided_on=final[0],
                final_decision=final[1],
            )

    def _decided(self) -> list[Any]:
        """The decisions in force, each in the place of the oldest that it supersedes.

        The workbook has one row for each case and sitting; of two in the file the newer stands.
        """
        older = dict(self._session.execute(select(Decision.id, Decision.supersedes_id)).all())
        query = (
            select(
                Decision.id,
                Decision.import_id,
                Case.ref.label("case"),
                Sitting.ref.label("sitting"),
                Decision.minutes_received_on,
                Decision.decided_on,
                Decision.code,
                Person.name.label("maker"),
                Decision.reasons,
            )
            .join(Case, Case.id == Decision.case_id)
            .outerjoin(Item, Item.id == Decision.item_id)
            .outerjoin(Sitting, Sitting.id == Item.sitting_id)
            .outerjoin(Person, Person.id == Decision.decision_maker_id)
            .where(in_force(Decision))
            .order_by(Decision.decided_on, Decision.id)
        )
        newest = {(row.case, row.sitting): row for row in self._session.execute(query)}
        return sorted(newest.values(), key=lambda row: _oldest(row.id, older))

    def _told(self) -> Mapping[tuple[int | None, NoticeKind], dt.date]:
        query = select(Notice.decision_id, Notice.kind, func.min(Notice.given_on))
        query = query.where(Notice.decision_id.is_not(None))
        rows = self._session.execute(query.group_by(Notice.decision_id, Notice.kind))
        return {(decision_id, kind): given_on for decision_id, kind, given_on in rows}

    def _finals(self, of: Any, *, after_irm: bool) -> Mapping[int, tuple[Any, Any]]:  # noqa: ANN401 - a column
        """Final decisions in force, by the id in a column of theirs."""
        has_review = FinalDecisionRecord.irm_referral_id.is_not(None)
        query = (
            select(of, FinalDecisionRecord.decided_on, FinalDecisionRecord.code)
            .where(in_force(FinalDecisionRecord), has_review if after_irm else ~has_review)
            .order_by(FinalDecisionRecord.id)
        )
        return {owner: (day, code) for owner, day, code in self._session.execute(query)}

    def _irm(self) -> Iterator[IrmRow]:
        finals = self._finals(FinalDecisionRecord.irm_referral_id, after_irm=True)
        query = select(*IrmReferral.__table__.columns, Case.ref.label("case"))
        query = query.join(Case, Case.id == IrmReferral.case_id).order_by(IrmReferral.id)
        for number, row in enumerate(self._session.execute(query), start=_FIRST_ROW):
            final = finals.get(row.id, (None, None))
            yield IrmRow(
                row_number=number,
                case_ref=row.case,
                applied_on=row.applied_on,
                notified_on=row.notified_on,
                papers_sent_on=row.papers_sent_on,
                reviewed_on=row.reviewed_on,
                irm_recommendation=row.recommendation,
                final_decided_on=final[0],
                final_decision=final[1],
            )

    def _not_collected(self) -> Iterator[NotCollectedRow]:
        query = select(NotCollected.row_id, NotCollected.from_on, NotCollected.to_on)
        rows = self._session.execute(query.order_by(NotCollected.id))
        for number, (row_id, from_on, to_on) in enumerate(rows, start=_FIRST_ROW):
            yield NotCollectedRow(row_number=number, row_id=row_id, from_on=from_on, to_on=to_on)


def _words(text: str) -> str | None:
    """A text, or nothing where it shows nothing."""
    return text if text.strip() else None


def _sentence(terms: Terms | None) -> str | None:
    return _words(terms.sentence()) if terms else None


def _time(start: dt.time | None) -> str | None:
    return start.isoformat("minutes") if start else None


def _oldest(decision_id: int, older: Mapping[int, int | None]) -> int:
    found = decision_id
    while (before := older.get(found)) is not None:
        found = before
    return found


def _day(stated: Mapping[str, Any], column: str) -> dt.date | None:
    text = stated.get(column)
    return dt.date.fromisoformat(text) if text else None


def _unsaid(stated: Mapping[str, Any]) -> dict[str, Any]:
    """What an imported row said beside an outcome that it did not give."""
    reason, grade = stated.get("deferral_reason"), stated.get("quality_grade")
    return {
        "deferral_reason": DeferralReason(reason) if reason else None,
        "unanimous": stated.get("unanimous"),
        "terms": stated.get("terms"),
        "reasons": stated.get("reasons"),
        "quality_grade": QualityGrade(grade) if grade else None,
    }
