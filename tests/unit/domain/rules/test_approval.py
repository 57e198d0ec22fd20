"""How a household stands on a day: FSR 27, 28(9) and (13), 31."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panelapp.domain.rules.approval import (
    ApprovalGiven,
    ApprovalHistory,
    CarerHistory,
    TermsSet,
    standing,
    terms_on,
)
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CarerKind, EndingKind

APPROVED = date(2020, 5, 1)
ENDED = date(2022, 5, 1)
AGAIN = date(2023, 5, 1)
DAY = timedelta(days=1)
FIRST, CHANGED, NEW = (
    Terms(as_stated="Two children."),
    Terms(as_stated="Three children."),
    Terms(as_stated="One child."),
)


def approved(on: date = APPROVED, kind: CarerKind = CarerKind.MAINSTREAM) -> ApprovalGiven:
    return ApprovalGiven(on=on, kind=kind)


def carer(
    position: int, ended_on: date | None = None, ending: EndingKind = EndingKind.RESIGNATION
) -> CarerHistory:
    return CarerHistory(
        position=position, ended_on=ended_on, ending=ending if ended_on is not None else None
    )


def household(
    *carers: CarerHistory,
    approvals: tuple[ApprovalGiven, ...] = (approved(),),
    terminated: tuple[date, ...] = (),
    reviews: tuple[date, ...] = (),
    terms: tuple[TermsSet, ...] = (),
    stated: Terms | None = None,
    kind: CarerKind = CarerKind.MAINSTREAM,
) -> ApprovalHistory:
    return ApprovalHistory(
        ref="H-2020-0001",
        carer_kind=kind,
        approvals=approvals,
        terminated=terminated,
        reviews=reviews,
        carers=carers or (carer(1),),
        terms=terms,
        terms_stated=stated,
    )


def terms_set(since: date, terms: Terms) -> TermsSet:
    return TermsSet(since=since, terms=terms, kind=CarerKind.MAINSTREAM)


@pytest.mark.parametrize(
    ("history", "on", "is_approved"),
    [
        (household(), APPROVED - DAY, False),
        (household(), APPROVED, True),
        (household(approvals=()), APPROVED, False),
        (household(carer(1, ENDED)), ENDED - DAY, True),
        (household(carer(1, ENDED)), ENDED, False),
        (household(carer(1), carer(2, ENDED, EndingKind.PARTNER_LEFT)), ENDED, True),
        (household(carer(1, ENDED), carer(2, ENDED + DAY)), ENDED, True),
        (household(carer(1, ENDED), carer(2, ENDED + DAY)), ENDED + DAY, False),
        (household(terminated=(ENDED,)), ENDED - DAY, True),
        (household(terminated=(ENDED,)), ENDED, False),
        (household(carer(1, APPROVED)), APPROVED, False),
        (household(carer(1, ENDED), approvals=(approved(), approved(AGAIN))), AGAIN - DAY, False),
        (household(carer(1, ENDED), approvals=(approved(), approved(AGAIN))), AGAIN, True),
        (household(terminated=(ENDED,), approvals=(approved(), approved(AGAIN))), AGAIN, True),
        (
            household(terminated=(ENDED, AGAIN + DAY), approvals=(approved(), approved(AGAIN))),
            AGAIN + DAY,
            False,
        ),
    ],
)
def test_a_household_is_approved_from_the_first_day_to_the_day_before_the_end(
    history: ApprovalHistory, on: date, *, is_approved: bool
) -> None:
    assert standing(history, on).is_approved is is_approved


def test_an_end_that_lies_ahead_is_known_before_it_comes() -> None:
    stands = standing(household(carer(1, ENDED)), APPROVED)
    assert (stands.ended_on, stands.has_ended) == (ENDED, False)


def test_a_later_approval_does_not_move_the_first_day_while_it_lasts() -> None:
    history = household(approvals=(approved(), approved(AGAIN)))
    assert standing(history, AGAIN).approved_on == APPROVED


def test_an_approval_given_again_counts_anew() -> None:
    history = household(
        carer(1, ENDED),
        approvals=(approved(), approved(AGAIN, CarerKind.SHORT_BREAK)),
        reviews=(ENDED - DAY,),
        terms=(terms_set(APPROVED, FIRST), terms_set(AGAIN, NEW)),
    )
    before, after = standing(history, ENDED - DAY), standing(history, AGAIN)
    assert (before.approved_on, before.last_review_on, before.terms) == (
        APPROVED,
        ENDED - DAY,
        FIRST,
    )
    assert (after.approved_on, after.last_review_on, after.terms) == (AGAIN, None, NEW)
    assert (after.ended_on, after.carer_kind, after.carers) == (None, CarerKind.SHORT_BREAK, (1,))


@pytest.mark.parametrize("ending", [EndingKind.PARTNER_LEFT, EndingKind.DEATH])
def test_somebody_who_left_the_household_does_not_come_back_with_it(ending: EndingKind) -> None:
    history = household(
        carer(1, ENDED),
        carer(2, ENDED - DAY, ending),
        approvals=(approved(), approved(AGAIN)),
    )
    assert standing(history, ENDED - 2 * DAY).carers == (1, 2)
    assert standing(history, ENDED - DAY).carers == (1,)
    assert standing(history, AGAIN).carers == (1,)


def test_the_reviews_are_those_held_by_the_day() -> None:
    days = (APPROVED + 300 * DAY, APPROVED + 600 * DAY)
    history = household(reviews=days[::-1])
    assert standing(history, days[0] - DAY).reviews == ()
    assert standing(history, days[0]).reviews == days[:1]
    assert standing(history, days[1]).reviews == days
    assert standing(history, days[1]).last_review_on == days[1]


def test_terms_are_those_set_last_and_stated_ones_until_then() -> None:
    history = household(terms=(terms_set(AGAIN, CHANGED),), stated=FIRST)
    assert standing(history, AGAIN - DAY).terms == FIRST
    assert standing(history, AGAIN).terms == CHANGED
    assert terms_on(history, AGAIN, before=True) == FIRST


def test_of_two_terms_of_one_day_the_later_ones_hold() -> None:
    history = household(terms=(terms_set(AGAIN, CHANGED), terms_set(AGAIN, NEW)))
    assert standing(history, AGAIN).terms == NEW


def test_terms_from_before_the_end_stay_terms_for_the_letter_about_it() -> None:
    history = household(terminated=(ENDED,), terms=(terms_set(APPROVED, FIRST),))
    assert terms_on(history, ENDED, before=True) == FIRST


@pytest.mark.parametrize(
    ("given", "is_approved"),
    [
        ((approved(APPROVED, CarerKind.SUPPORTED_LODGINGS),), False),
        ((approved(APPROVED, CarerKind.SUPPORTED_LODGINGS), approved(ENDED)), True),
    ],
)
def test_supported_lodgings_are_no_foster_care(
    given: tuple[ApprovalGiven, ...], *, is_approved: bool
) -> None:
    history = household(approvals=given)
    assert standing(history, AGAIN).is_approved
    assert standing(history.of_fostering(), AGAIN).is_approved is is_approved
