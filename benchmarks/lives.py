"""The lives of fictional households before the panel: which cases they have and how each went.

A life is a chain of cases with gaps of some months, from an application or a first review on. Each
case is opened, put on the agenda of a sitting, heard, decided and told of, as far as the day that
everything is seen from lets it come.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.words import happens
from panelapp.domain.rules.routes import INITIAL_APPROVALS, Regime, first_decisions, outcomes, route
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    FinalDecision,
    FirstDecision,
    Outcome,
    QdResponse,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

TODAY = date(2026, 11, 20)
PROGRAM_SINCE = date(2021, 1, 4)
"""What was heard before this day came in with a workbook; the rest was recorded here."""
_FIRST_LAST_CASE = date(2015, 6, 1)
_RECENTLY = timedelta(days=24)
_LONG_AGO = timedelta(days=900)

_APPLICATIONS = {
    CaseType.MAINSTREAM_APPROVAL: 60,
    CaseType.CONNECTED_APPROVAL: 20,
    CaseType.SHORT_BREAK_APPROVAL: 7,
    CaseType.SUPPORTED_LODGINGS_APPROVAL: 5,
    CaseType.BRIEF_REPORT: 4,
    CaseType.REG24_EXTENSION: 4,
}
_LATER = {
    CaseType.REVIEW: 34,
    CaseType.CHANGE_OF_APPROVAL: 18,
    CaseType.LONG_TERM_MATCH: 11,
    CaseType.REVIEW_UPDATE: 9,
    CaseType.EXEMPTION: 8,
    CaseType.NOTIFICATION: 6,
    CaseType.POST_ALLEGATION_REVIEW: 5,
    CaseType.STANDARD_OF_CARE_REVIEW: 4,
    CaseType.ADVICE: 3,
    CaseType.DISQUALIFICATION_CONSENT: 2,
}
_KINDS = {
    CaseType.CONNECTED_APPROVAL: CarerKind.CONNECTED,
    CaseType.REG24_EXTENSION: CarerKind.CONNECTED,
    CaseType.SHORT_BREAK_APPROVAL: CarerKind.SHORT_BREAK,
    CaseType.SUPPORTED_LODGINGS_APPROVAL: CarerKind.SUPPORTED_LODGINGS,
}
_OFTEN_ALONE = frozenset({CaseType.ADVICE, CaseType.NOTIFICATION, CaseType.REVIEW_UPDATE})
_NEGATIVE = frozenset(
    {
        Outcome.NOT_SUITABLE,
        Outcome.NOT_SUPPORT,
        Outcome.NOT_AGREE_CHANGE,
        Outcome.CONTINUE_CHANGED_TERMS,
    }
)
_FINALLY = {
    FirstDecision.QD_NOT_APPROVE: FinalDecision.NOT_APPROVE,
    FirstDecision.QD_TERMINATE: FinalDecision.TERMINATE,
    FirstDecision.QD_CHANGE_TERMS: FinalDecision.CHANGE_TERMS,
}


@dataclass(kw_only=True)
class Heard:
    """One presentation of a case: at which sitting, and what the panel said, where it did."""

    sitting: int
    held_on: date
    outcome: Outcome | None = None
    minutes_on: date | None = None


@dataclass(kw_only=True)
class LifeCase:
    """One case with all that happened to it."""

    household: int
    case_type: CaseType
    opened_on: date
    follows: LifeCase | None = None
    is_withdrawn: bool = False
    heard: list[Heard] = field(default_factory=list)
    decision: FirstDecision | None = None
    decided_on: date | None = None
    response: QdResponse | None = None
    final: FinalDecision | None = None
    final_on: date | None = None
    ref: str = ""
    id: int = 0

    @property
    def is_imported(self) -> bool:
        """Whether it came in with a workbook."""
        return self.opened_on < PROGRAM_SINCE


@dataclass(kw_only=True)
class Life:
    """One household: its kind, its cases, and when its approval ended, if it did."""

    number: int
    carer_kind: CarerKind
    approved_on: date | None
    ended_on: date | None = None
    is_approved: bool = False
    cases: list[LifeCase] = field(default_factory=list)


def lives(cases: int, sittings: Sequence[date], chance: random.Random) -> Iterator[Life]:
    """Households with ``cases`` cases in all, three or four each, over the sittings' years."""
    budgets = [3, 3, 4]
    number = left = 0
    left = cases
    while left:
        budget = min(left, budgets[number % 3])
        number += 1
        left -= budget
        yield _Living(number, budget, sittings, chance).life


