"""The register on the days that matter (FSR 31), and who may see and take a copy of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.agency import UpdateAgency, update_agency
from panelapp.actions.cases import (
    RecordEnding,
    RecordResignation,
    record_ending,
    record_resignation,
)
from panelapp.actions.decisions import RecordFinalDecision, record_final_decision
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.domain.errors import NotAllowed
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    EndingKind,
    EndingReason,
    FinalDecision,
    FirstDecision,
    Outcome,
    ProviderKind,
    QdResponse,
    UserRole,
)
from panelapp.queries.register import (
    RegisterPageQuestion,
    RegisterQuestion,
    register,
    register_page,
)
from panelapp.queries.register_copy import ExportRegister, export_register
from tests.factories import (
    TODAY,
    Heard,
    answer,
    audited,
    case,
    confirm,
    decide,
    decided_case,
    draft,
    give_notice,
    household,
    lock,
    sitting_with,
)
from tests.unit.queries.test_facts import selects

if TYPE_CHECKING:
    from panelapp.queries.register import Register, RegisterRow
    from tests.factories import Panel

DAY = timedelta(days=1)
LONG_AGO = date(2020, 5, 1)
TERMS = Terms(as_stated="Two children.")
NEW_TERMS = Terms(as_stated="Three children.")


def approved(panel: Panel, **details: Any) -> str:  # noqa: ANN401 - fields of a command
    """A household approved before the file began."""
    known: dict[str, Any] = {"approved_on": LONG_AGO, "terms": TERMS} | details
    return household(panel, **known)


def rows(panel: Panel, on: date | None = None) -> list[RegisterRow]:
    return panel.adviser.read(register, RegisterQuestion(on=on))


def refs(panel: Panel, on: date | None = None) -> list[str]:
    return [row.household_ref for row in rows(panel, on)]


def page(panel: Panel, on: date | None = None) -> Register:
    return panel.adviser.read(register_page, RegisterPageQuestion(on=on))


def ended(panel: Panel, home: str, effective_on: date, carer: int = 1, **details: Any) -> None:  # noqa: ANN401
    command = RecordEnding(
        household=home,
        carer=carer,
        kind=details.get("kind", EndingKind.DEREGISTRATION),
        reason=EndingReason.OTHER,
        effective_on=effective_on,
    )
    panel.adviser.execute(record_ending, command)


def test_a_household_is_on_it_from_its_approval(panel: Panel) -> None:
    home = approved(panel)
    assert refs(panel, LONG_AGO - DAY) == []
    assert refs(panel, LONG_AGO) == [home]
    assert refs(panel) == [home]


def test_an_applicant_is_not_on_it(panel: Panel) -> None:
    case(panel)
    assert refs(panel) == []


def test_a_household_is_off_it_on_the_day_its_approval_ends(panel: Panel) -> None:
    home = approved(panel)
    ended(panel, home, TODAY)
    assert refs(panel, TODAY - DAY) == [home]
    assert refs(panel, TODAY) == []


def test_an_end_that_lies_ahead_is_said_and_ends_nothing_yet(panel: Panel) -> None:
    home = approved(panel)
    command = RecordResignation(
        household=home, reason=EndingReason.HEALTH, notice_received_on=TODAY
    )
    leaves_on = panel.adviser.execute(record_resignation, command).value
    [entry] = page(panel).entries
    assert (entry.row.household_ref, entry.ends_on) == (home, leaves_on)
    assert refs(panel, leaves_on) == []


def test_a_partner_who_left_is_off_it_while_the_household_stays(panel: Panel) -> None:
    home = approved(panel, carers=2)
    ended(panel, home, TODAY, carer=2, kind=EndingKind.PARTNER_LEFT)
    [before] = rows(panel, TODAY - DAY)
    [now] = rows(panel)
    assert [one.name for one in before.carers] == [
        "Carer 0041 (synthetic)",
        "Carer 0042 (synthetic)",
    ]
    assert [one.name for one in now.carers] == ["Carer 0041 (synthetic)"]


def approved_again(panel: Panel, home: str, terms: Terms) -> None:
    ref = case(panel, CaseType.MAINSTREAM_APPROVAL, home=home)
    heard = Heard(sitting_with(panel, ref), ref)
    draft(panel, heard, Outcome.SUITABLE, terms=terms)
    confirm(panel, heard)
    lock(panel, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=TODAY))
    decide(panel, heard, FirstDecision.APPROVE, terms=terms)


def test_an_approval_given_again_counts_anew(panel: Panel) -> None:
    home = approved(panel, last_review_on=date(2021, 5, 1))
    ended(panel, home, date(2022, 5, 1), kind=EndingKind.DEREGISTRATION)
    approved_again(panel, home, NEW_TERMS)
    [before] = rows(panel, date(2022, 4, 30))
    assert refs(panel, TODAY - DAY) == []
    [now] = rows(panel)
    assert (before.approved_on, before.last_review_on, before.terms) == (
        LONG_AGO,
        date(2021, 5, 1),
        "Two children.",
    )
    assert (now.approved_on, now.last_review_on, now.terms) == (TODAY, None, "Three children.")
    assert [one.name for one in now.carers] == ["Carer 0041 (synthetic)"]


@pytest.mark.parametrize(
    ("final", "stays"), [(FinalDecision.TERMINATE, False), (FinalDecision.CONTINUE, True)]
)
def test_a_determination_ends_nothing_and_the_final_decision_does(
    panel: Panel, final: FinalDecision, *, stays: bool
) -> None:
    heard = decided_case(
        panel,
        FirstDecision.QD_TERMINATE,
        case_type=CaseType.REVIEW,
        outcome=Outcome.NOT_SUITABLE,
    )
    panel.run("UPDATE household SET approved_on = '2020-05-01'")
    assert len(refs(panel)) == 1
    give_notice(panel, heard.case)
    panel.clock.go_to(TODAY + 10 * DAY)
    answer(panel, heard.case, QdResponse.ACCEPTED)
    command = RecordFinalDecision(
        case=heard.case, decision=final, decided_on=panel.clock.today, reasons="My reasons."
    )
    panel.decision_maker.execute(record_final_decision, command)
    assert len(refs(panel, TODAY + 9 * DAY)) == 1
    assert bool(refs(panel)) is stays


def test_an_end_from_a_later_day_holds_from_that_day(panel: Panel) -> None:
    heard = decided_case(
        panel,
        FirstDecision.QD_TERMINATE,
        case_type=CaseType.REVIEW,
        outcome=Outcome.NOT_SUITABLE,
    )
    panel.run("UPDATE household SET approved_on = '2020-05-01'")
    give_notice(panel, heard.case)
    answer(panel, heard.case, QdResponse.ACCEPTED)
    command = RecordFinalDecision(
        case=heard.case,
        decision=FinalDecision.TERMINATE,
        decided_on=TODAY,
        effective_on=TODAY + 7 * DAY,
        reasons="My reasons.",
    )
    panel.decision_maker.execute(record_final_decision, command)
    assert len(refs(panel, TODAY + 6 * DAY)) == 1
    assert refs(panel, TODAY + 7 * DAY) == []


def test_supported_lodgings_are_not_on_it(panel: Panel) -> None:
    approved(panel, kind=CarerKind.SUPPORTED_LODGINGS)
    assert refs(panel) == []


def test_the_page_says_what_the_register_lacks(panel: Panel) -> None:
    approved(panel)
    shown = page(panel)
    assert (shown.households, shown.carers, shown.incomplete) == (1, 1, 1)
    panel.run("UPDATE household SET address = '1 Example Road'")
    panel.run("UPDATE person SET date_of_birth = '1980-02-29', sex = 'Female'")
    assert page(panel).incomplete == 0


def test_the_next_review_is_due_a_year_after_the_last(panel: Panel) -> None:
    approved(panel, last_review_on=date(2026, 3, 31))
    [entry] = page(panel).entries
    assert (entry.reviews, entry.review_due) == ((date(2026, 3, 31),), date(2027, 3, 31))


def temporary(panel: Panel) -> str:
    ref = case(panel, CaseType.REG24_EXTENSION, home=household(panel, kind=CarerKind.CONNECTED))
    panel.run(
        "INSERT INTO named_child (case_id, position, name, relationship_to_carer)"
        " VALUES (1, 1, 'Child 0051 (synthetic)', '')"
    )
    return ref


def test_a_local_authority_lists_temporary_approval_apart(panel: Panel) -> None:
    temporary(panel)
    shown = page(panel)
    assert shown.entries == ()
    [row] = shown.temporary
    started_on = TODAY - 60 * DAY
    assert (row.started_on, row.until) == (started_on, started_on + 111 * DAY)
    assert row.terms == "Temporary approval for Child 0051 (synthetic)."
    assert page(panel, started_on + 112 * DAY).temporary == ()


def test_an_independent_agency_lists_no_temporary_approval(panel: Panel) -> None:
    temporary(panel)
    other = next(kind for kind in ProviderKind if kind is not ProviderKind.LOCAL_AUTHORITY)
    panel.adviser.execute(update_agency, UpdateAgency(provider_kind=other))
    shown = page(panel)
    assert (shown.temporary, shown.lists_temporary) == ((), False)


def test_it_takes_as_many_selects_for_20_households_as_for_one(panel: Panel) -> None:
    approved(panel)
    temporary(panel)
    question = RegisterPageQuestion()
    one = selects(panel, lambda uow: register_page(question, uow))
    for _ in range(19):
        approved(panel)
    assert selects(panel, lambda uow: register_page(question, uow)) == one


def test_a_copy_is_recorded_and_says_the_day(panel: Panel) -> None:
    home = approved(panel)
    with audited(panel, panel.adviser, "export_register", "2021-03-31"):
        copy = panel.adviser.execute(export_register, ExportRegister(on=date(2021, 3, 31))).value
    assert copy.file_name == "Register 2021-03-31"
    assert [table.title for table in copy.tables] == ["Register", "Temporary approval", "About"]
    assert [row[0] for row in copy.tables[0].rows] == [home]
    assert all(len(row) == len(table.headings) for table in copy.tables for row in table.rows)


def test_an_auditor_reads_it_and_takes_no_copy(panel: Panel) -> None:
    approved(panel)
    shown = panel.auditor.read(register_page, RegisterPageQuestion())
    assert shown.why_not_save == (
        "To save a copy, ask the panel adviser or the panel administrator."
    )
    with pytest.raises(NotAllowed):
        panel.auditor.execute(export_register, ExportRegister())


@pytest.mark.parametrize(
    "role", [UserRole.CHAIR, UserRole.DECISION_MAKER, UserRole.MEMBER, UserRole.VICE_CHAIR]
)
def test_whoever_sees_only_their_own_cases_does_not_see_it(panel: Panel, role: UserRole) -> None:
    with pytest.raises(NotAllowed):
        panel.acting(role).read(register, RegisterQuestion())
