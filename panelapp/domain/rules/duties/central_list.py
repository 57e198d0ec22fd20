"""The duties of the central list: of each person on it, and of the list as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.central_list import is_listed
from panelapp.domain.rules.duties.duty import About, Duty, Subject
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.values import Settings, long_date
from panelapp.domain.vocabulary import Office, UserRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.facts import MemberFacts


def member_duties(
    member: MemberFacts, on: date, calendar: WorkingCalendar, settings: Settings
) -> tuple[Duty, ...]:
    """What was still to do for a person on the central list at the end of a day."""
    if not is_listed(member.joined_on, member.left_on, on):
        return ()
    about = About(subject=Subject.MEMBER, ref=member.ref, calendar=calendar, settings=settings)
    duties = [
        *_before_sitting(member, on, about),
        *_training_and_appraisal(member, on, about),
        *_notice(member, on, about),
    ]
    return tuple(sorted(duties, key=lambda duty: (duty.due, duty.duty)))


def list_duties(
    members: Sequence[MemberFacts], on: date, calendar: WorkingCalendar, settings: Settings
) -> tuple[Duty, ...]:
    """What the central list as a whole lacked on a day.

    Fostering Services (England) Regulations 2011, reg. 23(1) and (4): a social worker with three
    years' experience, one independent chair and one or two vice chairs. Ask it for the day of
    each planned sitting too.
    """
    listed = [member for member in members if is_listed(member.joined_on, member.left_on, on)]
    about = About(
        subject=Subject.CENTRAL_LIST, ref="central list", calendar=calendar, settings=settings
    )
    return (
        *_social_workers(listed, on, about),
        *_offices(listed, on, about),
        *_chair(listed, on, about),
    )


def _before_sitting(member: MemberFacts, on: date, about: About) -> Iterator[Duty]:
    first_on = member.first_sitting_on or member.joined_on
    when = "first sits" if member.first_sitting_on else "joined the central list"
    for duty, rule_id, done_on, what in (
        ("complete_checks", "member_checks", member.dbs_on, "The criminal record check"),
        (
            "sign_member_agreement",
            "member_agreement",
            member.agreement_signed_on,
            "The signed confidentiality agreement",
        ),
    ):
        if not _is_done(done_on, on):
            yield about.by_date(
                duty,
                UserRole.PANEL_ADVISER,
                rule_id,
                first_on,
                f"{what} is not on record; the person {when} on {long_date(first_on)}.",
            )
    if member.first_sitting_on is not None and on < member.first_sitting_on:
        yield from _observation(member, on, about)


def _observation(member: MemberFacts, on: date, about: About) -> Iterator[Duty]:
    if not _is_done(member.observed_on, on) and member.first_sitting_on is not None:
        yield about.by_date(
            "offer_observation",
            UserRole.PANEL_ADVISER,
            "member_observes",
            member.first_sitting_on,
            f"The person first sits on {long_date(member.first_sitting_on)} and has not observed"
            " a panel.",
        )


def _training_and_appraisal(member: MemberFacts, on: date, about: About) -> Iterator[Duty]:
    if not _is_done(member.induction_completed_on, on):
        yield about.by_clock(
            "complete_induction", UserRole.PANEL_ADVISER, "induction", member.joined_on
        )
    is_chair = member.office is Office.CHAIR
    last_on = member.last_appraisal_on
    yield about.by_clock(
        "appraise",
        UserRole.DECISION_MAKER if is_chair else UserRole.CHAIR,
        "appraisal",
        last_on if last_on is not None and last_on <= on else member.joined_on,
        rule_id="chair_appraisal" if is_chair else "appraisal",
    )


def _notice(member: MemberFacts, on: date, about: About) -> Iterator[Duty]:
    if member.notice_on is not None and member.notice_on <= on and member.left_on is None:
        yield about.by_clock(
            "end_list_entry", UserRole.PANEL_ADVISER, "list_notice", member.notice_on
        )


def _social_workers(listed: Sequence[MemberFacts], on: date, about: About) -> Iterator[Duty]:
    if not any(member.is_social_worker_3y for member in listed):
        yield about.by_date(
            "list_social_worker",
            UserRole.PANEL_ADVISER,
            "list_social_worker",
            on,
            "The central list has no social worker with 3 years' relevant experience on"
            f" {long_date(on)}: 1 is needed.",
        )


def _offices(listed: Sequence[MemberFacts], on: date, about: About) -> Iterator[Duty]:
    offices = ENGLAND_2011.rule("panel_offices", on).parameters
    chairs = _number(listed, lambda member: member.office is Office.CHAIR)
    vice_chairs = _number(listed, lambda member: member.office is Office.VICE_CHAIR)
    if chairs != offices["chairs"]:
        yield about.by_date(
            "appoint_chair",
            UserRole.PANEL_ADVISER,
            "panel_offices",
            on,
            f"The panel has {chairs} chairs on {long_date(on)}: exactly 1 is needed.",
        )
    if not offices["vice_chairs_from"] <= vice_chairs <= offices["vice_chairs_to"]:
        yield about.by_date(
            "appoint_vice_chair",
            UserRole.PANEL_ADVISER,
            "panel_offices",
            on,
            f"The panel has {vice_chairs} vice chairs on {long_date(on)}: 1 or 2 are needed.",
        )


def _chair(listed: Sequence[MemberFacts], on: date, about: About) -> Iterator[Duty]:
    if any(member.office is Office.CHAIR and not member.is_independent for member in listed):
        yield about.by_date(
            "appoint_independent_chair",
            UserRole.PANEL_ADVISER,
            "chair_independent",
            on,
            f"The chair is not recorded as independent of the service on {long_date(on)}.",
        )


def _number(members: Sequence[MemberFacts], holds: Callable[[MemberFacts], bool]) -> int:
    return sum(holds(member) for member in members)


def _is_done(done_on: date | None, on: date) -> bool:
    return done_on is not None and done_on <= on
