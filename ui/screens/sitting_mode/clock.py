"""The time of day and the time that an item has taken so far."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panelapp.domain.values import clock_time
from ui.components.button import Button
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from datetime import time

    from PySide6.QtGui import QHideEvent, QShowEvent

SECOND = 1000


def time_now() -> time:
    """The time of day on this computer, to the minute."""
    return datetime.now(UTC).astimezone().time().replace(second=0, microsecond=0)


class ItemClock(QWidget):
    """A clock, and a watch that counts an item's minutes and can be paused.

    The watch counts by itself, so that a clock that is put right meanwhile changes nothing.
    """

    begun = Signal()
    """Emitted when somebody starts an item that was not begun yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand still until an item is shown."""
        super().__init__(parent)
        self._before = timedelta()
        self._watch = QElapsedTimer()
        self._is_begun = False
        self.clock = Words(kind="heading", wrap=False)
        self.watch = Words(kind="heading", wrap=False)
        self.button = Button("Start item", self.turn)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.large)
        for part in (self.clock, self.watch, self.button):
            layout.addWidget(part)
        self._tick = QTimer(self)
        self._tick.setInterval(SECOND)
        self._tick.timeout.connect(self._show)

    @property
    def is_running(self) -> bool:
        """Whether the watch counts."""
        return self._watch.isValid()

    def show_item(self, started_at: time | None, *, can_run: bool) -> None:
        """Show an item that was begun at a time, or not yet; ``can_run`` where it is heard now."""
        self._watch.invalidate()
        self._is_begun = started_at is not None
        self._before = _since(started_at) if started_at is not None else timedelta()
        self.watch.setVisible(can_run)
        self.button.setVisible(can_run)
        if can_run and self._is_begun:
            self._watch.start()
        self._show()

    def turn(self) -> None:
        """Start the watch, or pause it."""
        if not self.button.isVisibleTo(self):
            return
        if self.is_running:
            self._before = self._passed()
            self._watch.invalidate()
        else:
            self._watch.start()
            if not self._is_begun:
                self._is_begun = True
                self.begun.emit()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def _passed(self) -> timedelta:
        if not self.is_running:
            return self._before
        return self._before + timedelta(milliseconds=self._watch.elapsed())

    def _show(self) -> None:
        self.clock.setText(clock_time(time_now()))
        seconds = int(self._passed().total_seconds())
        state = "" if self.is_running or not self._is_begun else ", paused"
        self.watch.setText(f"Item {seconds // 60}:{seconds % 60:02}{state}")
        if not self._is_begun:
            self.button.setText("Start item")
        else:
            self.button.setText("Pause" if self.is_running else "Continue")
        self.button.setAccessibleName(self.button.text() + " the item's time")


def _since(started_at: time) -> timedelta:
    now = datetime.now(UTC).astimezone().replace(tzinfo=None)
    return max(timedelta(), now - datetime.combine(now.date(), started_at))
