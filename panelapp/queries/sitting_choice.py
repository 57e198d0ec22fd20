"""Choosing sittings and putting them in order where they are stored."""

from __future__ import annotations

# Read by `panelapp act`, which makes a command out of the fields of a question.
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import and_, case, func, or_, select

from panelapp.domain.labels import label
from panelapp.domain.models import Attendance, Case, Item, Person, Sitting
from panelapp.domain.search_words import filter_words
from panelapp.domain.vocabulary import Reply, SittingKind, SittingRole, UserRole
from panelapp.queries.facts import hidden_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Select

    from panelapp.persistence.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Any)
_COUNTING = [role for role in SittingRole if role.counts_to_quorum]


class SittingWhen(StrEnum):
    """Which part of the sittings: today's is ahead, and one that was cancelled may be too."""

    AHEAD = "ahead"
    PAST = "past"
    CANCELLED = "cancelled"


class SittingSort(StrEnum):
    """What the list of sittings can be sorted by."""

    DAY = "day"
    TIME = "time"
    WHERE = "where"
    KIND = "kind"
    CHAIR = "chair"
    ITEMS = "items"
    MEMBERS = "members"
    PAPERS = "papers"
    STATUS = "status"


@dataclass(frozen=True, kw_only=True)
class OverviewQuestion:
    """The sittings ahead, today's among them, unless something else is asked for.

    ``when`` is ``None`` for all. ``text`` is looked for in references, places and the name of who
    is in the chair. Both days are included. Without a ``sort``, those ahead come with the next one
    first and all others with the newest first.
    """

    when: SittingWhen | None = SittingWhen.AHEAD
    text: str = ""
    kind: SittingKind | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    sort: SittingSort | None = None
    is_descending: bool = False


def seen_sittings(query: Select[R], uow: UnitOfWork) -> Select[R]:
    """The sittings that exist for the acting person: for a member, where they were asked."""
    if uow.actor.role is not UserRole.MEMBER:
        return query
    return query.where(Sitting.attendances.any(Attendance.person_id == uow.actor.person_id))


def chosen_sittings(question: OverviewQuestion, uow: UnitOfWork) -> Select[Sitting]:
    """The sittings asked for that the acting person may see, in the order asked for."""
    query: Select[Sitting] = select(Sitting).where(*_conditions(question, uow))
    return seen_sittings(query, uow).order_by(*_order(question, uow))


def _conditions(question: OverviewQuestion, uow: UnitOfWork) -> Iterator[ColumnElement[bool]]:
    match question.when:
        case SittingWhen.AHEAD:
            yield Sitting.held_on >= uow.today
        case SittingWhen.PAST:
            yield Sitting.held_on < uow.today
        case SittingWhen.CANCELLED:
            yield Sitting.is_cancelled.is_(True)
    if question.kind is not None:
        yield Sitting.kind == question.kind
    if question.first is not None:
        yield Sitting.held_on >= question.first
    if question.last is not None:
        yield Sitting.held_on <= question.last
    for word in filter_words(question.text, as_typed=True):
        yield or_(
            Sitting.ref.icontains(word, autoescape=True),
            Sitting.venue.icontains(word, autoescape=True),
            _chair().icontains(word, autoescape=True),
        )


def _order(question: OverviewQuestion, uow: UnitOfWork) -> Iterator[ColumnElement[Any]]:
    """By what was asked for, with what is not known last; equal ones by their day."""
    is_ahead = question.when is SittingWhen.AHEAD
    is_down = question.is_descending if question.sort else not is_ahead
    columns = (_sorted_by(question.sort, uow), Sitting.held_on, Sitting.start, Sitting.ref)
    for column in columns:
        yield (column.desc() if is_down else column.asc()).nulls_last()


def _sorted_by(sort: SittingSort | None, uow: UnitOfWork) -> Any:  # noqa: ANN401 - a column of any type
    kinds = enumerate(sorted(SittingKind, key=label))
    columns: dict[SittingSort | None, Any] = {
        SittingSort.TIME: Sitting.start,
        SittingSort.WHERE: func.lower(func.nullif(Sitting.venue, "")),
        SittingSort.KIND: case({kind.value: at for at, kind in kinds}, value=Sitting.kind),
        SittingSort.CHAIR: func.lower(_chair()),
        SittingSort.ITEMS: _items(uow),
        SittingSort.MEMBERS: _members(),
        SittingSort.PAPERS: Sitting.papers_sent_on,
        SittingSort.STATUS: _stage(uow),
    }
    return columns.get(sort, Sitting.held_on)


def _chair() -> Any:  # noqa: ANN401 - a select of one text
    named = select(Person.name).where(Person.id == Sitting.chair_id)
    return named.correlate(Sitting).scalar_subquery()


def _items(uow: UnitOfWork) -> ColumnElement[int]:
    """How many items the acting person sees: the order tells nothing of one that they do not."""
    items = select(func.count()).select_from(Item).join(Case, Case.id == Item.case_id)
    seen = items.where(Item.sitting_id == Sitting.id, Item.withdrawn_on.is_(None))
    return seen.where(Case.ref.not_in(hidden_cases(uow))).correlate(Sitting).scalar_subquery()


def _members() -> ColumnElement[int]:
    """How many came, or where that is not recorded, how many said that they are coming."""
    members = (Attendance.sitting_id == Sitting.id, Attendance.role.in_(_COUNTING))
    count = select(func.count()).select_from(Attendance).where(*members).correlate(Sitting)
    came = count.where(Attendance.attended.is_(True)).scalar_subquery()
    coming = count.where(Attendance.reply == Reply.COMING).scalar_subquery()
    return case((_is_recorded(), came), else_=coming)


def _is_recorded() -> ColumnElement[bool]:
    return Sitting.attendances.any(
        and_(Attendance.attended.is_not(None), Attendance.role.in_(_COUNTING))
    )


def _stage(uow: UnitOfWork) -> ColumnElement[int]:
    """How far a sitting has come, from planned to held, with what was cancelled at the end."""
    return case(
        (Sitting.is_cancelled, 5),
        (and_(Sitting.held_on > uow.today, Sitting.papers_sent_on.is_(None)), 0),
        (Sitting.held_on > uow.today, 1),
        (Sitting.held_on == uow.today, 2),
        (_is_recorded(), 4),
        else_=3,
    )
