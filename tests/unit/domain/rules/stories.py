"""Facts of fictional cases, told in a line each, for the tests of stages and duties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.duties import Duty, case_duties
from panelapp.domain.rules.facts import (
    AdviceFacts,
    AssessmentFacts,
    CaseFacts,
    DecisionFacts,
    PresentationFacts,
)
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import CarerKind, CaseType, FirstDecision, Outcome

CALENDAR = WorkingCalendar()
SAT = date(2026, 3, 2)
FINAL = date(2026, 3, 6)
RECEIVED = date(2026, 3, 9)
DECIDED = date(2026, 3, 16)
WRITTEN = date(2026, 3, 17)
SIGNED_OFF: dict[str, Any] = {
    "assessment": AssessmentFacts(declared_on=date(2026, 2, 2)),
    "advice": AdviceFacts(adviser_on=date(2026, 2, 3)),
}
"""What is there when papers go out."""


def a_case(case_type: CaseType = CaseType.MAINSTREAM_APPROVAL, **facts: Any) -> CaseFacts:  # noqa: ANN401 - any fact
    """A case of which nothing but its type is known, unless told."""
    case = CaseFacts(ref="C-2026-0001", case_type=case_type, carer_kind=CarerKind.MAINSTREAM)
    return replace(case, **facts)


def shown(outcome: Outcome | None = None, **facts: Any) -> PresentationFacts:  # noqa: ANN401 - any fact
    """A presentation at the sitting of 2 March 2026; an outcome is confirmed that day."""
    presentation = PresentationFacts(
        item_id="1",
        sitting_ref="S-2026-001",
        sitting_on=SAT,
        outcome=outcome,
        confirmed_on=SAT if outcome else None,
    )
    return replace(presentation, **facts)


def minuted(outcome: Outcome = Outcome.SUITABLE, **facts: Any) -> PresentationFacts:  # noqa: ANN401 - any fact
    """The same with final minutes that reached the decision maker on 9 March 2026."""
    final = shown(outcome, minutes_final_on=FINAL, minutes_received_on=RECEIVED)
    return replace(final, **facts)


def decided(code: FirstDecision = FirstDecision.APPROVE, **facts: Any) -> DecisionFacts:  # noqa: ANN401 - any fact
    """A decision of 16 March 2026 on the recommendation of that sitting."""
    decision = DecisionFacts(code=code, decided_on=DECIDED, sitting_ref="S-2026-001")
    return replace(decision, **facts)


def told(code: FirstDecision = FirstDecision.QD_NOT_APPROVE, **facts: Any) -> DecisionFacts:  # noqa: ANN401 - any fact
    """The same, with the letter dated 17 March 2026."""
    return replace(decided(code, oral_on=DECIDED, written_on=WRITTEN), **facts)


def due_in(case: CaseFacts, on: date, settings: Settings | None = None) -> dict[str, Duty]:
    """The duties of a case on a day, by their codes."""
    duties = case_duties(case, on, CALENDAR, settings or Settings())
    found = {duty.duty: duty for duty in duties}
    assert len(found) == len(duties)
    return found
