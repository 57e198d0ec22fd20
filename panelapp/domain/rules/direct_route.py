"""The direct route: an initial approval that goes to the decision maker without a panel.

The law asks for a panel (FSR 25(1)(a)). The Department for Education proposed on 4 February 2026
to end that for initial approvals; an agency's dated switch follows such a change once it is made.
Somebody who neither assessed nor decides then signs off the quality of the assessment in the
panel's place, and the decision maker's seven working days run from that day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules import routes
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import latest_presentation
from panelapp.domain.rules.routes import INITIAL_APPROVALS, PanelNeed
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.domain.values import Settings


def came_on(case: CaseFacts) -> date:
    """The day by which a case's route is chosen: its application, or its opening if earlier.

    The earlier of the two is the cautious reading of whom a change of the law reaches. A case of
    which neither day is known came before any change.
    """
    days = (case.application_on, case.opened_on)
    return min((day for day in days if day is not None), default=date.min)


def panel_need(case: CaseFacts, settings: Settings) -> PanelNeed:
    """Whether a panel is asked about a case, by law, by local policy or not at all."""
    return routes.panel_need(case.case_type, on=came_on(case), settings=settings)


def may_go_direct(case: CaseFacts, settings: Settings) -> bool:
    """Whether a case may go to the decision maker without a panel, on a sign-off.

    Once a panel has heard it, it stays with the panel.
    """
    return (
        case.case_type in INITIAL_APPROVALS
        and panel_need(case, settings) is not PanelNeed.LAW
        and not _was_heard(case)
    )


def is_signed_off(case: CaseFacts) -> bool:
    """Whether the assessment is signed off, and the case is not on its way to panel after all."""
    return case.quality_assured_on is not None and latest_presentation(case) is None


def require_direct(case: CaseFacts, settings: Settings) -> None:
    """Refuse a sign-off in a panel's place where a panel must be asked, or has heard the case.

    Raises ``RuleBroken``.
    """
    if case.case_type not in INITIAL_APPROVALS:
        raise RuleBroken(
            "Only an application for approval is signed off in place of a panel.",
            citation=_cite(),
            remedy="Nothing was changed.",
        )
    if panel_need(case, settings) is PanelNeed.LAW:
        raise RuleBroken(
            _switch_words(settings),
            citation=routes.citation(case.case_type),
            remedy="Nothing was changed. Put the case on the agenda of a sitting.",
        )
    if _was_heard(case):
        raise RuleBroken(
            "A panel has heard this case, so no sign-off takes the panel's place.",
            citation=_cite(),
            remedy="Nothing was changed. Put the case on an agenda again.",
        )


def require_no_panel(case: CaseFacts, settings: Settings) -> None:
    """Refuse a decision without a panel where one is asked for, or the sign-off is missing.

    Raises ``RuleBroken``.
    """
    routes.require_no_panel(case.case_type, on=came_on(case), settings=settings)
    if case.case_type not in INITIAL_APPROVALS:
        return
    require_direct(case, settings)
    if not is_signed_off(case):
        raise RuleBroken(
            "No panel was asked, and nobody has signed off the quality of the assessment.",
            citation=_cite(),
            remedy="Nothing was recorded. Record the sign-off, or put the case on an agenda.",
        )
    require_application(case)


def require_application(case: CaseFacts) -> None:
    """Refuse the direct route while the day of the application, on which it turns, is not known.

    Raises ``RuleBroken``.
    """
    if case.application_on is None:
        raise RuleBroken(
            "The day on which the application came is not recorded, and the direct route turns on"
            " it.",
            citation=_cite(),
            remedy="Nothing was changed. Record that day first.",
        )


def sign_off_words(by: str, on: date) -> str:
    """What a decision, its record and its letter say of a sign-off."""
    return f"No panel was asked. {by} signed off the quality of the assessment on {long_date(on)}."


def _was_heard(case: CaseFacts) -> bool:
    shown = latest_presentation(case)
    return shown is not None and shown.outcome is not None


def _switch_words(settings: Settings) -> str:
    if settings.no_panel_for_approvals_from is None:
        return "The law asks for a panel, and the agency's switch for approvals without one is off."
    return "This case came before the day of the agency's switch for approvals without a panel."


def _cite() -> str:
    return ENGLAND_2011.cite("direct_route")
