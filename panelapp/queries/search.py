"""Searching everything that the acting person may see, by any words of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import Attendance, ListEntry, Person, Sitting
from panelapp.domain.names import holds_words
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.case_choice import CasesQuestion
from panelapp.queries.case_list import cases
from panelapp.queries.household_list import HouseholdsQuestion, households

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.persistence.unit_of_work import UnitOfWork

_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.AUDITOR)
_CHAIRS = (UserRole.CHAIR, UserRole.VICE_CHAIR)


class SearchKind(StrEnum):
    """What can be found."""

    CASE = "case"
    PERSON = "person"
    HOUSEHOLD = "household"
    SITTING = "sitting"
    MINUTES = "minutes"
    DECISION = "decision"
    PAPER = "paper"


@dataclass(frozen=True, kw_only=True)
class SearchQuestion:
    """The words looked for, as somebody typed them; no ``kinds`` means all of them."""

    text: str
    kinds: frozenset[SearchKind] = frozenset()
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class SnippetPart:
    """A few words of what was found; ``is_match`` marks those that were looked for."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchRow:
    """One thing that was found.

    ``place`` is where it is read: the screen first, then the references it is about, such as
    ``("case", "C-2026-0142", "papers")``. It is empty where the acting person has no page of it.
    """

    kind: SearchKind
    ref: str
    title: str
    snippet: tuple[SnippetPart, ...]
    day: dt.date | None
    place: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What was found. ``meant`` is the spelling that was searched where nothing had the typed one.

    ``has_more`` says that the limit left out some.
    """

    rows: tuple[SearchRow, ...]
    has_more: bool
    meant: str = ""


def search(question: SearchQuestion, uow: UnitOfWork) -> SearchPage:
    """What holds every word that was typed, of what exists for the acting person."""
    if not question.text.strip():
        return SearchPage(rows=(), has_more=False)
    wanted = question.kinds or frozenset(SearchKind)
    found = [row for row in _found(question.text, uow) if row.kind in wanted]
    return SearchPage(rows=tuple(found[: question.limit]), has_more=len(found) > question.limit)


def _found(text: str, uow: UnitOfWork) -> Iterator[SearchRow]:
    role = uow.actor.role
    for case in cases(CasesQuestion(text=text), uow):
        yield SearchRow(
            kind=SearchKind.CASE,
            ref=case.case,
            title=case.names,
            snippet=(SnippetPart(text=label(case.case_type)),),
            day=case.opened_on,
            place=("case", case.case),
        )
    if role in _OFFICE:
        for home in households(HouseholdsQuestion(text=text), uow):
            yield SearchRow(
                kind=SearchKind.HOUSEHOLD,
                ref=home.household,
                title=home.names,
                snippet=(SnippetPart(text=home.standing),),
                day=home.approved_on,
                place=("household", home.household),
            )
    if role in (*_OFFICE, *_CHAIRS):
        yield from _members(text, uow)
    if role is not UserRole.DECISION_MAKER:
        yield from _sittings(text, uow)


def _members(text: str, uow: UnitOfWork) -> Iterator[SearchRow]:
    listed = select(ListEntry.ref, Person.name, ListEntry.joined_on).join(ListEntry.person)
    for ref, name, joined_on in uow.session.execute(listed.order_by(Person.name)):
        if holds_words(text, ref, name):
            yield SearchRow(
                kind=SearchKind.PERSON,
                ref=ref,
                title=name,
                snippet=(SnippetPart(text="On the central list"),),
                day=joined_on,
                place=("member", ref),
            )


def _sittings(text: str, uow: UnitOfWork) -> Iterator[SearchRow]:
    query = select(Sitting.ref, Sitting.held_on).order_by(Sitting.held_on.desc())
    if uow.actor.role is UserRole.MEMBER:
        query = query.where(Sitting.attendances.any(Attendance.person_id == uow.actor.person_id))
    for ref, held_on in uow.session.execute(query):
        if holds_words(text, ref, long_date(held_on)):
            yield SearchRow(
                kind=SearchKind.SITTING,
                ref=ref,
                title=f"Sitting of {long_date(held_on)}",
                snippet=(),
                day=held_on,
                place=("sitting", ref),
            )
