"""One-off days off that the tables of bank holidays do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.agency import (
    AddNonWorkingDay,
    RemoveNonWorkingDay,
    add_non_working_day,
    remove_non_working_day,
)
from panelapp.domain.values import long_date
from panelapp.queries.settings import SettingsQuestion, office_settings
from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.button import Button
from ui.components.confirm import ask
from ui.components.fields import DateField, TextField
from ui.components.form import Form
from ui.components.layouts import Card, clear, left, row, rule
from ui.components.tab_order import follow_reading
from ui.components.words import Words
from ui.screens.settings.part import SettingsPart

if TYPE_CHECKING:
    from panelapp.queries.settings import DayOff, OfficeSettings
    from ui.components.page import Page

WORDS = (
    "Weekends and the bank holidays of England are left out of every count of working days"
    " already. Add a day only if it was proclaimed besides, for example for a coronation."
)


class DaysOffPart(SettingsPart):
    """The days that were added, and a way to add another."""

    title: ClassVar[str] = "Days off"
    words: ClassVar[str] = "Bank holidays that were proclaimed besides the usual ones"

    def __init__(self, page: Page) -> None:
        """Build the part, empty."""
        super().__init__(page)
        self._days = QVBoxLayout()
        self.add_button = Button("Add a day off", self._add, "primary")
        made = Card()
        layout = made.body
        layout.addLayout(left(Words(WORDS).limited()))
        layout.addLayout(self._days)
        layout.addLayout(row(self.add_button))
        self.acts = OneAtATime(made)
        self.outer.addWidget(self.acts)

    def reload(self) -> None:
        """Ask for the days."""
        self.page.ask(office_settings, SettingsQuestion(), self._show)

    def _show(self, settings: OfficeSettings) -> None:
        may = not settings.why_not_details
        self.add_button.setVisible(may)
        clear(self._days)
        for off in settings.days_off:
            self._days.addWidget(self._day(off, may=may))
            self._days.addWidget(rule())
        if not settings.days_off:
            self._days.addWidget(Words("No day was added.", "muted"))
        follow_reading(self.page)

    def _day(self, off: DayOff, *, may: bool) -> QWidget:
        made = QWidget()
        line = row(Words(f"{long_date(off.day)}: {off.name}", wrap=False), gap=20)
        if may:
            says = f"Remove {long_date(off.day)}"
            line.addWidget(Button("Remove", lambda: self._remove(off), "link", says=says))
        made.setLayout(line)
        return made

    def _add(self) -> None:
        form = Form()
        form.add(
            "day",
            "Day",
            DateField(required="Enter the day off.", what="The day off"),
            "For example 27 3 2026",
        )
        form.add("name", "What it is called", TextField(required="Enter what it is called."))

        def send() -> None:
            answers = form.read()
            if answers is not None:
                self.page.submit(
                    add_non_working_day,
                    AddNonWorkingDay(**answers),
                    lambda _: self.acts.close_panel(),
                    form=form,
                    said="Day off saved",
                )

        self.acts.open(
            ActPanel(
                "Add a day off",
                form,
                "Add day off",
                send,
                self.acts.close_panel,
                words="Every deadline in working days is counted with it from now on.",
            )
        )

    def _remove(self, off: DayOff) -> None:
        ask(
            self,
            f"Remove {long_date(off.day)} from the days off?",
            "Every deadline in working days counts that day again from now on.",
            act="Remove day off",
            keep="Keep day off",
            then=lambda: self.page.submit(
                remove_non_working_day, RemoveNonWorkingDay(day=off.day), said="Day off removed"
            ),
        )
