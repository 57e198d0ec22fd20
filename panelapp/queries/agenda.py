"""The agenda of a sitting as content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.documents.agenda import AgendaContent, AgendaItem, ExpectedPerson
from panelapp.domain.labels import label
from panelapp.domain.models import Sitting
from panelapp.domain.rules import routes
from panelapp.domain.rules.quorum import quorum_sentence
from panelapp.domain.values import in_words
from panelapp.domain.vocabulary import InterestRuling, Reply, SittingRole
from panelapp.queries.facts import is_hidden
from panelapp.queries.minutes import PANEL_NAME, attending, presentation_number
from panelapp.queries.people import categories
from panelapp.queries.quorum import attendance_is_recorded, item_quorum, sitting_quorum

if TYPE_CHECKING:
    from datetime import date

    from panelapp.domain.models import Item
    from panelapp.persistence.unit_of_work import UnitOfWork


def agenda_content(sitting: Sitting, uow: UnitOfWork) -> AgendaContent:
    """What the agenda of a sitting says, with a forecast of quorum for each item."""
    kinds = categories(uow)
    throughout = [a for a in sitting.attendances if a.item_id is None]
    members = [a for a in throughout if a.role.counts_to_quorum]
    return AgendaContent(
        agency=uow.agency.name,
        panel_name=PANEL_NAME,
        sitting_ref=sitting.ref,
        held_on=sitting.held_on,
        made_at=uow.now,
        quorum_status=_status(sitting, uow),
        start=sitting.start,
        finish=sitting.finish,
        venue=sitting.venue,
        mode=label(sitting.mode) if sitting.mode else "",
        chair=_first(sitting, SittingRole.CHAIR),
        adviser=_first(sitting, SittingRole.ADVISER),
        minute_taker=_first(sitting, SittingRole.MINUTE_TAKER),
        expected=tuple(
            ExpectedPerson(
                name=a.person.name,
                role=label(a.role),
                category=kinds.get(a.person_id, ""),
                note="" if a.reply is Reply.COMING else label(a.reply),
            )
            for a in throughout
            if a.reply is not Reply.APOLOGIES and a.role is not SittingRole.OBSERVER
        ),
        apologies=tuple(a.person.name for a in members if a.reply is Reply.APOLOGIES),
        observers=tuple(a.person.name for a in throughout if a.role is SittingRole.OBSERVER),
        items=tuple(
            _item(item, uow)
            for item in sitting.items
            if item.withdrawn_on is None and not is_hidden(item, uow)
        ),
        other_business=sitting.other_business,
        last_sitting_on=_neighbour(sitting, uow, earlier=True),
        next_sitting_on=_neighbour(sitting, uow, earlier=False),
    )


def _status(sitting: Sitting, uow: UnitOfWork) -> str:
    """Quorum of the sitting, as a forecast until attendance is recorded, and the items at risk."""
    sentence = quorum_sentence(sitting_quorum(sitting, uow))
    if attendance_is_recorded(sitting):
        return sentence
    at_risk = tuple(
        f"item {item.position}"
        for item in sitting.items
        if item.withdrawn_on is None and not item_quorum(item, uow).quorate
    )
    risk = f" Not quorate for {in_words(at_risk)}: see below." if at_risk else ""
    return f"Forecast. {sentence}{risk}"


def _first(sitting: Sitting, role: SittingRole) -> str:
    if role is SittingRole.CHAIR and sitting.chair_id is not None:
        names = [a.person.name for a in sitting.attendances if a.person_id == sitting.chair_id]
    else:
        names = [
            a.person.name
            for a in sitting.attendances
            if a.role is role and a.reply is not Reply.APOLOGIES
        ]
    return names[0] if names else ""


def _neighbour(sitting: Sitting, uow: UnitOfWork, *, earlier: bool) -> date | None:
    days = select(Sitting.held_on).where(Sitting.is_cancelled.is_(False))
    if earlier:
        query = days.where(Sitting.held_on < sitting.held_on).order_by(Sitting.held_on.desc())
    else:
        query = days.where(Sitting.held_on > sitting.held_on).order_by(Sitting.held_on)
    return uow.session.scalars(query.limit(1)).first()


def _item(item: Item, uow: UnitOfWork) -> AgendaItem:
    case = item.case
    return AgendaItem(
        number=item.position,
        case_ref=case.ref,
        case_type=label(case.case_type),
        household=case.household.names,
        regulation=routes.citation(case.case_type),
        children=tuple(child.name for child in case.children),
        starts=item.slot_start,
        minutes=item.slot_minutes,
        presentation=presentation_number(item, uow),
        requested=case.requested_terms.sentence() if case.requested_terms else "",
        social_worker=case.social_worker,
        team_manager=case.team_manager,
        attending=attending(item),
        papers=tuple(paper.title for paper in case.papers if paper.removed_on is None),
        quorum_forecast=quorum_sentence(item_quorum(item, uow)),
        interests=tuple(
            f"{interest.person.name}: {label(interest.kind).lower()}, {_ruling(interest.ruling)}"
            for interest in item.interests
        ),
    )


def _ruling(ruling: InterestRuling | None) -> str:
    return label(ruling).lower() if ruling else "the chair has not ruled yet"
