"""The facts that only cases of some types have, and the priority that any case may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.actions.people import set_known
from panelapp.domain.errors import BadInput
from panelapp.domain.labels import label
from panelapp.domain.rules.case_fields import OF_A_KIND, FactsOfItsKind, asked_of

if TYPE_CHECKING:
    from panelapp.domain.models import Case
    from panelapp.domain.vocabulary import CaseType
    from panelapp.persistence.unit_of_work import UnitOfWork


MAY_BE_UNKNOWN = (
    "concern_on",
    "concern_concluded_on",
    "carer_agreed_on",
    "priority",
    "needed_by_on",
)
_HAPPENED = ("concern_on", "concern_concluded_on", "carer_agreed_on")


def require_of_its_kind(command: FactsOfItsKind, case_type: CaseType, uow: UnitOfWork) -> None:
    """Refuse facts that cases of a type do not have, or that cannot have happened yet.

    Raises :class:`BadInput`.
    """
    had = {asked.name for asked in asked_of(case_type)}
    for name in OF_A_KIND:
        value = getattr(command, name)
        if value not in {None, ""} and name not in had:
            raise BadInput(
                f"{name!r} is no fact of a case of the type {label(case_type)!r}.",
                remedy="Nothing was changed. Leave it out.",
            )
        if value is not None and name in _HAPPENED:
            uow.require_happened(value)


def record_of_its_kind(case: Case, command: FactsOfItsKind) -> str:
    """Set the facts that are known, and return their names for the audit row."""
    return set_known(case, **{name: getattr(command, name) for name in OF_A_KIND})


def require_agreement(case: Case) -> None:
    """Refuse facts of its kind that contradict one another.

    Raises :class:`BadInput`.
    """
    raised, ended = case.concern_on, case.concern_concluded_on
    if raised is not None and ended is not None and ended < raised:
        raise BadInput(
            "Looking into a concern cannot end before it was raised.",
            remedy="Nothing was changed. Check the two days.",
        )
    if case.priority is not None and not case.priority_because.strip():
        raise BadInput(
            "A case with priority says why it is urgent.",
            remedy="Nothing was changed. Say why.",
        )