class _Living:
    """One household's way through the years."""

    def __init__(
        self, number: int, budget: int, sittings: Sequence[date], chance: random.Random
    ) -> None:
        self._sittings = sittings
        self._chance = chance
        gaps = [chance.randint(200, 420) for _ in range(budget - 1)]
        span = (TODAY - _FIRST_LAST_CASE).days
        last = _FIRST_LAST_CASE + timedelta(days=chance.randint(0, span - 2))
        opened = last - timedelta(days=sum(gaps))
        is_known = happens(0.1, chance)
        first = self._weighted(_LATER) if is_known else self._weighted(_APPLICATIONS)
        self.life = Life(
            number=number,
            carer_kind=_KINDS.get(first, CarerKind.MAINSTREAM),
            approved_on=opened - timedelta(days=500) if is_known else None,
            is_approved=is_known,
        )
        case_type = first
        for place in range(budget):
            before = self.life.cases[-1] if self.life.cases else None
            if place:
                opened += timedelta(days=gaps[place - 1])
                case_type = self._next(before, is_last=place == budget - 1)
            self._live(case_type, opened, before)
        self._end(last)

    def _weighted(self, weights: dict[CaseType, int]) -> CaseType:
        return self._chance.choices([*weights], [*weights.values()])[0]

    def _next(self, before: LifeCase | None, *, is_last: bool) -> CaseType:
        if before is not None and before.response is QdResponse.REPRESENTATIONS:
            return CaseType.REPRESENTATIONS
        if not self.life.is_approved:
            return {
                CarerKind.CONNECTED: CaseType.CONNECTED_APPROVAL,
                CarerKind.SHORT_BREAK: CaseType.SHORT_BREAK_APPROVAL,
                CarerKind.SUPPORTED_LODGINGS: CaseType.SUPPORTED_LODGINGS_APPROVAL,
            }.get(self.life.carer_kind, CaseType.MAINSTREAM_APPROVAL)
        if all(case.case_type in _APPLICATIONS for case in self.life.cases):
            return CaseType.FIRST_REVIEW
        if is_last and happens(0.25, self._chance):
            few = happens(0.15, self._chance)
            return CaseType.DEREGISTRATION if few else CaseType.RESIGNATION
        return self._weighted(_LATER)

    def _live(self, case_type: CaseType, opened: date, before: LifeCase | None) -> None:
        case = LifeCase(household=self.life.number, case_type=case_type, opened_on=opened)
        if case_type is CaseType.REPRESENTATIONS and before is not None:
            case.follows = before
        self.life.cases.append(case)
        if happens(0.02, self._chance) and case.follows is None:
            case.is_withdrawn = True
            return
        if case_type in _OFTEN_ALONE and happens(0.5, self._chance):
            self._decide_alone(case)
            return
        is_application = route(case_type).regime is Regime.APPROVAL
        lead = self._chance.randint(90, 210) if is_application else self._chance.randint(28, 70)
        said = self._hear(case, opened + timedelta(days=lead))
        if said is Outcome.DEFERRED:
            said = self._hear(case, case.heard[-1].held_on + timedelta(days=40))
        if said is not None and said is not Outcome.DEFERRED:
            self._decide(case, said, case.heard[-1])

    def _hear(self, case: LifeCase, ready_on: date) -> Outcome | None:
        """What the panel says at the first sitting from a day on; ``None`` where it has not yet."""
        number = bisect_left(self._sittings, ready_on) + self._chance.randint(0, 1)
        if number >= len(self._sittings):
            return None
        held_on = self._sittings[number]
        if held_on > TODAY and happens(0.3, self._chance):
            return None
        heard = Heard(sitting=number, held_on=held_on)
        case.heard.append(heard)
        if held_on >= TODAY or (held_on > TODAY - _RECENTLY and happens(0.2, self._chance)):
            return None
        heard.outcome = self._said(case, is_again=len(case.heard) > 1)
        minutes_on = held_on + timedelta(days=self._chance.randint(3, 9))
        if minutes_on < TODAY:
            heard.minutes_on = minutes_on
        return heard.outcome

    def _said(self, case: LifeCase, *, is_again: bool) -> Outcome:
        follows = case.follows.case_type if case.follows else None
        possible = [
            outcome
            for outcome in outcomes(case.case_type, follows)
            if outcome is not Outcome.WITHDRAWN
        ]
        if Outcome.DEFERRED in possible:
            possible.remove(Outcome.DEFERRED)
            if not is_again and happens(0.06, self._chance):
                return Outcome.DEFERRED
        if case.case_type is CaseType.BRIEF_REPORT and case.opened_on < TODAY - _LONG_AGO:
            return Outcome.NOT_SUITABLE
        bad = [outcome for outcome in possible if outcome in _NEGATIVE]
        if bad and happens(0.04, self._chance):
            return self._chance.choice(bad)
        return next(outcome for outcome in possible if outcome not in bad)

    def _decide_alone(self, case: LifeCase) -> None:
        decided_on = case.opened_on + timedelta(days=self._chance.randint(3, 30))
        if decided_on < TODAY:
            case.decided_on = decided_on
            case.decision = FirstDecision.NOTED

    def _decide(self, case: LifeCase, said: Outcome, heard: Heard) -> None:
        if heard.minutes_on is None:
            return
        decided_on = heard.minutes_on + timedelta(days=self._chance.randint(1, 9))
        if decided_on >= TODAY:
            return
        if case.follows is not None:
            if case.follows.decision is not None:
                case.follows.final = _FINALLY[case.follows.decision]
                case.follows.final_on = decided_on
            return
        case.decided_on = decided_on
        case.decision = first_decisions(case.case_type, said)[0]
        if case.decision is FirstDecision.APPROVE:
            self.life.is_approved = True
        if case.decision.is_qualifying_determination:
            self._answer(case, decided_on)

    def _answer(self, case: LifeCase, decided_on: date) -> None:
        answered_on = decided_on + timedelta(days=26)
        if answered_on >= TODAY - timedelta(days=90):
            return
        is_about_terms = case.decision is FirstDecision.QD_CHANGE_TERMS
        possible = [QdResponse.NONE, QdResponse.ACCEPTED]
        if not is_about_terms:
            possible += [QdResponse.REPRESENTATIONS, QdResponse.IRM]
        case.response = self._chance.choice(possible)
        if case.response is not QdResponse.REPRESENTATIONS and case.decision is not None:
            case.final = _FINALLY[case.decision]
            case.final_on = answered_on + timedelta(days=60)

    def _end(self, last: date) -> None:
        life = self.life
        if not life.is_approved:
            return
        left = life.cases[-1].case_type in {CaseType.RESIGNATION, CaseType.DEREGISTRATION}
        age = TODAY - last
        if left or happens(0.8 if age > _LONG_AGO else 0.15, self._chance):
            ended_on = last + timedelta(days=self._chance.randint(100, 400))
            if ended_on < TODAY and all(
                day is None or day < ended_on
                for case in life.cases
                for day in (case.decided_on, case.final_on)
            ):
                life.ended_on = ended_on


def is_application(case: LifeCase) -> bool:
    """Whether a case asks for a household to be approved."""
    return (
        case.case_type in INITIAL_APPROVALS
        or case.case_type is CaseType.SUPPORTED_LODGINGS_APPROVAL
    )
