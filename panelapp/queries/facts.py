"""Records gathered into the plain facts that rules read.

Facts of many cases are gathered in a fixed number of selects, however many cases there are; the
facts of one case come through the same selects, so that there is one way to read a case.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from panelapp.domain.errors import RuleBroken
from panelapp.domain.models import (
    Agreement,
    Attendance,
    Base,
    Case,
    Decision,
    Exemption,
    FinalDecisionRecord,
    Interest,
    IrmReferral,
    Item,
    LockedMinutes,
    Notice,
    Person,
    Recommendation,
    Requirement,
    Response,
    Sitting,
    User,
)
from panelapp.domain.names import is_same_name
from panelapp.domain.rules.checks import LISTED_TYPES
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.facts import (
    CaseFacts,
    DecisionFacts,
    DeferralFacts,
    FinalFacts,
    IrmFacts,
    PresentationFacts,
    Reg24Facts,
    RequirementFacts,
)
from panelapp.domain.rules.interests import (
    CaseParts,
    DeclaredInterest,
    Involvement,
    require_may_decide,
    withdrawn_people,
)
from panelapp.domain.rules.lifecycle import Move, case_state, latest_presentation, require
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    InterestRuling,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.assessment_facts import Assessments, advice_facts
from panelapp.queries.exemptions import exemption_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

    from panelapp.persistence.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Base)
_SEES_ALL_CASES = frozenset({UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.AUDITOR})
K = TypeVar("K", bound="Hashable")


def case_facts(case: Case, uow: UnitOfWork) -> CaseFacts:
    """The facts of one case."""
    return all_case_facts(uow, [case.id])[case.id]


def require_move(case: Case, move: Move, uow: UnitOfWork) -> None:
    """Let a move through if the lifecycle allows it now, else raise ``RuleBroken``."""
    uow.session.flush()
    require(case_state(case_facts(case, uow), uow.today), move)


def is_at_panel(item: Item, uow: UnitOfWork) -> bool:
    """Whether what the panel says about an item may still be recorded or changed."""
    recommendation = current_recommendation(item.id, uow)
    confirmed = recommendation is not None and recommendation.confirmed_on is not None
    return item.withdrawn_on is None and not confirmed and not item.sitting.is_cancelled


def is_hidden(item: Item, uow: UnitOfWork) -> bool:
    """Whether an item does not exist for the acting person, because of an interest in it."""
    kept_out = withdrawn_people(
        DeclaredInterest(person=interest.person_id, ruling=interest.ruling)
        for interest in item.interests
    )
    return uow.actor.role not in _SEES_ALL_CASES and uow.actor.person_id in kept_out


def hidden_cases(uow: UnitOfWork) -> frozenset[str]:
    """The references of the cases that do not exist for the acting person."""
    if uow.actor.role in _SEES_ALL_CASES:
        return frozenset()
    query = select(Case.ref).join(Item, Item.case_id == Case.id)
    return frozenset(uow.session.scalars(query.where(has_interest(uow))))


def has_interest(uow: UnitOfWork) -> ColumnElement[bool]:
    """The condition on items that the acting person's interest keeps them out of."""
    return exists().where(
        Interest.item_id == Item.id,
        Interest.person_id == uow.actor.person_id,
        or_(Interest.ruling.is_(None), Interest.ruling != InterestRuling.PARTICIPATE),
    )


def require_latest(item: Item, uow: UnitOfWork) -> None:
    """Refuse an item that the case has been back to panel since, or that was not heard.

    Raises :class:`RuleBroken`.
    """
    shown = latest_presentation(case_facts(item.case, uow))
    if shown is None or shown.item_id != str(item.id):
        raise RuleBroken(
            f"Sitting {item.sitting.ref} is not the last at which the panel heard this case.",
            citation=ENGLAND_2011.cite("case_order"),
            remedy="Nothing was changed. Name the sitting at which it was heard last.",
        )


def current_recommendation(item_id: int, uow: UnitOfWork) -> Recommendation | None:
    """The newest recommendation of an item, draft or confirmed."""
    found = uow.current(Recommendation, Recommendation.item_id == item_id)
    return found[-1] if found else None


