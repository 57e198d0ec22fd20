"""From what the panel said to its confirmation: the form, the answers to check, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.recommendations import (
    ConfirmRecommendation,
    confirm_recommendation,
    draft_recommendation,
)
from ui.components.act_panel import ActPanel
from ui.components.button import Button
from ui.components.confirmation_page import DonePanel
from ui.components.drafts import DraftKeeper
from ui.components.in_the_way import InTheWay
from ui.components.layouts import Card, clear, left, row
from ui.components.words import Words
from ui.screens.sitting_mode.answers import answers_list, said_facts
from ui.screens.sitting_mode.recommendation import RecommendationForm, views_of
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.actions.recommendations import View
    from panelapp.domain.vocabulary import Outcome
    from panelapp.queries.sitting_mode import ItemNow
    from panelapp.queries.sitting_mode import SittingModePage as Sitting
    from ui.components.page import Page

CONFIRM_WORDS = (
    "Once it is confirmed nobody can change it. Corrections are added to the minutes as notes."
)


class Recording(QWidget):
    """What the panel said about one item, in three faces: form, answers to check, what follows."""

    drafted = Signal()
    """Emitted when the draft is saved with the views that it was made with."""
    confirmed = Signal()
    item_wanted = Signal()
    """Emitted when somebody goes back to the item."""
    views_wanted = Signal()
    next_wanted = Signal(str)
    minutes_wanted = Signal()

    def __init__(self, page: Page, sitting: Sitting, item: ItemNow) -> None:
        """Begin without a face."""
        super().__init__()
        self._page, self._sitting, self._item = page, sitting, item
        self._is_checked = False
        self.form: RecommendationForm | None = None
        self._kept: DraftKeeper | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_item(self, sitting: Sitting, item: ItemNow) -> None:
        """Take what changed meanwhile; a form that is being filled in stays as it is."""
        self._sitting, self._item = sitting, item
        if self._is_checked:
            self._check()

    def write(self, views: tuple[View, ...], outcome: Outcome | None = None) -> None:
        """Show the form, with an outcome that was chosen already."""
        self._is_checked = False
        self.form = RecommendationForm(self._item, views)
        if outcome is not None:
            self.form.choose(outcome)
        key = f"sitting_mode/{self._sitting.sitting}/{self._item.case}/recommendation"
        self._kept = DraftKeeper(self._page, self.form, key)
        panel = ActPanel(
            "What the panel said",
            self.form,
            "Check answers",
            lambda: self._send(views),
            self.item_wanted.emit,
        )
        panel.cancel_button.setText("Back to the item")
        self._face(panel)
        self.form.focus_first()
        self._kept.restore()

    def check(self) -> None:
        """Show what was drafted, to be checked and confirmed."""
        self._is_checked = True
        self._check()

    def leave(self) -> None:
        """Keep what was typed since the last time."""
        if self._kept is not None:
            self._kept.leave()

    def _send(self, views: tuple[View, ...]) -> None:
        if self.form is None:
            return
        command = self.form.command(self._sitting.sitting, self._item.case, views)
        if command is not None:
            self._page.submit(
                draft_recommendation,
                command,
                lambda _: self._on_drafted(),
                form=self.form,
                said="Draft saved",
            )

    def _on_drafted(self) -> None:
        if self._kept is not None:
            self._kept.done()
        self._is_checked = True
        self.drafted.emit()

    def _check(self) -> None:
        state = self._item.recommendation
        if state.said is None or state.said.is_confirmed:
            return
        panel = Card(sides=SPACE.huge)
        layout = panel.body
        heading = Words(f"Check what the panel said about {self._item.case}", "heading")
        layout.addWidget(heading)
        layout.addLayout(left(answers_list(said_facts(state, self._change))))
        if state.in_the_way:
            layout.addLayout(left(InTheWay("Before it can be confirmed", state.in_the_way)))
        can_confirm = not state.in_the_way and not state.who_confirms
        layout.addWidget(Words(state.who_confirms or CONFIRM_WORDS, "muted"))
        self.confirm_button = Button("Confirm recommendation", self._confirm, "primary")
        self.back_button = Button("Leave it as a draft", self.item_wanted.emit)
        buttons = (self.confirm_button, self.back_button) if can_confirm else (self.back_button,)
        layout.addLayout(row(*buttons, gap=SPACE.large))
        panel.setAccessibleName(heading.text())
        self._face(panel)
        # What cannot be changed afterwards is read from the top.
        first = next(iter(panel.findChildren(Button)), self.back_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, name: str) -> Callable[[], object]:
        if name == "views":
            return self.views_wanted.emit
        return lambda: self._go_to(name)

    def _go_to(self, name: str) -> None:
        self.write(views_of(self._item))
        if self.form is not None:
            self.form.go_to(name)

    def _confirm(self) -> None:
        self.confirm_button.setEnabled(False)
        command = ConfirmRecommendation(sitting=self._sitting.sitting, case=self._item.case)
        self._page.submit(confirm_recommendation, command, lambda _: self._done(), said="Confirmed")

    def _done(self) -> None:
        self._is_checked = False
        state = self._item.recommendation
        said = state.said.label if state.said else ""
        actions: list[tuple[str, Callable[[], object]]] = [
            ("Open the minutes", self.minutes_wanted.emit),
            ("Back to the item", self.item_wanted.emit),
        ]
        after = self._sitting.next_case
        if after:
            actions.insert(0, ("Next item", lambda: self.next_wanted.emit(after)))
        done = DonePanel(
            "The recommendation is confirmed",
            f"{self._item.case}: {said}. The day and who was in the chair are recorded.",
            state.what_follows,
            tuple(actions),
        )
        self._face(done)
        done.findChildren(Button)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.confirmed.emit()

    def _face(self, face: QWidget) -> None:
        clear(self._layout)
        self._layout.addWidget(face)
        face.show()
