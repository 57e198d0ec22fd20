"""The acting user's own views of a list, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panelapp.domain.errors import NotFound
from panelapp.domain.models import SavedView
from panelapp.domain.names import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SavedViewsQuestion:
    """The views of one list."""

    list_code: str


@dataclass(frozen=True, kw_only=True)
class SavedViewRow:
    """One view; its repr leaves out what is looked for, which may be a name."""

    name: str = field(repr=False)
    asked: Mapping[str, Any] = field(repr=False)
    starts_here: bool


def saved_views(question: SavedViewsQuestion, uow: UnitOfWork) -> tuple[SavedViewRow, ...]:
    """The acting user's views of a list, by name."""
    return tuple(
        SavedViewRow(name=one.name, asked=one.asked, starts_here=one.starts_here)
        for one in sorted(own_views(question.list_code, uow), key=lambda view: plain(view.name))
    )


def own_views(list_code: str, uow: UnitOfWork) -> Sequence[SavedView]:
    """The acting user's records of views of a list."""
    query = select(SavedView).where(
        SavedView.user_id == uow.actor.user_id, SavedView.list_code == list_code
    )
    return uow.session.scalars(query).all()


def own_view(list_code: str, name: str, uow: UnitOfWork) -> SavedView:
    """The acting user's view of a name. Raises :class:`NotFound` where there is none."""
    for view in own_views(list_code, uow):
        if view.name == name:
            return view
    raise NotFound(
        "You have no view of that name.", remedy="Nothing was changed. Choose one of your views."
    )