def followed_type(case: Case) -> CaseType | None:
    """The type of the case that representations are about."""
    return case.follows.case_type if case.follows else None


def require_decider(case: Case, uow: UnitOfWork) -> None:
    """Refuse a decision by somebody who had a part in the case at panel (FSR 27).

    Raises :class:`RuleBroken`.
    """
    require_may_decide(uow.actor.person_id, parts_in_cases([case], uow)[case.id])


def parts_in_cases(cases: Sequence[Case], uow: UnitOfWork) -> Mapping[int, CaseParts]:
    """What the person behind the acting login had to do with each of some cases, by case id.

    Looks over every sitting on the case, on the case that it follows and on representations
    about it, in a fixed number of selects.
    """
    related = _related(cases, uow)
    me = uow.actor.person_id
    everywhere = {other for others in related.values() for other in others}
    here = or_(Attendance.item_id.is_(None), Attendance.item_id == Item.id)
    sat = uow.session.execute(
        select(Item.case_id, Attendance.role)
        .join(Item, Item.sitting_id == Attendance.sitting_id)
        .where(Item.case_id.in_(everywhere), Attendance.attended.is_not(False), here)
        .where(Attendance.person_id == me)
    ).all()
    confirmed = uow.session.scalars(
        select(Item.case_id)
        .join(Recommendation, Item.id == Recommendation.item_id)
        .join(User, Recommendation.confirmed_by_id == User.id)
        .where(Item.case_id.in_(everywhere), User.person_id == me)
    ).all()
    interested = uow.session.scalars(
        select(Item.case_id)
        .join(Interest, Item.id == Interest.item_id)
        .where(Item.case_id.in_(everywhere), Interest.person_id == me)
    ).all()
    name = uow.session.get_one(Person, me).name
    return {
        case.id: CaseParts(
            sat=[(me, role) for case_id, role in sat if case_id in related[case.id]],
            confirmed=[me for case_id in confirmed if case_id in related[case.id]],
            involved=[(me, did) for did in _involved(case, name)],
            interested=[me for case_id in interested if case_id in related[case.id]],
        )
        for case in cases
    }


def _related(cases: Sequence[Case], uow: UnitOfWork) -> Mapping[int, set[int]]:
    """Each case with the one that it follows and the ones that follow it, by case id."""
    related = {case.id: {case.id, case.follows_id or case.id} for case in cases}
    about = select(Case.follows_id, Case.id).where(Case.follows_id.in_(related))
    for case_id, sent_back in uow.session.execute(about):
        if case_id is not None:
            related[case_id].add(sent_back)
    return related


def _involved(case: Case, name: str) -> list[Involvement]:
    """What a person of a name did in a case, whose workers are known by name alone."""
    parts = (
        (case.social_worker, Involvement.ASSESSED),
        (case.team_manager, Involvement.MANAGES_WORKER),
        (case.quality_assured_by, Involvement.SIGNED_OFF),
    )
    return [did for worker, did in parts if is_same_name(worker, name)]


def all_case_facts(uow: UnitOfWork, case_ids: Sequence[int] | None = None) -> dict[int, CaseFacts]:
    """The facts of all cases, or of those with the given ids, by id."""
    return _Gathering(uow, case_ids).facts()


class _SentBack(NamedTuple):
    """Representations about a case: when their final minutes came, or they were withdrawn."""

    ref: str
    over_on: date | None
    withdrawn_on: date | None


class _Review(NamedTuple):
    """An independent review: when the carer applied, and when the final decision followed."""

    applied_on: date
    over_on: date | None


