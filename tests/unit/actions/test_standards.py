"""A standard that is not met is taken with its reason; quorum holds until minutes are locked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from panelapp.actions.attendance import RecordAttendance, record_attendance
from panelapp.actions.minutes import LockMinutes, lock_minutes
from panelapp.actions.sittings import (
    AskMembers,
    SendPapers,
    UpdateSitting,
    ask_members,
    send_papers,
    update_sitting,
)
from panelapp.domain.errors import RuleBroken
from panelapp.domain.vocabulary import FirstDecision, UserRole
from tests.factories import (
    CHAIR,
    CHEAP,
    FIVE,
    MEMBER,
    OTHER,
    PASSPHRASE,
    SOCIAL_WORKER,
    TODAY,
    check,
    decide,
    heard_item,
    listed_item,
    lock,
    refused,
    with_decision_maker,
)

if TYPE_CHECKING:
    from tests.factories import Panel


def test_nms_14_9_a_late_decision_says_why(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    panel.clock.go_to(TODAY + timedelta(days=30))
    with refused(panel, RuleBroken, "was to be made by", citation="NMS 14.9"):
        decide(panel, heard, FirstDecision.APPROVE)
    decide(panel, heard, FirstDecision.APPROVE, late_because="The decision maker was ill.")
    assert panel.rows("SELECT late_because FROM decision") == [("The decision maker was ill.",)]


def test_nms_14_3_late_papers_say_why(panel: Panel) -> None:
    heard = listed_item(panel)
    late = SendPapers(sitting=heard.sitting, sent_on=TODAY, undeclared_because="Ill")
    with refused(panel, RuleBroken, "were to go out by", citation="NMS 14.3"):
        panel.adviser.execute(send_papers, late)
    panel.adviser.execute(
        send_papers,
        SendPapers(
            sitting=heard.sitting,
            sent_on=TODAY,
            late_because="A court date was moved.",
            undeclared_because="Ill",
        ),
    )
    assert panel.rows("SELECT papers_late_because FROM sitting") == [("A court date was moved.",)]


def test_SOD_6_minutes_are_not_locked_once_the_attendance_says_otherwise(panel: Panel) -> None:
    heard = heard_item(panel)
    few = RecordAttendance(
        sitting=heard.sitting, present=(CHAIR, SOCIAL_WORKER, MEMBER), in_the_chair=CHAIR
    )
    panel.adviser.execute(record_attendance, few)
    check(panel, heard)
    with refused(panel, RuleBroken, "not quorate"):
        panel.chair.execute(lock_minutes, LockMinutes(**heard.item))
    panel.adviser.execute(
        record_attendance,
        RecordAttendance(sitting=heard.sitting, present=FIVE, in_the_chair=CHAIR),
    )
    lock(panel, heard)


def test_the_day_of_a_sitting_with_outcomes_stays(panel: Panel) -> None:
    heard = heard_item(panel)
    moved = UpdateSitting(sitting=heard.sitting, held_on=TODAY + timedelta(days=7))
    with refused(panel, RuleBroken, "cannot change", citation="FSR 24(2)"):
        panel.adviser.execute(update_sitting, moved)


def test_reg_27_a_decision_maker_is_never_asked_to_sit(panel: Panel) -> None:
    heard = listed_item(panel)
    panel.adviser.add_user(
        "Deputy 0071 (synthetic)", (UserRole.DECISION_MAKER,), PASSPHRASE, CHEAP, member=OTHER
    )
    with refused(panel, RuleBroken, "never members"):
        panel.adviser.execute(ask_members, AskMembers(sitting=heard.sitting, members=(OTHER,)))
