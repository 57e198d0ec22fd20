"""Rows of the sheets ``sittings``, ``cases`` and ``items``."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from sqlalchemy import update

from panelapp.actions.children import name_child
from panelapp.actions.intake.ground import MADE_HERE, NOT_BLANKED, Place
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
from panelapp.exchange.cells import list_entry
from panelapp.persistence.touched import note_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from panelapp.actions.intake.ground import Intake, Kept
    from panelapp.domain.models import ListEntry
    from panelapp.exchange.rows import CaseRow, ItemRow, SittingRow

WAS_THERE = (
    "Somebody who is named in present too. Whoever takes the chair is there, so this member was"
    " added to those present."
)


def take_sittings(intake: Intake, rows: Iterable[SittingRow]) -> None:
    """Take in sittings with who was there; nobody's times are known."""
    signed_here = intake.sittings_signed_here()
    for row in rows:
        known = intake.sittings.get(row.sitting_ref)
        if known is None:
            _add_sitting(intake, row)
        elif known.id in signed_here:
            intake.refuse("sittings", row, "sitting_ref", MADE_HERE.format("minutes"))
        else:
            _change_sitting(intake, row, intake.session.get_one(Sitting, known.id))
    intake.send()


def _add_sitting(intake: Intake, row: SittingRow) -> None:
    sitting_id = intake.add(
        Sitting,
        ref=row.sitting_ref,
        held_on=row.date,
        start=_start(row),
        mode=row.mode,
        kind=row.kind,
        panel=row.panel,
        is_cancelled=row.cancelled,
        chair_id=_chair_id(intake, row),
        import_id=intake.import_id,
        version=1,
    )
    intake.sittings[row.sitting_ref] = Place(sitting_id, row.date)
    for person_id, entry in _present(intake, row).items():
        intake.add(
            Attendance,
            sitting_id=sitting_id,
            person_id=person_id,
            role=_role(entry, row.date),
            reply=Reply.COMING,
            attended=True,
        )


def _start(row: SittingRow) -> time | None:
    return time.fromisoformat(row.start) if row.start else None


def _chair_id(intake: Intake, row: SittingRow) -> int | None:
    return intake.members[row.in_the_chair].person.id if row.in_the_chair else None


def _present(intake: Intake, row: SittingRow) -> Mapping[int, ListEntry]:
    """Whoever is in the chair was there, whether the row names them among those present or not."""
    chair = (row.in_the_chair,) if row.in_the_chair else ()
    if row.in_the_chair and row.in_the_chair not in row.present:
        intake.warn("sittings", row, "in_the_chair", WAS_THERE)
    entries = (intake.members[ref] for ref in dict.fromkeys((*row.present, *chair)))
    return {entry.person.id: entry for entry in entries}


def _role(entry: ListEntry, on: date) -> SittingRole:
    return SittingRole((entry.office(on) or Office.MEMBER).value)


def _change_sitting(intake: Intake, row: SittingRow, sitting: Sitting) -> None:
    """What was recorded in the program beside it stays: participants, replies and times."""
    intake.sittings[row.sitting_ref] = Place(sitting.id, row.date)
    sitting.held_on = row.date
    sitting.start = _start(row)
    sitting.mode = row.mode
    sitting.kind = row.kind
    sitting.panel = row.panel
    sitting.is_cancelled = row.cancelled
    sitting.chair_id = _chair_id(intake, row)
    present = _present(intake, row)
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


def take_cases(intake: Intake, rows: Sequence[CaseRow]) -> None:
    """Take in cases, then link representations to the cases that they are about."""
    for row in rows:
        known = intake.cases.get(row.case_ref)
        if known is None:
            _add_case(intake, row)
        else:
            _change_case(intake, row, intake.session.get_one(Case, known))
    intake.send()
    for row in rows:
        if row.follows_case:
            _link(intake, intake.cases[row.case_ref], intake.cases[row.follows_case])


def _add_case(intake: Intake, row: CaseRow) -> None:
    case_id = intake.add(
        Case,
        ref=row.case_ref,
        household_id=intake.households[row.household_ref],
        case_type=row.case_type,
        carer_kind=row.carer_kind,
        route=row.route,
        opened_on=row.opened_on,
        application_on=row.application_on,
        reg24_started_on=row.reg24_started_on,
        social_worker=row.social_worker or "",
        requested_terms=Terms(as_stated=row.requested_terms) if row.requested_terms else None,
        import_id=intake.import_id,
        version=1,
    )
    intake.cases[row.case_ref] = case_id
    for position, name in enumerate(row.named_children, start=1):
        intake.add(NamedChild, case_id=case_id, position=position, name=name)


