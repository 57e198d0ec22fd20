"""Views of a list that people keep under a name of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panelapp.domain.errors import BadInput
from panelapp.domain.events import Topic
from panelapp.domain.models import SavedView
from panelapp.domain.names import is_same_name
from panelapp.queries.saved_views import own_view, own_views

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork

_LONGEST_NAME = 60
_MOST_VIEWS = 30
_LISTS = frozenset({"cases", "sittings", "central_list", "decisions", "chase_list", "trail"})


@dataclass(frozen=True, kw_only=True)
class KeepView:
    """A view of a list: ``asked`` is what its filter and order hold, in codes."""

    list_code: str
    name: str
    asked: dict[str, Any]


def keep_view(command: KeepView, uow: UnitOfWork) -> None:
    """Keep what the acting user asks of a list under a name, in place of a view of that name.

    Raises :class:`BadInput` for an unknown list, a name that cannot be used, and too many views.
    """
    name = _usable(command.name)
    if command.list_code not in _LISTS:
        raise BadInput(
            f"There is no list {command.list_code}.",
            remedy=f"Nothing was kept. The lists are: {', '.join(sorted(_LISTS))}.",
        )
    views = own_views(command.list_code, uow)
    same = next((view for view in views if is_same_name(view.name, name)), None)
    if same is not None:
        same.name, same.asked = name, dict(command.asked)
    elif len(views) >= _MOST_VIEWS:
        raise BadInput(
            f"You have {_MOST_VIEWS} views of this list already.",
            remedy="Nothing was kept. Delete one that you do not need.",
        )
    else:
        uow.session.add(
            SavedView(
                user_id=uow.actor.user_id,
                list_code=command.list_code,
                name=name,
                asked=dict(command.asked),
            )
        )
    uow.changed(Topic.USERS, command.list_code)


@dataclass(frozen=True, kw_only=True)
class RenameView:
    """Another name for one of the acting user's views."""

    list_code: str
    name: str
    new_name: str


def rename_view(command: RenameView, uow: UnitOfWork) -> None:
    """Give one of the acting user's views another name.

    Raises :class:`NotFound` for a view that they do not have, and :class:`BadInput` for a name that
    cannot be used or that another view has.
    """
    view = own_view(command.list_code, command.name, uow)
    name = _usable(command.new_name)
    others = (other for other in own_views(command.list_code, uow) if other is not view)
    if any(is_same_name(other.name, name) for other in others):
        raise BadInput(
            "You have another view of that name.", remedy="Nothing was changed. Choose another."
        )
    view.name = name
    uow.changed(Topic.USERS, command.list_code)


@dataclass(frozen=True, kw_only=True)
class RemoveView:
    """One of the acting user's views that is not wanted any more."""

    list_code: str
    name: str


def remove_view(command: RemoveView, uow: UnitOfWork) -> None:
    """Take one of the acting user's views away; the list itself stays as it is.

    Raises :class:`NotFound` for a view that they do not have.
    """
    uow.session.delete(own_view(command.list_code, command.name, uow))
    uow.changed(Topic.USERS, command.list_code)


@dataclass(frozen=True, kw_only=True)
class StartWithView:
    """The view that a list starts with; ``None`` is none of them."""

    list_code: str
    name: str | None = None


def start_with_view(command: StartWithView, uow: UnitOfWork) -> None:
    """Let a list start with one of the acting user's views, or as usual.

    Raises :class:`NotFound` for a view that they do not have.
    """
    wanted = own_view(command.list_code, command.name, uow) if command.name else None
    for view in own_views(command.list_code, uow):
        view.starts_here = view is wanted
    uow.changed(Topic.USERS, command.list_code)


def _usable(name: str) -> str:
    """A name without stray spaces. Raises :class:`BadInput` for none or one that is too long."""
    words = " ".join(name.split())
    if not 1 <= len(words) <= _LONGEST_NAME:
        raise BadInput(
            f"The name of a view has 1 to {_LONGEST_NAME} characters.",
            remedy="Nothing was kept. Give it a short name.",
        )
    return words
