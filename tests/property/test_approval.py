"""Whatever happened to a household, how it stands follows from the days of what happened."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from panelapp.domain.rules.approval import (
    ApprovalGiven,
    ApprovalHistory,
    CarerHistory,
    TermsSet,
    standing,
)
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CarerKind, EndingKind

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31))
KINDS = st.sampled_from(CarerKind)


@st.composite
def carers(draw: st.DrawFn) -> tuple[CarerHistory, ...]:
    made = []
    for position in range(1, draw(st.integers(1, 2)) + 1):
        ended_on = draw(st.none() | DAYS)
        ending = draw(st.sampled_from(EndingKind)) if ended_on else None
        made.append(CarerHistory(position=position, ended_on=ended_on, ending=ending))
    return tuple(made)


HISTORIES = st.builds(
    ApprovalHistory,
    ref=st.just("H-2026-0001"),
    carer_kind=KINDS,
    approvals=st.lists(st.builds(ApprovalGiven, on=DAYS, kind=KINDS), max_size=3),
    reviews=st.lists(DAYS, max_size=3),
    terminated=st.lists(DAYS, max_size=2),
    carers=carers(),
    terms=st.lists(
        st.builds(TermsSet, since=DAYS, terms=st.just(Terms(as_stated="Set.")), kind=KINDS),
        max_size=2,
    ).map(lambda found: sorted(found, key=lambda one: one.since)),
    terms_stated=st.none() | st.just(Terms(as_stated="Stated.")),
)


@given(HISTORIES, DAYS)
def test_what_comes_later_never_changes_how_a_household_stood(
    history: ApprovalHistory, on: date
) -> None:
    """A register of a day that has passed stays as it was, save for an end known ahead."""
    known = ApprovalHistory(
        ref=history.ref,
        carer_kind=history.carer_kind,
        approvals=[given for given in history.approvals if given.on <= on],
        reviews=[day for day in history.reviews if day <= on],
        terminated=[day for day in history.terminated if day <= on],
        carers=[
            CarerHistory(position=one.position, ended_on=one.ended_on, ending=one.ending)
            if one.ended_on is not None and one.ended_on <= on
            else CarerHistory(position=one.position)
            for one in history.carers
        ],
        terms=[one for one in history.terms if one.since <= on],
        terms_stated=history.terms_stated,
    )
    then, now = standing(known, on), standing(history, on)
    assert (then.is_approved, then.approved_on, then.carers, then.reviews, then.terms) == (
        now.is_approved,
        now.approved_on,
        now.carers,
        now.reviews,
        now.terms,
    )


@given(HISTORIES, DAYS)
def test_whoever_is_approved_was_approved_by_then_and_has_not_ended(
    history: ApprovalHistory, on: date
) -> None:
    stands = standing(history, on)
    if stands.is_approved:
        assert stands.carers
        assert stands.approved_on in {given.on for given in history.approvals}
        assert stands.approved_on is not None
        assert stands.approved_on <= on
        assert all(stands.approved_on <= day <= on for day in stands.reviews)
        assert all(not stands.approved_on <= day <= on for day in history.terminated)


@given(HISTORIES, DAYS)
def test_a_household_is_approved_on_no_day_before_its_first_approval(
    history: ApprovalHistory, on: date
) -> None:
    if all(given.on > on for given in history.approvals):
        assert not standing(history, on).is_approved


@given(HISTORIES, DAYS)
def test_the_day_of_an_end_is_no_day_of_approval(history: ApprovalHistory, on: date) -> None:
    stands = standing(history, on)
    if stands.is_approved and stands.ended_on is not None:
        last = stands.ended_on - timedelta(days=1)
        again = [given.on for given in history.approvals if on < given.on <= stands.ended_on]
        assert last >= on
        assert again or not standing(history, stands.ended_on).is_approved


@given(HISTORIES, DAYS)
def test_the_register_is_a_part_of_all_who_are_approved(history: ApprovalHistory, on: date) -> None:
    """Leaving supported lodgings off never puts anybody on."""
    if not any(given.kind is not CarerKind.SUPPORTED_LODGINGS for given in history.approvals):
        assert not standing(history.of_fostering(), on).is_approved
