"""The checks of a case: which are wanted, how far each is, and on which day stage 1 was complete.

A check that nobody touched is wanted all the same. One that is conditional is wanted once somebody
touched it, since people say whether its condition holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.rules.calendar import add_years
from panelapp.domain.rules.check_item import CheckItem, CheckPart, CheckScope
from panelapp.domain.rules.checks import parts_of
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.england_2011.checks import CHECKS
from panelapp.domain.rules.facts import AssessmentFacts, CheckFacts
from panelapp.domain.vocabulary import CaseType, CheckCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.facts import OtherPersonFacts

_ADULT_YEARS = 18
_REFERENCES = frozenset({CheckCode.FORMER_SERVICE, CheckCode.PERSONAL_REFERENCE})


class CheckState(StrEnum):
    """How far a check is."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    LATE = "late"
    RECEIVED = "received"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"
    NOT_NEEDED = "not_needed"


_HERE = frozenset({CheckState.RECEIVED, CheckState.EXPIRES_SOON, CheckState.EXPIRED})
_DONE = _HERE | {CheckState.NOT_NEEDED}
_WAITING = frozenset({CheckState.ASKED, CheckState.LATE})


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One line of the list of a case; ``record`` is what is known of it, if anybody touched it.

    ``part`` is ``None`` for a check that people added of their own. ``number`` tells lines about
    the same from one another where more than one is wanted. One that is not ``is_wanted`` holds
    nothing up: its condition is not known to hold, or whom it is about lives there no more.
    """

    code: CheckCode
    part: CheckPart | None
    name: str
    source: str
    state: CheckState
    carer: int | None = None
    other: int | None = None
    number: int = 1
    record: CheckFacts | None = None
    is_wanted: bool = True
    expires: bool = False

    @property
    def is_here(self) -> bool:
        """Whether it came, whether or not it still holds."""
        return self.state in _HERE

    @property
    def is_done(self) -> bool:
        """Whether it came or is not needed."""
        return self.state in _DONE

    @property
    def is_waited_for(self) -> bool:
        """Whether it was asked for and has not come."""
        return self.state in _WAITING


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a list is, in numbers of the checks that are needed."""

    wanted: int
    received: int
    late: int
    waiting: int

    @property
    def is_complete(self) -> bool:
        """Whether all that is needed has come."""
        return self.received == self.wanted


def check_lines(
    case_type: CaseType, assessment: AssessmentFacts, on: date
) -> tuple[CheckLine, ...]:
    """The list of a case on a day, in the order of its parts; empty for most types."""
    parts = parts_of(case_type)
    if not parts:
        return ()
    listing = _Listing(assessment, on)
    asked = (item for part in parts for item in CHECKS if item.part is part)
    return (*(line for item in asked for line in listing.of(item)), *listing.own())


def progress(lines: Iterable[CheckLine]) -> Progress:
    """How many of the checks that are needed have come, are late, or are waited for."""
    needed = [line for line in lines if line.is_wanted and line.state is not CheckState.NOT_NEEDED]
    return Progress(
        wanted=len(needed),
        received=sum(line.is_here for line in needed),
        late=sum(line.state is CheckState.LATE for line in needed),
        waiting=sum(line.is_waited_for for line in needed),
    )


def stage_1_complete_on(case_type: CaseType, assessment: AssessmentFacts, on: date) -> date | None:
    """The day on which the last of the stage 1 information arrived; ``None`` while some is missing.

    Fostering Services (England) Regulations 2011, reg. 26(1A): two personal referees are
    interviewed unless the former service gave its reference.
    """
    if CheckPart.STAGE_1 not in parts_of(case_type):
        return None
    lines = [line for line in check_lines(case_type, assessment, on) if _counts(line)]
    references = _references_on(assessment, on)
    if references is None or not all(line.is_done for line in lines):
        return None
    days = [line.record.received_on for line in lines if line.record and line.is_here]
    return max((references, *(day for day in days if day is not None)))


def last_day_to_refuse(
    case_type: CaseType, assessment: AssessmentFacts, on: date, calendar: WorkingCalendar
) -> date | None:
    """The last day to refuse at stage 1 (reg. 26(1B)); ``None`` while information is missing."""
    complete_on = stage_1_complete_on(case_type, assessment, on)
    return due("stage1_refusal", complete_on, calendar).due if complete_on else None


def _counts(line: CheckLine) -> bool:
    return line.part is CheckPart.STAGE_1 and line.is_wanted and line.code not in _REFERENCES


def _references_on(assessment: AssessmentFacts, on: date) -> date | None:
    """The day on which references were enough: the former service's, or the second referee's."""
    former = _arrivals(assessment, CheckCode.FORMER_SERVICE, on)
    personal = _arrivals(assessment, CheckCode.PERSONAL_REFERENCE, on)
    number = ENGLAND_2011.rule("personal_referees", on).parameters["referees"]
    days = [*former[:1], *personal[number - 1 : number]]
    return min(days, default=None)


def _arrivals(assessment: AssessmentFacts, code: CheckCode, on: date) -> list[date]:
    return sorted(
        check.received_on
        for check in assessment.checks
        if check.code is code and check.received_on is not None and check.received_on <= on
        if not check.is_not_needed
    )


