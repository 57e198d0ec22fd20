"""One item on the chair's screen: its steps at the left, and beside them what a step asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.queries.item_steps import Step
from ui.components.button import Button, RowButton
from ui.components.drafts import DraftKeeper
from ui.components.in_the_way import InTheWay
from ui.components.layouts import clear, left, row
from ui.components.side_by_side import SideBySide
from ui.components.words import Words
from ui.screens.sitting_mode.about import AboutCase
from ui.screens.sitting_mode.answers import answers_list, said_facts
from ui.screens.sitting_mode.here import HerePane
from ui.screens.sitting_mode.interests import InterestsPane
from ui.screens.sitting_mode.notes import NotesForm
from ui.screens.sitting_mode.steps import ABOUT, Steps
from ui.screens.sitting_mode.views import ViewsForm
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.queries.sitting_mode import ItemNow
    from panelapp.queries.sitting_mode import SittingModePage as Sitting
    from ui.components.page import Page

HERE = "Who is here"
NARROWEST = 85
"""The width in characters from which on the steps stand beside what they ask for."""
LEAVE_WORDS = (
    "The applicants or carers, their supporter and the social worker leave now. The panel gives"
    " its views without them."
)


class ItemView(QWidget):
    """An item with its notes and views, which are kept while another item is shown."""

    rearranged = Signal()
    """Emitted when other parts are shown, through which Tab is to find its way."""
    check_wanted = Signal()
    """Emitted when somebody wants to see what was drafted."""

    def __init__(self, page: Page, sitting: Sitting, item: ItemNow) -> None:
        """Show the item at the step that is next."""
        super().__init__()
        self._page, self.case = page, item.case
        self._key = f"sitting_mode/{sitting.sitting}/{item.case}"
        self.step: Step | None = None
        self._is_here_shown = False
        self.steps = Steps(self.show_step)
        self.about = AboutCase()
        self.interests = InterestsPane()
        self.here = HerePane()
        self.notes = NotesForm(item.steps)
        self.views = ViewsForm(item.recommendation.views)
        self.views.entered.connect(self._count_unspoken)
        self._build()
        self.notes_kept = DraftKeeper(page, self.notes, f"{self._key}/notes")
        self.views_kept = DraftKeeper(page, self.views, f"{self._key}/views")
        self._item = item
        self.show_item(sitting, item)
        self.notes_kept.restore()
        self.views_kept.restore()

    def show_item(self, sitting: Sitting, item: ItemNow) -> None:
        """Show the item as it is now; what is typed and not saved yet stays."""
        self._item, self._sitting = item, sitting
        self.may_write = not sitting.room.why_not_record and not item.minutes_are_locked
        self.about.show_item(item)
        self.interests.show_item(item)
        self.here.show_sitting(sitting)
        self.notes.show_saved(item.steps)
        self.notes.set_read_only(not self.may_write)
        self._show_members(item)
        self._show_recommendation()
        self._show_pane()

    def show_step(self, step: Step | None) -> None:
        """Show what a step asks for, or what the case is about, and go there."""
        self.step, self._is_here_shown = step, False
        self._show_pane()
        self._begin()

    def show_here(self) -> None:
        """Show who is here."""
        self._is_here_shown = True
        self._show_pane()
        self._begin()

    def focus_step(self) -> None:
        """Put the keyboard on the step that is shown."""
        for button in self.steps.findChildren(RowButton):
            if button.property("here"):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def leave(self) -> None:
        """Keep what was typed since the last time."""
        self.notes_kept.leave()
        self.views_kept.leave()

    def _build(self) -> None:
        self.heading = Words(kind="heading")
        self.pane = QWidget()
        self.pane.setAccessibleName("The step")
        inner = QVBoxLayout(self.pane)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE.medium)
        inner.addWidget(self.heading)
        self._leaving = Words(LEAVE_WORDS)
        self._unspoken = Words(kind="muted")
        self._views_place = QVBoxLayout()
        self._views_place.addLayout(left(self.views))
        self._said = QWidget()
        self._said_layout = QVBoxLayout(self._said)
        self._said_layout.setContentsMargins(0, 0, 0, 0)
        self._said_layout.setSpacing(SPACE.medium)
        inner.addLayout(left(self.about))
        for part in (self.interests, self.here, self._leaving, self._said):
            inner.addWidget(part)
        inner.addWidget(self._unspoken)
        inner.addLayout(self._views_place)
        inner.addLayout(left(self.notes))
        self.next_button = Button("Next step", self._go_on)
        inner.addLayout(row(self.next_button))
        inner.addStretch(1)
        aside = QWidget()
        beside = QVBoxLayout(aside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.steps)
        beside.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideBySide(aside, self.pane, shares=(2, 5), narrowest=NARROWEST))

    def _show_pane(self) -> None:
        """Show the parts of one step and hide the others."""
        step = None if self._is_here_shown else self.step
        words = {row.step: row.words for row in self._item.steps}
        shown = words[step] if step else HERE if self._is_here_shown else ABOUT
        self.heading.setText(shown)
        self.about.setVisible(shown == ABOUT)
        self.here.setVisible(self._is_here_shown)
        self.interests.setVisible(step is Step.INTERESTS)
        self._leaving.setVisible(step is Step.APPLICANTS_LEAVE)
        self._said.setVisible(step is Step.VIEWS)
        can_speak = step is Step.VIEWS and not self._item.closed
        self.views.setVisible(can_speak)
        self._unspoken.setVisible(can_speak)
        self._count_unspoken()
        self.views.setEnabled(not self._sitting.room.why_not_record)
        self.notes.setVisible(self.notes.show_step(step))
        self._offer_next()
        self.steps.show_steps(self._item.steps, shown, self.notes.typed_steps())
        self.rearranged.emit()

    def _following(self) -> Step | None:
        """The step after the one that is shown; after the case, the first."""
        order = list(Step)
        if self._is_here_shown or self.step is order[-1]:
            return None
        return order[0] if self.step is None else order[order.index(self.step) + 1]

    def _offer_next(self) -> None:
        following = self._following()
        words = {row.step: row.words for row in self._item.steps}
        self.next_button.setVisible(following is not None)
        if following is not None:
            self.next_button.setText(f"Next step: {words[following].lower()}")
            self.next_button.setAccessibleName(self.next_button.text())

    def _go_on(self) -> None:
        if (following := self._following()) is not None:
            self.show_step(following)

    def _begin(self) -> None:
        """Put the keyboard into the first field of what is shown."""
        for part in (self.here, self.interests, self.views, self.notes):
            if part.isVisibleTo(self):
                fields = [w for w in part.findChildren(QWidget) if _takes_keys(w, part)]
                if fields:
                    fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.focus_step()

    def _count_unspoken(self) -> None:
        waiting = sum(stand.position is None for stand in self.views.stands().values())
        self._unspoken.setText(f"{waiting} still to speak." if waiting else "Everybody has spoken.")

    def _show_members(self, item: ItemNow) -> None:
        """Show other members in the views where somebody came, left or withdrew."""
        if tuple(stand.member for stand in item.recommendation.views) == self.views.members:
            return
        typed = self.views.draft()
        self.views_kept.leave()
        clear(self._views_place)
        self.views = ViewsForm(item.recommendation.views)
        self.views.set_draft(typed)
        self.views.entered.connect(self._count_unspoken)
        self._views_place.addLayout(left(self.views))
        self.views_kept = DraftKeeper(self._page, self.views, f"{self._key}/views")

    def _show_recommendation(self) -> None:
        """Show what was drafted or confirmed above the views."""
        clear(self._said_layout)
        state = self._item.recommendation
        if state.said is None:
            return
        if state.said.is_confirmed:
            self._said_layout.addLayout(left(answers_list(said_facts(state))))
            return
        self._said_layout.addWidget(Words(f"Drafted: {state.said.label}", "lead"))
        if state.in_the_way:
            self._said_layout.addWidget(InTheWay("Before it can be confirmed", state.in_the_way))
        elif state.who_confirms:
            self._said_layout.addWidget(Words(state.who_confirms, "muted"))
        self._said_layout.addLayout(row(Button("Check what was drafted", self.check_wanted.emit)))


def _takes_keys(widget: QWidget, part: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisibleTo(part) and widget.isEnabled()
