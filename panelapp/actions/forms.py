"""Names and dates that an attached assessment form states, taken into the case once checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panelapp.actions.children import name_child
from panelapp.actions.households import (
    UpdateCarer,
    UpdateHousehold,
    update_carer,
    update_household,
)
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.models import Carer, NamedChild, Person
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import case_state
from panelapp.domain.rules.status_words import ENDED
from panelapp.exchange.forms.reading import Stated
from panelapp.queries.facts import case_facts
from panelapp.queries.form_proposals import fields_stated, may_join, propose

if TYPE_CHECKING:
    from panelapp.domain.models import Case
    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.form_proposals import Proposal


@dataclass(frozen=True, kw_only=True)
class FillFromForm:
    """The fields to fill in from a paper, by the names that the check of it gives them.

    The paper is read again, so that nothing can be filled in that it does not say. The versions are
    those of the case and the household that somebody checked it against.
    """

    case: str
    sha256: str
    fields: tuple[str, ...]
    version: int | None = None
    household_version: int | None = None


def fill_from_form(command: FillFromForm, uow: UnitOfWork) -> None:
    """Take what was ticked into the case, its household and its named children.

    Raises :class:`BadInput` for nothing, for what the paper does not say or does not say clearly,
    for facts about somebody who is not in the case and whose name is not taken in, and for an
    application later than the decision to assess; :class:`RuleBroken` for a case that has ended,
    and for somebody who would join an approved household (reg. 27).
    """
    case = uow.case(command.case, command.version)
    uow.household(case.household.ref, command.household_version)
    _require_open(case, uow)
    _require_may_join(case, command.fields, uow)
    stated = fields_stated(propose(case, command.sha256, uow).proposals)
    chosen = [_chosen(field, stated) for field in dict.fromkeys(command.fields)]
    if not chosen:
        raise BadInput(
            "Nothing is ticked.",
            remedy="Nothing was changed. Tick what the case is to take from the form.",
        )
    _require_names(chosen)
    # Said first: what is changed of the household on the way would say its own reference.
    uow.changed(Topic.CASES, case.ref, ",".join(proposal.field for proposal in chosen))
    new_children: dict[int, NamedChild] = {}
    for proposal in sorted(chosen, key=lambda one: _ORDER.index(one.what)):
        _fill(case, proposal, new_children, uow)


def _require_open(case: Case, uow: UnitOfWork) -> None:
    if case_state(case_facts(case, uow), uow.today) in ENDED:
        raise RuleBroken(
            "The case has ended, so nothing is filled in any more.",
            citation=ENGLAND_2011.cite("case_order"),
            remedy="Nothing was changed.",
        )


def _require_may_join(case: Case, fields: tuple[str, ...], uow: UnitOfWork) -> None:
    """Nobody is a carer of an approved household whom nobody assessed."""
    there = {str(carer.position) for carer in case.household.carers}
    about = (field.rpartition("_") for field in fields)
    joins = any(what in _OF_CARER and number not in there for what, _, number in about)
    if joins and not may_join(case, uow):
        raise RuleBroken(
            "A second carer cannot join an approved household by a form.",
            citation=ENGLAND_2011.cite("approval_of_each"),
            remedy="Nothing was changed. This person is assessed and approved first.",
        )


def _require_application_first(case: Case) -> None:
    """The application comes before the decision to assess it (reg. 26(1))."""
    applied, decided = case.application_on, case.assessment_decided_on
    if applied is not None and decided is not None and applied > decided:
        raise BadInput(
            "The application cannot come after the decision to assess it.",
            remedy="Nothing was changed. Check the two days.",
        )


_ORDER = tuple(Stated)
"""A name comes before what is said of the person, as somebody new has to be there first."""


def _chosen(field: str, stated: dict[str, Proposal]) -> Proposal:
    proposal = stated.get(field)
    if proposal is None or proposal.value is None:
        raise BadInput(
            f"The form does not say clearly what {field.replace('_', ' ')} is.",
            remedy="Nothing was changed. Enter it by hand.",
        )
    return proposal


def _require_names(chosen: list[Proposal]) -> None:
    """What is said of somebody new is taken in with the name alone."""
    fields = {proposal.field for proposal in chosen}
    for proposal in chosen:
        name = _NAME_OF.get(proposal.what)
        number = proposal.field.rpartition("_")[2]
        if name and not proposal.place and f"{name}_{number}" not in fields:
            raise BadInput(
                "This person is not in the case yet.",
                remedy="Nothing was changed. Tick the name as well.",
            )


_NAME_OF = {
    Stated.BORN: Stated.NAME,
    Stated.SEX: Stated.NAME,
    Stated.CHILD_BORN: Stated.CHILD_NAME,
    Stated.CHILD_RELATIONSHIP: Stated.CHILD_NAME,
}


def _fill(
    case: Case, proposal: Proposal, new_children: dict[int, NamedChild], uow: UnitOfWork
) -> None:
    match proposal.what:
        case Stated.NAME | Stated.BORN | Stated.SEX:
            _fill_carer(case, proposal, uow)
        case Stated.CHILD_NAME | Stated.CHILD_BORN | Stated.CHILD_RELATIONSHIP:
            _fill_child(case, proposal, new_children, uow)
        case Stated.ADDRESS:
            address = UpdateHousehold(household=case.household.ref, address=str(proposal.value))
            update_household(address, uow)
        case _:
            setattr(case, _OF_CASE[proposal.what], proposal.value)
            if proposal.what is Stated.APPLICATION:
                _require_application_first(case)


_OF_CASE = {
    Stated.APPLICATION: "application_on",
    Stated.SOCIAL_WORKER: "social_worker",
    Stated.TEAM_MANAGER: "team_manager",
    Stated.AUTHORITY: "responsible_authority",
}
_OF_CARER = {Stated.NAME: "name", Stated.BORN: "date_of_birth", Stated.SEX: "sex"}
_OF_CHILD = {
    Stated.CHILD_BORN: "date_of_birth",
    Stated.CHILD_RELATIONSHIP: "relationship_to_carer",
}


def _fill_carer(case: Case, proposal: Proposal, uow: UnitOfWork) -> None:
    household = case.household
    position = int(proposal.field.rpartition("_")[2])
    if all(carer.position != position for carer in household.carers):
        person = Person(name=str(proposal.value), address=household.address)
        household.carers.append(Carer(position=position, person=person))
        uow.session.flush()
    fact: dict[str, Any] = {_OF_CARER[proposal.what]: proposal.value}
    update_carer(UpdateCarer(household=household.ref, carer=position, **fact), uow)


def _fill_child(
    case: Case, proposal: Proposal, new: dict[int, NamedChild], uow: UnitOfWork
) -> None:
    number = proposal.reading.number
    if proposal.place:
        child = case.children[proposal.place - 1]
    elif number in new:
        child = new[number]
    else:
        child = new[number] = NamedChild(position=len(case.children) + 1, name="")
        case.children.append(child)
    if proposal.what is Stated.CHILD_NAME:
        name_child(child, str(proposal.value), uow)
    else:
        setattr(child, _OF_CHILD[proposal.what], proposal.value)
