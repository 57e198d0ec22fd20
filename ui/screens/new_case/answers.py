"""The answers of a new case as lines to check, each with the way to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.names import names_together
from panelapp.domain.values import long_date
from panelapp.queries.new_case import CaseField
from ui.components.asked_fields import words_of
from ui.components.summary_list import Fact

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from panelapp.actions.cases import AddHousehold, OpenCase
    from panelapp.domain.rules.case_fields import Asked
    from panelapp.queries.household_list import HouseholdRow
    from panelapp.queries.new_case import TypeChoice


def about_household(row: HouseholdRow, change: Callable[[], object] | None) -> Iterator[Fact]:
    """A household that is there."""
    yield Fact(name="Household", words=f"{row.names} ({row.household})", change=change)


def about_people(
    people: AddHousehold, way: Callable[[str], Callable[[], object]]
) -> Iterator[Fact]:
    """People who are new."""
    names = tuple(carer.name for carer in people.carers)
    yield Fact(name="People", words=names_together(names), change=way("name_1"))
    for number, carer in enumerate(people.carers, start=1):
        born = f"Born {_day(carer.date_of_birth)}" if carer.date_of_birth else ""
        words = ", ".join(part for part in (born, carer.sex) if part)
        yield Fact(name=carer.name, words=words, change=way(f"born_{number}"))
    yield Fact(name="Kind of care", words=label(people.carer_kind), change=way("carer_kind"))
    yield Fact(name="Address", words=people.address, change=way("address"))
    yield Fact(name="Team", words=people.team, change=way("team"))
    if people.approved_on is not None:
        yield Fact(name="Approved", words=_day(people.approved_on), change=way("approved_on"))
        yield Fact(
            name="Last review", words=_day(people.last_review_on), change=way("last_review_on")
        )
        terms = people.terms.sentence() if people.terms else ""
        yield Fact(name="Terms now", words=terms, change=way("children_at_most"))


def about_case(
    case: OpenCase,
    choice: TypeChoice,
    way: Callable[[str], Callable[[], object]],
    key_of: Callable[[Asked], str],
) -> Iterator[Fact]:
    """The case itself: what is asked of its type, then what is asked of every case."""
    yield Fact(name="Type", words=f"{choice.words}. {choice.panel}.", change=way("case_type"))
    yield Fact(name="Opened", words=_day(case.opened_on), change=way("opened_on"))
    if CaseField.FOLLOWS in choice.fields:
        yield Fact(name="About the case", words=case.follows or "", change=way("follows"))
    if CaseField.ROUTE in choice.fields:
        words = label(case.route) if case.route else ""
        yield Fact(name="Route", words=words, change=way("route"))
    if CaseField.APPLICATION in choice.fields:
        words = _day(case.application_on)
        yield Fact(name="Application came", words=words, change=way("application_on"))
    if CaseField.TEMPORARY_APPROVAL in choice.fields:
        is_needed = CaseField.TEMPORARY_APPROVAL in choice.needs
        yield Fact(
            name="Temporary approval started",
            words=_day(case.reg24_started_on),
            change=way("reg24_needed" if is_needed else "reg24_known"),
        )
    yield Fact(name="Social worker", words=case.social_worker, change=way("social_worker"))
    yield Fact(name="Team manager", words=case.team_manager, change=way("team_manager"))
    for asked in choice.asked:
        words = words_of(getattr(case, asked.name))
        yield Fact(name=asked.words, words=words, change=way(key_of(asked)))
    if CaseField.CHILDREN in choice.fields:
        names = ", ".join(child.name for child in case.children)
        yield Fact(name="Children named", words=names, change=way("child_1_name"))
    if CaseField.TERMS in choice.fields:
        terms = case.requested_terms.sentence() if case.requested_terms else ""
        yield Fact(name="Terms asked for", words=terms, change=way("has_terms"))


def _day(day: dt.date | None) -> str:
    return long_date(day) if day else ""
