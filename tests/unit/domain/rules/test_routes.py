from __future__ import annotations

from datetime import date

import pytest

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules import routes
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.routes import PanelNeed, Relation
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import CaseType, FinalDecision, FirstDecision, Outcome

APPROVALS = [
    "mainstream_approval",
    "connected_approval",
    "short_break_approval",
    "supported_lodgings_approval",
]
REVIEWS = ["first_review", "review", "post_allegation_review", "standard_of_care_review"]

OUTCOMES: dict[str, str] = {
    **dict.fromkeys(APPROVALS, "suitable not_suitable deferred"),
    "brief_report": "further_report not_suitable deferred",
    "reg24_extension": "support not_support deferred",
    **dict.fromkeys(REVIEWS, "continue continue_changed_terms not_suitable deferred"),
    "review_update": "continue continue_changed_terms not_suitable noted deferred",
    "change_of_approval": "agree_change not_agree_change continue deferred",
    "exemption": "support not_support deferred",
    "long_term_match": "support not_support deferred",
    "resignation": "noted",
    "deregistration": "continue continue_changed_terms not_suitable deferred",
    "representations": "suitable not_suitable continue continue_changed_terms deferred",
    "disqualification_consent": "support not_support noted deferred",
    "advice": "noted",
    "notification": "noted",
}


@pytest.mark.parametrize("case_type", CaseType)
def test_what_the_panel_may_say_is_what_the_vocabulary_lists(case_type: CaseType) -> None:
    allowed = routes.outcomes(case_type)
    assert set(allowed) == {*OUTCOMES[case_type].split(), "withdrawn"}
    assert len(set(allowed)) == len(allowed)


@pytest.mark.parametrize("case_type", CaseType)
def test_what_the_panel_may_not_say_is_refused_with_its_source(case_type: CaseType) -> None:
    allowed = routes.outcomes(case_type)
    for outcome in Outcome:
        if outcome in allowed:
            routes.require_outcome(case_type, outcome)
        else:
            with pytest.raises(RuleBroken) as refusal:
                routes.require_outcome(case_type, outcome)
            assert refusal.value.citation == routes.citation(case_type)


def test_reg_26_3_a_brief_report_is_never_found_suitable() -> None:
    with pytest.raises(RuleBroken, match=r"FSR 26\(3\)"):
        routes.require_outcome(CaseType.BRIEF_REPORT, Outcome.SUITABLE)


def test_what_is_refused_is_said_in_words_and_not_in_codes() -> None:
    with pytest.raises(RuleBroken) as said:
        routes.require_outcome(CaseType.BRIEF_REPORT, Outcome.SUITABLE)
    assert said.value.sentence == (
        "The panel cannot say 'Suitable to foster' about a case of the type"
        " 'Brief report (assessment stopped in stage 2)'."
    )
    assert said.value.remedy == (
        "It may say: Further report asked for; Not suitable to foster; Deferred;"
        " Withdrawn from the agenda."
    )
    with pytest.raises(RuleBroken) as decided:
        routes.relation(CaseType.MAINSTREAM_APPROVAL, Outcome.SUITABLE, FirstDecision.QD_TERMINATE)
    assert decided.value.sentence == (
        "The decision 'Qualifying determination: to terminate approval' cannot follow"
        " 'Suitable to foster' in a case of the type 'Mainstream application (Form F)'."
    )
    with pytest.raises(RuleBroken) as final:
        routes.require_final_decision(
            CaseType.REVIEW, FirstDecision.QD_TERMINATE, FinalDecision.NOT_APPROVE
        )
    assert final.value.remedy == (
        "It may be: Approval continues; Approval terminated; Terms changed."
    )


@pytest.mark.parametrize(
    ("follows", "allowed"),
    [
        (CaseType.CONNECTED_APPROVAL, "suitable not_suitable deferred withdrawn"),
        (CaseType.BRIEF_REPORT, "further_report not_suitable deferred withdrawn"),
        (CaseType.SUPPORTED_LODGINGS_APPROVAL, "suitable not_suitable deferred withdrawn"),
        (
            CaseType.FIRST_REVIEW,
            "continue continue_changed_terms not_suitable deferred withdrawn",
        ),
        (
            CaseType.CHANGE_OF_APPROVAL,
            "continue continue_changed_terms not_suitable deferred withdrawn",
        ),
    ],
)
def test_reg_27_9_and_28_10_representations_take_the_outcomes_of_what_they_are_about(
    follows: CaseType, allowed: str
) -> None:
    assert set(routes.outcomes(CaseType.REPRESENTATIONS, follows)) == set(allowed.split())


