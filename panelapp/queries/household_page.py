"""One household as its page shows it: who lives there, its approval and what goes with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import Case, Exemption, FinalDecisionRecord
from panelapp.domain.names import names_together
from panelapp.domain.rules.approval import Standing, standing
from panelapp.domain.rules.calendar import add_years
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.exemption import covers_everybody, holds_here, is_in_force
from panelapp.domain.rules.lifecycle import case_state
from panelapp.domain.rules.retention import Retention, RetentionFacts, retention
from panelapp.domain.rules.routes import Regime, route
from panelapp.domain.rules.status_words import ENDED, status_words
from panelapp.domain.rules.temporary_approval import holds, last_day
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CarerKind, CaseType, FinalDecision, UserRole
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.approvals import REVIEWS, approval_history
from panelapp.queries.case_people import TermsRow, terms_of_household
from panelapp.queries.exemptions import exemption_facts
from panelapp.queries.facts import all_case_facts
from panelapp.queries.temporary import TemporaryFacts, temporary_approvals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from panelapp.domain.models import Carer, Household, HouseholdMember
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork

__all__ = [
    "CarerRow",
    "CaseOfHousehold",
    "ExemptionRow",
    "HouseholdPage",
    "HouseholdPageQuestion",
    "OtherRow",
    "TermsRow",
    "household_page",
]

ADULT_FROM = 18
OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)
FOR_THE_OFFICE = "This is for the panel adviser or the administrator."


@dataclass(frozen=True, kw_only=True)
class HouseholdPageQuestion:
    """One household by reference."""

    household: str


@dataclass(frozen=True, kw_only=True)
class CarerRow:
    """One carer. ``ended`` says in words how the approval ended, or will end where it goes on."""

    position: int
    name: str
    date_of_birth: dt.date | None
    sex: str
    ended: str
    has_ended: bool
    may_end: bool


@dataclass(frozen=True, kw_only=True)
class OtherRow:
    """Somebody else of the household; ``number`` names them in actions. Not every age is known."""

    number: int
    name: str
    date_of_birth: dt.date | None
    relationship: str
    moved_in_on: dt.date | None
    moved_out_on: dt.date | None
    part: str
    lives_there: bool


@dataclass(frozen=True, kw_only=True)
class ExemptionRow:
    """An exemption from the usual fostering limit between its written notice and its end.

    It no longer ``holds`` once the carers live in the area of another authority, and no longer
    ``covers_everybody`` once its case names a child whom the notice does not name.
    """

    case: str
    children: tuple[str, ...]
    authority: str
    conditions: str
    since: dt.date
    until: dt.date | None
    holds: bool
    covers_everybody: bool


@dataclass(frozen=True, kw_only=True)
class CaseOfHousehold:
    """A case of the household."""

    case: str
    case_type: str
    status: str
    opened_on: dt.date | None
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class TemporaryApprovalRow:
    """The temporary approval that the household has today."""

    children: tuple[str, ...]
    started_on: dt.date
    until: dt.date | None


@dataclass(frozen=True, kw_only=True)
class ReviewDue:
    """The day by which approval is reviewed again, and why."""

    due: dt.date
    is_late: bool
    is_first: bool
    explanation: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class HouseholdPage:
    """One household as everything stands today.

    ``why_not_change`` is empty for who may change it. ``terms`` come newest first, ``reviews``
    too. ``open_review`` is the case in which a review is under way.
    """

    ref: str
    names: str
    carer_kind: CarerKind
    kind_words: str
    standing: str
    is_approved: bool
    has_ended: bool
    address: str
    home_authority: str
    team: str
    carers: tuple[CarerRow, ...]
    others: tuple[OtherRow, ...]
    approved_on: dt.date | None
    ended_on: dt.date | None
    reviews: tuple[dt.date, ...]
    review: ReviewDue | None
    open_review: str
    temporary: TemporaryApprovalRow | None
    terms: tuple[TermsRow, ...]
    exemptions: tuple[ExemptionRow, ...]
    exemption_citation: str
    cases: tuple[CaseOfHousehold, ...]
    retention: Retention
    resignation_citation: str
    why_not_change: str
    version: int

    @property
    def may_change(self) -> bool:
        """Whether the acting person may change it."""
        return not self.why_not_change


def household_page(question: HouseholdPageQuestion, uow: UnitOfWork) -> HouseholdPage:
    """One household, as everything stands today.

    Raises :class:`NotFound` for a reference that the file does not have.
    """
    household, on = uow.household(question.household), uow.today
    stands = standing(approval_history(household, uow), on)
    cases = _cases(household, uow)
    facts = all_case_facts(uow, [case.id for case in cases])
    temporary = temporary_approvals(uow, [household.id])
    return HouseholdPage(
        ref=household.ref,
        names=names_together(tuple(carer.person.name for carer in household.carers)),
        carer_kind=household.carer_kind,
        kind_words=label(household.carer_kind),
        standing=_standing_words(stands, has_temporary=_temporary(temporary, uow) is not None),
        is_approved=stands.is_approved,
        has_ended=stands.has_ended,
        address=household.address,
        home_authority=household.home_authority,
        team=household.team,
        carers=tuple(_carer(carer, stands) for carer in household.carers),
        others=tuple(_other(other, on) for other in household.others),
        approved_on=stands.approved_on,
        ended_on=stands.ended_on,
        reviews=stands.reviews[::-1],
        review=_review(household, stands, uow),
        open_review=_open_review(cases, facts, on),
        temporary=_temporary(temporary, uow),
        terms=terms_of_household(household, uow),
        exemptions=tuple(_exemptions(household, uow)),
        exemption_citation=ENGLAND_2011.cite("fostering_limit"),
        cases=tuple(_case(case, facts, on) for case in cases),
        retention=retention(_retention(cases, facts, stands, temporary, uow), uow.calendar),
        resignation_citation=ENGLAND_2011.cite("resignation_effect"),
        why_not_change="" if uow.actor.role in OFFICE else FOR_THE_OFFICE,
        version=household.version,
    )


def _standing_words(stands: Standing, *, has_temporary: bool) -> str:
    if has_temporary and not stands.is_approved:
        return "Temporary approval"
    if stands.approved_on is None:
        return "Not approved"
    if stands.has_ended:
        return "Approval ended"
    return "Approved, ending" if stands.ended_on is not None else "Approved"


def _carer(carer: Carer, stands: Standing) -> CarerRow:
    ending = carer.ending
    is_back = ending is not None and ending.effective_on <= stands.on and stands.is_approved
    is_back = is_back and carer.position in stands.carers
    ended = ""
    if ending is not None and not is_back:
        verb = "Ended" if ending.effective_on <= stands.on else "Ends"
        why = f"{label(ending.kind)}: {label(ending.reason).lower()}"
        ended = f"{verb} on {long_date(ending.effective_on)}. {why}."
    return CarerRow(
        position=carer.position,
        name=carer.person.name,
        date_of_birth=carer.person.date_of_birth,
        sex=carer.person.sex,
        ended=ended,
        has_ended=ending is not None and not is_back and ending.effective_on <= stands.on,
        may_end=ending is None and stands.approved_on is not None and not stands.has_ended,
    )


def _other(other: HouseholdMember, on: dt.date) -> OtherRow:
    born, gone = other.date_of_birth, other.moved_out_on
    part = "Age not known"
    if born is not None:
        part = "Adult" if add_years(born, ADULT_FROM) <= on else "Child"
    return OtherRow(
        number=other.id,
        name=other.name,
        date_of_birth=born,
        relationship=other.relationship_to_carers,
        moved_in_on=other.moved_in_on,
        moved_out_on=gone,
        part=part,
        lives_there=gone is None or gone > on,
    )


def _review(household: Household, stands: Standing, uow: UnitOfWork) -> ReviewDue | None:
    """The next review; none for an approval that ends before it."""
    approved_on, ended_on = stands.approved_on, stands.ended_on
    if approved_on is None:
        return None
    clock = due("review", stands.last_review_on or approved_on, uow.calendar)
    if ended_on is not None and ended_on <= max(stands.on, clock.due):
        return None
    is_lodgings = household.carer_kind is CarerKind.SUPPORTED_LODGINGS
    return ReviewDue(
        due=clock.due,
        is_late=clock.due < stands.on,
        is_first=stands.last_review_on is None,
        explanation=clock.explanation,
        citation=ENGLAND_2011.cite("review_local" if is_lodgings else "review"),
    )


def _cases(household: Household, uow: UnitOfWork) -> Sequence[Case]:
    return uow.session.scalars(
        select(Case)
        .where(Case.household_id == household.id)
        .order_by(Case.opened_on.desc().nulls_last(), Case.ref.desc())
    ).all()


def _case(case: Case, facts: Mapping[int, CaseFacts], on: dt.date) -> CaseOfHousehold:
    state = case_state(facts[case.id], on)
    return CaseOfHousehold(
        case=case.ref,
        case_type=label(case.case_type),
        status=status_words(state),
        opened_on=case.opened_on,
        is_open=state not in ENDED,
    )


def _open_review(cases: Sequence[Case], facts: Mapping[int, CaseFacts], on: dt.date) -> str:
    for case in cases:
        if case.case_type in REVIEWS and case_state(facts[case.id], on) not in ENDED:
            return case.ref
    return ""


def _temporary(
    approvals: tuple[TemporaryFacts, ...], uow: UnitOfWork
) -> TemporaryApprovalRow | None:
    for one in approvals:
        if holds(one.approval, uow.today, uow.calendar):
            return TemporaryApprovalRow(
                children=one.children,
                started_on=one.approval.started_on,
                until=last_day(one.approval, uow.today, uow.calendar),
            )
    return None


def _exemptions(household: Household, uow: UnitOfWork) -> Iterator[ExemptionRow]:
    """The exemptions that hold today, with the children whom each notice names."""
    query = (
        select(Exemption, Case.ref)
        .join(Case, Case.id == Exemption.case_id)
        .where(Case.household_id == household.id, Exemption.noticed_on.is_not(None))
        .order_by(Exemption.noticed_on)
    )
    rows = uow.session.execute(query).all()
    facts_of = exemption_facts([exemption for exemption, _ in rows], uow)
    for exemption, ref in rows:
        facts = facts_of[exemption.case_id]
        if facts.noticed_on is not None and is_in_force(facts, uow.today):
            yield ExemptionRow(
                case=ref,
                children=exemption.names,
                authority=exemption.authority,
                conditions=exemption.conditions,
                since=facts.noticed_on,
                until=exemption.ends_on,
                holds=holds_here(facts, uow.today),
                covers_everybody=covers_everybody(facts, uow.today),
            )


def _retention(
    cases: Sequence[Case],
    facts: Mapping[int, CaseFacts],
    stands: Standing,
    temporary: tuple[TemporaryFacts, ...],
    uow: UnitOfWork,
) -> RetentionFacts:
    is_open = any(case_state(facts[case.id], uow.today) not in ENDED for case in cases)
    has_temporary = any(holds(one.approval, uow.today, uow.calendar) for one in temporary)
    goes_on = ""
    if stands.is_approved:
        goes_on = "The household is approved."
    elif has_temporary:
        goes_on = "The household has temporary approval."
    elif is_open:
        goes_on = "A case of the household is open."
    ended = [one.approval.placement_ended_on for one in temporary]
    return RetentionFacts(
        goes_on=goes_on,
        approval_ended_on=stands.ended_on if stands.approved_on else None,
        placement_ended_on=_last(ended),
        placement_end_unknown=any(
            one.approval.placement_ended_on is None and one.approval.fully_approved_on is None
            for one in temporary
        ),
        refused_on=_last([*_refusals(cases, uow), *(case.stage1_refused_on for case in cases)]),
        withdrawn_on=_last(
            case.withdrawn_on
            for case in cases
            if route(case.case_type).regime is Regime.APPROVAL
            or case.case_type is CaseType.SUPPORTED_LODGINGS_APPROVAL
        ),
    )


def _refusals(cases: Sequence[Case], uow: UnitOfWork) -> Iterator[dt.date | None]:
    """The days of the final decisions to refuse; a determination is not final (reg. 32(3))."""
    yield from uow.session.scalars(
        select(FinalDecisionRecord.decided_on).where(
            in_force(FinalDecisionRecord),
            FinalDecisionRecord.code == FinalDecision.NOT_APPROVE,
            FinalDecisionRecord.case_id.in_([case.id for case in cases]),
        )
    )


def _last(days: Sequence[dt.date | None] | Iterator[dt.date | None]) -> dt.date | None:
    return max((day for day in days if day is not None), default=None)
