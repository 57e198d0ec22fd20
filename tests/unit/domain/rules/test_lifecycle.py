from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules.facts import CaseFacts, DecisionFacts, FinalFacts, IrmFacts
from panelapp.domain.rules.lifecycle import (
    TABLE,
    CaseState,
    Move,
    case_state,
    require,
    require_response,
)
from panelapp.domain.rules.move_words import move_words, stage_words
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    Outcome,
    QdResponse,
)
from tests.unit.domain.rules.stories import (
    DECIDED,
    FINAL,
    RECEIVED,
    SAT,
    WRITTEN,
    a_case,
    decided,
    minuted,
    shown,
    told,
)

LATER = date(2026, 3, 31)
AFTER_28_DAYS = date(2026, 4, 15)


def at_panel(outcome: Outcome | None = None, **facts: Any) -> CaseFacts:  # noqa: ANN401 - any fact
    return a_case(presentations=(shown(outcome, **facts),))


def after(*decisions: DecisionFacts) -> CaseFacts:
    return a_case(presentations=(minuted(),), decisions=decisions)


FINALLY = FinalFacts(code=FinalDecision.NOT_APPROVE, decided_on=date(2026, 3, 30))
APPLIED = IrmFacts(applied_on=date(2026, 3, 20))
REVIEWED = IrmFacts(
    applied_on=date(2026, 3, 20),
    reviewed_on=date(2026, 3, 30),
    recommendation=IrmRecommendation.NOT_SUITABLE,
)
AGAIN = shown(item_id="2", sitting_ref="S-2026-002", sitting_on=date(2026, 4, 20))