class _Gathering:
    """The rows that the facts of some cases are made of, grouped by what they belong to."""

    def __init__(self, uow: UnitOfWork, case_ids: Sequence[int] | None) -> None:
        self._uow = uow
        self._ids = case_ids
        self._cases = self._rows(Case, Case.id)
        self._items = _by(self._rows(Item, Item.case_id), lambda row: row.case_id)
        item_ids = [row.id for rows in self._items.values() for row in rows]
        held = select(Sitting)
        if case_ids is not None:
            at = {row.sitting_id for rows in self._items.values() for row in rows}
            held = held.where(Sitting.id.in_(at))
        self._sittings = {row.id: row for row in uow.session.scalars(held)}
        self._said = self._newest(Recommendation, Recommendation.item_id, item_ids)
        self._locked = self._newest(LockedMinutes, LockedMinutes.item_id, item_ids)
        decisions = self._current(Decision, Decision.case_id)
        decisions.sort(key=lambda row: (row.decided_on, row.id))
        self._decisions = _by(decisions, lambda row: row.case_id)
        finals = self._current(FinalDecisionRecord, FinalDecisionRecord.case_id)
        self._finals = _by(finals, lambda row: row.case_id)
        ids = None if case_ids is None else [row.id for row in decisions]
        final_ids = None if case_ids is None else [row.id for row in finals]
        told = {row.id: row for row in self._rows(Notice, Notice.decision_id, ids)}
        if final_ids is not None:
            rows = self._rows(Notice, Notice.final_decision_id, final_ids)
            told |= {row.id: row for row in rows}
        self._notices = _by(
            (told[row_id] for row_id in sorted(told)),
            lambda row: (row.decision_id, row.final_decision_id),
        )
        self._responses = _by(
            self._rows(Response, Response.decision_id, ids), lambda row: row.decision_id
        )
        self._agreed = {
            row.decision_id: row.signed_on
            for row in self._rows(Agreement, Agreement.decision_id, ids)
        }
        self._requirements = _by(
            self._rows(Requirement, Requirement.decision_id, ids), lambda row: row.decision_id
        )
        self._exemptions = exemption_facts(self._rows(Exemption, Exemption.case_id), uow)
        self._referrals = _by(self._rows(IrmReferral, IrmReferral.case_id), lambda row: row.case_id)

    def facts(self) -> dict[int, CaseFacts]:
        """One value of facts for each case."""
        followed = self._followed()
        sent_back = self._sent_back()
        approvals = self._connected_approvals()
        extensions, reviews = self._extensions(), self._reviews()
        assessments = Assessments(self._uow, self._with_checks())
        return {
            case.id: CaseFacts(
                ref=case.ref,
                case_type=case.case_type,
                carer_kind=case.carer_kind,
                follows=followed[case.id][0] if case.id in followed else None,
                followed_final_on=followed[case.id][1] if case.id in followed else None,
                opened_on=case.opened_on,
                application_on=case.application_on,
                reg24_started_on=case.reg24_started_on,
                reg24=self._reg24(case, extensions, reviews.get(case.household_id, ())),
                connected_approval_decided_on=_first_since(
                    case.reg24_started_on, approvals.get(case.household_id, ())
                ),
                report_shared_on=case.report_shared_on,
                observations_on=case.observations_on,
                quality_assured_on=case.quality_assured_on,
                needed_by_on=case.needed_by_on,
                exemption=self._exemptions.get(case.id),
                withdrawn_on=case.withdrawn_on,
                stage1_refused_on=case.stage1_refused_on,
                assessment=assessments.of(case),
                advice=advice_facts(case),
                presentations=self._presentations(case),
                decisions=self._decision_facts(case, sent_back.get(case.id)),
            )
            for case in self._cases
        }

    def _with_checks(self) -> Sequence[int] | None:
        """The cases that collect checks, of those that are read; ``None`` where all are."""
        if self._ids is None:
            return None
        return [case.id for case in self._cases if case.case_type in LISTED_TYPES]

    @property
    def _has_temporary_approvals(self) -> bool:
        return any(case.reg24_started_on is not None for case in self._cases)

    def _rows(
        self, kind: type[R], column: InstrumentedAttribute[Any], ids: Sequence[int] | None = None
    ) -> Sequence[R]:
        wanted = self._ids if ids is None else ids
        if wanted is None:
            return self._uow.session.scalars(select(kind).order_by(kind.__table__.c.id)).all()
        return self._those(kind, column, wanted) if wanted else ()

    def _current(self, kind: type[R], column: InstrumentedAttribute[int]) -> list[R]:
        if self._ids is None:
            return self._uow.current(kind)
        return list(self._those(kind, column, self._ids, is_in_force=True))

    def _newest(
        self, kind: type[R], column: InstrumentedAttribute[int], item_ids: Sequence[int]
    ) -> dict[int, R]:
        if not item_ids:
            return {}
        rows: Iterable[Any] = (
            self._uow.current(kind)
            if self._ids is None
            else self._those(kind, column, item_ids, is_in_force=True)
        )
        return {row.item_id: row for row in rows}

    def _those(
        self,
        kind: type[R],
        column: InstrumentedAttribute[int],
        ids: Sequence[int],
        *,
        is_in_force: bool = False,
    ) -> Sequence[R]:
        query = _by_ids(kind, column.key, is_in_force=is_in_force)
        return self._uow.session.scalars(query, {"ids": list(ids)}).all()

    def _followed(self) -> dict[int, tuple[CaseType, date | None]]:
        if all(case.follows_id is None for case in self._cases):
            return {}
        about = aliased(Case)
        query = (
            select(Case.id, about.case_type, FinalDecisionRecord.decided_on)
            .join(about, about.id == Case.follows_id)
            .outerjoin(
                FinalDecisionRecord,
                and_(FinalDecisionRecord.case_id == about.id, in_force(FinalDecisionRecord)),
            )
        )
        if self._ids is not None:
            query = query.where(Case.id.in_(self._ids))
        return {row[0]: (row[1], row[2]) for row in self._uow.session.execute(query)}

    def _sent_back(self) -> dict[int, _SentBack]:
        """For a case, the representations about it and when their final minutes arrived.

        Representations that were withdrawn leave the way free on that day.
        """
        over_on = func.coalesce(Case.withdrawn_on, Item.minutes_received_on)
        query = (
            select(Case.follows_id, Case.ref, over_on, Case.withdrawn_on)
            .outerjoin(Item, Item.case_id == Case.id)
            .where(Case.case_type == CaseType.REPRESENTATIONS)
            .order_by(over_on)
        )
        if self._ids is not None:
            query = query.where(Case.follows_id.in_(self._ids))
        rows = self._uow.session.execute(query)
        return {row[0]: _SentBack(row[1], row[2], row[3]) for row in rows if row[0] is not None}

    def _connected_approvals(self) -> Mapping[int, list[date]]:
        """When each household was approved in full, by a first or final decision, oldest first."""
        if not self._has_temporary_approvals:
            return {}
        first, final = (
            select(Case.household_id, made.decided_on)
            .join(Case, Case.id == made.case_id)
            .where(
                Case.case_type == CaseType.CONNECTED_APPROVAL,
                made.code == approve,
                in_force(made),
            )
            for made, approve in (
                (Decision, FirstDecision.APPROVE),
                (FinalDecisionRecord, FinalDecision.APPROVE),
            )
        )
        query = union_all(first, final).subquery()
        rows = select(query).order_by(query.c.decided_on)
        if self._ids is not None:
            households = select(Case.household_id).where(Case.id.in_(self._ids))
            rows = rows.where(query.c.household_id.in_(households))
        approvals: dict[int, list[date]] = defaultdict(list)
        for household_id, decided_on in self._uow.session.execute(rows):
            if decided_on is not None:
                approvals[household_id].append(decided_on)
        return approvals

    def _extensions(self) -> Mapping[tuple[int, date], date]:
        """When each temporary approval was extended, by household and first day."""
        if not self._has_temporary_approvals:
            return {}
        granted_on = func.coalesce(Case.extended_on, Decision.decided_on)
        query = (
            select(Case.household_id, Case.reg24_started_on, granted_on)
            .outerjoin(
                Decision,
                and_(
                    Decision.case_id == Case.id,
                    Decision.code == FirstDecision.EXTENSION_GRANTED,
                    in_force(Decision),
                ),
            )
            .where(Case.case_type == CaseType.REG24_EXTENSION, granted_on.is_not(None))
        )
        if self._ids is not None:
            households = select(Case.household_id).where(Case.id.in_(self._ids))
            query = query.where(Case.household_id.in_(households))
        rows = self._uow.session.execute(query)
        return {(household, start): on for household, start, on in rows if start is not None}

    def _reviews(self) -> Mapping[int, list[_Review]]:
        """The independent reviews of refusals of each household's full approval, oldest first."""
        if not self._has_temporary_approvals:
            return {}
        applied_on = func.coalesce(IrmReferral.applied_on, Response.received_on)
        query = (
            select(Case.household_id, applied_on, FinalDecisionRecord.decided_on)
            .join(Decision, and_(Decision.case_id == Case.id, in_force(Decision)))
            .join(Response, Response.decision_id == Decision.id)
            .outerjoin(IrmReferral, IrmReferral.decision_id == Decision.id)
            .outerjoin(
                FinalDecisionRecord,
                and_(FinalDecisionRecord.case_id == Case.id, in_force(FinalDecisionRecord)),
            )
            .where(
                Case.case_type == CaseType.CONNECTED_APPROVAL,
                Response.response == QdResponse.IRM,
                applied_on.is_not(None),
            )
            .order_by(applied_on)
        )
        if self._ids is not None:
            households = select(Case.household_id).where(Case.id.in_(self._ids))
            query = query.where(Case.household_id.in_(households))
        reviews: dict[int, list[_Review]] = defaultdict(list)
        for household_id, applied, over in self._uow.session.execute(query):
            reviews[household_id].append(_Review(applied, over))
        return reviews

    def _reg24(
        self,
        case: Case,
        extensions: Mapping[tuple[int, date], date],
        reviews: Sequence[_Review],
    ) -> Reg24Facts | None:
        """The steps about a temporary approval, which a full assessment shares with its extension.

        The panel's views count from the day on which it sat.
        """
        if case.reg24_started_on is None:
            return None
        views = [
            self._sittings[item.sitting_id].held_on
            for item in self._items.get(case.id, ())
            if (said := self._said.get(item.id))
            and said.confirmed_on is not None
            and said.outcome in {Outcome.SUPPORT, Outcome.NOT_SUPPORT}
        ]
        started_on = case.reg24_started_on
        review = next((one for one in reviews if one.applied_on >= started_on), None)
        return Reg24Facts(
            panel_views_on=max(views, default=None),
            appropriate_on=case.still_appropriate_on,
            iro_informed_on=case.iro_informed_on,
            extended_on=extensions.get((case.household_id, case.reg24_started_on)),
            review_applied_on=review.applied_on if review else None,
            review_over_on=review.over_on if review else None,
            ended_on=case.placement_ended_on,
        )

    def _presentations(self, case: Case) -> tuple[PresentationFacts, ...]:
        items = self._items.get(case.id, [])
        return tuple(
            self._presentation(item)
            for item in sorted(items, key=lambda item: self._sittings[item.sitting_id].held_on)
            if not self._taken_off_before(item)
        )

    def _taken_off_before(self, item: Item) -> bool:
        """Whether an item was withdrawn before its sitting, so that it never came to panel."""
        held_on = self._sittings[item.sitting_id].held_on
        return item.withdrawn_on is not None and item.withdrawn_on < held_on

    def _presentation(self, item: Item) -> PresentationFacts:
        sitting = self._sittings[item.sitting_id]
        said = self._said.get(item.id)
        locked = self._locked.get(item.id)
        deferral = None
        if said is not None and said.outcome is Outcome.DEFERRED:
            deferral = DeferralFacts(
                reason=said.deferral_reason,
                needed=said.deferral_needed,
                from_whom=said.deferral_from,
                due_on=said.deferral_due_on,
            )
        outcome = said.outcome if said else None
        return PresentationFacts(
            item_id=str(item.id),
            sitting_ref=sitting.ref,
            sitting_on=sitting.held_on,
            sitting_cancelled=sitting.is_cancelled,
            outcome=Outcome.WITHDRAWN if item.withdrawn_on else outcome,
            confirmed_on=item.withdrawn_on or (said.confirmed_on if said else None),
            deferral=deferral,
            minutes_final_on=locked.final_on if locked else None,
            minutes_received_on=item.minutes_received_on,
            imported=said is not None and said.import_id is not None,
        )

    def _decision_facts(self, case: Case, sent_back: _SentBack | None) -> tuple[DecisionFacts, ...]:
        rows = self._decisions.get(case.id, [])
        sittings = {
            item.id: self._sittings[item.sitting_id].ref for item in self._items.get(case.id, ())
        }
        finals = self._finals.get(case.id, [])
        referrals = self._referrals.get(case.id, [])
        facts = []
        for row in rows:
            notices = self._notices.get((row.id, None), [])
            responses = self._responses.get(row.id, [])
            is_newest = row is rows[-1]
            back = sent_back if is_newest else None
            final = next(
                (f for f in finals if f.decision_id == row.id or f.decision_id is None), None
            )
            facts.append(
                DecisionFacts(
                    code=row.code,
                    decided_on=row.decided_on,
                    sitting_ref=sittings.get(row.item_id or 0),
                    oral_on=_first_notice(notices, NoticeKind.ORAL),
                    written_on=_first_notice(notices, NoticeKind.WRITTEN),
                    response=responses[-1].response if responses else None,
                    response_on=responses[-1].received_on if responses else None,
                    representations_ref=back.ref if back else None,
                    representations_received_on=back.over_on if back else None,
                    representations_withdrawn_on=back.withdrawn_on if back else None,
                    irm=_irm_facts(referrals[-1]) if referrals and is_newest else None,
                    final=self._final_facts(final),
                    agreement_signed_on=row.agreement_signed_on or self._agreed.get(row.id),
                    requirements=tuple(
                        RequirementFacts(
                            what=asked.words, due_on=asked.due_on, met_on=asked.done_on
                        )
                        for asked in self._requirements.get(row.id, ())
                    ),
                    imported=row.import_id is not None,
                )
            )
        return tuple(facts)

    def _final_facts(self, final: FinalDecisionRecord | None) -> FinalFacts | None:
        if final is None or final.code is None or final.decided_on is None:
            return None
        return FinalFacts(
            code=final.code,
            decided_on=final.decided_on,
            written_on=_first_notice(
                self._notices.get((None, final.id), []), NoticeKind.FINAL_WRITTEN
            ),
            imported=final.import_id is not None,
        )


