from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.attendance import (
    DeclareInterest,
    RecordMovement,
    TakeChair,
    TimeItem,
    declare_interest,
    record_departure,
    take_chair,
    time_item,
)
from panelapp.actions.people import (
    GiveListNotice,
    RecordLink,
    give_list_notice,
    record_link,
)
from panelapp.actions.recommendations import (
    ConfirmRecommendation,
    View,
    confirm_recommendation,
)
from panelapp.domain.errors import BadInput, NotAllowed, RuleBroken
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.rules.routes import outcomes
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CaseType,
    DeferralReason,
    InterestKind,
    LinkKind,
    Outcome,
    PanelKind,
    PositionTaken,
    UserRole,
)
from panelapp.queries.facts import case_facts
from tests.factories import (
    ALL_SIX,
    ANOTHER,
    CHAIR,
    CHEAP,
    FIVE,
    MEMBER,
    OTHER,
    PASSPHRASE,
    SOCIAL_WORKER,
    TODAY,
    USERS,
    VICE_CHAIR,
    Heard,
    audited,
    case,
    confirm,
    draft,
    heard_item,
    listed_item,
    refused,
    sitting_with,
)

if TYPE_CHECKING:
    from tests.factories import Panel


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), uow.today)


def drafted(panel: Panel, outcome: Outcome = Outcome.SUITABLE, **details: Any) -> Heard:  # noqa: ANN401
    heard = listed_item(panel)
    draft(panel, heard, outcome, **details)
    return heard


# --- drafts


def test_a_draft_is_replaced_by_the_next(panel: Panel) -> None:
    terms = Terms(number_of_children=1)
    heard = drafted(panel, Outcome.NOT_SUITABLE)
    with audited(panel, panel.adviser, "draft_recommendation", heard.case):
        draft(panel, heard, Outcome.SUITABLE, terms=terms, reasons="  Good.  ")
    assert panel.rows("SELECT outcome, reasons, confirmed_on FROM recommendation") == [
        ("suitable", "Good.", None)
    ]
    assert state_of(panel, heard.case) is CaseState.HEARD


VOCABULARY = {
    CaseType.MAINSTREAM_APPROVAL: "suitable not_suitable deferred",
    CaseType.CONNECTED_APPROVAL: "suitable not_suitable deferred",
    CaseType.SHORT_BREAK_APPROVAL: "suitable not_suitable deferred",
    CaseType.SUPPORTED_LODGINGS_APPROVAL: "suitable not_suitable deferred",
    CaseType.BRIEF_REPORT: "further_report not_suitable deferred",
    CaseType.REG24_EXTENSION: "support not_support deferred",
    CaseType.FIRST_REVIEW: "continue continue_changed_terms not_suitable deferred",
    CaseType.REVIEW: "continue continue_changed_terms not_suitable deferred",
    CaseType.REVIEW_UPDATE: "continue continue_changed_terms not_suitable deferred noted",
    CaseType.POST_ALLEGATION_REVIEW: "continue continue_changed_terms not_suitable deferred",
    CaseType.STANDARD_OF_CARE_REVIEW: "continue continue_changed_terms not_suitable deferred",
    CaseType.CHANGE_OF_APPROVAL: "agree_change not_agree_change continue deferred",
    CaseType.EXEMPTION: "support not_support deferred",
    CaseType.LONG_TERM_MATCH: "support not_support deferred",
    CaseType.RESIGNATION: "noted",
    CaseType.DEREGISTRATION: "continue continue_changed_terms not_suitable deferred",
    CaseType.DISQUALIFICATION_CONSENT: "support not_support noted deferred",
    CaseType.ADVICE: "noted",
    CaseType.NOTIFICATION: "noted",
}


@pytest.mark.parametrize("case_type", VOCABULARY, ids=lambda kind: kind.value)
def test_what_the_panel_may_say_depends_on_the_type(panel: Panel, case_type: CaseType) -> None:
    heard = listed_item(panel, case_type)
    allowed = {Outcome(code) for code in VOCABULARY[case_type].split()}
    for outcome in set(Outcome) - allowed - {Outcome.WITHDRAWN}:
        with refused(panel, RuleBroken, "cannot say"):
            draft(panel, heard, outcome)
    for outcome in allowed:
        draft(panel, heard, outcome)
    assert allowed | {Outcome.WITHDRAWN} == set(outcomes(case_type))


