"""What is recorded of the room: attendance, movements, the chair, times and interests."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from ui.screens.sitting_mode.clock import time_now

if TYPE_CHECKING:
    from typing import Any

    from panelapp.domain.vocabulary import InterestRuling
    from ui.components.page import Page
    from ui.screens.sitting_mode.here import HerePane
    from ui.screens.sitting_mode.interests import InterestsPane


class RoomActs:
    """The acts of one sitting's room, each with what a screen reader says once it is done."""

    def __init__(self, page: Page, sitting: str) -> None:
        """Act for a page."""
        self._page, self._sitting = page, sitting

    def follow_here(self, pane: HerePane, case: str | None) -> None:
        """Do what is asked for in a pane that shows who is here."""
        pane.attended.connect(lambda answers: self._attend(pane, answers))
        pane.moved.connect(lambda answers: self._move(pane, answers))
        if case is not None:
            pane.chaired.connect(lambda answers: self._take_chair(pane, case, answers))
            pane.timed.connect(lambda answers: self._time(pane, case, answers))

    def follow_interests(self, pane: InterestsPane, case: str) -> None:
        """Do what is asked for in a pane of interests."""
        pane.ruled.connect(lambda member, ruling: self._rule(case, member, ruling))
        pane.declared.connect(lambda answers: self._declare(pane, case, answers))

    def begin_item(self, case: str) -> None:
        """Record that an item begins now."""
        command = TimeItem(sitting=self._sitting, case=case, started_at=time_now())
        self._page.submit(time_item, command, said="Item started")

    def end_item(self, case: str) -> None:
        """Record that an item ends now."""
        command = TimeItem(sitting=self._sitting, case=case, finished_at=time_now())
        self._page.submit(time_item, command)

    def _attend(self, pane: HerePane, answers: dict[str, Any]) -> None:
        command = RecordAttendance(sitting=self._sitting, **answers)
        self._page.submit(
            record_attendance, command, form=pane.form, said="It is recorded who is here"
        )

    def _move(self, pane: HerePane, answers: dict[str, Any]) -> None:
        handler = record_arrival if answers["arrives"] else record_departure
        command = RecordMovement(sitting=self._sitting, member=answers["member"], at=answers["at"])
        said = "Arrival recorded" if answers["arrives"] else "Departure recorded"
        self._page.submit(handler, command, form=pane.form, said=said)

    def _take_chair(self, pane: HerePane, case: str, answers: dict[str, Any]) -> None:
        command = TakeChair(sitting=self._sitting, case=case, **answers)
        self._page.submit(take_chair, command, form=pane.chair_form, said="The chair is recorded")

    def _time(self, pane: HerePane, case: str, answers: dict[str, Any]) -> None:
        command = TimeItem(sitting=self._sitting, case=case, **answers)
        self._page.submit(time_item, command, form=pane.times_form, said="Times saved")

    def _rule(self, case: str, member: str, ruling: InterestRuling) -> None:
        command = RuleOnInterest(sitting=self._sitting, case=case, member=member, ruling=ruling)
        self._page.submit(rule_on_interest, command, said="Ruling recorded")

    def _declare(self, pane: InterestsPane, case: str, answers: dict[str, Any]) -> None:
        command = DeclareInterest(sitting=self._sitting, case=case, **answers)
        self._page.submit(
            declare_interest,
            command,
            lambda _: pane.forget(),
            form=pane.form,
            said="Interest recorded",
        )
