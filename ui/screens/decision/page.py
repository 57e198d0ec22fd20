"""The page of one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.decision_page import DecisionPageQuestion, decision_page
from ui.components.layouts import clear, column
from ui.components.page import Page
from ui.components.place import Place
from ui.screens.decision.following import Following
from ui.screens.decision.making import Making
from ui.screens.decision.steps import Step
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from panelapp.queries.decision_page import DecisionPage as Decision
    from ui.desk import Desk


class DecisionPage(Page):
    """A decision in the making for whoever may decide it; what follows from it for the others."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CASES, Topic.MINUTES, Topic.DECISIONS, Topic.SITTINGS, Topic.AGENCY}
    )

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page of a case's decision; it is asked for in :meth:`reload`."""
        super().__init__(desk, place, parent)
        [self.case] = place.refs
        self.making: Making | None = None
        self.following: Following | None = None
        self.set_back("Decisions", Place("decisions"))
        self.set_title("Decision", self.case)
        self._column = column()
        self.body.addLayout(self._column)

    def reload(self) -> None:
        """Ask for the decision."""
        self.ask(decision_page, DecisionPageQuestion(case=self.case), self._show)

    def leave(self) -> None:
        """Keep what is typed; what was signed is shown as such when somebody comes back."""
        if self.making is not None:
            self.making.leave()
            if self.making.step is Step.DONE:
                self._put_away()
        if self.following is not None:
            self.following.leave()

    def focus_start(self) -> None:
        """Put the keyboard where work begins, unless that is far below what is read first."""
        super().focus_start()
        focused = QApplication.focusWidget()
        if self.following is None or focused is None or focused is self:
            return
        if focused.mapTo(self, focused.rect().topLeft()).y() > self.height():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroller.verticalScrollBar().setValue(0)

    def _show(self, decision: Decision) -> None:
        self.set_title(decision.household, _under(decision))
        self.set_status(*_status(decision))
        if self.making is not None and (decision.is_yours or self.making.step is Step.DONE):
            self.making.show_decision(decision)
        elif decision.is_yours:
            self._show_making(decision)
        else:
            self._show_following(decision)

    def _show_making(self, decision: Decision) -> None:
        self._put_away()
        self.making = Making(self, decision)
        self.making.finished.connect(self._finish)
        self._column.addWidget(self.making)
        self.making.show_decision(decision)
        self.making.show()

    def _show_following(self, decision: Decision) -> None:
        if self.following is None:
            self._put_away()
            self.following = Following(self)
            self._column.addWidget(self.following)
            self.following.show()
        self.following.show_decision(decision)

    def _finish(self) -> None:
        self._put_away()
        self.loaded.connect(self.focus_start, Qt.ConnectionType.SingleShotConnection)
        self.reload()

    def _put_away(self) -> None:
        clear(self._column)
        self.making = self.following = None


def _under(decision: Decision) -> str:
    """What the case is, and by when it is to be decided."""
    words = f"{decision.case_ref}, {decision.case_type}"
    asked = decision.deciding
    if asked.decide_by is None or not asked.choices:
        return words
    verb = "It was to be decided" if asked.is_late else "Decide"
    return f"{words}. {verb} by {long_date(asked.decide_by)}."


def _status(decision: Decision) -> tuple[str, Tone]:
    """The state of a decision, or how long is left to make it."""
    asked = decision.deciding
    if asked.decide_by is None or not asked.choices:
        return decision.status, Tone.NEUTRAL
    tone = Tone.PROBLEM if asked.is_late else Tone.INFO
    return f"{decision.status}: {asked.time_left}", tone
