from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select

from panelapp.access import permission_of
from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import (
    AddHousehold,
    CarerDetails,
    OpenCase,
    add_household,
    open_case,
)
from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
from panelapp.domain.labels import label
from panelapp.domain.models import Case
from panelapp.domain.names import plain
from panelapp.domain.rules.duties import case_duties
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.rules.status_words import ENDED
from panelapp.domain.vocabulary import CarerKind, CaseType, InterestKind, Outcome, UserRole
from panelapp.queries.case_choice import CaseDue, CaseSort, CasesQuestion, CaseStage
from panelapp.queries.case_list import cases, cases_shown
from panelapp.queries.facts import all_case_facts
from panelapp.queries.household_list import HouseholdsQuestion, households
from panelapp.queries.open_cases import may_be_open
from tests.factories import (
    ALL_SIX,
    CHAIR,
    TODAY,
    Heard,
    Panel,
    case,
    heard_item,
    household,
    listed_item,
    lock,
    open_panel,
    sitting_with,
    with_decision_maker,
)
from tests.unit.queries.stages import office_with_every_stage, planned_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from panelapp.office import Office
    from panelapp.queries.case_list import CaseRow
    from tests.unit.queries.stages import Stages


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    with office_with_every_stage(tmp_path_factory.mktemp("stages")) as every:
        yield every


def home_of(panel: Panel, *names: str, kind: CarerKind = CarerKind.MAINSTREAM) -> str:
    carers = tuple(CarerDetails(name=name) for name in names)
    return panel.adviser.execute(add_household, AddHousehold(carers=carers, carer_kind=kind)).value


def refs(office: Office, **asked: object) -> list[str]:
    return [row.case for row in office.read(cases, CasesQuestion(**asked))]  # type: ignore[arg-type]


def test_a_row_says_who_what_how_far_and_what_is_due(panel: Panel) -> None:
    home = home_of(panel, "Sam Adeyemi-Wright", "Jo Adeyemi-Wright")
    ref = case(panel, home=home, application_on=TODAY - timedelta(days=30))
    [row] = panel.adviser.read(cases, CasesQuestion())
    assert (row.case, row.household, row.names) == (ref, home, "Sam and Jo Adeyemi-Wright")
    assert row.case_type is CaseType.MAINSTREAM_APPROVAL
    assert row.status == "Open, on no agenda"
    assert row.opened_on == TODAY - timedelta(days=30)
    assert row.sitting is None
    assert row.deadline is not None
    assert row.deadline.what == "Bring the case to panel for a recommendation"
    assert row.deadline.due == date(2027, 6, 19)
    assert not row.deadline.is_late


def test_a_listed_case_names_its_sitting(panel: Panel) -> None:
    heard = planned_item(panel)
    [row] = panel.adviser.read(cases, CasesQuestion())
    assert (row.sitting, row.sitting_on) == (heard.sitting, TODAY + timedelta(days=21))
    assert row.status == "Listed"


def test_a_case_that_was_heard_names_no_sitting_to_come(panel: Panel) -> None:
    heard_item(panel)
    [row] = panel.adviser.read(cases, CasesQuestion())
    assert row.sitting is None


def test_the_deadline_is_the_most_urgent_duty_and_says_how_late_it_is(panel: Panel) -> None:
    with_decision_maker(panel)
    panel.clock.go_to(date(2026, 12, 1))
    [row] = panel.adviser.read(cases, CasesQuestion())
    assert row.deadline is not None
    assert (row.deadline.duty, row.deadline.due) == ("decide", date(2026, 11, 27))
    assert row.deadline.is_late
    assert row.deadline.words == "2 working days late"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"C-1", "C-2", "C-3"}),
        ("c-2", {"C-2"}),
        ("zoe", {"C-1"}),
        ("ZOË", {"C-1"}),
        ("nunez ana", {"C-2"}),
        ("Núñez", {"C-2"}),
        ("brown zoë", {"C-1"}),
        ("zoë núñez", set()),
        ("H-2026-0003", {"C-3"}),
        ("   ", {"C-1", "C-2", "C-3"}),
    ],
)
def test_text_is_found_whatever_its_accents_and_capitals(
    panel: Panel, text: str, found: set[str]
) -> None:
    homes = (("Zoë Brown", "Tim Hall"), ("Ana María Núñez",), ("Li Wei",))
    for number, names in enumerate(homes, start=1):
        case(panel, home=home_of(panel, *names), case=f"C-{number}")
    assert set(refs(panel.adviser, text=text)) == found