def is_adult(person: OtherPersonFacts, on: date) -> bool:
    """Whether somebody counts as an adult who lives in the household on a day.

    Somebody whose birth date is not known counts: the cautious reading.
    """
    lives_there = (person.moved_in_on is None or person.moved_in_on <= on) and (
        person.moved_out_on is None or person.moved_out_on > on
    )
    born = person.date_of_birth
    return lives_there and (born is None or add_years(born, _ADULT_YEARS) <= on)


def last_asked_on(check: CheckFacts) -> date | None:
    """The day on which it was last asked for or chased."""
    days = [day for day in (check.requested_on, *check.chased_on) if day is not None]
    return max(days, default=None)


def chase_on(check: CheckFacts) -> date | None:
    """The day by which a check that has not come is to be chased."""
    asked = last_asked_on(check)
    if asked is None:
        return None
    return asked + timedelta(weeks=ENGLAND_2011.rule("check_chase", asked).parameters["weeks"])


def soon_until(on: date) -> date:
    """The last day on which something that ends then counts as ending soon."""
    return on + timedelta(weeks=ENGLAND_2011.rule("check_expiry", on).parameters["weeks"])


def _state(check: CheckFacts | None, on: date) -> CheckState:
    if check is None:
        return CheckState.NOT_ASKED
    if check.is_not_needed:
        return CheckState.NOT_NEEDED
    if check.received_on is not None and check.received_on <= on:
        return _state_of_received(check.expires_on, on)
    due = chase_on(check)
    if check.requested_on is None or check.requested_on > on or due is None:
        return CheckState.NOT_ASKED
    return CheckState.LATE if on > due else CheckState.ASKED


def _state_of_received(expires_on: date | None, on: date) -> CheckState:
    if expires_on is None or expires_on > soon_until(on):
        return CheckState.RECEIVED
    return CheckState.EXPIRED if expires_on < on else CheckState.EXPIRES_SOON


_Subject = tuple[int | None, int | None]


@dataclass
class _Listing:
    """The lines of one case on a day."""

    assessment: AssessmentFacts
    on: date
    _subjects: dict[CheckScope, list[_Subject]] = field(init=False)
    _has_former: bool = field(init=False)

    def __post_init__(self) -> None:
        carers: list[_Subject] = [(place, None) for place in self.assessment.carers]
        adults: list[_Subject] = [
            (None, person.id) for person in self.assessment.others if is_adult(person, self.on)
        ]
        self._subjects = {
            CheckScope.CARER: carers,
            CheckScope.ADULT: [*carers, *adults],
            CheckScope.HOUSEHOLD: [(None, None)],
        }
        self._has_former = bool(_arrivals(self.assessment, CheckCode.FORMER_SERVICE, self.on))

    def of(self, item: CheckItem) -> Iterator[CheckLine]:
        """The lines of an item: about each of its subjects, then about people who left."""
        recorded = [check for check in self.assessment.checks if check.code is item.code]
        subjects = self._subjects[item.scope]
        for subject in subjects:
            about = [check for check in recorded if (check.carer, check.other) == subject]
            yield from self._about(item, subject, about)
        for check in recorded:
            if (check.carer, check.other) not in subjects:
                yield self._line(item, (check.carer, check.other), check, 1, is_wanted=False)

    def own(self) -> Iterator[CheckLine]:
        """The checks that people added of their own."""
        for check in self.assessment.checks:
            if check.code is CheckCode.OTHER:
                yield CheckLine(
                    code=check.code,
                    part=None,
                    name=check.detail,
                    source="",
                    state=_state(check, self.on),
                    carer=check.carer,
                    other=check.other,
                    record=check,
                    expires=True,
                )

    def _about(
        self, item: CheckItem, subject: _Subject, recorded: list[CheckFacts]
    ) -> Iterator[CheckLine]:
        for number, check in enumerate(recorded, start=1):
            yield self._line(item, subject, check, number, is_wanted=self._is_wanted(item, check))
        standing = sum(not check.is_not_needed for check in recorded)
        missing = item.number - standing if item.number > 1 else 1 - len(recorded)
        for number in range(missing):
            place = len(recorded) + number + 1
            yield self._line(item, subject, None, place, is_wanted=not item.is_conditional)

    def _is_wanted(self, item: CheckItem, check: CheckFacts) -> bool:
        is_touched = check.requested_on is not None or check.received_on is not None
        return not item.is_conditional or is_touched or check.is_not_needed

    def _line(
        self,
        item: CheckItem,
        subject: _Subject,
        check: CheckFacts | None,
        number: int,
        *,
        is_wanted: bool,
    ) -> CheckLine:
        state = _state(check, self.on)
        settled = self._has_former and item.code is CheckCode.PERSONAL_REFERENCE
        if settled and state is CheckState.NOT_ASKED:
            state = CheckState.NOT_NEEDED
        return CheckLine(
            code=item.code,
            part=item.part,
            name=item.name,
            source=item.source,
            state=state,
            carer=subject[0],
            other=subject[1],
            number=number,
            record=check,
            is_wanted=is_wanted,
            expires=item.expires,
        )
