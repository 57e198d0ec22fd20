from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import WithdrawCase, withdraw_case
from panelapp.actions.minutes import (
    AddCorrection,
    CheckMinutes,
    LockMinutes,
    SendMinutes,
    WriteMinutes,
    add_correction,
    check_minutes,
    lock_minutes,
    send_minutes,
    write_minutes,
)
from panelapp.actions.sittings import AddItem, WithdrawItem, add_item, withdraw_item
from panelapp.domain.errors import BadInput, NotAllowed, NotFound, RuleBroken
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.vocabulary import InterestKind, MinutesSection, Outcome
from panelapp.queries.audit_trail import FileQuestion, file_findings
from panelapp.queries.facts import case_facts
from panelapp.queries.minutes import locked_minutes, newest_version
from tests.factories import (
    MEMBER,
    TODAY,
    Heard,
    audited,
    check,
    confirm,
    draft,
    heard_item,
    listed_item,
    lock,
    refused,
    sitting_with,
    with_decision_maker,
)

if TYPE_CHECKING:
    from datetime import date

    from panelapp.office import Office
    from tests.factories import Panel

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def write(office: Office, heard: Heard, **sections: str) -> int:
    words = {MinutesSection(name): text for name, text in sections.items()}
    return office.execute(write_minutes, WriteMinutes(**heard.item, sections=words)).value


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), uow.today)


def send(panel: Panel, heard: Heard, received_on: date = TODAY) -> None:
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=received_on))


# --- writing


def test_each_save_is_a_version_and_sections_left_out_stay(panel: Panel) -> None:
    heard = listed_item(panel)
    with audited(panel, panel.administrator, "write_minutes", heard.case):
        assert write(panel.administrator, heard, summary="First", strengths="Warm") == 1
    with audited(panel, panel.chair, "write_minutes", heard.case):
        assert write(panel.chair, heard, summary="Second") == 2
    with panel.unit() as uow:
        newest = newest_version(uow.item(heard.sitting, heard.case).id, uow)
        assert newest is not None
        assert newest.sections == {"summary": "Second", "strengths": "Warm"}
    assert panel.rows("SELECT number FROM minutes_version ORDER BY id") == [(1,), (2,)]


def test_what_was_written_is_kept_to_the_letter(panel: Panel) -> None:
    heard = listed_item(panel)
    text = "A & B <w:br/>\n\tO’Néill – {{ 7*7 }} \u202etxt"
    write(panel.administrator, heard, key_issues=text)
    with panel.unit() as uow:
        newest = newest_version(uow.item(heard.sitting, heard.case).id, uow)
        assert newest is not None
        assert newest.sections == {"key_issues": text}


def test_there_must_be_an_item(panel: Panel) -> None:
    sitting = sitting_with(panel)
    with refused(panel, NotFound):
        write(panel.administrator, Heard(sitting, "C-0"), summary="x")


# --- checking


def test_the_check_is_of_the_newest_version(panel: Panel) -> None:
    heard = heard_item(panel)
    write(panel.administrator, heard, summary="First")
    with audited(panel, panel.adviser, "check_minutes", heard.case):
        panel.adviser.execute(check_minutes, CheckMinutes(**heard.item))
    write(panel.chair, heard, summary="Second")
    with refused(panel, RuleBroken, "has not checked", citation="NMS 14.7"):
        panel.chair.execute(lock_minutes, LockMinutes(**heard.item))


def test_there_must_be_words_to_check(panel: Panel) -> None:
    heard = heard_item(panel)
    with refused(panel, BadInput, "no minutes"):
        panel.adviser.execute(check_minutes, CheckMinutes(**heard.item))
    write(panel.administrator, heard, summary="")
    with refused(panel, BadInput, "no minutes"):
        panel.adviser.execute(check_minutes, CheckMinutes(**heard.item))


def test_nobody_checks_on_a_day_to_come(panel: Panel) -> None:
    heard = heard_item(panel)
    write(panel.administrator, heard, summary="First")
    with refused(panel, BadInput, "lies ahead"):
        panel.adviser.execute(check_minutes, CheckMinutes(**heard.item, checked_on=TOMORROW))


# --- locking


def test_locked_minutes_hold_what_they_said_and_its_digest(panel: Panel) -> None:
    heard = heard_item(panel)
    check(panel, heard)
    with audited(panel, panel.chair, "lock_minutes", heard.case):
        shown = panel.chair.execute(lock_minutes, LockMinutes(**heard.item)).value
    with panel.unit() as uow:
        locked = locked_minutes(uow.item(heard.sitting, heard.case).id, uow)
        assert locked is not None
        assert shown.replace("-", "") == locked.digest[:8].upper()
        assert "The panel met." in str(locked.content)
    assert panel.auditor.read(file_findings, FileQuestion()) == ()
    assert state_of(panel, heard.case) is CaseState.MINUTES_LOCKED