@cache
def _by_ids(kind: type[R], column: str, *, is_in_force: bool) -> Select[R]:
    """The rows of a kind whose column is one of ``ids``, oldest first.

    Written once for each kind, since every action asks and writing it takes longer than running it.
    """
    query = select(kind).where(getattr(kind, column).in_(bindparam("ids", expanding=True)))
    if is_in_force:
        query = query.where(in_force(kind))
    return query.order_by(kind.__table__.c.id)


def _by(rows: Iterable[R], key: Callable[[R], K]) -> Mapping[K, list[R]]:
    grouped: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return grouped


def _first_since(start: date | None, days: Iterable[date]) -> date | None:
    """The first day that is not before the start of a temporary approval, where there is one."""
    return next((day for day in days if start is not None and day >= start), None)


def _first_notice(notices: Iterable[Notice], kind: NoticeKind) -> date | None:
    return min((notice.given_on for notice in notices if notice.kind is kind), default=None)


def _irm_facts(referral: IrmReferral) -> IrmFacts:
    return IrmFacts(
        applied_on=referral.applied_on,
        notified_on=referral.notified_on,
        papers_sent_on=referral.papers_sent_on,
        reviewed_on=referral.reviewed_on,
        recommendation=referral.recommendation,
        recommendation_received_on=referral.recommendation_received_on,
        copied_on=referral.copy_sent_on,
    )
