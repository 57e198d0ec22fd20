"""Notices Caps Lock from what is typed, since Qt cannot ask the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.components.banner import announce

if TYPE_CHECKING:
    from ui.components.fields import PasswordField


class CapsLockWatch(QObject):
    """Shows the notice of a password field while letters come in the wrong case."""

    def __init__(self, field: PasswordField) -> None:
        """Watch the keys of ``field``."""
        super().__init__(field)
        self._field = field
        self._is_on: bool | None = None
        field.edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look_at(event)
        return super().eventFilter(watched, event)

    def _look_at(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self._is_on is not None:
            self._show(is_on=not self._is_on)
        elif len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._show(is_on=text.isupper() is not is_shifted)

    def _show(self, *, is_on: bool) -> None:
        if is_on and not self._is_on:
            announce(self._field.caps, self._field.caps.text())
        self._is_on = is_on
        self._field.caps.setVisible(is_on)
