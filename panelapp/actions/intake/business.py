"""Rows of the sheets ``sittings``, ``cases`` and ``items``."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from panelapp.actions.intake.ground import MADE_HERE
from panelapp.domain.models import (
    Attendance,
    Case,
    Interest,
    Item,
    LockedMinutes,
    NamedChild,
    Recommendation,
    Sitting,
)
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    InterestKind,
    InterestRuling,
    Office,
    Outcome,
    Reply,
    SittingRole,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from panelapp.actions.intake.ground import Intake
    from panelapp.domain.models import ListEntry
    from panelapp.exchange.rows import CaseRow, ItemRow, SittingRow


def take_sittings(intake: Intake, rows: Iterable[SittingRow]) -> None:
    """Take in sittings with who was there; nobody's times are known."""
    for row in rows:
        sitting = intake.sittings.get(row.sitting_ref)
        if sitting is None:
            sitting = Sitting(ref=row.sitting_ref, held_on=row.date, import_id=intake.import_id)
            intake.sittings[row.sitting_ref] = sitting
            intake.session.add(sitting)
        sitting.held_on = row.date
        sitting.start = time.fromisoformat(row.start) if row.start else None
        sitting.mode = row.mode
        sitting.kind = row.kind
        sitting.panel = row.panel
        sitting.is_cancelled = row.cancelled
        chair = intake.members[row.in_the_chair] if row.in_the_chair else None
        sitting.chair_id = chair.person.id if chair else None
        sitting.attendances = [
            Attendance(
                person_id=intake.members[ref].person.id,
                role=_role(intake.members[ref], row.date),
                reply=Reply.COMING,
                attended=True,
            )
            for ref in row.present
        ]


def _role(entry: ListEntry, on: date) -> SittingRole:
    return SittingRole((entry.office(on) or Office.MEMBER).value)


def take_cases(intake: Intake, rows: Sequence[CaseRow]) -> None:
    """Take in cases, then link representations to the cases that they are about."""
    for row in rows:
        case = intake.cases.get(row.case_ref)
        household = intake.households[row.household_ref]
        if case is None:
            case = Case(
                ref=row.case_ref,
                household_id=household.id,
                case_type=row.case_type,
                carer_kind=row.carer_kind,
                import_id=intake.import_id,
            )
            intake.cases[row.case_ref] = case
            intake.session.add(case)
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
    intake.session.flush()
    for row in rows:
        follows = intake.cases[row.follows_case] if row.follows_case else None
        intake.cases[row.case_ref].follows_id = follows.id if follows else None


def take_items(intake: Intake, rows: Sequence[ItemRow]) -> None:
    """Take in items with what the panel said and when their minutes became final."""
    for row in rows:
        _ensure_item(intake, row)
    intake.session.flush()
    for row in rows:
        item = intake.items[row.sitting_ref, row.case_ref]
        said, locked = intake.said.get(item.id), intake.locked.get(item.id)
        if (said and said.import_id is None) or (locked and locked.import_id is None):
            intake.refuse("items", row, "case_ref", MADE_HERE.format("minutes"))
            continue
        _fill_item(intake, row, item)
        _supersede(intake, row, item, said, locked)


def _ensure_item(intake: Intake, row: ItemRow) -> None:
    key = (row.sitting_ref, row.case_ref)
    if key not in intake.items:
        intake.items[key] = Item(
            sitting_id=intake.sittings[row.sitting_ref].id,
            case_id=intake.cases[row.case_ref].id,
            position=row.order,
            import_id=intake.import_id,
        )
        intake.session.add(intake.items[key])


def _fill_item(intake: Intake, row: ItemRow, item: Item) -> None:
    is_withdrawn = row.outcome is Outcome.WITHDRAWN
    item.position = row.order
    item.withdrawn_on = intake.sittings[row.sitting_ref].held_on if is_withdrawn else None
    item.interests = [
        Interest(
            person_id=intake.members[ref].person.id,
            kind=InterestKind.OTHER,
            ruling=InterestRuling.WITHDRAW,
        )
        for ref in row.withdrawn_members
    ]


def _supersede(
    intake: Intake,
    row: ItemRow,
    item: Item,
    said: Recommendation | None,
    locked: LockedMinutes | None,
) -> None:
    """Add what the row says beside what an earlier import said, which stays."""
    if row.outcome is not None:
        intake.session.add(
            Recommendation(
                item_id=item.id,
                outcome=row.outcome,
                reasons=row.reasons or "",
                terms=Terms(as_stated=row.terms) if row.terms else None,
                unanimous=row.unanimous,
                quality_grade=row.quality_grade,
                deferral_reason=row.deferral_reason,
                confirmed_on=intake.sittings[row.sitting_ref].held_on,
                supersedes_id=said.id if said else None,
                import_id=intake.import_id,
            )
        )
    if row.minutes_final_on is not None:
        intake.session.add(
            LockedMinutes(
                item_id=item.id,
                final_on=row.minutes_final_on,
                supersedes_id=locked.id if locked else None,
                import_id=intake.import_id,
            )
        )
