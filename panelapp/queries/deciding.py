"""What may be decided on a case, what each choice means, and what keeps somebody from deciding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.errors import NotAllowed, PanelappError, RuleBroken
from panelapp.domain.labels import label
from panelapp.domain.models import Decision
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.direct_route import is_signed_off, require_no_panel
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.interests import obstacles_to_deciding
from panelapp.domain.rules.lifecycle import TABLE, CaseState, Move
from panelapp.domain.rules.routes import (
    ALWAYS_ALLOWED,
    Relation,
    decision_has_terms,
    final_decisions_on,
    first_decisions,
    relation,
)
from panelapp.domain.rules.status_words import status_words
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CaseType, FinalDecision, FirstDecision, UserRole
from panelapp.queries.consequences import after_final, after_first
from panelapp.queries.facts import current_recommendation, followed_type, parts_in_cases
from panelapp.queries.next_step import received_on, time_left
from panelapp.queries.obstacles import Obstacle, shown
from panelapp.queries.terms import current_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.domain.models import Case, Item
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork

_CHANGES = frozenset({FirstDecision.CHANGE_TERMS_BY_CONSENT, FirstDecision.QD_CHANGE_TERMS})
_ANY_DECISION = frozenset({Move.DECIDE, Move.DECIDE_FINALLY, Move.DECIDE_WITHOUT_PANEL})


class Stand(StrEnum):
    """How a choice stands to what the panel recommended."""

    AS_RECOMMENDED = "as_recommended"
    DIFFERENT = "different"
    ASK_FOR_MORE = "ask_for_more"
    WITHOUT_PANEL = "without_panel"
    FINAL = "final"


@dataclass(frozen=True, kw_only=True)
class DecisionChoice:
    """A decision that may be made, what has to be said with it, and what happens after it.

    A qualifying determination is never final. ``consequences`` are whole sentences, with the days
    that follow from a decision made today.
    """

    code: FirstDecision | FinalDecision
    label: str
    stand: Stand
    has_terms: bool
    needs_arguments: bool
    needs_support_statement: bool
    needs_agreement: bool
    is_determination: bool
    consequences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """Whether and how the acting person may decide a case now; it is for decision makers.

    ``sitting`` is the one whose recommendation is decided on; without one, and with no final
    decision due, the decision says why no panel was asked. ``terms`` are those that were
    recommended, else those in force; ``agreed_on`` and ``support_statement`` what the case holds
    about a change of them. A first decision after ``decide_by`` says why it is late.
    """

    today: date
    is_for_you: bool
    in_the_way: tuple[Obstacle, ...]
    is_final: bool
    sitting: str | None
    is_signed_off: bool
    choices: tuple[DecisionChoice, ...]
    terms: Terms | None
    agreed_on: date | None
    support_statement: str
    earliest: date | None
    decide_by: date | None
    is_late: bool
    time_left: str
    citation: str

    @property
    def may_decide(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.in_the_way

    @property
    def needs_why_no_panel(self) -> bool:
        """Whether the decision must say why no panel was asked."""
        return not (self.is_final or self.sitting or self.is_signed_off)


def deciding(
    case: Case, item: Item | None, facts: CaseFacts, state: CaseState, uow: UnitOfWork
) -> Deciding:
    """What may be decided on a case now, from the item at which the panel heard it last."""
    heard = item if Move.DECIDE in TABLE[state] else None
    is_possible = bool(TABLE[state] & _ANY_DECISION)
    received = received_on(facts, state) if is_possible else None
    clock = due("adm_decision", received, uow.calendar) if received else None
    return Deciding(
        today=uow.today,
        is_for_you=uow.actor.role is UserRole.DECISION_MAKER,
        in_the_way=shown(to_deciding(case, facts, heard, state, uow)),
        is_final=state is CaseState.FINAL_DECISION_DUE,
        sitting=heard.sitting.ref if heard else None,
        is_signed_off=is_signed_off(facts),
        choices=_choices(case, heard, facts, state, uow) if is_possible else (),
        terms=_terms(case, item, uow),
        agreed_on=case.carer_agreed_on,
        support_statement=case.support_statement,
        earliest=received,
        decide_by=clock.due if clock else None,
        is_late=clock is not None and uow.today > clock.due,
        time_left=time_left(clock.due, uow.today, uow.calendar) if clock else "",
        citation=clock.citation if clock else "",
    )


def to_deciding(
    case: Case, facts: CaseFacts, item: Item | None, state: CaseState, uow: UnitOfWork
) -> Iterator[PanelappError]:
    """What keeps the acting person from deciding a case: ``item`` is what the panel said."""
    if uow.actor.role is not UserRole.DECISION_MAKER:
        yield NotAllowed("Only an agency decision maker decides.")
        return
    yield from _of_their_part(case, uow)
    if not TABLE[state] & _ANY_DECISION:
        yield RuleBroken(
            f"There is nothing to decide now. {status_words(state)}.",
            citation=ENGLAND_2011.cite("adm_decision"),
        )
    if item is None and Move.DECIDE_WITHOUT_PANEL in TABLE[state]:
        yield from _without_panel(facts, uow)
    if case.case_type is CaseType.REPRESENTATIONS and case.follows is not None:
        yield from _of_another_case(case, uow)


def _of_their_part(case: Case, uow: UnitOfWork) -> Iterator[PanelappError]:
    me = uow.actor.person_id
    for obstacle in obstacles_to_deciding(me, parts_in_cases([case], uow)[case.id]):
        yield RuleBroken(
            f"You {obstacle.what}.",
            citation=obstacle.citation,
            remedy="Another decision maker must decide.",
        )


def _without_panel(facts: CaseFacts, uow: UnitOfWork) -> Iterator[PanelappError]:
    try:
        require_no_panel(facts, uow.settings)
    except RuleBroken as broken:
        yield broken


def _of_another_case(case: Case, uow: UnitOfWork) -> Iterator[PanelappError]:
    """After representations the decision is final, and belongs to the case they are about."""
    about = case.follows
    if about is not None and uow.current(Decision, Decision.case_id == about.id):
        yield RuleBroken(
            "After representations the decision is the final one on the case that they are about.",
            citation=ENGLAND_2011.cite("panel_representations"),
            remedy=f"Open case {about.ref} and decide it there.",
        )


def _terms(case: Case, item: Item | None, uow: UnitOfWork) -> Terms | None:
    said = current_recommendation(item.id, uow) if item else None
    if said is not None and said.terms is not None:
        return said.terms
    return current_terms(case.household, uow.today, uow)


def _choices(
    case: Case, item: Item | None, facts: CaseFacts, state: CaseState, uow: UnitOfWork
) -> tuple[DecisionChoice, ...]:
    if state is CaseState.FINAL_DECISION_DUE:
        return _final_choices(case, facts, uow)
    said = current_recommendation(item.id, uow) if item else None
    follows = followed_type(case)
    codes = first_decisions(case.case_type, said.outcome if said else None, follows)
    found = []
    for code in codes:
        stand = Stand.ASK_FOR_MORE if code in ALWAYS_ALLOWED else Stand.WITHOUT_PANEL
        how = relation(case.case_type, said.outcome, code, follows) if said else None
        # What a brief report makes of asking for more is in the table of pairs.
        stand = {
            Relation.AGREES: Stand.AS_RECOMMENDED,
            Relation.DIFFERS: Stand.DIFFERENT,
        }.get(how or Relation.NEITHER, stand)
        found.append(_first_choice(case, code, stand, uow))
    return tuple(found)


def _first_choice(case: Case, code: FirstDecision, stand: Stand, uow: UnitOfWork) -> DecisionChoice:
    return DecisionChoice(
        code=code,
        label=label(code),
        stand=stand,
        has_terms=decision_has_terms(code),
        needs_arguments=stand is Stand.DIFFERENT,
        needs_support_statement=code in _CHANGES,
        needs_agreement=code is FirstDecision.CHANGE_TERMS_BY_CONSENT,
        is_determination=code.is_qualifying_determination,
        consequences=after_first(case, code, uow.today, uow.calendar),
    )


def _final_choices(case: Case, facts: CaseFacts, uow: UnitOfWork) -> tuple[DecisionChoice, ...]:
    decided = facts.decisions[-1]
    return tuple(
        DecisionChoice(
            code=code,
            label=label(code),
            stand=Stand.FINAL,
            has_terms=decision_has_terms(code),
            needs_arguments=False,
            needs_support_statement=False,
            needs_agreement=False,
            is_determination=False,
            consequences=after_final(
                case, code, uow.today, uow.calendar, is_reviewed=decided.irm is not None
            ),
        )
        for code in final_decisions_on(case.case_type, decided.code)
    )