@pytest.mark.parametrize("text", ["zoe " * 2000, "z" * 60_000, "\ufdfa" * 60_000, "\ud800 zoe"])
def test_whatever_is_pasted_into_the_filter_is_looked_for_as_far_as_can_be(
    panel: Panel, text: str
) -> None:
    ref = case(panel, home=home_of(panel, "Zoë Brown"))
    assert refs(panel.adviser, text=text) == ([ref] if "zoe" in text else [])


def test_the_newest_case_comes_first_and_the_limit_keeps_it(panel: Panel) -> None:
    home = household(panel)
    for ref, day in (("C-A", 1), ("C-B", 3), ("C-C", 2)):
        panel.adviser.execute(
            open_case,
            OpenCase(
                household=home, case_type=CaseType.REVIEW, opened_on=date(2026, 3, day), case=ref
            ),
        )
    assert refs(panel.adviser) == ["C-B", "C-C", "C-A"]
    assert refs(panel.adviser, limit=2) == ["C-B", "C-C"]
    assert refs(panel.adviser, limit=0) == []


def test_cases_of_some_types_alone(panel: Panel) -> None:
    review, match = case(panel, CaseType.REVIEW), case(panel, CaseType.LONG_TERM_MATCH)
    case(panel)
    wanted = frozenset({CaseType.REVIEW, CaseType.LONG_TERM_MATCH})
    assert set(refs(panel.adviser, case_types=wanted)) == {review, match}


def test_open_cases_are_those_that_are_not_over_or_owe_something(stages: Stages) -> None:
    rows = stages.panel.adviser.read(cases, CasesQuestion())
    shown = stages.panel.adviser.read(cases, CasesQuestion(open_only=True))
    assert [row for row in rows if row.is_open] == shown
    closed = {row.case for row in rows} - {row.case for row in shown}
    assert stages.refs[CaseState.CLOSED] in closed
    assert stages.refs[CaseState.WITHDRAWN] in closed
    assert stages.refs[CaseState.REFUSED_AT_STAGE_1] in closed
    assert len(closed) == 4
    by_ref = {row.case: row for row in rows}
    owing = [row for row in shown if row.state in ENDED]
    assert {row.status for row in owing} == {"Decided, work left"}
    assert [row.deadline.duty for row in owing if row.deadline] == ["sign_agreement"]
    assert by_ref[stages.refs[CaseState.DECIDED]].is_open


@pytest.mark.parametrize("days", [0, 1, 40, 400])
def test_nothing_that_is_open_by_the_rules_is_left_out_by_the_select(
    stages: Stages, days: int
) -> None:
    panel = stages.panel
    panel.clock.go_to(TODAY + timedelta(days=days))
    with panel.unit() as uow:
        let_through = set(uow.session.scalars(select(Case.ref).where(may_be_open(uow.today))))
        is_open = {
            facts.ref
            for facts in all_case_facts(uow).values()
            if case_state(facts, uow.today) not in ENDED
            or case_duties(facts, uow.today, uow.calendar, uow.settings)
        }
        every = len(uow.session.scalars(select(Case.id)).all())
    panel.clock.go_to(TODAY)
    assert is_open <= let_through
    assert len(let_through) < every


def test_a_case_in_every_state_has_words_for_it(stages: Stages) -> None:
    by_ref = {row.case: row for row in stages.panel.adviser.read(cases, CasesQuestion())}
    assert set(stages.refs) == set(CaseState)
    for state, ref in stages.refs.items():
        assert by_ref[ref].state is state
        assert by_ref[ref].status


def test_a_page_of_the_list_says_whether_there_is_more(panel: Panel) -> None:
    for _ in range(3):
        case(panel)
    shown = panel.adviser.read(cases_shown, CasesQuestion(limit=2))
    assert (len(shown.rows), shown.has_more, shown.found) == (2, True, 3)
    shown = panel.adviser.read(cases_shown, CasesQuestion(limit=3))
    assert (len(shown.rows), shown.has_more, shown.found) == (3, False, 3)
    shown = panel.adviser.read(cases_shown, CasesQuestion(text="nobody"))
    assert (shown.rows, shown.has_more, shown.has_any) == ((), False, True)
    assert panel.member.read(cases_shown, CasesQuestion()).found == 0


@pytest.mark.parametrize("role", UserRole)
def test_the_list_offers_a_new_case_to_whom_the_table_of_access_allows_it(
    panel: Panel, role: UserRole
) -> None:
    shown = panel.acting(role).read(cases_shown, CasesQuestion())
    assert (not shown.why_not_open) is (role in permission_of(open_case).roles)


