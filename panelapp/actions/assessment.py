"""What a case collects: asked for, chased, received or not needed, and by whom it is signed off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.actions.people import set_known
from panelapp.domain.errors import BadInput, NotFound, RuleBroken, StaleRecord
from panelapp.domain.events import Topic
from panelapp.domain.models import Case, Chase, Check, HouseholdMember
from panelapp.domain.rules.check_item import CheckScope
from panelapp.domain.rules.checks import item_of, parts_of
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.vocabulary import CheckCode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panelapp.persistence.unit_of_work import UnitOfWork

_MAY_BE_UNKNOWN = ("requested_on", "received_on", "expires_on", "not_needed_because")


@dataclass(frozen=True, kw_only=True)
class WantedCheck:
    """A line of the list of a case, whether or not anybody touched it.

    ``carer`` counts the carers of the household from one; ``other`` is the number of somebody else
    who lives there. ``check`` is the number of what is recorded, which alone is enough.
    """

    code: CheckCode | None = None
    carer: int | None = None
    other: int | None = None
    detail: str = ""
    check: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecordCheck:
    """What is now known of one check; what is left out stays as it is.

    ``check`` names one that is recorded. Without it ``code`` and whom it is about name the line,
    and a new one is recorded where there is none. ``code`` "other" adds a check of the agency's
    own, which ``detail`` names. ``not_known`` takes facts away that were recorded by mistake.
    """

    case: str
    code: CheckCode | None = None
    check: int | None = None
    carer: int | None = None
    other: int | None = None
    detail: str | None = None
    from_whom: str | None = None
    asked_by: str | None = None
    requested_on: date | None = None
    received_on: date | None = None
    expires_on: date | None = None
    not_needed_because: str | None = None
    note: str | None = None
    not_known: tuple[str, ...] = ()
    version: int | None = None


def record_check(command: RecordCheck, uow: UnitOfWork) -> int:
    """Record how far a check is and return its number.

    Raises :class:`BadInput` for dates that cannot be, and for a check that a case of its type does
    not collect; :class:`RuleBroken` once the case was withdrawn or refused.
    """
    case = case_that_goes_on(command.case, uow)
    wanted = WantedCheck(
        code=command.code,
        carer=command.carer,
        other=command.other,
        detail=(command.detail or "").strip(),
        check=command.check,
    )
    check = _found_or_new(wanted, case, uow)
    if command.version is not None and command.version != check.version:
        raise StaleRecord(
            "Somebody changed this check after you opened it.",
            remedy="Nothing was changed. Look at it again.",
        )
    changed = set_known(
        check,
        detail=command.detail.strip() if command.detail is not None else None,
        from_whom=command.from_whom,
        asked_by=command.asked_by,
        requested_on=command.requested_on,
        received_on=command.received_on,
        expires_on=command.expires_on,
        not_needed_because=_stripped(command.not_needed_because),
        note=command.note,
    )
    _take_away(check, command)
    _require_dates(check, uow)
    uow.session.flush()
    uow.changed(Topic.CASES, case.ref, ",".join(filter(None, (changed, *command.not_known))))
    return check.id


def _stripped(words: str | None) -> str | None:
    return None if words is None else words.strip()


def _take_away(check: Check, command: RecordCheck) -> None:
    for name in command.not_known:
        if name not in _MAY_BE_UNKNOWN or getattr(command, name) is not None:
            raise BadInput(
                f"{name!r} is no fact that can be taken away, or is given at the same time.",
                remedy=f"Nothing was changed. Choose from {', '.join(_MAY_BE_UNKNOWN)}.",
            )
        setattr(check, name, "" if name == "not_needed_because" else None)


def _require_dates(check: Check, uow: UnitOfWork) -> None:
    for day in (check.requested_on, check.received_on):
        if day is not None:
            uow.require_happened(day)
    asked, came, ends = check.requested_on, check.received_on, check.expires_on
    if asked is not None and came is not None and came < asked:
        raise BadInput(
            "A check cannot come before it was asked for.",
            remedy="Nothing was changed. Check the two dates.",
        )
    if ends is not None and (came is None or ends < came):
        raise BadInput(
            "A check holds from the day on which it came.",
            remedy="Nothing was changed. Check the day until when it holds.",
        )
    if check.not_needed_because and came is not None:
        raise BadInput(
            "A check that has come cannot be marked as not needed.",
            remedy="Nothing was changed. Take the day on which it came away first.",
        )


@dataclass(frozen=True, kw_only=True)
class AskForChecks:
    """Several checks of a case that were asked for on the same day."""

    case: str
    checks: tuple[WantedCheck, ...]
    requested_on: date
    asked_by: str = ""


def ask_for_checks(command: AskForChecks, uow: UnitOfWork) -> int:
    """Record that checks were asked for, and return how many.

    Raises :class:`BadInput` for none, and for one that has come or is not needed.
    """
    case = case_that_goes_on(command.case, uow)
    _require_some(command.checks)
    for wanted in command.checks:
        check = _found_or_new(wanted, case, uow)
        if check.received_on is not None or check.not_needed_because:
            raise BadInput(
                "One of these checks has come, or is not needed.",
                remedy="Nothing was changed. Choose those that are still to be asked for.",
            )
        check.requested_on = command.requested_on
        check.asked_by = command.asked_by.strip() or check.asked_by
        _require_dates(check, uow)
    uow.session.flush()
    uow.changed(Topic.CASES, case.ref, f"{len(command.checks)} checks asked for")
    return len(command.checks)


@dataclass(frozen=True, kw_only=True)
class ChaseChecks:
    """Checks, of one case or of several, that somebody asked for again; by their numbers."""

    checks: tuple[int, ...]
    chased_on: date
    chased_by: str = ""


def chase_checks(command: ChaseChecks, uow: UnitOfWork) -> int:
    """Record that checks were chased, and return how many.

    Raises :class:`BadInput` for one that was not asked for or has come, and for a day before it
    was asked for.
    """
    _require_some(command.checks)
    uow.require_happened(command.chased_on)
    found = uow.session.scalars(select(Check).where(Check.id.in_(command.checks))).all()
    if {check.id for check in found} != set(command.checks):
        raise _no_such_check()
    refs = [_case_of(check, uow).ref for check in found]
    for check in found:
        asked = check.requested_on
        if asked is None or check.received_on is not None or check.not_needed_because:
            raise BadInput(
                "Only a check that was asked for and has not come can be chased.",
                remedy="Nothing was changed. Choose those that are waited for.",
            )
        if command.chased_on < asked:
            raise BadInput(
                "A check cannot be chased before it was asked for.",
                remedy="Nothing was changed. Check the date.",
            )
        check.chases.append(Chase(chased_on=command.chased_on, chased_by=command.chased_by.strip()))
    uow.changed(Topic.CASES, min(refs), f"{len(found)} checks chased")
    return len(found)


def _case_of(check: Check, uow: UnitOfWork) -> Case:
    return case_that_goes_on(uow.session.get_one(Case, check.case_id).ref, uow)


def _require_some(checks: Iterable[object]) -> None:
    if not tuple(checks):
        raise BadInput("No check is chosen.", remedy="Nothing was changed. Choose at least one.")


def case_that_goes_on(ref: str, uow: UnitOfWork) -> Case:
    """A case that was neither withdrawn nor refused at stage 1.

    Raises :class:`RuleBroken` for others.
    """
    case = uow.case(ref)
    if case.withdrawn_on is not None or case.stage1_refused_on is not None:
        raise RuleBroken(
            "The case has ended, so nothing more is collected for it.",
            citation=ENGLAND_2011.cite("case_order"),
            remedy="Nothing was changed.",
        )
    return case


def _found_or_new(wanted: WantedCheck, case: Case, uow: UnitOfWork) -> Check:
    if wanted.check is not None:
        found = uow.session.get(Check, wanted.check)
        if found is None or found.case_id != case.id:
            raise _no_such_check()
        return found
    if wanted.code is None:
        raise BadInput("Say which check it is.", remedy="Nothing was changed. Give its code.")
    carer_id, other_id = _subject(wanted, wanted.code, case, uow)
    query = select(Check).where(
        Check.case_id == case.id,
        Check.code == wanted.code,
        Check.carer_id == carer_id if carer_id else Check.carer_id.is_(None),
        Check.household_member_id == other_id if other_id else Check.household_member_id.is_(None),
    )
    same = uow.session.scalars(query.order_by(Check.id)).all()
    found = next((check for check in same if _is_meant(check, wanted)), None)
    if found is None:
        found = Check(
            case_id=case.id,
            code=wanted.code,
            carer_id=carer_id,
            household_member_id=other_id,
            detail=wanted.detail,
        )
        uow.session.add(found)
        uow.session.flush()
    return found


def _is_meant(check: Check, wanted: WantedCheck) -> bool:
    """Whether a recorded check is the line that is wanted, where a code stands more than once."""
    several = wanted.code in {CheckCode.OTHER, CheckCode.PERSONAL_REFERENCE}
    return not several or check.detail.casefold() == wanted.detail.casefold()


def _subject(
    wanted: WantedCheck, code: CheckCode, case: Case, uow: UnitOfWork
) -> tuple[int | None, int | None]:
    """Whom a line is about, as the numbers of rows."""
    carer_id = uow.carer(case.household.ref, wanted.carer).id if wanted.carer else None
    if wanted.other is not None:
        person = uow.session.get(HouseholdMember, wanted.other)
        if person is None or person.household_id != case.household_id:
            raise NotFound(
                "Nobody of that number lives in the household.", remedy="Nothing was changed."
            )
    if not parts_of(case.case_type):
        raise BadInput("A case of this type has no list of checks.", remedy="Nothing was changed.")
    if code is CheckCode.OTHER:
        if not wanted.detail:
            raise BadInput(
                "A check of your own needs a name.", remedy="Nothing was changed. Say what it is."
            )
        return carer_id, wanted.other
    item = item_of(case.case_type, code)
    if item is None:
        raise BadInput(
            "A case of this type does not collect that.",
            remedy="Nothing was changed. Add it as a check of your own.",
        )
    needs_somebody = item.scope is not CheckScope.HOUSEHOLD
    takes_others = item.scope is CheckScope.ADULT
    is_about_one = (carer_id is None) != (wanted.other is None)
    if needs_somebody and not (is_about_one and (takes_others or wanted.other is None)):
        raise BadInput(
            "Say which person of the household this check is about.",
            remedy="Nothing was changed. Give carer or, for another adult, other.",
        )
    if not needs_somebody and (carer_id is not None or wanted.other is not None):
        raise BadInput(
            "This check is about the household as a whole.", remedy="Nothing was changed."
        )
    return carer_id, wanted.other


def _no_such_check() -> NotFound:
    return NotFound(
        "There is no such check.", remedy="Nothing was changed. Look at the list again."
    )
