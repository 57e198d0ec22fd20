"""The children whom a case names, each since a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.rules.exemption import require_child_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panelapp.domain.models import Case, NamedChild
    from panelapp.persistence.unit_of_work import UnitOfWork


def name_children(case: Case, children: Sequence[NamedChild], uow: UnitOfWork) -> None:
    """Name these children and no others; who was named before stays so since then.

    Raises :class:`BadInput` for a child without a name, or with one that a list cannot hold.
    """
    since: dict[str, list[date | None]] = defaultdict(list)
    for known in sorted(case.children, key=lambda child: child.named_on or date.min):
        since[known.name].append(known.named_on)
    for child in children:
        child.name = require_child_name(child.name)
        child.named_on = since[child.name].pop(0) if since[child.name] else uow.today
    if case.children:
        case.children.clear()
        uow.session.flush()
    case.children.extend(children)


def name_child(child: NamedChild, name: str, uow: UnitOfWork) -> None:
    """Give a child a name, which is named since today where it is another one.

    Raises :class:`BadInput` for no name, or one that a list cannot hold.
    """
    if child.name != require_child_name(name):
        child.named_on = uow.today
    child.name = require_child_name(name)
