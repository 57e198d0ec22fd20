"""Rows of the sheets ``sittings``, ``cases`` and ``items``."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from panelapp.actions.intake.ground import MADE_HERE, NOT_BLANKED
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
    """Take in sittings with who was there; nobody's times are known.

    What was recorded in the program beside it stays: participants, replies and times.
    """
    signed_here = intake.sittings_signed_here()
    for row in rows:
        sitting = intake.sittings.get(row.sitting_ref)
        if sitting is None:
            sitting = Sitting(ref=row.sitting_ref, held_on=row.date, import_id=intake.import_id)
            intake.sittings[row.sitting_ref] = sitting
            intake.session.add(sitting)
        elif sitting.id in signed_here:
            intake.refuse("sittings", row, "sitting_ref", MADE_HERE.format("minutes"))
            continue
        sitting.held_on = row.date
        sitting.start = time.fromisoformat(row.start) if row.start else None
        sitting.mode = row.mode
        sitting.kind = row.kind
        sitting.panel = row.panel
        sitting.is_cancelled = row.cancelled
        chair = intake.members[row.in_the_chair] if row.in_the_chair else None
        sitting.chair_id = chair.person.id if chair else None
        _take_attendance(intake, row, sitting)


def _take_attendance(intake: Intake, row: SittingRow, sitting: Sitting) -> None:
    """Whoever is in the chair was there, whether the row names them among those present or not."""
    chair = (row.in_the_chair,) if row.in_the_chair else ()
    present = {
        entry.person.id: entry
        for entry in (intake.members[ref] for ref in dict.fromkeys((*row.present, *chair)))
    }
    places = {place.person_id: place for place in sitting.attendances if place.item_id is None}
    for person_id, place in places.items():
        if place.role.counts_to_quorum and place.attended and person_id not in present:
            place.attended = False
    for person_id, entry in present.items():
        if person_id not in places:
            places[person_id] = Attendance(
                person_id=person_id, role=_role(entry, row.date), reply=Reply.COMING
            )
            sitting.attendances.append(places[person_id])
        places[person_id].role = _role(entry, row.date)
        places[person_id].attended = True


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
        elif said and row.outcome is None:
            intake.refuse("items", row, "outcome", NOT_BLANKED)
        elif locked and row.minutes_final_on is None:
            intake.refuse("items", row, "minutes_final_on", NOT_BLANKED)
        else:
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
    stated = {intake.members[ref].person.id for ref in row.withdrawn_members}
    declared = {interest.person_id: interest for interest in item.interests}
    for person_id, interest in declared.items():
        # Only what a workbook stated is taken back; a declaration made in the program stays.
        if interest.declared_on is None and person_id not in stated:
            item.interests.remove(interest)
    item.interests += [
        Interest(person_id=person_id, kind=InterestKind.OTHER, ruling=InterestRuling.WITHDRAW)
        for person_id in sorted(stated - declared.keys())
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
