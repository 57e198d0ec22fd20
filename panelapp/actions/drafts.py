"""Unsaved text, kept while somebody types and taken away once it is saved or given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
from panelapp.domain.models import Draft
from panelapp.queries.drafts import own_draft

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork

_LONGEST_KEY = 200


@dataclass(frozen=True, kw_only=True)
class KeepDraft:
    """The text that stands in a form now, field by field; ``key`` says which form."""

    key: str
    fields: dict[str, str]


def keep_draft(command: KeepDraft, uow: UnitOfWork) -> None:
    """Keep the acting user's unsaved text of a form, in place of what was kept before.

    Raises :class:`BadInput` for a form without a name.
    """
    if not 1 <= len(command.key) <= _LONGEST_KEY:
        raise BadInput(
            f"A draft needs a key of 1 to {_LONGEST_KEY} characters.", remedy="Nothing was kept."
        )
    draft = own_draft(command.key, uow)
    if draft is None:
        uow.session.add(
            Draft(
                user_id=uow.actor.user_id,
                key=command.key,
                fields=dict(command.fields),
                saved_at=uow.now,
            )
        )
    else:
        draft.fields = dict(command.fields)
        draft.saved_at = uow.now


@dataclass(frozen=True, kw_only=True)
class DiscardDraft:
    """A form whose unsaved text is not wanted any more; ``key`` says which form."""

    key: str


def discard_draft(command: DiscardDraft, uow: UnitOfWork) -> None:
    """Take the acting user's draft of a form away, if there is one."""
    draft = own_draft(command.key, uow)
    if draft is not None:
        uow.session.delete(draft)