_REVIEW = [
    ("continue", "continue", "qd_terminate qd_change_terms change_terms_by_consent"),
    ("continue_changed_terms", "change_terms_by_consent qd_change_terms", "continue qd_terminate"),
    ("not_suitable", "qd_terminate", "continue change_terms_by_consent qd_change_terms"),
]
_APPROVAL = [
    ("suitable", "approve", "qd_not_approve"),
    ("not_suitable", "qd_not_approve", "approve"),
]
# case types, followed case type, then outcome, decisions that agree, decisions that differ
DECISIONS: list[tuple[list[str], str | None, list[tuple[str, str, str]]]] = [
    (APPROVALS, None, _APPROVAL),
    (["representations"], "mainstream_approval", _APPROVAL),
    (
        ["brief_report"],
        None,
        [
            ("not_suitable", "qd_not_approve", "more_information"),
            ("further_report", "more_information", "qd_not_approve"),
        ],
    ),
    ([*REVIEWS, "review_update", "deregistration"], None, _REVIEW),
    (["representations"], "review", _REVIEW),
    (
        ["change_of_approval"],
        None,
        [
            ("agree_change", "change_terms_by_consent", "continue"),
            ("not_agree_change", "qd_change_terms", "continue"),
            ("continue", "continue", "change_terms_by_consent qd_change_terms"),
        ],
    ),
    (
        ["reg24_extension"],
        None,
        [
            ("support", "extension_granted", "extension_refused"),
            ("not_support", "extension_refused", "extension_granted"),
        ],
    ),
    (
        ["long_term_match"],
        None,
        [
            ("support", "match_agreed", "match_not_agreed"),
            ("not_support", "match_not_agreed", "match_agreed"),
        ],
    ),
    (
        ["exemption"],
        None,
        [
            ("support", "exemption_supported", "exemption_not_supported"),
            ("not_support", "exemption_not_supported", "exemption_supported"),
        ],
    ),
    (["resignation", "notification", "advice"], None, [("noted", "noted", "")]),
    (
        ["disqualification_consent"],
        None,
        [("noted", "noted", ""), ("support", "noted", ""), ("not_support", "noted", "")],
    ),
]
PAIRS = [
    pytest.param(case_type, follows, *row, id=f"{case_type}-{follows}-{row[0]}")
    for case_types, follows, rows in DECISIONS
    for case_type in case_types
    for row in rows
]


@pytest.mark.parametrize(("case_type", "follows", "outcome", "agrees", "differs"), PAIRS)
def test_which_decision_may_follow_is_what_the_vocabulary_tables(
    case_type: str, follows: str | None, outcome: str, agrees: str, differs: str
) -> None:
    kind, about = CaseType(case_type), CaseType(follows) if follows else None
    expected = {
        **dict.fromkeys(["more_information", "return_to_panel"], Relation.NEITHER),
        **dict.fromkeys(agrees.split(), Relation.AGREES),
        **dict.fromkeys(differs.split(), Relation.DIFFERS),
    }
    for decision in FirstDecision:
        if decision.value in expected:
            found = routes.relation(kind, Outcome(outcome), decision, about)
            assert found is expected[decision.value]
        else:
            with pytest.raises(RuleBroken, match="cannot follow"):
                routes.relation(kind, Outcome(outcome), decision, about)
    offered = routes.first_decisions(kind, Outcome(outcome), about)
    assert sorted(offered) == sorted(expected)


def test_the_table_of_decisions_covers_every_recommendation_of_every_case_type() -> None:
    tabled = {(param.values[0], param.values[2]) for param in PAIRS}
    offered = {
        (case_type.value, outcome.value)
        for case_type in CaseType
        for outcome in routes.outcomes(case_type)
        if outcome not in {Outcome.DEFERRED, Outcome.WITHDRAWN}
    }
    assert offered - tabled == {("review_update", "noted")}
    assert tabled <= offered


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.WITHDRAWN])
def test_nothing_is_decided_on_what_is_no_recommendation(outcome: Outcome) -> None:
    with pytest.raises(RuleBroken):
        routes.relation(CaseType.MAINSTREAM_APPROVAL, outcome, FirstDecision.APPROVE)
    assert set(routes.first_decisions(CaseType.MAINSTREAM_APPROVAL, outcome)) == {
        FirstDecision.MORE_INFORMATION,
        FirstDecision.RETURN_TO_PANEL,
    }


def test_representations_about_a_case_not_known_may_go_either_way() -> None:
    kind = CaseType.REPRESENTATIONS
    for decision in (FirstDecision.QD_NOT_APPROVE, FirstDecision.QD_TERMINATE):
        assert routes.relation(kind, Outcome.NOT_SUITABLE, decision) is Relation.AGREES
    for decision in (FirstDecision.APPROVE, FirstDecision.CONTINUE):
        assert routes.relation(kind, Outcome.NOT_SUITABLE, decision) is Relation.DIFFERS


def test_without_a_panel_every_decision_of_the_case_type_is_open() -> None:
    assert set(routes.first_decisions(CaseType.MAINSTREAM_APPROVAL)) == {
        FirstDecision.APPROVE,
        FirstDecision.QD_NOT_APPROVE,
        FirstDecision.MORE_INFORMATION,
        FirstDecision.RETURN_TO_PANEL,
    }


