"""What history did not do by the rules: warned of when it is imported, and kept as it is.

Three things are looked for: a sitting, or one of its items, that was not quorate (Fostering
Services (England) Regulations 2011, reg. 24(1)); a decision later than its clock (NMS 14.9); a
final decision without a qualifying determination (reg. 27(6) and 28(7)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.central_list import is_listed
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.quorum import Attendee, Quorum, quorum, quorum_sentence
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import Office, Outcome, SittingRole
from panelapp.exchange.existing import ExistingMember
from panelapp.exchange.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.clocks import ClockResult
    from panelapp.domain.values import Settings
    from panelapp.exchange.existing import ExistingKeys
    from panelapp.exchange.rows import DecisionRow, IrmRow, MemberRow, SittingRow, WorkbookRows


def history_warnings(
    rows: WorkbookRows, existing: ExistingKeys, calendar: WorkingCalendar, settings: Settings
) -> Iterator[Problem]:
    """Everything in the workbook that a rule would not have let through, or not so late.

    The warnings name the cell and leave its text to be filled in from the sheet.
    """
    yield from _quorum_warnings(rows, _members(rows, existing), settings)
    yield from _late_decisions(rows.decisions, calendar)
    yield from _final_without_determination(rows, existing)


def _members(rows: WorkbookRows, existing: ExistingKeys) -> dict[str, ExistingMember]:
    return dict(existing.members) | {row.member_ref: _as_stated(row) for row in rows.members}


def _as_stated(row: MemberRow) -> ExistingMember:
    return ExistingMember(
        office=row.office,
        independent=bool(row.independent),
        social_worker_3y=bool(row.social_worker_3y),
        joined_on=row.joined_on,
        left_on=row.left_on,
    )


def _quorum_warnings(
    rows: WorkbookRows, members: Mapping[str, ExistingMember], settings: Settings
) -> Iterator[Problem]:
    tested: dict[str, SittingRow] = {}
    for sitting in rows.sittings:
        if sitting.cancelled or not sitting.present or not members.keys() >= _attended(sitting):
            continue
        result = _tested(sitting, members, settings)
        if result.quorate:
            tested[sitting.sitting_ref] = sitting
        else:
            yield Problem(
                sheet="sittings",
                row=sitting.row_number,
                column="present",
                accepted=_in_words(result),
            )
    for item in rows.items:
        heard = item.outcome not in {None, Outcome.WITHDRAWN}
        if not heard or not item.withdrawn_members or item.sitting_ref not in tested:
            continue
        result = _tested(
            tested[item.sitting_ref], members, settings, frozenset(item.withdrawn_members)
        )
        if not result.quorate:
            yield Problem(
                sheet="items",
                row=item.row_number,
                column="withdrawn_members",
                accepted=_in_words(result),
            )


def _attended(sitting: SittingRow) -> frozenset[str]:
    """Whoever took the chair was there, named among those present or not."""
    chair = (sitting.in_the_chair,) if sitting.in_the_chair else ()
    return frozenset((*sitting.present, *chair))


def _tested(
    sitting: SittingRow,
    members: Mapping[str, ExistingMember],
    settings: Settings,
    withdrawn: frozenset[str] = frozenset(),
) -> Quorum:
    return quorum(
        [
            _attendee(ref, members[ref], sitting.date, withdrawn=ref in withdrawn)
            for ref in sorted(_attended(sitting))
        ],
        sitting.panel,
        chair_may_fill_social_worker_place=settings.chair_may_fill_social_worker_place,
    )


def _attendee(ref: str, member: ExistingMember, on: date, *, withdrawn: bool) -> Attendee:
    return Attendee(
        name=ref,
        role=SittingRole((member.office or Office.MEMBER).value),
        independent=member.independent,
        social_worker_3y=member.social_worker_3y,
        on_central_list=is_listed(member.joined_on, member.left_on, on),
        withdrawn=withdrawn,
    )


def _in_words(result: Quorum) -> str:
    citations = ", ".join(missing.citation for missing in result.missing)
    return f"A quorate panel. {quorum_sentence(result)} [{citations}]"


def _late_decisions(
    decisions: Iterable[DecisionRow], calendar: WorkingCalendar
) -> Iterator[Problem]:
    ends: dict[date, ClockResult] = {}
    for row in decisions:
        start = row.minutes_received_on
        if start is None:
            continue
        if start not in ends:
            ends[start] = due("adm_decision", start, calendar)
        clock = ends[start]
        if row.decided_on > clock.due:
            yield Problem(
                sheet="decisions",
                row=row.row_number,
                column="decided_on",
                accepted=f"A decision by {long_date(clock.due)}. {clock.explanation}"
                f" [{clock.citation}]",
            )


def _final_without_determination(rows: WorkbookRows, existing: ExistingKeys) -> Iterator[Problem]:
    determined = {ref for ref, case in existing.cases.items() if case.has_qualifying_determination}
    determined |= {
        row.case_ref for row in rows.decisions if row.decision.is_qualifying_determination
    }
    follows = {ref: case.follows_case for ref, case in existing.cases.items()}
    follows |= {row.case_ref: row.follows_case for row in rows.cases}
    final: tuple[tuple[str, Iterable[DecisionRow | IrmRow]], ...] = (
        ("decisions", rows.decisions),
        ("irm", rows.irm),
    )
    for sheet, sheet_rows in final:
        for row in sheet_rows:
            about = {row.case_ref, follows.get(row.case_ref)}
            if row.final_decision is not None and not about & determined:
                yield Problem(
                    sheet=sheet,
                    row=row.row_number,
                    column="final_decision",
                    accepted="A final decision after a qualifying determination (a decision that"
                    " begins with qd_) about the same case: none is known. [FSR 27(6), 28(7)]",
                )
