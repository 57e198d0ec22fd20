"""The page of one sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from panelapp.actions.sittings import OrderItems, RecordReply, order_items, record_reply
from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.queries.listable_cases import ListableQuestion, listable_cases
from panelapp.queries.sitting_page import SittingPageQuestion, sitting_page
from panelapp.queries.sitting_rows import SittingAction, Stage
from ui.components.act_panel import OneAtATime
from ui.components.button import Button
from ui.components.layouts import column, row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.side_by_side import SideBySide
from ui.components.tab_order import follow_reading
from ui.screens.sitting.agenda import AgendaCard
from ui.screens.sitting.next_steps import NextSteps
from ui.screens.sitting.panels import Panels
from ui.screens.sitting.papers import PapersCard
from ui.screens.sitting.papers_panel import papers_panel
from ui.screens.sitting.people import PeopleCard
from ui.screens.sitting.quorum import QuorumCard
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.vocabulary import Reply
    from panelapp.queries import sitting_rows
    from panelapp.queries.listable_cases import ListableCase
    from ui.components.act_panel import ActPanel
    from ui.components.form import Form
    from ui.desk import Desk

_TONES = {
    Stage.TODAY: Tone.INFO,
    Stage.ATTENDANCE_MISSING: Tone.WARNING,
    Stage.PAPERS_OUT: Tone.GOOD,
}


class SittingPage(Page):
    """One sitting: what is planned for it, who comes, and what is still to do."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.SITTINGS, Topic.CASES, Topic.MEMBERS, Topic.MINUTES, Topic.DECISIONS, Topic.AGENCY}
    )

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page of the sitting that ``place`` names; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self._ref = place.refs[0]
        self._sitting: sitting_rows.SittingPage | None = None
        self.set_back("Sittings", Place("sittings"))
        self.see_button = self.add_action(Button("See the agenda", self._see_agenda))
        self.minutes_button = self.add_action(Button("See the minutes", self._see_minutes))
        self.start_button = self.add_action(
            Button("Start the sitting", self._start, "primary", keys="F5")
        )
        self.steps, self.agenda, self.people = NextSteps(), AgendaCard(), PeopleCard()
        self.quorum, self.papers = QuorumCard(), PapersCard()
        self.declare_button = Button("Declare an interest", self._declare)
        self.change_button = Button("Change the details", self._change)
        self.cancel_button = Button("Cancel the sitting", self._cancel, "danger")
        self.layers = self.add(OneAtATime(self._content()))
        for button in (
            self.see_button,
            self.minutes_button,
            self.start_button,
            self.declare_button,
            self.change_button,
            self.cancel_button,
        ):
            button.hide()
        self._connect()

    def reload(self) -> None:
        """Ask for the sitting."""
        self.ask(sitting_page, SittingPageQuestion(sitting=self._ref), self._show)

    def _content(self) -> QWidget:
        left, right, content = QWidget(), QWidget(), QWidget()
        at_left = column(self.agenda, self.quorum, gap=SPACE.large)
        at_left.addLayout(
            row(self.declare_button, self.change_button, self.cancel_button, gap=SPACE.large)
        )
        at_right = column(self.people, self.papers, gap=SPACE.large)
        for part, layout in ((left, at_left), (right, at_right)):
            layout.addStretch(1)
            part.setLayout(layout)
        beside = SideBySide(left, right, shares=(1, 1))
        content.setLayout(column(self.steps, beside, gap=SPACE.large))
        return content

    def _connect(self) -> None:
        self.agenda.add_wanted.connect(self._add_item)
        self.agenda.opened.connect(lambda case: self.go(Place("case", case)))
        self.agenda.take_off_wanted.connect(self._take_off)
        self.agenda.ordered.connect(self._order)
        self.people.replied.connect(self._record_reply)
        self.people.ask_wanted.connect(lambda: self._open(lambda panels: panels.ask()))
        self.people.add_wanted.connect(lambda: self._open(lambda panels: panels.add_person()))
        self.people.attendance_wanted.connect(
            lambda: self._open(lambda panels: panels.attendance())
        )
        self.quorum.ask_wanted.connect(
            lambda suggested: self._open(lambda panels: panels.ask(suggested))
        )
        self.papers.send_wanted.connect(self._check_papers)

    def _show(self, sitting: sitting_rows.SittingPage) -> None:
        self._sitting = sitting
        self.set_title(sitting.day_words, _under(sitting))
        self.set_status(sitting.stage_words, _TONES.get(sitting.stage, Tone.NEUTRAL))
        self._say_it_is_cancelled(sitting)
        for card in (self.steps, self.agenda, self.people, self.quorum, self.papers):
            card.show_sitting(sitting)
        self._show_ways(sitting)

    def _show_ways(self, sitting: sitting_rows.SittingPage) -> None:
        """Show the buttons of what can be done with the sitting as a whole."""
        may_start = sitting.allows(SittingAction.START) and sitting.stage is Stage.TODAY
        self.start_button.setVisible(may_start and self.layers.panel is None)
        for button, action in (
            (self.see_button, SittingAction.SEE_AGENDA),
            (self.minutes_button, SittingAction.SEE_MINUTES),
            (self.declare_button, SittingAction.DECLARE),
            (self.change_button, SittingAction.CHANGE),
            (self.cancel_button, SittingAction.CANCEL),
        ):
            button.setVisible(sitting.allows(action))
        follow_reading(self)

    def _say_it_is_cancelled(self, sitting: sitting_rows.SittingPage) -> None:
        if sitting.is_cancelled:
            self.banner.show_message(
                f"This sitting was cancelled: {sitting.cancelled_because}",
                heading="Cancelled",
                can_dismiss=False,
            )

    # --- what can be done

    def _panels(self) -> Panels | None:
        if self._sitting is None:
            return None
        return Panels(self._sitting, self._act, self._close)

    def _open(self, make: Callable[[Panels], ActPanel]) -> None:
        panels = self._panels()
        if panels is not None:
            self.layers.open(make(panels))
            # A page has one main button, and that is the panel's now.
            self.start_button.hide()
            follow_reading(self)
            self.scroller.verticalScrollBar().setValue(0)

    def _act(self, handler: Callable[..., Any], command: object, form: Form, said: str) -> None:
        self.submit(handler, command, lambda _: self._close(), form=form, said=said)

    def _close(self) -> None:
        self.layers.close_panel()
        if self._sitting is not None:
            self._show_ways(self._sitting)

    def _add_item(self) -> None:
        self.ask_beside(listable_cases, ListableQuestion(sitting=self._ref), self._offer_cases)

    def _offer_cases(self, cases: tuple[ListableCase, ...]) -> None:
        if cases:
            self._open(lambda panels: panels.add_item(cases))
            return
        self.banner.show_message(
            "No case can go on this agenda. A case can once it is open and stands on no other"
            " agenda.",
            heading="No case is ready",
            actions=(("New case", lambda: self.go(Place("new_case"))),),
        )

    def _take_off(self, case: str) -> None:
        agenda = self._sitting.agenda if self._sitting else ()
        item = next((item for item in agenda if item.case == case), None)
        if item is not None:
            self._open(lambda panels: panels.take_off(item))

    def _order(self, cases: tuple[str, ...]) -> None:
        command = OrderItems(sitting=self._ref, cases=cases)
        self.submit(order_items, command, said=f"{self.agenda.chosen} moved")

    def _record_reply(self, member: str, reply: Reply) -> None:
        command = RecordReply(sitting=self._ref, member=member, reply=reply)
        self.submit(record_reply, command, said=f"Reply saved: {label(reply).lower()}")

    def _check_papers(self) -> None:
        sitting = self._sitting
        if sitting is not None:
            self._open(lambda _: papers_panel(sitting, self._act, self._close))

    def _declare(self) -> None:
        self._open(lambda panels: panels.declare())

    def _change(self) -> None:
        self._open(lambda panels: panels.details())

    def _cancel(self) -> None:
        self._open(lambda panels: panels.cancel())

    def _see_agenda(self) -> None:
        self.go(Place("document", "agenda", self._ref))

    def _see_minutes(self) -> None:
        self.go(Place("document", "minutes", self._ref))

    def _start(self) -> None:
        self.go(Place("sitting_mode", self._ref))


def _under(sitting: sitting_rows.SittingPage) -> str:
    mode = label(sitting.mode) if sitting.mode else ""
    parts = (sitting.times, mode, sitting.venue, label(sitting.kind), sitting.sitting)
    return " · ".join(part for part in parts if part)