def test_a_brief_report_is_never_found_suitable(panel: Panel) -> None:
    heard = listed_item(panel, CaseType.BRIEF_REPORT)
    with refused(panel, RuleBroken, "suitable", citation="FSR 26(3)"):
        draft(panel, heard, Outcome.SUITABLE)


def test_withdrawn_is_not_something_the_panel_says(panel: Panel) -> None:
    heard = listed_item(panel)
    with refused(panel, BadInput, "taken off the agenda"):
        draft(panel, heard, Outcome.WITHDRAWN)


def test_nothing_is_drafted_before_the_day(panel: Panel) -> None:
    heard = listed_item(panel)
    panel.clock.go_to(TODAY - timedelta(days=1))
    with refused(panel, BadInput, "lies ahead"):
        draft(panel, heard, Outcome.SUITABLE)


def test_a_member_has_one_view(panel: Panel) -> None:
    heard = listed_item(panel)
    twice = (View(member=MEMBER, position=PositionTaken.SUPPORTS),) * 2
    with refused(panel, BadInput, "one view"):
        draft(panel, heard, Outcome.SUITABLE, views=twice)


# --- confirming


def test_what_was_confirmed_stays(panel: Panel) -> None:
    heard = drafted(panel)
    with audited(panel, panel.chair, "confirm_recommendation", heard.case):
        confirm(panel, heard)
    assert state_of(panel, heard.case) is CaseState.RECOMMENDED
    with refused(panel, RuleBroken, "not before the panel", citation="FSR 24(2)"):
        draft(panel, heard, Outcome.NOT_SUITABLE)
    with refused(panel, RuleBroken, "not before the panel", citation="FSR 24(2)"):
        confirm(panel, heard)


def test_there_must_be_something_to_confirm(panel: Panel) -> None:
    heard = listed_item(panel)
    with refused(panel, RuleBroken, "drafted", citation="FSR 24(2)"):
        confirm(panel, heard)


@pytest.mark.parametrize(
    ("days", "words"), [(1, "lies ahead"), (-1, "before the sitting")], ids=["ahead", "before"]
)
def test_the_day_of_confirmation_is_between_the_sitting_and_today(
    panel: Panel, days: int, words: str
) -> None:
    heard = drafted(panel)
    command = ConfirmRecommendation(**heard.item, confirmed_on=TODAY + timedelta(days=days))
    with refused(panel, BadInput, words):
        panel.chair.execute(confirm_recommendation, command)


def test_reasons_are_part_of_the_record(panel: Panel) -> None:
    heard = drafted(panel, reasons=" ")
    with refused(panel, RuleBroken, "reasons", citation="FSR 24(2)"):
        confirm(panel, heard)


@pytest.mark.parametrize(
    "missing", ["deferral_reason", "deferral_needed", "deferral_from", "deferral_due_on"]
)
def test_a_deferral_says_why_what_who_and_by_when(panel: Panel, missing: str) -> None:
    empty = "" if missing in {"deferral_needed", "deferral_from"} else None
    heard = drafted(panel, Outcome.DEFERRED, **{missing: empty})
    with refused(panel, BadInput, "must say why"):
        confirm(panel, heard)


def test_a_complete_deferral_frees_the_case_for_another_agenda(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    assert state_of(panel, heard.case) is CaseState.DEFERRED


# --- quorum, for each item


def not_quorate(panel: Panel, heard: Heard, citation: str) -> None:
    with refused(panel, RuleBroken, "not quorate for this item", citation=citation):
        confirm(panel, heard)


def test_four_people_are_no_panel(panel: Panel) -> None:
    heard = listed_item(panel, present=(CHAIR, SOCIAL_WORKER, MEMBER, OTHER))
    draft(panel, heard, Outcome.SUITABLE)
    not_quorate(panel, heard, "FSR 24(1)(c)")


def test_five_people_without_a_social_worker_are_no_panel(panel: Panel) -> None:
    heard = listed_item(panel, present=(CHAIR, VICE_CHAIR, MEMBER, OTHER, ANOTHER))
    draft(panel, heard, Outcome.SUITABLE)
    not_quorate(panel, heard, "FSR 24(1)(b)")


def test_a_joint_panel_needs_six(panel: Panel) -> None:
    heard = listed_item(panel, panel=PanelKind.JOINT)
    draft(panel, heard, Outcome.SUITABLE)
    not_quorate(panel, heard, "FSR 24(1)(c)")


def test_an_interest_nobody_ruled_on_breaks_quorum(panel: Panel) -> None:
    heard = drafted(panel)
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(**heard.item, member=MEMBER, kind=InterestKind.PERSONAL),
    )
    not_quorate(panel, heard, "FSR 24(1)(c)")


