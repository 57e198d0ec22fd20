"""The acting user's own unsaved text, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Draft
from panelapp.queries.facts import hidden_cases

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class DraftQuestion:
    """The draft of one form."""

    key: str


@dataclass(frozen=True, kw_only=True)
class DraftsQuestion:
    """Every draft of the acting user."""


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """The unsaved text of one form; its repr leaves the text out, since it names people."""

    key: str
    fields: Mapping[str, str] = field(repr=False)
    saved_at: datetime


def draft(question: DraftQuestion, uow: UnitOfWork) -> DraftRow | None:
    """The acting user's draft of a form, if one is kept."""
    found = own_draft(question.key, uow)
    return None if found is None or _is_hidden(found, hidden_cases(uow)) else _row(found)


def drafts(question: DraftsQuestion, uow: UnitOfWork) -> tuple[DraftRow, ...]:
    """The acting user's drafts, the newest first."""
    hidden = hidden_cases(uow)
    query = (
        select(Draft)
        .where(Draft.user_id == uow.actor.user_id)
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    return tuple(_row(one) for one in uow.session.scalars(query) if not _is_hidden(one, hidden))


def own_draft(key: str, uow: UnitOfWork) -> Draft | None:
    """The acting user's record of a form's draft."""
    query = select(Draft).where(Draft.user_id == uow.actor.user_id, Draft.key == key)
    return uow.session.scalars(query).one_or_none()


def _is_hidden(draft: Draft, hidden: frozenset[str]) -> bool:
    """Whether the form is one of a case that does not exist for the acting user."""
    return not hidden.isdisjoint(draft.key.split("/"))


def _row(draft: Draft) -> DraftRow:
    return DraftRow(key=draft.key, fields=draft.fields, saved_at=draft.saved_at)
