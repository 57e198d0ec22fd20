"""What the tasks of a case read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.case_fields import FactsOfItsKind
from panelapp.domain.rules.direct_route import is_signed_off
from panelapp.domain.rules.duties import Duty
from panelapp.domain.rules.facts import CaseFacts
from panelapp.domain.rules.lifecycle import (
    TABLE,
    CaseState,
    Move,
    case_state,
    latest_presentation,
    sent_back,
)
from panelapp.domain.rules.routes import PanelNeed, Regime, is_recommendation, route
from panelapp.domain.vocabulary import CaseType

if TYPE_CHECKING:
    from panelapp.domain.rules.facts import DecisionFacts, PresentationFacts

_BEFORE_A_NEW_ROUND = frozenset(
    {CaseState.OPENED, CaseState.SIGNED_OFF, CaseState.DEFERRED, CaseState.RETURNED_TO_PANEL}
)


@dataclass(frozen=True, kw_only=True)
class CaseWork:
    """A case as it stood on a day, with the few facts that only its tasks ask for.

    ``case`` holds what had happened by then, ``duties`` its own open duties and those of the
    sitting at which it is listed. ``minutes_begun`` and ``minutes_checked`` are about the newest
    item. ``people`` are its applicants or carers, in number. ``may_go_direct`` says that the case
    may go to the decision maker on a sign-off, without a panel.
    """

    case: CaseFacts
    on: date
    calendar: WorkingCalendar
    need: PanelNeed
    may_go_direct: bool = False
    of_its_kind: FactsOfItsKind = field(default_factory=FactsOfItsKind)
    duties: tuple[Duty, ...] = ()
    papers: int = 0
    children: int = 0
    people: int = 1
    has_requested_terms: bool = False
    has_ending: bool = False
    papers_sent_on: date | None = None
    attendance_recorded: bool = False
    minutes_begun: bool = False
    minutes_checked: bool = False

    @cached_property
    def state(self) -> CaseState:
        """How far the case has come."""
        return case_state(self.case, self.on)

    @cached_property
    def shown(self) -> PresentationFacts | None:
        """The item of this round at panel; ``None`` while the case is on no agenda."""
        return None if self.state in _BEFORE_A_NEW_ROUND else latest_presentation(self.case)

    @cached_property
    def decision(self) -> DecisionFacts | None:
        """The first decision that stands: it did not send the case back."""
        last = self.case.decisions[-1] if self.case.decisions else None
        return None if last is None or sent_back(last) else last

    @property
    def skipped_panel(self) -> bool:
        """Whether no panel hears the case: it was decided, or signed off to be decided."""
        return self.shown is None and (self.decision is not None or self.is_signed_off)

    @property
    def is_signed_off(self) -> bool:
        """Whether the case goes to the decision maker on a sign-off in place of a panel."""
        return self.state is not CaseState.RETURNED_TO_PANEL and is_signed_off(self.case)

    @property
    def is_only_noted(self) -> bool:
        """Whether the panel noted the case, or a case of its kind is never more than noted."""
        if self.shown is not None and self.shown.outcome is not None:
            return not is_recommendation(self.shown.outcome)
        answers = route(self.case.case_type, self.case.follows).answers
        return bool(answers) and not any(is_recommendation(outcome) for outcome in answers)

    @property
    def them(self) -> str:
        """What the people of the case are called: ``the applicants`` or ``the carer``."""
        regime = route(self.case.case_type, self.case.follows).regime
        lodgings = self.case.case_type is CaseType.SUPPORTED_LODGINGS_APPROVAL
        word = "applicant" if regime is Regime.APPROVAL or lodgings else "carer"
        return f"the {word}s" if self.people > 1 else f"the {word}"

    def allows(self, *moves: Move) -> bool:
        """Whether the lifecycle lets one of these moves through now."""
        return any(move in TABLE[self.state] for move in moves)

    def duty(self, code: str) -> Duty | None:
        """The first open duty with a code."""
        return next((duty for duty in self.duties if duty.duty == code), None)
