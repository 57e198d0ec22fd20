"""The facts of a case as lines, each with the way to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.queries.case_page import CaseAction, CaseField
from ui.components.asked_fields import words_of
from ui.components.summary_list import Fact
from ui.screens.case.sign_off import sign_off_facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from panelapp.queries.case_page import Asked, CasePage


def facts(page: CasePage, change: Callable[[str], object]) -> Iterator[Fact]:
    """What is recorded about a case; ``change`` is told the name of the field."""
    known, way = page.details, _Way(page, change)
    yield Fact(name="Type", words=label(page.case_type))
    yield from (Fact(name=row.name, words=row.words) for row in page.kind_rows)
    yield Fact(name="Kind of care", words=label(page.carer_kind))
    if CaseField.ROUTE in page.fields:
        yield Fact(name="Route", words=label(page.route) if page.route else "")
    if page.follows:
        yield Fact(name="About the case", words=page.follows)
    yield Fact(name="Opened", words=_day(known.opened_on))
    yield from _dates(page, way)
    yield Fact(name="Social worker", words=known.social_worker, change=way.to("social_worker"))
    yield Fact(name="Team manager", words=known.team_manager, change=way.to("team_manager"))
    for asked in page.asked:
        if asked.name not in _PRIORITY or page.is_urgent or known.of_its_kind.needed_by_on:
            yield Fact(
                name=asked.words, words=words_of(answer(page, asked)), change=way.to(asked.name)
            )
    if CaseField.TERMS in page.fields or known.requested_terms:
        words = known.requested_terms.sentence() if known.requested_terms else ""
        yield Fact(name="Terms asked for", words=words, change=way.to("requested_terms"))
    yield from sign_off_facts(page, change)
    if CaseField.CHILDREN in page.fields or known.children:
        names = ", ".join(child.name for child in known.children)
        yield Fact(name="Children named", words=names, change=way.to("children"))
    if known.quality_assured_on is not None:
        signed = f"{known.quality_assured_by}, {long_date(known.quality_assured_on)}"
        yield Fact(name="Signed off by", words=signed)
        yield Fact(name="What the sign-off found", words=known.quality_assurance)
    if page.withdrawn_because:
        yield Fact(name="Ended because", words=page.withdrawn_because)


_PRIORITY = frozenset({"priority", "priority_because", "needed_by_on"})


def answer(page: CasePage, asked: Asked) -> object:
    """What is recorded of a fact."""
    if asked.name == "summary":
        return page.details.summary
    return getattr(page.details.of_its_kind, asked.name)


class _Way:
    """The ways to change facts, for whom they are open."""

    def __init__(self, page: CasePage, change: Callable[[str], object]) -> None:
        self._may, self._change = page.may(CaseAction.CHANGE), change

    def to(self, name: str) -> Callable[[], object] | None:
        """The way to one field; ``None`` for somebody who only reads."""
        return (lambda: self._change(name)) if self._may else None


def _dates(page: CasePage, way: _Way) -> Iterator[Fact]:
    known = page.details
    lines: list[tuple[bool, str, dt.date | None, str]] = [
        (
            CaseField.APPLICATION in page.fields,
            "Application came",
            known.application_on,
            "application_on",
        ),
        (
            CaseField.REPORT in page.fields,
            f"Report sent to {page.them}",
            known.report_shared_on,
            "report_shared_on",
        ),
        (
            CaseField.REPORT in page.fields,
            f"Comments of {page.them} came",
            known.observations_on,
            "observations_on",
        ),
        (
            CaseField.EXTENSION in page.fields,
            "Placement found still the most appropriate",
            known.still_appropriate_on,
            "still_appropriate_on",
        ),
        (
            CaseField.EXTENSION in page.fields,
            "Independent reviewing officer told",
            known.iro_informed_on,
            "iro_informed_on",
        ),
        (
            known.reg24_started_on is not None,
            "Placement ended",
            known.placement_ended_on,
            "placement_ended_on",
        ),
    ]
    if known.reg24_started_on is not None:
        yield Fact(name="Temporary approval started", words=_day(known.reg24_started_on))
    for is_asked, name, day, field in lines:
        if is_asked or day is not None:
            yield Fact(name=name, words=_day(day), change=way.to(field))
    if CaseField.EXTENSION in page.fields:
        words = ", ".join(part for part in (_day(known.extended_on), known.extended_by) if part)
        yield Fact(name="Extension approved", words=words, change=way.to("extended_on"))


def _day(day: dt.date | None) -> str:
    return long_date(day) if day else ""
