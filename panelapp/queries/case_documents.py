"""Which documents a case has now, and why it does not have the others yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.domain.rules.routes import first_decisions, route
from panelapp.domain.vocabulary import CaseType, FirstDecision, UserRole
from panelapp.queries.decisions import deciders
from panelapp.queries.documents import (
    ExportDecisionRecord,
    ExportLetter,
    ExportMinutes,
    Wanted,
    ways_to,
)
from panelapp.queries.letters import LETTER_TITLES, LetterKind
from panelapp.queries.minutes import came_to_decider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.models import Case, Item
    from panelapp.persistence.unit_of_work import UnitOfWork

_NEEDS: Mapping[LetterKind, str] = {
    LetterKind.DECISION: "After a decision that is not a qualifying determination.",
    LetterKind.QD: "After a qualifying determination.",
    LetterKind.FINAL_DECISION: "After the final decision.",
    LetterKind.CONTINUED_SUITABILITY: "After a decision that approval continues.",
    LetterKind.TERMINATION: "After the end of an approval is recorded.",
    LetterKind.RESIGNATION: "After a resignation is recorded.",
    LetterKind.CHANGE_OF_TERMS: "After a change of terms that the carer agreed to.",
    LetterKind.DEFERRAL: "After the panel deferred the case.",
}


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """A document of a case: what to ask for to see it, or why it cannot be made."""

    title: str
    wanted: Wanted | None
    why_not: str = ""


def case_documents(case: Case, item: Item | None, uow: UnitOfWork) -> tuple[DocumentRow, ...]:
    """The documents of a case: those that can be made first, then the others."""
    if uow.actor.role is UserRole.DECISION_MAKER and uow.actor.person_id not in deciders(case, uow):
        return ()
    rows = [
        *_minutes(case, item, uow),
        _row(ExportDecisionRecord(case=case.ref), "After the decision.", uow),
        _row(ExportDecisionRecord(case=case.ref, final=True), "After the final decision.", uow),
        *(
            _row(ExportLetter(case=case.ref, kind=kind), _NEEDS[kind], uow)
            for kind in LetterKind
            if kind in letters_of(case.case_type, case.follows.case_type if case.follows else None)
        ),
    ]
    return tuple(sorted(rows, key=lambda row: row.wanted is None))


def letters_of(case_type: CaseType, follows: CaseType | None = None) -> frozenset[LetterKind]:
    """The letters that a case of a type may need, by the decisions that are open on it.

    Nothing that is no qualifying determination offers representations or a review (FSR 27, 28).
    """
    possible = set(first_decisions(case_type, None, follows))
    is_final_elsewhere = case_type is CaseType.REPRESENTATIONS and follows is not None
    fits = {
        LetterKind.DECISION: not (is_final_elsewhere or FirstDecision.NOTED in possible)
        or bool(possible & _TOLD_OF),
        LetterKind.CONTINUED_SUITABILITY: FirstDecision.CONTINUE in possible,
        LetterKind.CHANGE_OF_TERMS: FirstDecision.CHANGE_TERMS_BY_CONSENT in possible,
        LetterKind.TERMINATION: case_type is CaseType.RESIGNATION
        or FirstDecision.QD_TERMINATE in possible,
        LetterKind.RESIGNATION: case_type is CaseType.RESIGNATION,
        LetterKind.DEFERRAL: route(case_type, follows).may_be_deferred,
    }
    may_be_determined = any(code.is_qualifying_determination for code in possible)
    for kind in (LetterKind.QD, LetterKind.FINAL_DECISION):
        fits[kind] = may_be_determined and not is_final_elsewhere
    return frozenset(kind for kind in LetterKind if fits.get(kind, True))


_TOLD_OF = frozenset({FirstDecision.CONTINUE})


def may_read_minutes(item: Item, uow: UnitOfWork) -> bool:
    """Whether the acting person may look at an item's minutes, as the table of access has it."""
    match uow.actor.role:
        case UserRole.PANEL_ADVISER | UserRole.ADMINISTRATOR | UserRole.AUDITOR:
            return True
        case UserRole.CHAIR | UserRole.VICE_CHAIR:
            return item.in_the_chair == uow.actor.person_id
        case UserRole.DECISION_MAKER:
            return came_to_decider(item, uow)
    return False


def _minutes(case: Case, item: Item | None, uow: UnitOfWork) -> tuple[DocumentRow, ...]:
    if item is None or not may_read_minutes(item, uow):
        return ()
    wanted = ExportMinutes(sitting=item.sitting.ref, case=case.ref)
    return (DocumentRow(title="Extract of the minutes", wanted=wanted),)


def _row(wanted: Wanted, needs: str, uow: UnitOfWork) -> DocumentRow:
    """A document, made once to see whether it can be."""
    title = _title(wanted)
    try:
        ways_to(wanted).preview(wanted, uow)
    except NotFound:
        return DocumentRow(title=title, wanted=None, why_not=needs)
    except (RuleBroken, BadInput) as refused:
        return DocumentRow(title=title, wanted=None, why_not=str(refused))
    return DocumentRow(title=title, wanted=wanted)


def _title(wanted: Wanted) -> str:
    match wanted:
        case ExportLetter(kind=kind):
            return LETTER_TITLES[kind]
        case ExportDecisionRecord(final=True):
            return "Record of the final decision"
    return "Record of the decision"