# --- who sees which


def test_the_office_and_the_auditor_see_all(panel: Panel) -> None:
    ref = case(panel)
    for office in (panel.adviser, panel.administrator, panel.auditor):
        assert refs(office) == [ref]


def test_people_at_panel_see_the_cases_of_sittings_that_they_were_asked_to(panel: Panel) -> None:
    case(panel)
    heard = listed_item(panel)
    for office in (panel.chair, panel.member):
        assert refs(office) == [heard.case]
    assert refs(panel.vice_chair) == []


def test_a_decision_maker_sees_what_came_to_them(panel: Panel) -> None:
    case(panel)
    waiting = with_decision_maker(panel)
    noted = heard_item(panel, CaseType.NOTIFICATION, Outcome.NOTED)
    assert refs(panel.decision_maker) == [waiting.case]
    lock(panel, noted)
    assert sorted(refs(panel.decision_maker)) == sorted([waiting.case, noted.case])


def test_J7_a_case_that_they_have_an_interest_in_is_on_no_list_of_theirs(panel: Panel) -> None:
    concerned, other = case(panel), case(panel)
    sitting = sitting_with(panel, concerned, other, present=ALL_SIX)
    panel.member.execute(
        declare_interest,
        DeclareInterest(**Heard(sitting, concerned).item, kind=InterestKind.PERSONAL),
    )
    assert refs(panel.member) == [other]
    assert set(refs(panel.chair)) == {concerned, other}


# --- how much it reads


