"""The duties of what only some cases have: a day by which they are needed, or an exemption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.exemption import is_in_force
from panelapp.domain.rules.facts import ExemptionFacts
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import FirstDecision, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from panelapp.domain.rules.duties.duty import About, Duty
    from panelapp.domain.rules.facts import CaseFacts


def kind_duties(case: CaseFacts, on: date, about: About) -> Iterator[Duty]:
    """The duties of a case with priority, and of an exemption from the fostering limit."""
    yield from _needed(case, about)
    yield from _exemption(case, on, about)


def _needed(case: CaseFacts, about: About) -> Iterator[Duty]:
    is_open = all(decision.code in _SENT_BACK for decision in case.decisions)
    if case.needed_by_on is not None and is_open and case.followed_final_on is None:
        yield about.by_date(
            "decide_when_needed",
            UserRole.PANEL_ADVISER,
            "needed_by",
            case.needed_by_on,
            f"The decision is needed by {long_date(case.needed_by_on)}.",
        )


_SENT_BACK = frozenset({FirstDecision.MORE_INFORMATION, FirstDecision.RETURN_TO_PANEL})


def _exemption(case: CaseFacts, on: date, about: About) -> Iterator[Duty]:
    exemption = case.exemption or ExemptionFacts()
    for decision in case.decisions:
        if decision.code is FirstDecision.EXEMPTION_SUPPORTED and exemption.noticed_on is None:
            yield about.by_target(
                "record_exemption",
                UserRole.PANEL_ADVISER,
                "exemption_notice",
                decision.decided_on,
                "the exemption was supported; the law sets no time",
            )
    moved = exemption.another_authority_on
    if moved is not None and is_in_force(exemption, on):
        yield about.by_date(
            "replace_exemption",
            UserRole.PANEL_ADVISER,
            "exemption_authority",
            moved,
            f"Since {long_date(moved)} the carers are recorded in the area of another authority"
            " than the one that exempted them. Over the limit without an exemption the home is"
            " treated as a children's home.",
        )
        return
    another = exemption.another_named_on
    if another is not None and is_in_force(exemption, on):
        yield about.by_date(
            "renew_exemption",
            UserRole.PANEL_ADVISER,
            "exemption_notice",
            another,
            f"Another child was named on {long_date(another)}, whom the written notice does not"
            " name. Over the limit without an exemption the home is treated as a children's home.",
        )