STAGES: list[tuple[str, CaseFacts, date, CaseState]] = [
    ("nothing yet", a_case(), LATER, CaseState.OPENED),
    (
        "refused at stage 1",
        a_case(stage1_refused_on=SAT),
        SAT,
        CaseState.REFUSED_AT_STAGE_1,
    ),
    ("before it was refused", a_case(stage1_refused_on=LATER), SAT, CaseState.OPENED),
    ("on an agenda", at_panel(), SAT, CaseState.LISTED),
    (
        "on the agenda of a cancelled sitting",
        at_panel(sitting_cancelled=True),
        SAT,
        CaseState.OPENED,
    ),
    (
        "signed off in place of a panel",
        a_case(quality_assured_on=SAT),
        SAT,
        CaseState.SIGNED_OFF,
    ),
    (
        "the day before the sign-off",
        a_case(quality_assured_on=SAT),
        SAT - timedelta(days=1),
        CaseState.OPENED,
    ),
    (
        "signed off, then put on an agenda",
        a_case(quality_assured_on=SAT, presentations=(shown(None),)),
        SAT,
        CaseState.LISTED,
    ),
    ("taken off the agenda", at_panel(Outcome.WITHDRAWN), SAT, CaseState.OPENED),
    (
        "heard, not confirmed",
        at_panel(Outcome.SUITABLE, confirmed_on=None),
        SAT,
        CaseState.HEARD,
    ),
    (
        "imported outcomes are confirmed",
        at_panel(Outcome.SUITABLE, confirmed_on=None, imported=True),
        SAT,
        CaseState.RECOMMENDED,
    ),
    ("recommended", at_panel(Outcome.SUITABLE), SAT, CaseState.RECOMMENDED),
    (
        "the day before the sitting",
        at_panel(Outcome.SUITABLE),
        date(2026, 3, 1),
        CaseState.LISTED,
    ),
    ("deferred", at_panel(Outcome.DEFERRED), SAT, CaseState.DEFERRED),
    (
        "deferred, minutes final and received",
        at_panel(Outcome.DEFERRED, minutes_final_on=FINAL, minutes_received_on=RECEIVED),
        LATER,
        CaseState.DEFERRED,
    ),
    (
        "deferred and listed again",
        a_case(presentations=(shown(Outcome.DEFERRED), AGAIN)),
        LATER,
        CaseState.LISTED,
    ),
    (
        "deferred, listed again at a sitting that was cancelled",
        a_case(
            presentations=(
                shown(Outcome.DEFERRED),
                shown(sitting_ref="S-2026-002", sitting_on=LATER, sitting_cancelled=True),
            )
        ),
        LATER,
        CaseState.DEFERRED,
    ),
    (
        "minutes locked",
        at_panel(Outcome.SUITABLE, minutes_final_on=FINAL),
        LATER,
        CaseState.MINUTES_LOCKED,
    ),
    (
        "with the decision maker",
        a_case(presentations=(minuted(),)),
        LATER,
        CaseState.WITH_DECISION_MAKER,
    ),
    (
        "before the minutes arrived",
        a_case(presentations=(minuted(),)),
        FINAL,
        CaseState.MINUTES_LOCKED,
    ),
    (
        "noted, minutes open",
        a_case(CaseType.NOTIFICATION, presentations=(shown(Outcome.NOTED),)),
        LATER,
        CaseState.RECOMMENDED,
    ),
    (
        "noted, minutes final",
        a_case(CaseType.NOTIFICATION, presentations=(minuted(Outcome.NOTED),)),
        LATER,
        CaseState.NOTED,
    ),
    ("decided", after(decided()), DECIDED, CaseState.DECIDED),
    (
        "the day before the decision",
        after(decided()),
        date(2026, 3, 15),
        CaseState.WITH_DECISION_MAKER,
    ),
    (
        "decided without a panel",
        a_case(decisions=(decided(sitting_ref=None),)),
        LATER,
        CaseState.DECIDED,
    ),
    ("told in writing", after(told(FirstDecision.APPROVE)), LATER, CaseState.CLOSED),
    ("noted by the decision maker", after(decided(FirstDecision.NOTED)), LATER, CaseState.CLOSED),
    (
        "more information asked for",
        after(decided(FirstDecision.MORE_INFORMATION)),
        LATER,
        CaseState.INFORMATION_AWAITED,
    ),
    (
        "returned to panel",
        after(decided(FirstDecision.RETURN_TO_PANEL)),
        LATER,
        CaseState.RETURNED_TO_PANEL,
    ),
    (
        "returned to panel and listed",
        a_case(
            presentations=(minuted(), AGAIN),
            decisions=(decided(FirstDecision.RETURN_TO_PANEL),),
        ),
        LATER,
        CaseState.LISTED,
    ),
    (
        "more information, then decided",
        after(decided(FirstDecision.MORE_INFORMATION), told(FirstDecision.APPROVE)),
        LATER,
        CaseState.CLOSED,
    ),
    ("a determination before its letter", after(told()), DECIDED, CaseState.DECIDED),
    ("a determination", after(told()), date(2026, 4, 14), CaseState.NOTIFIED),
    ("28 days without an answer", after(told()), AFTER_28_DAYS, CaseState.FINAL_DECISION_DUE),
    (
        "accepted",
        after(told(response=QdResponse.ACCEPTED, response_on=LATER)),
        LATER,
        CaseState.FINAL_DECISION_DUE,
    ),
    (
        "before the answer came",
        after(told(response=QdResponse.ACCEPTED, response_on=LATER)),
        date(2026, 3, 30),
        CaseState.NOTIFIED,
    ),
    (
        "representations",
        after(told(response=QdResponse.REPRESENTATIONS, response_on=LATER)),
        AFTER_28_DAYS,
        CaseState.REPRESENTATIONS,
    ),
    (
        "representations heard",
        after(
            told(
                response=QdResponse.REPRESENTATIONS,
                response_on=LATER,
                representations_ref="C-2026-0002",
                representations_received_on=AFTER_28_DAYS,
            )
        ),
        AFTER_28_DAYS,
        CaseState.FINAL_DECISION_DUE,
    ),
    (
        "independent review",
        after(told(response=QdResponse.IRM, response_on=date(2026, 3, 20), irm=APPLIED)),
        AFTER_28_DAYS,
        CaseState.IRM,
    ),
    (
        "the day before the review was applied for",
        after(told(response=QdResponse.IRM, response_on=date(2026, 3, 20), irm=APPLIED)),
        date(2026, 3, 19),
        CaseState.NOTIFIED,
    ),
    (
        "reviewed",
        after(told(response=QdResponse.IRM, response_on=date(2026, 3, 20), irm=REVIEWED)),
        LATER,
        CaseState.FINAL_DECISION_DUE,
    ),
    (
        "the day before the review",
        after(told(response=QdResponse.IRM, response_on=date(2026, 3, 20), irm=REVIEWED)),
        date(2026, 3, 29),
        CaseState.IRM,
    ),
    ("finally decided", after(told(final=FINALLY)), LATER, CaseState.FINALLY_DECIDED),
    (
        "finally decided and told",
        after(
            told(
                final=FinalFacts(
                    code=FinalDecision.NOT_APPROVE,
                    decided_on=date(2026, 3, 30),
                    written_on=date(2026, 3, 30),
                )
            )
        ),
        LATER,
        CaseState.CLOSED,
    ),
    (
        "an imported final decision without a letter of its own",
        after(
            told(
                final=FinalFacts(
                    code=FinalDecision.NOT_APPROVE, decided_on=date(2026, 3, 30), imported=True
                )
            )
        ),
        LATER,
        CaseState.CLOSED,
    ),
    (
        "after representations a decision is final whatever its code",
        a_case(
            CaseType.REPRESENTATIONS,
            presentations=(minuted(Outcome.NOT_SUITABLE),),
            decisions=(told(),),
        ),
        LATER,
        CaseState.CLOSED,
    ),
    (
        "representations end with the final decision of the case they are about",
        a_case(
            CaseType.REPRESENTATIONS,
            presentations=(minuted(Outcome.NOT_SUITABLE),),
            followed_final_on=LATER,
        ),
        LATER,
        CaseState.CLOSED,
    ),
    (
        "withdrawn",
        a_case(presentations=(minuted(),), withdrawn_on=LATER),
        LATER,
        CaseState.WITHDRAWN,
    ),
    (
        "the day before it was withdrawn",
        a_case(presentations=(minuted(),), withdrawn_on=LATER),
        date(2026, 3, 30),
        CaseState.WITH_DECISION_MAKER,
    ),
]


