"""One message at the top of a page: what happened, what is safe, what to do, and a way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from panelapp.domain.errors import RuleBroken
from ui.components.button import Button
from ui.components.tab_order import follow_reading
from ui.components.words import Words, restyle
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from panelapp.domain.errors import PanelappError

_HEADINGS = {Tone.PROBLEM: "There is a problem", Tone.WARNING: "Important", Tone.GOOD: "Done"}


def announce(subject: QObject, words: str) -> None:
    """Have a screen reader say ``words`` without moving the focus (WCAG 4.1.3)."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(subject, words))


class Banner(QFrame):
    """A message that stays until it is dismissed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.medium, SPACE.medium, SPACE.medium)
        layout.setSpacing(SPACE.tiny)
        self._heading = Words(kind="subheading")
        self._words = Words()
        self._source = Words(kind="small")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(SPACE.small)
        layout.addWidget(self._heading)
        layout.addWidget(self._words)
        layout.addWidget(self._source)
        layout.addLayout(self._actions)
        self.hide()

    @property
    def text(self) -> str:
        """The words that are shown; empty when the banner is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def show_message(
        self,
        words: str,
        tone: Tone = Tone.INFO,
        *,
        heading: str | None = None,
        source: str = "",
        actions: tuple[tuple[str, Callable[[], object]], ...] = (),
        can_dismiss: bool = True,
    ) -> None:
        """Show a message and have it read out. ``actions`` are buttons with what they do."""
        heading = _HEADINGS.get(tone, "") if heading is None else heading
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._words.setText(words)
        self._source.setText(source)
        self._source.setVisible(bool(source))
        self._fill_actions(actions, can_dismiss=can_dismiss)
        self.setProperty("tone", tone.value)
        self._heading.setProperty("tone", tone.value)
        spoken = ". ".join(part for part in (heading, words) if part)
        self.setAccessibleName(spoken)
        for part in (self, self._heading):
            restyle(part)
        self.show()
        announce(self, spoken)

    def show_problem(self, problem: PanelappError) -> None:
        """Show a refusal with its citation, and move the focus to it."""
        words = f"{problem.sentence} {problem.remedy}".strip()
        source = problem.citation if isinstance(problem, RuleBroken) else ""
        self.show_message(words, Tone.PROBLEM, source=source)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Hide the message."""
        self.hide()

    def _fill_actions(
        self, actions: tuple[tuple[str, Callable[[], object]], ...], *, can_dismiss: bool
    ) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text, act in actions:
            self._actions.addWidget(Button(text, act))
        if can_dismiss:
            self._actions.addWidget(Button("Hide this message", self.dismiss, "link"))
        self._actions.addStretch(1)
        follow_reading(self)