def _change_case(intake: Intake, row: CaseRow, case: Case) -> None:
    """What was recorded in the program beside it stays, such as a child's date of birth."""
    case.household_id = intake.households[row.household_ref]
    case.case_type = row.case_type
    case.carer_kind = row.carer_kind
    case.route = row.route
    case.opened_on = row.opened_on
    case.application_on = row.application_on
    case.reg24_started_on = row.reg24_started_on
    case.social_worker = row.social_worker or ""
    stated = row.requested_terms or ""
    if (case.requested_terms.sentence() if case.requested_terms else "") != stated:
        case.requested_terms = Terms(as_stated=stated) if stated else None
    if not row.follows_case:
        case.follows_id = None
    case.children = _children(intake, case, row.named_children)
    for position, child in enumerate(case.children, start=1):
        child.position = position


def _children(intake: Intake, case: Case, names: Sequence[str]) -> list[NamedChild]:
    """The case's children by these names, each with what the file knows of them.

    Children of the same name are told apart by their place. Where one name alone is another one,
    and stands in the same place, it is that child's name spelt anew.
    """
    left = dict(enumerate(case.children))
    found: dict[int, NamedChild] = {}
    for place, name in enumerate(names):
        if place in left and list_entry(left[place].name) == name:
            found[place] = left.pop(place)
    for place, name in enumerate(names):
        elsewhere = [at for at, child in left.items() if list_entry(child.name) == name]
        if place not in found and elsewhere:
            found[place] = left.pop(elsewhere[0])
    missing = [place for place in range(len(names)) if place not in found]
    if len(missing) == 1 and missing == list(left):
        found |= left
        name_child(left[missing[0]], names[missing[0]], intake.uow)
    return [
        found.get(place) or NamedChild(position=place + 1, name=name)
        for place, name in enumerate(names)
    ]


def _link(intake: Intake, case_id: int, follows_id: int) -> None:
    intake.session.connection().execute(
        update(Case).where(Case.id == case_id).values(follows_id=follows_id)
    )
    note_rows(intake.session, Case, [{"id": case_id, "follows_id": follows_id}])


def take_items(intake: Intake, rows: Sequence[ItemRow]) -> None:
    """Take in items with what the panel said and when their minutes became final."""
    for row in rows:
        item_id = intake.items.get((row.sitting_ref, row.case_ref))
        if item_id is None:
            _supersede(intake, row, _add_item(intake, row), None, None)
            continue
        said, locked = intake.said.get(item_id), intake.locked.get(item_id)
        if (said and said.import_id is None) or (locked and locked.import_id is None):
            intake.refuse("items", row, "case_ref", MADE_HERE.format("minutes"))
        elif said and row.outcome is None:
            intake.refuse("items", row, "outcome", NOT_BLANKED)
        elif locked and row.minutes_final_on is None:
            intake.refuse("items", row, "minutes_final_on", NOT_BLANKED)
        else:
            _change_item(intake, row, intake.session.get_one(Item, item_id))
            _supersede(intake, row, item_id, said, locked)
    intake.send()


def _add_item(intake: Intake, row: ItemRow) -> int:
    item_id = intake.add(
        Item,
        sitting_id=intake.sittings[row.sitting_ref].id,
        case_id=intake.cases[row.case_ref],
        position=row.order,
        withdrawn_on=_withdrawn_on(intake, row),
        import_id=intake.import_id,
        version=1,
    )
    intake.items[row.sitting_ref, row.case_ref] = item_id
    for person_id in _withdrew(intake, row):
        intake.add(
            Interest,
            item_id=item_id,
            person_id=person_id,
            kind=InterestKind.OTHER,
            ruling=InterestRuling.WITHDRAW,
        )
    return item_id


def _withdrawn_on(intake: Intake, row: ItemRow) -> date | None:
    is_withdrawn = row.outcome is Outcome.WITHDRAWN
    return intake.sittings[row.sitting_ref].held_on if is_withdrawn else None


def _withdrew(intake: Intake, row: ItemRow) -> list[int]:
    """The people who took no part, in the order in which the row names them."""
    return [*dict.fromkeys(intake.members[ref].person.id for ref in row.withdrawn_members)]


def _change_item(intake: Intake, row: ItemRow, item: Item) -> None:
    item.position = row.order
    item.withdrawn_on = _withdrawn_on(intake, row)
    stated = _withdrew(intake, row)
    declared = {interest.person_id: interest for interest in item.interests}
    for person_id, interest in declared.items():
        # Only what a workbook stated is taken back; a declaration made in the program stays.
        if interest.declared_on is None and person_id not in stated:
            item.interests.remove(interest)
    item.interests += [
        Interest(person_id=person_id, kind=InterestKind.OTHER, ruling=InterestRuling.WITHDRAW)
        for person_id in stated
        if person_id not in declared
    ]


def _supersede(
    intake: Intake, row: ItemRow, item_id: int, said: Kept | None, locked: Kept | None
) -> None:
    """Add what the row says beside what an earlier import said, which stays."""
    if row.outcome is not None:
        intake.add(
            Recommendation,
            item_id=item_id,
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
    if row.minutes_final_on is not None:
        intake.add(
            LockedMinutes,
            item_id=item_id,
            final_on=row.minutes_final_on,
            supersedes_id=locked.id if locked else None,
            import_id=intake.import_id,
        )
