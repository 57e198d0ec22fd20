"""The page of one household, and what can be recorded about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from panelapp.actions.cases import RecordResignation, record_ending, record_resignation
from panelapp.actions.households import (
    AddHouseholdMember,
    add_household_member,
    update_carer,
    update_household,
    update_household_member,
)
from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.household_page import HouseholdPageQuestion, household_page
from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.confirm import ask
from ui.components.page import Page
from ui.components.place import Place
from ui.components.tab_order import follow_reading
from ui.screens.household.forms import CarerForm, EndingForm, HomeForm, OtherForm
from ui.screens.household.view import HouseholdView
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from panelapp.queries.household_page import CarerRow, OtherRow
    from panelapp.queries.household_page import HouseholdPage as Household
    from ui.components.form import Form
    from ui.desk import Desk


class HouseholdPage(Page):
    """One household."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CASES, Topic.DECISIONS, Topic.MINUTES, Topic.SITTINGS}
    )

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self._ref = place.refs[0]
        self._household: Household | None = None
        self.set_back("Register", Place("register"))
        self.view = HouseholdView()
        self.view.wanted.connect(self._want)
        self.view.case_opened.connect(lambda ref: self.go(Place("case", ref)))
        self.acts = self.add(OneAtATime(self.view))

    def reload(self) -> None:
        """Ask for the household."""
        self.ask(household_page, HouseholdPageQuestion(household=self._ref), self._show)

    def _show(self, household: Household) -> None:
        self._household = household
        self.set_title(household.names, f"{household.ref}. {household.kind_words}.")
        tone = Tone.GOOD if household.is_approved else Tone.NEUTRAL
        self.set_status(household.standing, tone)
        self.view.show_page(household)
        follow_reading(self)

    def _want(self, action: str, about: Any) -> None:  # noqa: ANN401 - as each action needs it
        if self._household is None:
            return
        match action:
            case "open_review" if self._household.open_review:
                self.go(Place("case", self._household.open_review))
            case "open_case" | "open_review":
                self.go(Place("new_case", self._ref))
            case "update_household":
                self._change_home(self._household)
            case "update_carer":
                self._change_carer(self._household, about)
            case "record_ending":
                self._record_end(self._household, about)
            case _:
                self._change_other(self._household, about)

    def _change_home(self, household: Household) -> None:
        form = HomeForm(household)
        self._open(
            "Change home details",
            "Save home details",
            form,
            lambda answers: self._send(
                form, update_household, form.command(answers), "Home details saved"
            ),
        )

    def _change_carer(self, household: Household, carer: CarerRow) -> None:
        form = CarerForm(household, carer)
        self._open(
            f"Change details of {carer.name}",
            "Save carer",
            form,
            lambda answers: self._send(form, update_carer, form.command(answers), "Carer saved"),
            "Minutes that were locked and decisions that were made keep the name that they had.",
        )

    def _change_other(self, household: Household, other: OtherRow | None) -> None:
        form = OtherForm(household, other)

        def send(answers: dict[str, Any]) -> None:
            command = form.command(answers)
            if isinstance(command, AddHouseholdMember):
                self._send(form, add_household_member, command, "Person added")
            else:
                self._send(form, update_household_member, command, "Person saved")

        heading = f"Change details of {other.name}" if other else "Add a person to the household"
        self._open(heading, "Save person" if other else "Add person", form, send)

    def _record_end(self, household: Household, carer: CarerRow) -> None:
        form = EndingForm(household, carer)

        def confirm(answers: dict[str, Any]) -> None:
            command = form.command(answers)
            handler: Callable[[Any, Any], date] = (
                record_resignation if isinstance(command, RecordResignation) else record_ending
            )
            ask(
                self,
                "Record this end of approval?",
                "On that day the carer comes off the register. A resignation cannot be undone."
                if isinstance(command, RecordResignation)
                else "On that day the carer comes off the register.",
                act="Record end of approval",
                keep="Keep editing",
                then=lambda: self.submit(
                    handler, command, partial(self._ended, carer.name), form=form
                ),
            )

        self._open(
            f"Record the end of approval of {carer.name}",
            "Check end of approval",
            form,
            confirm,
            f"A resignation takes effect 28 days after the written notice came"
            f" ({household.resignation_citation}). The household goes on while a carer remains.",
        )

    def _ended(self, name: str, last_day: date) -> None:
        self.acts.close_panel()
        self.banner.show_message(
            f"{name} comes off the register on {long_date(last_day)}.",
            Tone.GOOD,
            heading="End of approval recorded",
        )

    def _open(
        self,
        heading: str,
        act: str,
        form: Form,
        send: Callable[[dict[str, Any]], object],
        words: str = "",
    ) -> None:
        self.banner.dismiss()
        self.acts.open(
            ActPanel(
                heading,
                form,
                act,
                lambda: form.send_to(send),
                self.acts.close_panel,
                words=words,
            )
        )
        self.scroller.verticalScrollBar().setValue(0)

    def _send(
        self, form: Form, handler: Callable[[Any, Any], Any], command: object, said: str
    ) -> None:
        self.submit(handler, command, lambda _: self.acts.close_panel(), form=form, said=said)