def test_nothing_changes_locked_minutes(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    with refused(panel, RuleBroken, "are locked", citation="FSR 24(2)"):
        write(panel.administrator, heard, summary="Other words")
    with refused(panel, RuleBroken, "are locked", citation="FSR 24(2)"):
        panel.adviser.execute(check_minutes, CheckMinutes(**heard.item))
    with refused(panel, RuleBroken, "are locked", citation="FSR 24(2)"):
        panel.chair.execute(lock_minutes, LockMinutes(**heard.item))
    with refused(panel, RuleBroken, citation="FSR 24(2)"):
        panel.adviser.execute(
            withdraw_item, WithdrawItem(**heard.item, withdrawn_on=TODAY, reason="")
        )
    with refused(panel, RuleBroken, citation="FSR 24(2)"):
        panel.adviser.execute(
            declare_interest,
            DeclareInterest(**heard.item, member=MEMBER, kind=InterestKind.OTHER),
        )


def test_minutes_are_not_locked_before_the_outcome_is_confirmed(panel: Panel) -> None:
    heard = listed_item(panel)
    check(panel, heard)
    with refused(panel, RuleBroken, "not confirmed", citation="FSR 24(2)"):
        panel.chair.execute(lock_minutes, LockMinutes(**heard.item))
    draft(panel, heard, Outcome.SUITABLE)
    with refused(panel, RuleBroken, "not confirmed", citation="FSR 24(2)"):
        panel.chair.execute(lock_minutes, LockMinutes(**heard.item))


@pytest.mark.parametrize(
    ("day", "words"), [(TOMORROW, "lies ahead"), (YESTERDAY, "before the sitting")]
)
def test_minutes_are_final_between_the_sitting_and_today(
    panel: Panel, day: date, words: str
) -> None:
    heard = heard_item(panel)
    check(panel, heard)
    with refused(panel, BadInput, words):
        panel.chair.execute(lock_minutes, LockMinutes(**heard.item, final_on=day))


def test_SOD_7_only_who_was_in_the_chair_locks(panel: Panel) -> None:
    heard = heard_item(panel)
    check(panel, heard)
    for office in (panel.adviser, panel.administrator, panel.vice_chair):
        with pytest.raises(NotAllowed):
            office.execute(lock_minutes, LockMinutes(**heard.item))


def test_minutes_of_a_deferral_can_be_locked_after_the_case_went_on(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    panel.clock.go_to(TODAY + timedelta(days=28))
    again = sitting_with(panel)
    sitting = panel.adviser.execute
    sitting(add_item, AddItem(sitting=again, case=heard.case))
    lock(panel, heard)
    second = Heard(again, heard.case)
    draft(panel, second, Outcome.SUITABLE)
    confirm(panel, second)
    lock(panel, second)
    assert state_of(panel, heard.case) is CaseState.MINUTES_LOCKED


def test_minutes_can_be_locked_though_the_applicants_withdrew_afterwards(panel: Panel) -> None:
    heard = heard_item(panel)
    panel.adviser.execute(
        withdraw_case, WithdrawCase(case=heard.case, withdrawn_on=TODAY, reason="Moved away")
    )
    lock(panel, heard)
    assert panel.rows("SELECT count(*) FROM locked_minutes") == [(1,)]


# --- corrections


def test_a_correction_stands_beside_the_minutes(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    before = panel.rows("SELECT * FROM locked_minutes")
    with audited(panel, panel.adviser, "add_correction", heard.case):
        panel.adviser.execute(add_correction, AddCorrection(**heard.item, words=" Read 2024. "))
    assert panel.rows("SELECT words FROM correction_note") == [("Read 2024.",)]
    assert panel.rows("SELECT * FROM locked_minutes") == before


def test_a_correction_needs_words_and_locked_minutes(panel: Panel) -> None:
    heard = heard_item(panel)
    with refused(panel, BadInput, "not locked"):
        panel.adviser.execute(add_correction, AddCorrection(**heard.item, words="Read 2024."))
    lock(panel, heard)
    with refused(panel, BadInput, "empty"):
        panel.adviser.execute(add_correction, AddCorrection(**heard.item, words="  "))


# --- reaching the decision maker


def test_the_clock_of_the_decision_starts_when_final_minutes_arrive(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    with audited(panel, panel.adviser, "send_minutes", heard.case):
        send(panel, heard)
    assert state_of(panel, heard.case) is CaseState.WITH_DECISION_MAKER


def test_SOD_9_minutes_that_are_not_final_do_not_reach_the_decision_maker(panel: Panel) -> None:
    heard = heard_item(panel)
    with refused(panel, RuleBroken, citation="NMS 14.9"):
        send(panel, heard)


def test_minutes_do_not_arrive_before_they_are_final_or_tomorrow(panel: Panel) -> None:
    heard = heard_item(panel)
    panel.clock.go_to(TOMORROW)
    lock(panel, heard)
    with refused(panel, RuleBroken, "are final", citation="NMS 14.9"):
        send(panel, heard, TODAY)
    with refused(panel, BadInput, "lies ahead"):
        send(panel, heard, TOMORROW + timedelta(days=1))


def test_a_deferral_never_reaches_the_decision_maker(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    lock(panel, heard)
    with refused(panel, RuleBroken):
        send(panel, heard)


def test_minutes_of_an_earlier_sitting_are_not_the_ones_to_decide_on(panel: Panel) -> None:
    first = heard_item(panel, outcome=Outcome.DEFERRED)
    lock(panel, first)
    panel.clock.go_to(TODAY + timedelta(days=28))
    sitting = sitting_with(panel)
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=first.case))
    second = Heard(sitting, first.case)
    draft(panel, second, Outcome.SUITABLE)
    confirm(panel, second)
    lock(panel, second)
    with refused(panel, RuleBroken, "not the last", citation="FSR 24(2), 27, 28"):
        send(panel, first, panel.clock.today)
    send(panel, second, panel.clock.today)


def test_minutes_arrive_once(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    with refused(panel, RuleBroken):
        send(panel, heard)
