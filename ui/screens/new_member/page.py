"""The page for somebody who joins the central list: the form, its check and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.people import add_member
from panelapp.domain.rules.independence import Standing
from panelapp.domain.values import long_date
from panelapp.queries.member_checks import CheckState
from panelapp.queries.member_page import MemberPageQuestion, member_page
from ui.components.button import Button
from ui.components.confirmation_page import DonePanel
from ui.components.drafts import DraftKeeper
from ui.components.layouts import Card, clear, left, row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.summary_list import SummaryList
from ui.components.words import Words
from ui.screens.new_member.form import NewMemberForm, command, facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.errors import PanelappError
    from panelapp.queries.member_page import MemberPage
    from ui.desk import Desk


class NewMemberPage(Page):
    """A form, then its answers to check, then what happens next."""

    stays: ClassVar[bool] = False

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the form."""
        super().__init__(desk, place, parent)
        self.set_title("Add a person", "Somebody who joins the central list")
        self.set_back("Central list", Place("central_list"))
        self._answers: dict[str, Any] = {}
        self._is_started = False
        self.form = NewMemberForm()
        self.form_part = self.add(self._form_part())
        self.check_part = self.add(self._check_part())
        self.check_part.hide()
        self._done = QVBoxLayout()
        self.body.addLayout(self._done)
        self.keeper = DraftKeeper(self, self.form, "new_member")

    def reload(self) -> None:
        """Bring back what was typed before, once."""
        if not self._is_started:
            self._is_started = True
            self.keeper.settled.connect(self.loaded)
            self.keeper.restore()

    def leave(self) -> None:
        """Keep what was typed."""
        self.keeper.leave()

    def _form_part(self) -> QWidget:
        self.check_button = Button("Check answers", self._check, "primary")
        made = Card()
        layout = made.body
        layout.addLayout(left(self.form))
        layout.addLayout(row(self.check_button))
        return made

    def _check_part(self) -> QWidget:
        self.summary = SummaryList(width=760)
        self.add_button = Button("Add to the central list", self._add, "primary")
        made = Card(Words("Check the answers", "heading"))
        layout = made.body
        layout.addLayout(left(self.summary))
        layout.addLayout(
            row(self.add_button, Button("Change answers", self._change("name"), "link"), gap=20)
        )
        return made

    def _check(self) -> None:
        answers = self.form.read()
        if answers is None:
            self._to_top()
            return
        self._answers = answers
        self.banner.dismiss()
        self.summary.show_facts(facts(answers, self._change))
        self.form_part.hide()
        self.check_part.show()
        self.add_button.setFocus()
        self._to_top()

    def _change(self, name: str) -> Callable[[], None]:
        def back_to_form() -> None:
            self.check_part.hide()
            self.form_part.show()
            target = self.form.field(name).focus_target()
            target.setFocus()
            self.scroller.ensureWidgetVisible(target)

        return back_to_form

    def _add(self) -> None:
        self.desk.submit(self, add_member, command(self._answers), self._added, self._refused)

    def _refused(self, problem: PanelappError) -> None:
        """Show the form again with what is wrong; what was typed is still there."""
        self.check_part.hide()
        self.form_part.show()
        self.form.show_refusal(problem)
        self._to_top()

    def _added(self, ref: str) -> None:
        self.keeper.done()
        self.check_part.hide()
        self.ask(member_page, MemberPageQuestion(member=ref), self._show_done)

    def _show_done(self, person: MemberPage) -> None:
        self.set_title("Person added", "")
        clear(self._done)
        done = DonePanel(
            f"{person.name} is on the central list",
            f"The reference is {person.ref}. {person.place}.",
            tuple(_next_steps(person)),
            (
                ("Open this person", lambda: self.go(Place("member", person.ref))),
                ("Back to the central list", lambda: self.go(Place("central_list"))),
            ),
        )
        self._done.addWidget(done)
        done.show()
        if (go_on := self.primary()) is not None:
            go_on.setFocus()

    def _to_top(self) -> None:
        self.scroller.verticalScrollBar().setValue(0)


def _next_steps(person: MemberPage) -> list[str]:
    steps = [
        f"{check.name}: by {long_date(check.due)}."
        for check in person.checks
        if check.due is not None and check.state is not CheckState.COMPLETED
    ]
    if person.independence.standing is Standing.NOT_KNOWN:
        steps.append("Record what links the person to the service, or that nothing does.")
    return steps