def test_a_departure_breaks_quorum(panel: Panel) -> None:
    heard = drafted(panel)
    panel.adviser.execute(
        time_item, TimeItem(**heard.item, started_at=time(10), finished_at=time(11))
    )
    panel.adviser.execute(
        record_departure,
        RecordMovement(sitting=heard.sitting, member=SOCIAL_WORKER, at=time(10, 59)),
    )
    not_quorate(panel, heard, "FSR 24(1)(b)")


def test_a_member_who_had_left_the_list_breaks_quorum(panel: Panel) -> None:
    heard = drafted(panel)
    panel.adviser.execute(
        give_list_notice, GiveListNotice(member=MEMBER, notice_on=TODAY - timedelta(days=60))
    )
    not_quorate(panel, heard, "FSR 24(1)(c)")


def test_a_tied_vice_chair_in_the_chair_needs_an_independent_member(panel: Panel) -> None:
    for ref in (VICE_CHAIR, SOCIAL_WORKER, MEMBER, OTHER, ANOTHER):
        panel.adviser.execute(
            record_link,
            RecordLink(member=ref, kind=LinkKind.EMPLOYEE, from_on=TODAY - timedelta(days=900)),
        )
    heard = listed_item(panel, present=ALL_SIX[1:], in_the_chair=VICE_CHAIR)
    draft(panel, heard, Outcome.SUITABLE)
    with refused(panel, RuleBroken, "not quorate", citation="FSR 24(1)(d)"):
        panel.vice_chair.execute(confirm_recommendation, ConfirmRecommendation(**heard.item))


def test_quorum_of_one_item_says_nothing_of_another(panel: Panel) -> None:
    first, second = case(panel), case(panel)
    sitting = sitting_with(panel, first, second)
    for ref in (first, second):
        draft(panel, Heard(sitting, ref), Outcome.SUITABLE)
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(sitting=sitting, case=first, member=MEMBER, kind=InterestKind.OTHER),
    )
    not_quorate(panel, Heard(sitting, first), "FSR 24(1)(c)")
    confirm(panel, Heard(sitting, second))


def test_quorum_lost_needs_no_quorum_to_be_deferred(panel: Panel) -> None:
    heard = listed_item(panel, present=(CHAIR, MEMBER))
    draft(panel, heard, Outcome.DEFERRED, deferral_reason=DeferralReason.QUORUM_LOST)
    confirm(panel, heard)
    assert state_of(panel, heard.case) is CaseState.DEFERRED


@pytest.mark.parametrize("outcome", [Outcome.SUITABLE, Outcome.NOT_SUITABLE])
def test_quorum_lost_excuses_no_recommendation(panel: Panel, outcome: Outcome) -> None:
    heard = listed_item(panel, present=(CHAIR, MEMBER))
    draft(panel, heard, outcome, deferral_reason=DeferralReason.QUORUM_LOST)
    not_quorate(panel, heard, "FSR 24(1)(b)")


def test_any_other_deferral_needs_a_quorum(panel: Panel) -> None:
    heard = listed_item(panel, present=(CHAIR, MEMBER))
    draft(panel, heard, Outcome.DEFERRED)
    not_quorate(panel, heard, "FSR 24(1)(b)")


# --- views and dissent


def test_dissent_is_kept_with_its_words(panel: Panel) -> None:
    views = (
        View(member=MEMBER, position=PositionTaken.DOES_NOT_SUPPORT, words="Too soon."),
        View(member=OTHER, position=PositionTaken.ABSTAINS),
        View(member=CHAIR, position=PositionTaken.SUPPORTS),
    )
    heard_item(panel, views=views, unanimous=False)
    assert panel.rows("SELECT position, words FROM member_view ORDER BY id") == [
        ("does_not_support", "Too soon."),
        ("abstains", ""),
        ("supports", ""),
    ]


