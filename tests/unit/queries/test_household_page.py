"""Everything that the page of a household says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.cases import (
    ChildDetails,
    RecordEnding,
    RecordResignation,
    UpdateCase,
    WithdrawCase,
    record_ending,
    record_resignation,
    update_case,
    withdraw_case,
)
from panelapp.actions.decisions import RecordFinalDecision, record_final_decision
from panelapp.actions.exemptions import (
    CancelExemption,
    RecordExemption,
    cancel_exemption,
    record_exemption,
)
from panelapp.actions.households import UpdateHousehold, update_household
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.domain.errors import NotAllowed, NotFound
from panelapp.domain.rules.exemption import REGARD
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    EndingKind,
    EndingReason,
    FinalDecision,
    FirstDecision,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.household_page import HouseholdPageQuestion, household_page
from panelapp.queries.register import RegisterPageQuestion, register_page
from tests.factories import (
    TODAY,
    Heard,
    answer,
    case,
    confirm,
    decide,
    decided_case,
    determined_case,
    draft,
    give_notice,
    household,
    lock,
    sitting_with,
)

if TYPE_CHECKING:
    from panelapp.queries.household_page import HouseholdPage
    from tests.factories import Panel

LONG_AGO = date(2020, 5, 1)
HOME = "H-2026-0001"


def approved(panel: Panel, **details: Any) -> str:  # noqa: ANN401 - fields of a command
    known: dict[str, Any] = {"approved_on": LONG_AGO, "terms": Terms(as_stated="Two children.")}
    return household(panel, **(known | details))


def shown(panel: Panel, home: str = HOME, role: UserRole = UserRole.PANEL_ADVISER) -> HouseholdPage:
    return panel.acting(role).read(household_page, HouseholdPageQuestion(household=home))


def ended(panel: Panel, home: str, on: date, carer: int = 1, **details: Any) -> None:  # noqa: ANN401
    command = RecordEnding(
        household=home,
        carer=carer,
        kind=details.get("kind", EndingKind.DEREGISTRATION),
        reason=EndingReason.OTHER,
        effective_on=on,
    )
    panel.adviser.execute(record_ending, command)


def test_a_household_that_was_approved_before_the_file(panel: Panel) -> None:
    page = shown(panel, approved(panel, last_review_on=date(2026, 3, 31)))
    assert (page.standing, page.approved_on, page.reviews) == (
        "Approved",
        LONG_AGO,
        (date(2026, 3, 31),),
    )
    assert page.review is not None
    assert (page.review.due, page.review.is_late, page.review.citation) == (
        date(2027, 3, 31),
        False,
        "FSR 28(2)",
    )
    assert [row.sentence for row in page.terms] == ["Two children."]
    assert page.may_change


def test_a_review_that_is_late_says_so(panel: Panel) -> None:
    page = shown(panel, approved(panel))
    assert page.review is not None
    assert (page.review.is_first, page.review.is_late) == (True, True)
    assert page.open_review == ""


def test_a_review_under_way_is_named(panel: Panel) -> None:
    home = approved(panel)
    ref = case(panel, CaseType.FIRST_REVIEW, home=home)
    page = shown(panel, home)
    assert page.open_review == ref
    assert [(row.case, row.is_open) for row in page.cases] == [(ref, True)]


def test_an_applicant_is_not_approved(panel: Panel) -> None:
    case(panel)
    page = shown(panel)
    assert (page.standing, page.review, page.is_approved) == ("Not approved", None, False)
    assert [carer.may_end for carer in page.carers] == [False]


def test_a_carer_leaves_and_the_household_goes_on(panel: Panel) -> None:
    home = approved(panel, carers=2)
    ended(panel, home, TODAY, carer=2, kind=EndingKind.PARTNER_LEFT)
    page = shown(panel, home)
    first, second = page.carers
    assert (page.is_approved, first.may_end, second.may_end) == (True, True, False)
    assert second.has_ended
    assert second.ended == "Ended on 18 November 2026. Partner left: other."


def test_a_resignation_ahead_needs_no_review(panel: Panel) -> None:
    home = approved(panel, last_review_on=date(2026, 3, 31))
    command = RecordResignation(
        household=home, reason=EndingReason.HEALTH, notice_received_on=TODAY
    )
    leaves_on = panel.adviser.execute(record_resignation, command).value
    page = shown(panel, home)
    assert (page.standing, page.ended_on, page.review) == ("Approved, ending", leaves_on, None)
    assert page.carers[0].ended.startswith("Ends on 16 December 2026.")
    assert not page.carers[0].has_ended


# --- how long the record is kept (FSR 32)


def kept(panel: Panel, home: str = HOME) -> tuple[date | None, str]:
    found = shown(panel, home).retention
    return found.until, found.citation


def test_a_record_is_open_while_somebody_is_approved(panel: Panel) -> None:
    home = approved(panel)
    assert shown(panel, home).retention.because.startswith("The household is approved.")


def test_ten_years_after_the_approval_ended(panel: Panel) -> None:
    home = approved(panel)
    ended(panel, home, date(2026, 5, 3))
    assert kept(panel, home) == (date(2036, 5, 3), "FSR 32(1)")


def test_three_years_after_the_final_refusal_and_not_after_the_determination(panel: Panel) -> None:
    heard = determined_case(panel)
    assert shown(panel).retention.because.startswith("A case of the household is open.")
    answer(panel, heard.case, QdResponse.ACCEPTED)
    panel.clock.go_to(TODAY + timedelta(days=5))
    command = RecordFinalDecision(
        case=heard.case,
        decision=FinalDecision.NOT_APPROVE,
        decided_on=panel.clock.today,
        reasons="My reasons.",
    )
    panel.decision_maker.execute(record_final_decision, command)
    give_notice(panel, heard.case, NoticeKind.FINAL_WRITTEN)
    assert kept(panel) == (date(2029, 11, 23), "FSR 32(3)")


def test_three_years_after_a_withdrawal(panel: Panel) -> None:
    ref = case(panel)
    panel.adviser.execute(withdraw_case, WithdrawCase(case=ref, withdrawn_on=TODAY, reason="Moved"))
    assert kept(panel) == (date(2029, 11, 18), "FSR 32(3)")


def test_ten_years_after_a_temporary_placement_ended(panel: Panel) -> None:
    ref = case(panel, CaseType.REG24_EXTENSION, home=household(panel, kind=CarerKind.CONNECTED))
    page = shown(panel)
    assert page.temporary is not None
    assert page.standing == "Temporary approval"
    assert page.retention.because.startswith("The household has temporary approval.")
    panel.adviser.execute(update_case, UpdateCase(case=ref, placement_ended_on=TODAY))
    panel.adviser.execute(withdraw_case, WithdrawCase(case=ref, withdrawn_on=TODAY, reason="Ended"))
    assert shown(panel).temporary is None
    assert kept(panel) == (date(2036, 11, 18), "FSR 32(2)")


def _refused_with_a_temporary_approval(panel: Panel, response: QdResponse) -> str:
    """A household on day 100 of a temporary approval, refused in full and answering so."""
    home = household(panel, kind=CarerKind.CONNECTED)
    started = TODAY - timedelta(days=100)
    ref = case(panel, CaseType.CONNECTED_APPROVAL, home=home, reg24_started_on=started)
    heard = Heard(sitting_with(panel, ref), ref)
    draft(panel, heard, Outcome.NOT_SUITABLE)
    confirm(panel, heard)
    lock(panel, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=TODAY))
    decide(panel, heard, FirstDecision.QD_NOT_APPROVE)
    give_notice(panel, ref, NoticeKind.WRITTEN)
    if response is not QdResponse.NONE:
        answer(panel, ref, response, TODAY)
    return ref


def test_an_independent_review_keeps_a_temporary_approval_going(panel: Panel) -> None:
    """CPPCR 25(1)(b), 25(3): page, register and duties agree, until the final decision."""
    ref = _refused_with_a_temporary_approval(panel, QdResponse.IRM)
    panel.clock.go_to(TODAY + timedelta(days=40))
    page = shown(panel)
    assert page.temporary is not None
    assert (page.temporary.until, page.standing) == (None, "Temporary approval")
    [row] = panel.adviser.read(register_page, RegisterPageQuestion()).temporary
    assert row.until is None
    duties = panel.adviser.read(duties_due, DueQuestion())
    assert "settle_temporary_approval" not in {duty.duty for duty in duties if duty.ref == ref}


def test_a_temporary_approval_that_ran_out_says_so(panel: Panel) -> None:
    """FSR 32(2), CPPCR 25(6): no period of three years, and the next step is named."""
    ref = _refused_with_a_temporary_approval(panel, QdResponse.NONE)
    panel.clock.go_to(TODAY + timedelta(days=40))
    assert shown(panel).temporary is None
    next_step = panel.adviser.read(case_page, CasePageQuestion(case=ref)).next
    assert next_step.startswith("The temporary approval has run out.")
    answer(panel, ref, QdResponse.NONE)
    command = RecordFinalDecision(
        case=ref,
        decision=FinalDecision.NOT_APPROVE,
        decided_on=panel.clock.today,
        reasons="My reasons.",
    )
    panel.decision_maker.execute(record_final_decision, command)
    give_notice(panel, ref, NoticeKind.FINAL_WRITTEN)
    assert kept(panel) == (None, "FSR 32(2)")


# --- exemptions, and who sees what


def exempted(panel: Panel, noticed_on: date = date(2026, 11, 1), **details: Any) -> str:  # noqa: ANN401
    home = approved(panel)
    panel.adviser.execute(
        update_household, UpdateHousehold(household=home, home_authority="Anyshire")
    )
    child = ChildDetails(name="Child 0051 (synthetic)")
    ref = case(panel, CaseType.EXEMPTION, home=home, children=(child,))
    words: dict[str, Any] = dict.fromkeys(REGARD, "It was considered.")
    command = RecordExemption(
        case=ref,
        authority="Anyshire",
        noticed_on=noticed_on,
        conditions="No more than four.",
        **words,
        **details,
    )
    panel.adviser.execute(record_exemption, command)
    return ref


def test_an_exemption_in_force_names_the_children(panel: Panel) -> None:
    ref = exempted(panel)
    [row] = shown(panel).exemptions
    assert (row.case, row.children, row.authority, row.conditions, row.since, row.until) == (
        ref,
        ("Child 0051 (synthetic)",),
        "Anyshire",
        "No more than four.",
        date(2026, 11, 1),
        None,
    )
    assert row.covers_everybody


def test_a_child_named_later_is_not_exempted(panel: Panel) -> None:
    ref = exempted(panel)
    names = ("Child 0051 (synthetic)", "Child 0052 (synthetic)")
    children = tuple(ChildDetails(name=name) for name in names)
    panel.adviser.execute(update_case, UpdateCase(case=ref, children=children))
    [row] = shown(panel).exemptions
    assert (row.children, row.covers_everybody) == (names[:1], False)


def test_an_exemption_of_another_authority_does_not_hold(panel: Panel) -> None:
    ref = exempted(panel)
    [(home,)] = panel.rows("SELECT ref FROM household")
    moved = UpdateHousehold(household=str(home), home_authority="Othershire")
    panel.adviser.execute(update_household, moved)
    [row] = shown(panel).exemptions
    assert (row.case, row.authority, row.holds, row.covers_everybody) == (
        ref,
        "Anyshire",
        False,
        False,
    )


def test_an_exemption_that_was_cancelled_or_ended_is_not_shown(panel: Panel) -> None:
    ref = exempted(panel, ends_on=date(2026, 11, 20))
    assert len(shown(panel).exemptions) == 1
    panel.clock.go_to(date(2026, 11, 21))
    assert shown(panel).exemptions == ()
    panel.clock.go_to(TODAY)
    panel.adviser.execute(cancel_exemption, CancelExemption(case=ref, cancelled_on=TODAY))
    assert shown(panel).exemptions == ()


def test_an_approval_by_a_decision_gives_date_and_terms(panel: Panel) -> None:
    decided_case(panel)
    page = shown(panel)
    assert (page.approved_on, page.standing) == (TODAY, "Approved")


def test_an_auditor_reads_and_changes_nothing(panel: Panel) -> None:
    page = shown(panel, approved(panel), UserRole.AUDITOR)
    assert page.why_not_change == "This is for the panel adviser or the administrator."


def test_whoever_sees_only_their_own_cases_sees_no_household(panel: Panel) -> None:
    with pytest.raises(NotAllowed):
        shown(panel, approved(panel), UserRole.CHAIR)


def test_a_household_that_is_not_there(panel: Panel) -> None:
    with pytest.raises(NotFound):
        shown(panel, "H-2026-0099")
