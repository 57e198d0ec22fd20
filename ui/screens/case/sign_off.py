"""The stages, the sign-off and the advice of a case as lines, each with the way to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.queries.case_page import CaseAction
from ui.components.summary_list import Fact

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from panelapp.domain.vocabulary import AdviceNeed
    from panelapp.queries.case_page import CasePage


def sign_off_facts(page: CasePage, change: Callable[[str], object]) -> Iterator[Fact]:
    """What is signed and advised; ``change`` is told the name of the fact."""
    known, may = page.checks, page.may(CaseAction.CHANGE)

    def way(name: str) -> Callable[[], object] | None:
        return (lambda: change(name)) if may else None

    if known.is_assessed:
        yield Fact(name="Decided to assess", words=_day(known.decided_on), change=way("decided_on"))
        yield Fact(
            name="Stage 2 began",
            words=_day(known.stage2_started_on),
            change=way("stage2_started_on"),
        )
        by = f", by {known.declared_by}" if known.declared_by else ""
        yield Fact(
            name="Declaration of compliance",
            words=f"{_day(known.declared_on)}{by}",
            change=way("declared_on"),
        )
    yield Fact(
        name="Medical advice", words=_need(known.medical, known.medical_on), change=way("medical")
    )
    yield Fact(name="Legal advice", words=_need(known.legal, known.legal_on), change=way("legal"))
    yield Fact(
        name="Panel adviser's advice",
        words=known.adviser_advice,
        change=way("adviser_advice") if known.may_advise else None,
    )


def _day(day: dt.date | None) -> str:
    return long_date(day) if day else ""


def _need(need: AdviceNeed | None, seen_on: dt.date | None) -> str:
    if need is None:
        return ""
    on = f" on {long_date(seen_on)}" if seen_on else ""
    return f"{label(need)}{on}"
