"""What happens after a decision, in plain sentences with their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.clocks import CLOCKS, due
from panelapp.domain.rules.routes import applicants_or_carers
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType, FinalDecision, FirstDecision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from panelapp.domain.models import Case
    from panelapp.domain.rules.calendar import WorkingCalendar

_SENT_BACK = {
    FirstDecision.MORE_INFORMATION: "The panel adviser gets what you ask for. The case stays open,"
    " and you decide it once you have it.",
    FirstDecision.RETURN_TO_PANEL: "The panel adviser puts the case on an agenda again. The panel"
    " makes a new recommendation, and you decide after that.",
    FirstDecision.NOTED: "The case is closed. Nobody has to be told.",
}


def people_of(case: Case) -> str:
    """What the people of a case are called: ``the applicants`` or ``the carer``."""
    follows = case.follows.case_type if case.follows else None
    return applicants_or_carers(case.case_type, len(case.household.carers), follows)


def after_first(
    case: Case, code: FirstDecision, on: date, calendar: WorkingCalendar
) -> tuple[str, ...]:
    """What happens after a first decision made on a day."""
    if code in _SENT_BACK:
        return (_SENT_BACK[code],)
    orally = due("oral_notice", on, calendar).due
    in_writing = due("written_notice", on, calendar).due
    people = people_of(case)
    told = (
        f"The panel adviser tells {people} by {long_date(orally)}, and confirms it in writing by"
        f" {long_date(in_writing)}."
    )
    return (told, *_meaning(code, people, on, calendar, case.case_type))


def _meaning(
    code: FirstDecision, people: str, on: date, calendar: WorkingCalendar, case_type: CaseType
) -> Iterator[str]:
    if code.is_qualifying_determination and case_type is not CaseType.REPRESENTATIONS:
        period = CLOCKS["qd_response"].period_in_words(on)
        yield (
            f"This is a qualifying determination, so it is not final. From the date of the letter"
            f" {people} have {period} to make representations or to apply for an independent"
            " review. You make the final decision after that."
        )
    elif code is FirstDecision.APPROVE:
        review = due("review", on, calendar).due
        yield "A foster care agreement is signed."
        yield f"The first review is due by {long_date(review)}."
    elif code is FirstDecision.CHANGE_TERMS_BY_CONSENT:
        yield f"The new terms apply at once, because {people} agreed in writing."
    elif code is FirstDecision.CONTINUE:
        yield "Approval goes on."


def after_final(
    case: Case,
    code: FinalDecision,
    on: date,
    calendar: WorkingCalendar,
    *,
    is_reviewed: bool,
) -> tuple[str, ...]:
    """What happens after a final decision made on a day."""
    in_writing = long_date(due("written_notice", on, calendar).due)
    told = f"The panel adviser tells {people_of(case)} in writing by {in_writing}."
    copied = f"The independent review gets a copy by {in_writing}." if is_reviewed else ""
    agreement = "A foster care agreement is signed." if code is FinalDecision.APPROVE else ""
    return tuple(part for part in (told, copied, agreement) if part)
