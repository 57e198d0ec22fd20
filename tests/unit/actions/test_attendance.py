from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.attendance import (
    DeclareInterest,
    RecordAttendance,
    RecordMovement,
    RuleOnInterest,
    TakeChair,
    TimeItem,
    declare_interest,
    record_arrival,
    record_attendance,
    record_departure,
    rule_on_interest,
    take_chair,
    time_item,
)
from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.domain.vocabulary import InterestKind, InterestRuling
from panelapp.queries.quorum import item_quorum, members_counted
from tests.factories import (
    ALL_SIX,
    CHAIR,
    FIVE,
    MEMBER,
    OTHER,
    SOCIAL_WORKER,
    TODAY,
    USERS,
    VICE_CHAIR,
    Heard,
    audited,
    case,
    heard_item,
    listed_item,
    lock,
    refused,
    sitting_with,
)

if TYPE_CHECKING:
    from tests.factories import Panel


def attend(
    panel: Panel, sitting: str, present: tuple[str, ...] = FIVE, in_the_chair: str = CHAIR
) -> None:
    panel.adviser.execute(
        record_attendance,
        RecordAttendance(sitting=sitting, present=present, in_the_chair=in_the_chair),
    )


def arrive(panel: Panel, sitting: str, member: str, at: time) -> None:
    panel.adviser.execute(record_arrival, RecordMovement(sitting=sitting, member=member, at=at))


def leave(panel: Panel, sitting: str, member: str, at: time) -> None:
    panel.adviser.execute(record_departure, RecordMovement(sitting=sitting, member=member, at=at))


def set_times(panel: Panel, heard: Heard, started: time, finished: time) -> None:
    panel.adviser.execute(
        time_item, TimeItem(**heard.item, started_at=started, finished_at=finished)
    )


def declare(panel: Panel, heard: Heard, member: str) -> None:
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(**heard.item, member=member, kind=InterestKind.PROFESSIONAL),
    )


def rule(panel: Panel, heard: Heard, member: str, ruling: InterestRuling) -> None:
    panel.chair.execute(
        rule_on_interest, RuleOnInterest(**heard.item, member=member, ruling=ruling)
    )


def is_quorate(panel: Panel, heard: Heard) -> bool:
    with panel.unit() as uow:
        return item_quorum(uow.item(heard.sitting, heard.case), uow).quorate


def takes_part(panel: Panel, heard: Heard, member: str) -> bool:
    with panel.unit() as uow:
        item = uow.item(heard.sitting, heard.case)
        return uow.member(member).person_id in members_counted(item, uow)


# --- who came


def test_who_is_not_named_was_absent(panel: Panel) -> None:
    sitting = sitting_with(panel, present=ALL_SIX)
    with audited(panel, panel.adviser, "record_attendance", sitting):
        attend(panel, sitting)
    with panel.unit() as uow:
        places = {p.person_id: p.attended for p in uow.sitting(sitting).attendances}
        assert places[uow.member(VICE_CHAIR).person_id] is False
        assert sum(bool(came) for came in places.values()) == 5
        assert uow.sitting(sitting).chair_id == uow.member(CHAIR).person_id


def test_SOD_6_somebody_named_twice_counts_once(panel: Panel) -> None:
    heard = listed_item(panel, present=(CHAIR, SOCIAL_WORKER, MEMBER, OTHER, MEMBER, CHAIR))
    with panel.unit() as uow:
        assert item_quorum(uow.item(heard.sitting, heard.case), uow).counted == 4
    assert not is_quorate(panel, heard)


def test_attendance_at_a_sitting_that_lies_ahead_is_refused(panel: Panel) -> None:
    with pytest.raises(BadInput, match="lies ahead"):
        sitting_with(panel, held_on=TODAY + timedelta(days=1))


def test_somebody_unknown_is_not_recorded_as_present(panel: Panel) -> None:
    sitting = sitting_with(panel)
    with refused(panel, NotFound, "M-0"):
        attend(panel, sitting, (*FIVE, "M-0"))


@pytest.mark.parametrize(
    ("present", "chair", "kind"),
    [
        (FIVE, MEMBER, RuleBroken),
        (FIVE, VICE_CHAIR, NotFound),
        (FIVE[1:], CHAIR, RuleBroken),
    ],
)
def test_the_chair_is_taken_by_a_chair_or_vice_chair_who_is_there(
    panel: Panel, present: tuple[str, ...], chair: str, kind: type[NotFound | RuleBroken]
) -> None:
    sitting = sitting_with(panel)
    with refused(panel, kind):
        attend(panel, sitting, present, chair)