@pytest.mark.parametrize(
    ("outcome", "starts"),
    [
        (Outcome.SUITABLE, True),
        (Outcome.NOT_SUPPORT, True),
        (Outcome.FURTHER_REPORT, True),
        (Outcome.NOTED, False),
        (Outcome.DEFERRED, False),
        (Outcome.WITHDRAWN, False),
    ],
)
def test_nms_14_9_only_a_recommendation_starts_the_decision_clock(
    *,
    outcome: Outcome,
    starts: bool,
) -> None:
    assert routes.is_recommendation(outcome) is starts


@pytest.mark.parametrize(
    ("first", "final"),
    [
        (FirstDecision.QD_NOT_APPROVE, {"approve", "not_approve"}),
        (FirstDecision.QD_TERMINATE, {"continue", "terminate", "change_terms"}),
        (FirstDecision.QD_CHANGE_TERMS, {"change_terms", "terms_unchanged"}),
    ],
)
def test_a_final_decision_answers_its_qualifying_determination(
    first: FirstDecision, final: set[str]
) -> None:
    for code in FinalDecision:
        if code.value in final:
            routes.require_final_decision(CaseType.REVIEW, first, code)
        else:
            with pytest.raises(RuleBroken, match=r"FSR 27\(6\), 28\(7\)"):
                routes.require_final_decision(CaseType.REVIEW, first, code)


def test_reg_26_3_a_brief_report_never_ends_in_approval() -> None:
    refused = FirstDecision.QD_NOT_APPROVE
    with pytest.raises(RuleBroken, match="approve"):
        routes.require_final_decision(CaseType.BRIEF_REPORT, refused, FinalDecision.APPROVE)
    routes.require_final_decision(CaseType.BRIEF_REPORT, refused, FinalDecision.NOT_APPROVE)
    answers = routes.outcomes(CaseType.REPRESENTATIONS, CaseType.BRIEF_REPORT)
    assert Outcome.SUITABLE not in answers


@pytest.mark.parametrize(
    "first", [code for code in FirstDecision if not code.is_qualifying_determination]
)
def test_no_final_decision_follows_what_was_no_qualifying_determination(
    first: FirstDecision,
) -> None:
    assert routes.final_decisions(first) == ()
    with pytest.raises(RuleBroken, match="No final decision is due"):
        routes.require_final_decision(CaseType.REVIEW, first, FinalDecision.APPROVE)


BY_LAW = {
    "mainstream_approval",
    "connected_approval",
    "short_break_approval",
    "brief_report",
    "reg24_extension",
    "first_review",
    "representations",
}


@pytest.mark.parametrize("case_type", CaseType)
def test_reg_25_says_which_cases_need_a_panel(case_type: CaseType) -> None:
    on, settings = date(2026, 3, 9), Settings()
    need = routes.panel_need(case_type, on=on, settings=settings)
    assert (need is PanelNeed.LAW) is (case_type.value in BY_LAW)
    if need is PanelNeed.LAW:
        with pytest.raises(RuleBroken, match="asks for a panel"):
            routes.require_no_panel(case_type, on=on, settings=settings)
    else:
        routes.require_no_panel(case_type, on=on, settings=settings)


@pytest.mark.parametrize("case_type", CaseType)
def test_the_dated_switch_frees_initial_approvals_alone(case_type: CaseType) -> None:
    settings = Settings(no_panel_for_approvals_from=date(2027, 4, 1))
    before = routes.panel_need(case_type, on=date(2027, 3, 31), settings=settings)
    after = routes.panel_need(case_type, on=date(2027, 4, 1), settings=settings)
    assert before is routes.panel_need(case_type, on=date(2027, 3, 31), settings=Settings())
    assert (before is not after) is (case_type in routes.INITIAL_APPROVALS)
    if case_type in routes.INITIAL_APPROVALS:
        assert after is PanelNeed.LOCAL


@pytest.mark.parametrize(("noted", "need"), [(True, PanelNeed.LOCAL), (False, PanelNeed.NO)])
def test_resignations_are_noted_at_panel_where_the_agency_wishes(
    *,
    noted: bool,
    need: PanelNeed,
) -> None:
    settings = Settings(resignations_noted_at_panel=noted)
    found = routes.panel_need(CaseType.RESIGNATION, on=date(2026, 3, 9), settings=settings)
    assert found is need


def test_every_route_has_a_rule_behind_it() -> None:
    for case_type in CaseType:
        rule_id = routes.route(case_type).rule
        assert ENGLAND_2011.rule(rule_id).citation == routes.citation(case_type)


def test_terms_come_with_approvals_and_changes() -> None:
    assert {code.value for code in Outcome if routes.outcome_has_terms(code)} == {
        "suitable",
        "continue",
        "continue_changed_terms",
        "agree_change",
        "not_agree_change",
    }
    assert {code.value for code in FirstDecision if routes.decision_has_terms(code)} == {
        "approve",
        "continue",
        "change_terms_by_consent",
        "qd_change_terms",
    }
    assert {code.value for code in FinalDecision if routes.decision_has_terms(code)} == {
        "approve",
        "continue",
        "change_terms",
    }
