"""What holds of the rules whatever the dates, the people and the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules import routes
from panelapp.domain.rules.calendar import WorkingCalendar, add_months
from panelapp.domain.rules.clocks import CLOCKS, due
from panelapp.domain.rules.duties import case_duties
from panelapp.domain.rules.facts import (
    CaseFacts,
    DecisionFacts,
    FinalFacts,
    IrmFacts,
    PresentationFacts,
)
from panelapp.domain.rules.history import as_of
from panelapp.domain.rules.lifecycle import TABLE, CaseState, Move, case_state
from panelapp.domain.rules.quorum import Attendee, quorum
from panelapp.domain.rules.routes import Relation
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    Outcome,
    PanelKind,
    QdResponse,
    SittingRole,
)

DAYS = st.dates(date(2011, 4, 1), date(2040, 12, 31))
CALENDARS = st.frozensets(DAYS, max_size=5).map(WorkingCalendar)
SETTINGS = st.builds(
    Settings,
    papers_in_clear_days=st.booleans(),
    emergency_placement_day_counts=st.booleans(),
)
FORWARD = [name for name, clock in CLOCKS.items() if not clock.backwards]
WORKING = [name for name, clock in CLOCKS.items() if clock.period()[1] == "working_days"]


@given(name=st.sampled_from(FORWARD), start=DAYS, calendar=CALENDARS, settings=SETTINGS)
def test_a_due_date_is_never_before_its_start(
    name: str, start: date, calendar: WorkingCalendar, settings: Settings
) -> None:
    result = due(name, start, calendar, settings)
    assert result.due > start
    assert result.limit is None or result.limit == result.due + timedelta(days=1)


@given(start=DAYS, calendar=CALENDARS, settings=SETTINGS)
def test_papers_are_due_before_the_sitting(
    start: date, calendar: WorkingCalendar, settings: Settings
) -> None:
    assert due("panel_papers", start, calendar, settings).due < start


@given(name=st.sampled_from(WORKING), start=DAYS, calendar=CALENDARS, settings=SETTINGS)
def test_a_working_day_clock_never_ends_on_a_day_off(
    name: str, start: date, calendar: WorkingCalendar, settings: Settings
) -> None:
    assert calendar.is_working_day(due(name, start, calendar, settings).due)


@given(name=st.sampled_from(list(CLOCKS)), start=DAYS, later=st.integers(1, 40))
def test_a_clock_that_starts_later_never_ends_earlier(name: str, start: date, later: int) -> None:
    calendar = WorkingCalendar()
    assert due(name, start, calendar).due <= due(name, start + timedelta(later), calendar).due


@given(start=DAYS, number=st.integers(-60, 60), calendar=CALENDARS)
def test_working_days_are_counted_back_as_they_were_counted_on(
    start: date, number: int, calendar: WorkingCalendar
) -> None:
    end = calendar.add_working_days(start, number)
    assert calendar.working_days_between(start, end) == number


@given(start=DAYS, months=st.integers(0, 240))
def test_months_end_in_the_right_month_and_never_after_the_corresponding_day(
    start: date, months: int
) -> None:
    end = add_months(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


ROLES = st.sampled_from(list(SittingRole))


@st.composite
def attendances(draw: st.DrawFn) -> list[Attendee]:
    number = draw(st.integers(0, 9))
    return [
        Attendee(
            name=f"P{place}",
            role=draw(ROLES if place % 3 == 0 else st.just(SittingRole.MEMBER)),
            independent=draw(st.booleans()),
            social_worker_3y=draw(st.booleans()),
            on_central_list=draw(st.sampled_from([True, True, True, False])),
            present=draw(st.sampled_from([True, True, True, False])),
            withdrawn=draw(st.sampled_from([False, False, False, True])),
        )
        for place in range(number)
    ]


ELIGIBLE = st.builds(
    Attendee,
    name=st.just("new"),
    role=st.sampled_from([SittingRole.CHAIR, SittingRole.VICE_CHAIR, SittingRole.MEMBER]),
    independent=st.booleans(),
    social_worker_3y=st.booleans(),
)


@given(
    attendance=attendances(),
    added=ELIGIBLE,
    panel=st.sampled_from(list(PanelKind)),
    fills=st.booleans(),
)
def test_adding_an_eligible_member_never_breaks_quorum(
    *, attendance: list[Attendee], added: Attendee, panel: PanelKind, fills: bool
) -> None:
    before = quorum(attendance, panel, chair_may_fill_social_worker_place=fills)
    after = quorum([*attendance, added], panel, chair_may_fill_social_worker_place=fills)
    assert after.counted == before.counted + 1
    assert after.quorate or not before.quorate


@given(attendance=attendances(), panel=st.sampled_from(list(PanelKind)), fills=st.booleans())
def test_a_quorum_is_explained_and_never_smaller_than_its_total(
    *, attendance: list[Attendee], panel: PanelKind, fills: bool
) -> None:
    result = quorum(attendance, panel, chair_may_fill_social_worker_place=fills)
    assert result.quorate is (result.missing == ())
    assert not result.quorate or result.counted >= result.needed
    assert not result.quorate or result.in_the_chair is not None
    assert result == quorum(
        [person for person in attendance if person.is_counted],
        panel,
        chair_may_fill_social_worker_place=fills,
    )


@given(attendance=attendances(), panel=st.sampled_from(list(PanelKind)))
def test_who_is_withdrawn_might_as_well_be_absent(
    attendance: list[Attendee], panel: PanelKind
) -> None:
    withdrawn = [replace(person, withdrawn=True) for person in attendance[:2]]
    absent = [replace(person, present=False) for person in attendance[:2]]
    rest = attendance[2:]
    assert quorum([*withdrawn, *rest], panel) == quorum([*absent, *rest], panel)


@given(
    case_type=st.sampled_from(list(CaseType)),
    follows=st.none() | st.sampled_from(list(CaseType)),
    decision=st.sampled_from(list(FirstDecision)),
    data=st.data(),
)
def test_relation_is_total_over_the_allowed_pairs(
    case_type: CaseType, follows: CaseType | None, decision: FirstDecision, data: st.DataObject
) -> None:
    outcome = data.draw(st.sampled_from(routes.outcomes(case_type, follows)))
    offered = routes.first_decisions(case_type, outcome, follows)
    assert set(offered) <= set(routes.first_decisions(case_type, None, follows))
    try:
        found = routes.relation(case_type, outcome, decision, follows)
    except RuleBroken:
        assert decision not in offered
    else:
        assert found in Relation
        assert decision in offered


FIRST_DAY = date(2026, 1, 5)


def presentation(draw: st.DrawFn, place: int, case_type: CaseType) -> PresentationFacts:
    sitting_on = FIRST_DAY + timedelta(days=draw(st.integers(0, 400)))
    outcome = draw(st.none() | st.sampled_from(routes.outcomes(case_type)))
    final_on = draw(st.none() | st.integers(0, 40).map(lambda days: sitting_on + timedelta(days)))
    return PresentationFacts(
        item_id=str(place),
        sitting_ref=f"S{place}",
        sitting_on=sitting_on,
        sitting_cancelled=draw(st.booleans()),
        outcome=outcome,
        confirmed_on=sitting_on if outcome and draw(st.booleans()) else None,
        minutes_final_on=final_on if outcome else None,
        minutes_received_on=final_on if outcome and draw(st.booleans()) else None,
        imported=draw(st.booleans()),
    )


def decision(draw: st.DrawFn) -> DecisionFacts:
    decided_on = FIRST_DAY + timedelta(days=draw(st.integers(0, 400)))
    later = st.integers(0, 60).map(lambda days: decided_on + timedelta(days))
    return DecisionFacts(
        code=draw(st.sampled_from(list(FirstDecision))),
        decided_on=decided_on,
        sitting_ref=draw(st.none() | st.sampled_from(["S0", "S1"])),
        oral_on=draw(st.none() | later),
        written_on=draw(st.none() | later),
        response=draw(st.none() | st.sampled_from(list(QdResponse))),
        response_on=draw(st.none() | later),
        irm=draw(
            st.none()
            | st.builds(
                IrmFacts,
                applied_on=later,
                notified_on=st.none() | later,
                recommendation=st.none() | st.sampled_from(list(IrmRecommendation)),
            )
        ),
        final=draw(
            st.none()
            | st.builds(
                FinalFacts,
                code=st.sampled_from(list(FinalDecision)),
                decided_on=later,
                written_on=st.none() | later,
                imported=st.booleans(),
            )
        ),
    )


@st.composite
def cases(draw: st.DrawFn) -> CaseFacts:
    case_type = draw(st.sampled_from(list(CaseType)))
    return CaseFacts(
        ref="C1",
        case_type=case_type,
        carer_kind=CarerKind.MAINSTREAM,
        opened_on=draw(st.none() | st.just(FIRST_DAY)),
        application_on=draw(st.none() | st.just(FIRST_DAY)),
        reg24_started_on=draw(st.none() | st.just(FIRST_DAY)),
        report_shared_on=draw(st.none() | st.just(FIRST_DAY)),
        presentations=tuple(
            presentation(draw, place, case_type) for place in range(draw(st.integers(0, 3)))
        ),
        decisions=tuple(decision(draw) for _ in range(draw(st.integers(0, 2)))),
    )


ASKED_ON = st.integers(-30, 600).map(lambda days: FIRST_DAY + timedelta(days))


@given(case=cases(), on=ASKED_ON)
def test_every_case_has_a_state_and_its_duties_name_rule_and_source(
    case: CaseFacts, on: date
) -> None:
    assert case_state(case, on) in TABLE
    duties = case_duties(case, on, WorkingCalendar(), Settings())
    assert [duty.due for duty in duties] == sorted(duty.due for duty in duties)
    for duty in duties:
        assert duty.ref == "C1"
        assert duty.rule
        assert duty.citation
        assert duty.explanation.endswith(".")


@given(case=cases(), on=ASKED_ON)
def test_duties_of_a_day_do_not_know_what_came_after_it(case: CaseFacts, on: date) -> None:
    then = as_of(case, on)
    assert as_of(then, on) == then
    assert case_state(then, on) is case_state(case, on)
    for_day = case_duties(case, on, WorkingCalendar(), Settings())
    assert case_duties(then, on, WorkingCalendar(), Settings()) == for_day


@given(case=cases(), on=ASKED_ON)
def test_only_a_case_with_the_decision_maker_is_to_be_decided(case: CaseFacts, on: date) -> None:
    duties = case_duties(case, on, WorkingCalendar(), Settings())
    to_be_decided = case_state(case, on) in {
        CaseState.WITH_DECISION_MAKER,
        CaseState.SIGNED_OFF,
    }
    assert ("decide" in {duty.duty for duty in duties}) is to_be_decided


DAY_OF_MOVE = {
    Move.SIGN_OFF: "quality_assured_on",
    Move.REFUSE_AT_STAGE_1: "stage1_refused_on",
    Move.WITHDRAW: "withdrawn_on",
}


def moved(draw: st.DrawFn, case: CaseFacts, move: Move, on: date) -> CaseFacts:
    """The case after one move that the table allows."""
    match move:
        case Move.LIST:
            place = len(case.presentations)
            listed = PresentationFacts(
                item_id=str(place), sitting_ref=f"S{place}", sitting_on=on + timedelta(days=1)
            )
            return replace(case, presentations=(*case.presentations, listed))
        case Move.SIGN_OFF | Move.REFUSE_AT_STAGE_1 | Move.WITHDRAW:
            return replace(case, **{DAY_OF_MOVE[move]: on})  # type: ignore[arg-type]  # one day
        case Move.DECIDE | Move.DECIDE_WITHOUT_PANEL:
            outcome = case.presentations[-1].outcome if case.presentations else None
            made = DecisionFacts(
                code=draw(st.sampled_from(routes.first_decisions(case.case_type, outcome))),
                decided_on=on,
                sitting_ref=case.presentations[-1].sitting_ref if case.presentations else None,
            )
            return replace(case, decisions=(*case.decisions, made))
        case (
            Move.TAKE_OFF_AGENDA
            | Move.RECORD_OUTCOME
            | Move.CONFIRM_RECOMMENDATION
            | Move.LOCK_MINUTES
            | Move.SEND_TO_DECISION_MAKER
        ):
            item = item_moved(draw, case, move, on)
            return replace(case, presentations=(*case.presentations[:-1], item))
        case _:
            answered = decision_moved(draw, case.decisions[-1], move, on)
            return replace(case, decisions=(*case.decisions[:-1], answered))


def item_moved(draw: st.DrawFn, case: CaseFacts, move: Move, on: date) -> PresentationFacts:
    item = case.presentations[-1]
    match move:
        case Move.TAKE_OFF_AGENDA:
            return replace(item, outcome=Outcome.WITHDRAWN)
        case Move.RECORD_OUTCOME:
            return replace(item, outcome=draw(st.sampled_from(routes.outcomes(case.case_type))))
        case Move.CONFIRM_RECOMMENDATION:
            return replace(item, confirmed_on=on)
        case Move.LOCK_MINUTES:
            return replace(item, minutes_final_on=on)
        case _:
            return replace(item, minutes_received_on=on)


def decision_moved(draw: st.DrawFn, made: DecisionFacts, move: Move, on: date) -> DecisionFacts:
    changed = made
    match move:
        case Move.GIVE_ORAL_NOTICE:
            changed = replace(made, oral_on=on)
        case Move.GIVE_WRITTEN_NOTICE:
            changed = replace(made, written_on=on)
        case Move.RECORD_RESPONSE:
            response = made.response or draw(st.sampled_from(list(QdResponse)))
            changed = replace(made, response=response, response_on=on)
        case Move.OPEN_REPRESENTATIONS:
            changed = replace(made, representations_ref="C2", representations_received_on=on)
        case Move.RECORD_IRM_STEP:
            recommended = draw(st.sampled_from(list(IrmRecommendation)))
            changed = replace(made, irm=IrmFacts(applied_on=on, recommendation=recommended))
        case Move.DECIDE_FINALLY:
            code = draw(st.sampled_from(routes.final_decisions(made.code)))
            changed = replace(made, final=FinalFacts(code=code, decided_on=on))
        case Move.GIVE_FINAL_NOTICE:
            assert made.final is not None
            changed = replace(made, final=replace(made.final, written_on=on))
    return changed


@given(case_type=st.sampled_from(list(CaseType)), data=st.data())
def test_the_moves_of_the_table_never_leave_it_and_never_end_in_the_middle(
    case_type: CaseType, data: st.DataObject
) -> None:
    case = CaseFacts(ref="C1", case_type=case_type, carer_kind=CarerKind.MAINSTREAM)
    on = FIRST_DAY
    for _ in range(20):
        state = case_state(case, on)
        moves = [move for move in Move if move in TABLE[state] and move is not Move.WITHDRAW]
        if not moves:
            assert state in {CaseState.WITHDRAWN, CaseState.REFUSED_AT_STAGE_1}
            break
        move = data.draw(st.sampled_from(moves))
        case = data.draw(st.composite(moved)(case, move, on))
        on += timedelta(days=1)
        case_duties(case, on, WorkingCalendar(), Settings())