def test_a_list_takes_as_many_selects_for_many_cases_as_for_few(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with open_panel(tmp_path_factory.mktemp("grows")) as panel:
        home = household(panel, carers=2)
        case(panel, CaseType.REVIEW, home=home)
        few = {role: selects(panel, role) for role in UserRole}
        for _ in range(20):
            case(panel, CaseType.REVIEW, home=household(panel))
        assert {role: selects(panel, role) for role in UserRole} == few


def selects(panel: Panel, role: UserRole) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    with panel.unit(role) as uow:
        event.listen(panel.engine, "before_cursor_execute", note)
        cases(CasesQuestion(open_only=True), uow)
        households(HouseholdsQuestion(), uow)
        event.remove(panel.engine, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in seen)


# --- households


def test_households_are_found_by_name_and_listed_by_it(panel: Panel) -> None:
    second = home_of(panel, "Zoë Brown", "Tim Brown", kind=CarerKind.CONNECTED)
    first = home_of(panel, "Émile Abara")
    case(panel, home=second)
    rows = panel.adviser.read(households, HouseholdsQuestion())
    assert [row.household for row in rows] == [first, second]
    [row] = panel.adviser.read(households, HouseholdsQuestion(text="brown ZOE"))
    assert (row.names, row.carer_kind, row.cases) == ("Zoë and Tim Brown", CarerKind.CONNECTED, 1)
    assert row.approved_on is None
    assert panel.adviser.read(households, HouseholdsQuestion(text="nobody")) == []
    assert len(panel.adviser.read(households, HouseholdsQuestion(limit=1))) == 1


def test_a_household_says_when_it_was_approved(panel: Panel) -> None:
    household(panel, approved_on=date(2020, 5, 1))
    [row] = panel.adviser.read(households, HouseholdsQuestion())
    assert row.approved_on == date(2020, 5, 1)
    assert row.ended_on is None


def test_every_state_is_shown_as_the_rules_make_it(stages: Stages) -> None:
    with stages.panel.unit() as uow:
        facts = {one.ref: one for one in all_case_facts(uow).values()}
        rows = cases(CasesQuestion(), uow)
        assert len({row.state for row in rows}) > 10
        for row in rows:
            duties = case_duties(facts[row.case], uow.today, uow.calendar, uow.settings)
            assert row.state is case_state(facts[row.case], uow.today)
            assert (row.deadline and row.deadline.due) == (duties[0].due if duties else None)
            assert (row.deadline and row.deadline.duty) == (duties[0].duty if duties else None)
            assert row.is_open is (bool(duties) or row.state not in ENDED)


def test_a_day_for_which_nothing_is_kept_yet_gives_the_same_list(tmp_path: Path) -> None:
    with open_panel(tmp_path) as panel:
        with_decision_maker(panel)
        case(panel, home=home_of(panel, "Zoë Brown"))
        panel.clock.go_to(TODAY + timedelta(days=30))
        asked = CasesQuestion(due=CaseDue.LATE, sort=CaseSort.WHO)
        before = panel.adviser.read(cases, asked)
        assert len(before) == 1
        panel.adviser.execute(keep_open_duties, KeepOpenDuties())
        assert panel.adviser.read(cases, asked) == before
        for table in ("open_duty", "duties_day", "case_standing", "household_name"):
            panel.run(f"DELETE FROM {table}")  # noqa: S608 - the names stand above
        assert panel.adviser.read(cases, asked) == before
        assert panel.adviser.read(cases, asked) == before


def test_each_stage_holds_its_own_cases_and_no_case_has_none(stages: Stages) -> None:
    office = stages.panel.adviser
    by_stage = {stage: set(refs(office, stage=stage)) for stage in CaseStage}
    assert all(by_stage.values())
    assert sum(map(len, by_stage.values())) == len(refs(office))
    over = by_stage.pop(CaseStage.OVER)
    assert set().union(*by_stage.values()) == set(refs(office, open_only=True))
    assert over.isdisjoint(refs(office, open_only=True))


@pytest.mark.parametrize("sort", CaseSort)
def test_a_sort_orders_all_cases_and_down_is_up_reversed(stages: Stages, sort: CaseSort) -> None:
    office = stages.panel.adviser
    rows = office.read(cases, CasesQuestion(sort=sort))
    down = office.read(cases, CasesQuestion(sort=sort, is_descending=True))
    key: Callable[[CaseRow], Any] = {
        CaseSort.CASE: lambda row: row.case,
        CaseSort.WHO: lambda row: plain(row.names),
        CaseSort.TYPE: lambda row: label(row.case_type),
        CaseSort.STATUS: lambda row: [*CaseState].index(row.state),
        CaseSort.DUE: lambda row: row.deadline.due if row.deadline else date.max,
        CaseSort.OPENED: lambda row: row.opened_on or date.max,
    }[sort]
    assert [row.case for row in rows] == [
        row.case for row in sorted(rows, key=lambda row: (key(row), row.case))
    ]
    known = [row.case for row in rows if key(row) != date.max]
    assert [row.case for row in down][: len(known)] == known[::-1]
    assert office.read(cases, CasesQuestion(sort=sort, limit=3)) == rows[:3]


def test_names_are_sorted_without_accents_and_capitals(panel: Panel) -> None:
    for name in ("Zoë Brown", "Émile Court", "adam Dale", "Ewa Öst"):
        case(panel, home=home_of(panel, name))
    rows = panel.adviser.read(cases, CasesQuestion(sort=CaseSort.WHO))
    assert [row.names for row in rows] == ["adam Dale", "Émile Court", "Ewa Öst", "Zoë Brown"]


def test_cases_of_a_sitting_of_a_worker_and_of_some_days(panel: Panel) -> None:
    heard = planned_item(panel)
    home = household(panel)
    for ref, day, worker in (("C-A", 1, "Worker 0001 (synthetic)"), ("C-B", 3, "")):
        opening = OpenCase(
            household=home,
            case_type=CaseType.REVIEW,
            opened_on=date(2026, 3, day),
            case=ref,
            social_worker=worker,
        )
        panel.adviser.execute(open_case, opening)
    office = panel.adviser
    assert refs(office, sitting=heard.sitting) == [heard.case]
    assert refs(office, social_worker="Worker 0001 (synthetic)") == ["C-A"]
    assert refs(office, first=date(2026, 3, 2), last=date(2026, 3, 3)) == ["C-B"]
    shown = office.read(cases_shown, CasesQuestion(limit=1))
    assert (shown.found, shown.has_any, shown.has_more) == (3, True, True)
    assert shown.social_workers == ("Worker 0001 (synthetic)",)
    assert [ref for ref, _ in shown.sittings] == [heard.sitting]


def test_a_case_with_an_interest_is_neither_found_nor_counted_nor_offered(panel: Panel) -> None:
    heard = listed_item(panel)
    told = DeclareInterest(**heard.item, member=CHAIR, kind=InterestKind.OTHER)
    assert panel.chair.read(cases_shown, CasesQuestion()).found == 1
    panel.adviser.execute(declare_interest, told)
    for asked in (
        CasesQuestion(),
        CasesQuestion(text=heard.case),
        CasesQuestion(sitting=heard.sitting),
        CasesQuestion(stage=CaseStage.WITH_PANEL),
        CasesQuestion(sort=CaseSort.WHO, limit=1),
    ):
        shown = panel.chair.read(cases_shown, asked)
        assert (shown.rows, shown.found, shown.has_any) == ((), 0, False)
        assert not shown.sittings
        assert not shown.social_workers