@pytest.mark.parametrize(
    ("case", "on", "state"), [stage[1:] for stage in STAGES], ids=[stage[0] for stage in STAGES]
)
def test_a_state_is_read_off_the_facts(case: CaseFacts, on: date, state: CaseState) -> None:
    assert case_state(case, on) is state


def test_every_state_is_reached_by_a_story() -> None:
    assert {stage[3] for stage in STAGES} == set(CaseState)


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("move", Move)
def test_J3_a_move_out_of_order_is_refused(state: CaseState, move: Move) -> None:
    if move in TABLE[state]:
        require(state, move)
    else:
        with pytest.raises(RuleBroken) as refusal:
            require(state, move)
        assert refusal.value.sentence == (
            f"{stage_words(state)}, so {move_words(move)} is not possible now."
        )
        assert refusal.value.citation


def test_every_move_can_be_made_somewhere() -> None:
    assert frozenset().union(*TABLE.values()) == set(Move)
    assert set(TABLE) == set(CaseState)


def test_a_deferral_is_not_decided_on() -> None:
    with pytest.raises(RuleBroken) as refusal:
        require(CaseState.DEFERRED, Move.DECIDE)
    assert str(refusal.value) == (
        "The panel deferred the case, so deciding on what the panel said is not possible now."
        " Possible now: putting it on an agenda, locking the minutes, deciding without a panel"
        " where the law asks for none, withdrawing it. [Local practice]"
    )


def test_nothing_more_is_done_with_a_withdrawn_case() -> None:
    with pytest.raises(RuleBroken, match="Nothing more can be done"):
        require(CaseState.WITHDRAWN, Move.LIST)


LAST_DAY = date(2026, 4, 14)


@pytest.mark.parametrize(
    ("response", "on"),
    [
        (QdResponse.REPRESENTATIONS, WRITTEN),
        (QdResponse.REPRESENTATIONS, LAST_DAY),
        (QdResponse.IRM, LAST_DAY),
        (QdResponse.ACCEPTED, LAST_DAY),
        (QdResponse.NONE, AFTER_28_DAYS),
    ],
)
def test_reg_27_6_an_answer_in_time_is_taken(response: QdResponse, on: date) -> None:
    require_response(told(), response, on)


@pytest.mark.parametrize(
    ("decision", "response", "on", "sentence"),
    [
        (told(), QdResponse.REPRESENTATIONS, AFTER_28_DAYS, "after the 28 days"),
        (told(), QdResponse.IRM, AFTER_28_DAYS, "after the 28 days"),
        (told(), QdResponse.NONE, LAST_DAY, "have not passed yet"),
        (told(), QdResponse.IRM, DECIDED, "no letter"),
        (decided(FirstDecision.QD_TERMINATE), QdResponse.IRM, LAST_DAY, "no letter"),
        (told(response=QdResponse.IRM), QdResponse.REPRESENTATIONS, LAST_DAY, "one route only"),
        (told(response=QdResponse.REPRESENTATIONS), QdResponse.IRM, LAST_DAY, "one route only"),
    ],
)
def test_reg_27_6_an_answer_that_is_late_early_or_a_second_one_is_refused(
    decision: DecisionFacts, response: QdResponse, on: date, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        require_response(decision, response, on)
