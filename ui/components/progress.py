"""What is being done and how far it is, with a way to stop it where it can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from ui.components.banner import announce
from ui.components.button import Button
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

SHOW_AFTER = 300
CANCEL_AFTER = 2000


class Progress(QFrame):
    """Shown only for work that takes more than a third of a second (times in milliseconds)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        self._words = Words()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button("Stop", self._stop)
        self._stopping: Callable[[], object] | None = None
        line = QHBoxLayout()
        line.addWidget(self._bar, 1)
        line.addWidget(self._cancel)
        layout.addWidget(self._words)
        layout.addLayout(line)
        self._appear = _once(self, SHOW_AFTER)
        self._appear.timeout.connect(self._show_now)
        self._offer = _once(self, CANCEL_AFTER)
        self._offer.timeout.connect(self._offer_stop)
        self.hide()

    def begin(self, words: str, stop: Callable[[], object] | None = None) -> None:
        """Say what is being done; ``stop`` is offered once it takes longer than two seconds."""
        self._say(words)
        self._bar.setRange(0, 0)
        self._stopping = stop
        self._cancel.setText("Stop")
        self._cancel.setEnabled(True)
        self._cancel.hide()
        self._appear.start()
        if stop is not None:
            self._offer.start()

    def show_part(self, done: int, of: int, words: str = "") -> None:
        """Say how much of it is done, and ``words`` for the part that is under way."""
        if words:
            self._say(words)
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def end(self) -> None:
        """Hide again: it is done, or stopped."""
        self._appear.stop()
        self._offer.stop()
        self.hide()

    def _show_now(self) -> None:
        self.show()
        announce(self, self._words.text())

    def _offer_stop(self) -> None:
        self._cancel.show()

    def _say(self, words: str) -> None:
        if words != self._words.text():
            self._words.setText(words)
            self._bar.setAccessibleName(words)

    def _stop(self) -> None:
        if self._stopping is not None:
            self._cancel.setEnabled(False)
            self._cancel.setText("Stopping")
            self._stopping()


def _once(parent: QWidget, after: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after)
    return timer