def test_a_vice_chair_can_take_over(panel: Panel) -> None:
    sitting = sitting_with(panel, present=ALL_SIX)
    with audited(panel, panel.chair, "take_chair", sitting):
        panel.chair.execute(take_chair, TakeChair(sitting=sitting, member=VICE_CHAIR))
    with panel.unit() as uow:
        assert uow.sitting(sitting).chair_id == uow.member(VICE_CHAIR).person_id
    with refused(panel, RuleBroken, citation="FSR 24(1)(a)"):
        panel.adviser.execute(take_chair, TakeChair(sitting=sitting, member=MEMBER))


def test_the_chair_of_one_item_leaves_the_sitting_as_it_was(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    panel.adviser.execute(take_chair, TakeChair(**heard.item, member=VICE_CHAIR))
    with panel.unit() as uow:
        item = uow.item(heard.sitting, heard.case)
        assert item.in_the_chair == uow.member(VICE_CHAIR).person_id
        assert item.sitting.chair_id == uow.member(CHAIR).person_id


# --- coming and going


def test_who_leaves_counts_for_what_is_over_and_for_nothing_later(panel: Panel) -> None:
    first, second = case(panel), case(panel)
    sitting = sitting_with(panel, first, second)
    earlier, later = Heard(sitting, first), Heard(sitting, second)
    set_times(panel, earlier, time(9, 30), time(10, 30))
    set_times(panel, later, time(10, 30), time(11, 30))
    with audited(panel, panel.adviser, "record_departure", sitting):
        leave(panel, sitting, MEMBER, time(11, 0))
    assert is_quorate(panel, earlier)
    assert not is_quorate(panel, later)


def test_who_leaves_was_there_before_though_no_start_is_known(panel: Panel) -> None:
    heard = listed_item(panel, start=None)
    set_times(panel, heard, time(10, 0), time(11, 0))
    leave(panel, heard.sitting, MEMBER, time(12, 0))
    assert takes_part(panel, heard, MEMBER)


def test_who_comes_late_does_not_count_for_what_had_begun(panel: Panel) -> None:
    heard = listed_item(panel)
    set_times(panel, heard, time(10, 0), time(11, 0))
    with audited(panel, panel.adviser, "record_arrival", heard.sitting):
        arrive(panel, heard.sitting, VICE_CHAIR, time(10, 20))
    assert not takes_part(panel, heard, VICE_CHAIR)
    set_times(panel, heard, time(10, 20), time(11, 0))
    assert takes_part(panel, heard, VICE_CHAIR)


def test_SOD_6_who_steps_out_and_comes_back_missed_the_item(panel: Panel) -> None:
    heard = listed_item(panel)
    set_times(panel, heard, time(10, 0), time(11, 0))
    leave(panel, heard.sitting, MEMBER, time(10, 20))
    arrive(panel, heard.sitting, MEMBER, time(10, 25))
    assert not is_quorate(panel, heard)


def test_who_left_does_not_count_for_an_item_without_times(panel: Panel) -> None:
    heard = listed_item(panel)
    leave(panel, heard.sitting, MEMBER, time(10, 20))
    assert not is_quorate(panel, heard)


def test_movements_that_cannot_be_are_refused(panel: Panel) -> None:
    sitting = sitting_with(panel)
    with refused(panel, BadInput, "there already"):
        arrive(panel, sitting, MEMBER, time(10))
    with refused(panel, BadInput, "not there"):
        leave(panel, sitting, VICE_CHAIR, time(10))
    leave(panel, sitting, MEMBER, time(11))
    with refused(panel, BadInput, "not there at that time"):
        leave(panel, sitting, MEMBER, time(12))
    with refused(panel, BadInput, "before they last left"):
        arrive(panel, sitting, MEMBER, time(10, 30))


def test_who_is_recorded_as_absent_after_all_can_still_arrive(panel: Panel) -> None:
    sitting = sitting_with(panel)
    arrive(panel, sitting, VICE_CHAIR, time(9, 40))
    attend(panel, sitting)
    arrive(panel, sitting, VICE_CHAIR, time(10, 15))
    assert panel.rows("SELECT arrived_at FROM presence") == [("10:15:00.000000",)]


def test_an_item_cannot_finish_before_it_starts(panel: Panel) -> None:
    heard = listed_item(panel)
    with refused(panel, BadInput, "before it starts"):
        set_times(panel, heard, time(11), time(10))
    with audited(panel, panel.chair, "time_item", heard.sitting):
        panel.chair.execute(time_item, TimeItem(**heard.item, started_at=time(10)))
    with refused(panel, BadInput, "before it starts"):
        panel.chair.execute(time_item, TimeItem(**heard.item, finished_at=time(9)))


# --- interests


def test_an_interest_keeps_out_until_the_chair_rules(panel: Panel) -> None:
    heard = listed_item(panel)
    with audited(panel, panel.adviser, "declare_interest", heard.sitting):
        declare(panel, heard, MEMBER)
    assert not is_quorate(panel, heard)
    with audited(panel, panel.chair, "rule_on_interest", heard.sitting):
        rule(panel, heard, MEMBER, InterestRuling.PARTICIPATE)
    assert is_quorate(panel, heard)


@pytest.mark.parametrize("ruling", [InterestRuling.OBSERVE_ONLY, InterestRuling.WITHDRAW])
def test_who_may_not_take_part_is_not_counted_for_that_item_only(
    panel: Panel, ruling: InterestRuling
) -> None:
    first, second = case(panel), case(panel)
    sitting = sitting_with(panel, first, second)
    concerned, other = Heard(sitting, first), Heard(sitting, second)
    declare(panel, concerned, MEMBER)
    rule(panel, concerned, MEMBER, ruling)
    assert not is_quorate(panel, concerned)
    assert is_quorate(panel, other)


def test_a_member_declares_their_own_interest(panel: Panel) -> None:
    heard = listed_item(panel)
    with audited(panel, panel.member, "declare_interest", heard.sitting):
        panel.member.execute(
            declare_interest, DeclareInterest(**heard.item, kind=InterestKind.KNOWS_CHILD)
        )
    with panel.unit() as uow:
        [interest] = uow.item(heard.sitting, heard.case).interests
        assert interest.person_id == uow.member(MEMBER).person_id
        assert interest.declared_on == TODAY


def test_an_interest_is_declared_once_for_an_item(panel: Panel) -> None:
    heard = listed_item(panel)
    declare(panel, heard, MEMBER)
    with refused(panel, BadInput, "recorded already"):
        declare(panel, heard, MEMBER)


def test_the_chair_rules_on_what_was_declared(panel: Panel) -> None:
    heard = listed_item(panel)
    with refused(panel, NotFound, "no interest"):
        rule(panel, heard, MEMBER, InterestRuling.WITHDRAW)


def test_nobody_rules_on_their_own_interest(panel: Panel) -> None:
    heard = listed_item(panel)
    declare(panel, heard, CHAIR)
    before = panel.tables()
    with pytest.raises(NotFound, match="no case"):
        rule(panel, heard, CHAIR, InterestRuling.PARTICIPATE)
    after = panel.tables()
    assert len(after.pop("audit_row")) == len(before.pop("audit_row")) + 1
    assert after == before


# --- once the outcome is confirmed, and once minutes are locked


def test_interests_in_a_confirmed_item_stay_and_its_times_until_the_lock(panel: Panel) -> None:
    heard = heard_item(panel)
    set_times(panel, heard, time(10), time(11))
    for attempt in (
        lambda: declare(panel, heard, MEMBER),
        lambda: rule(panel, heard, MEMBER, InterestRuling.WITHDRAW),
        lambda: panel.adviser.execute(take_chair, TakeChair(**heard.item, member=CHAIR)),
    ):
        with refused(panel, RuleBroken, "not before the panel", citation="FSR 24(2)"):
            attempt()


def test_attendance_of_a_sitting_with_locked_minutes_stays(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    attempts: tuple[tuple[Any, Any], ...] = (
        (
            record_attendance,
            RecordAttendance(sitting=heard.sitting, present=ALL_SIX, in_the_chair=CHAIR),
        ),
        (take_chair, TakeChair(sitting=heard.sitting, member=CHAIR)),
        (record_arrival, RecordMovement(sitting=heard.sitting, member=VICE_CHAIR, at=time(10))),
        (record_departure, RecordMovement(sitting=heard.sitting, member=MEMBER, at=time(10))),
    )
    for handler, command in attempts:
        with refused(panel, RuleBroken, "are locked", citation="FSR 24(2)"):
            panel.adviser.execute(handler, command)


def test_no_name_of_a_listed_person_stands_in_a_refusal(panel: Panel) -> None:
    sitting = sitting_with(panel)
    with pytest.raises(BadInput) as caught:
        arrive(panel, sitting, MEMBER, time(10))
    assert not any(name in str(caught.value) for name in USERS.values())
