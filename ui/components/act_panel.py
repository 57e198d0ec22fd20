"""One thing to do in place of what a page shows: a form with its button and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.components.button import Button
from ui.components.layouts import Card, left, row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.components.button import ButtonKind
    from ui.components.form import Form


class ActPanel(Card):
    """A card with a heading, a form and two buttons. Escape goes back without doing anything."""

    def __init__(
        self,
        heading: str,
        form: Form,
        act: str,
        send: Callable[[], object],
        cancel: Callable[[], object],
        *,
        words: str = "",
        kind: ButtonKind = "primary",
        parent: QWidget | None = None,
    ) -> None:
        """``act`` is the button that sends the form, a verb and what it is about."""
        super().__init__(sides=SPACE.huge, parent=parent)
        self.form, self._cancel = form, cancel
        self.setAccessibleName(heading)
        layout = self.body
        layout.addWidget(Words(heading, "heading"))
        if words:
            layout.addLayout(left(Words(words, "muted").limited()))
        layout.addLayout(left(form))
        self.act_button = Button(act, send, kind)
        self.cancel_button = Button(
            "Leave as it is", cancel, "link", says=f"Leave as it is: {heading}"
        )
        layout.addSpacing(SPACE.small)
        layout.addLayout(row(self.act_button, self.cancel_button, gap=SPACE.large))

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window does, which would leave the page."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_escape(event):
            self._cancel()
        else:
            super().keyPressEvent(event)


class OneAtATime(QWidget):
    """What a page shows, or one panel in its place."""

    def __init__(self, shown: QWidget, parent: QWidget | None = None) -> None:
        """Show ``shown`` until a panel is opened."""
        super().__init__(parent)
        self._shown = shown
        self._from: QWidget | None = None
        self.panel: ActPanel | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(shown)

    def open(self, panel: ActPanel) -> None:
        """Show a panel and put the keyboard into its form."""
        if self.panel is None:
            self._from = self.focusWidget()
        self._take_away()
        self.panel = panel
        self._shown.hide()
        self._layout.addWidget(panel)
        panel.show()
        panel.form.focus_first()

    def close_panel(self) -> None:
        """Show again what the page shows, with the keyboard where it was before."""
        self._take_away()
        self._shown.show()
        came_from, self._from = self._from, None
        # What the panel was opened from may be gone: the page shows other rows by now.
        if came_from is not None and shiboken6.isValid(came_from) and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self) -> None:
        if self.panel is not None:
            self._layout.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