def test_a_view_of_somebody_who_took_no_part_is_refused(panel: Panel) -> None:
    view = View(member=VICE_CHAIR, position=PositionTaken.SUPPORTS)
    heard = drafted(panel, views=(view,))
    with refused(panel, RuleBroken, "did not take part"):
        confirm(panel, heard)


def test_a_view_of_somebody_who_withdrew_is_refused(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    draft(
        panel,
        heard,
        Outcome.SUITABLE,
        views=(View(member=MEMBER, position=PositionTaken.SUPPORTS),),
    )
    panel.adviser.execute(
        declare_interest, DeclareInterest(**heard.item, member=MEMBER, kind=InterestKind.OTHER)
    )
    with refused(panel, RuleBroken, "did not take part"):
        confirm(panel, heard)


def test_dissent_without_words_is_refused(panel: Panel) -> None:
    view = View(member=MEMBER, position=PositionTaken.DOES_NOT_SUPPORT)
    heard = drafted(panel, views=(view,))
    with refused(panel, BadInput, "need"):
        confirm(panel, heard)


def test_dissent_is_not_unanimous(panel: Panel) -> None:
    view = View(member=MEMBER, position=PositionTaken.DOES_NOT_SUPPORT, words="Too soon.")
    heard = drafted(panel, views=(view,), unanimous=True)
    with refused(panel, BadInput, "unanimous"):
        confirm(panel, heard)


# --- who confirms


@pytest.mark.parametrize(
    "role", [role for role in UserRole if role not in {UserRole.CHAIR}], ids=str
)
def test_SOD_4_only_who_is_in_the_chair_confirms(panel: Panel, role: UserRole) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    draft(panel, heard, Outcome.SUITABLE)
    with pytest.raises(NotAllowed):
        panel.acting(role).execute(confirm_recommendation, ConfirmRecommendation(**heard.item))
    assert state_of(panel, heard.case) is CaseState.HEARD


def test_the_chair_of_another_sitting_does_not_confirm(panel: Panel) -> None:
    sitting_with(panel)
    heard = listed_item(panel, present=ALL_SIX, in_the_chair=VICE_CHAIR)
    draft(panel, heard, Outcome.SUITABLE)
    with pytest.raises(NotAllowed, match="in the chair of that sitting"):
        confirm(panel, heard)


def test_SOD_5_a_vice_chair_confirms_the_item_of_which_they_took_the_chair(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    draft(panel, heard, Outcome.SUITABLE)
    panel.adviser.execute(take_chair, TakeChair(**heard.item, member=VICE_CHAIR))
    with pytest.raises(NotAllowed):
        confirm(panel, heard)
    panel.vice_chair.execute(confirm_recommendation, ConfirmRecommendation(**heard.item))
    assert state_of(panel, heard.case) is CaseState.RECOMMENDED


def test_SOD_5_a_chair_who_left_before_the_end_does_not_confirm(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    draft(panel, heard, Outcome.SUITABLE)
    panel.adviser.execute(
        time_item, TimeItem(**heard.item, started_at=time(11), finished_at=time(11, 40))
    )
    panel.adviser.execute(
        record_departure, RecordMovement(sitting=heard.sitting, member=CHAIR, at=time(11, 20))
    )
    with refused(panel, RuleBroken, "whole item", citation="FSR 24(1)(a)"):
        confirm(panel, heard)


def test_SOD_4_a_chair_who_is_an_administrator_too_does_not_confirm(panel: Panel) -> None:
    heard = drafted(panel)
    panel.adviser.add_user(
        "Second account 0062 (synthetic)",
        (UserRole.ADMINISTRATOR,),
        PASSPHRASE,
        CHEAP,
        member=CHAIR,
    )
    with refused(panel, RuleBroken, "never members", citation="Local practice"):
        confirm(panel, heard)


def test_no_refusal_of_quorum_names_anybody(panel: Panel) -> None:
    heard = listed_item(panel, present=FIVE[:3])
    draft(panel, heard, Outcome.SUITABLE)
    with pytest.raises(RuleBroken) as caught:
        confirm(panel, heard)
    assert not any(name in str(caught.value) for name in USERS.values())
