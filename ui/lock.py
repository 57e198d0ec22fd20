"""Locks the file when nobody has touched the keyboard or the mouse for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.components.banner import announce
from ui.components.button import Button
from ui.components.words import Words
from ui.theme.reading import preferences
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

CHOICES = (5, 10, 15, 30, 60)
USUAL = 10
WARNING = timedelta(seconds=60)
_MINUTES = "lock/minutes"
_LOOK_EVERY = 1000
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


class IdleLock(QObject):
    """Counts the time since anybody last touched a window of the program.

    The keys and the mouse are watched where they reach a window, not at every widget: that costs
    nothing while somebody works. A computer that slept through the time locks when it wakes.
    """

    lock_wanted = Signal()
    """Emitted once when the time is over."""
    warned = Signal(int)
    """Emitted every second of the last minute with the seconds that are left."""
    stayed = Signal()
    """Emitted when somebody touched the window in the last minute."""
    counted = Signal(int)
    """Emitted with the whole minutes that are left, whenever they change."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        minutes: int | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Lock after ``minutes``, else after as many as the person chose."""
        super().__init__(parent)
        self._after = timedelta(minutes=minutes or kept_minutes())
        self._now = now
        self._touched_at = now()
        self._left_minutes = -1
        self._is_warning, self._is_over = False, False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
            for window in application.allWindows():
                self._watch(window)

    def start(self) -> None:
        """Count from now on."""
        self.stay()
        self._is_over = False
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def choose(self, minutes: int) -> None:
        """Lock after so many minutes from now on, and remember it."""
        keep_minutes(minutes)
        self._after = timedelta(minutes=minutes)
        self.stay()

    @Slot()
    def stay(self) -> None:
        """Somebody is there."""
        self._touched_at = self._now()
        if self._is_warning:
            self._is_warning = False
            self.stayed.emit()
            self.look()

    @Slot()
    def look(self) -> None:
        """Compare the clock with the last touch."""
        idle = self._now() - self._touched_at
        if idle < timedelta(0):
            self._touched_at = self._now()
            return
        left = self._after - idle
        if left <= timedelta(0):
            if not self._is_over:
                self._is_over = True
                self._timer.stop()
                self.lock_wanted.emit()
        elif left <= WARNING:
            self._is_warning = True
            self.warned.emit(int(left.total_seconds()))
        self._count(max(0, -(-int(left.total_seconds()) // 60)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.stay()
        return False

    def _count(self, minutes: int) -> None:
        if minutes != self._left_minutes:
            self._left_minutes = minutes
            self.counted.emit(minutes)

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # A filter that is there already is only moved to the front.
            window.installEventFilter(self)


class LockWarning(QFrame):
    """A strip in the last minute: how long it is, and the way to stay."""

    def __init__(self, lock: IdleLock, parent: QWidget | None = None) -> None:
        """Show and hide itself as ``lock`` warns."""
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", Tone.WARNING.value)
        self.setAccessibleName("The file is about to be locked")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        layout.setSpacing(SPACE.large)
        self.words = Words()
        self.button = Button("Stay", lock.stay)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        lock.warned.connect(self._on_warned)
        lock.stayed.connect(self.hide)
        lock.lock_wanted.connect(self.hide)
        self.hide()

    @Slot(int)
    def _on_warned(self, seconds: int) -> None:
        self.words.setText(
            f"Nobody has touched the keyboard for a while. The file locks in {seconds} "
            f"second{'' if seconds == 1 else 's'}. What you typed is kept."
        )
        if self.isHidden():
            self.show()
            announce(self, "The file locks in 1 minute. What you typed is kept.")


def lock_words(minutes: int) -> str:
    """What the status line says of it: ``Locks in 9 min``."""
    return f"Locks in {minutes} min"


def kept_minutes() -> int:
    """After how many minutes the file locks on this computer."""
    kept = str(preferences().value(_MINUTES, USUAL))
    return int(kept) if kept.isdecimal() and int(kept) in CHOICES else USUAL


def keep_minutes(minutes: int) -> None:
    """Remember after how many minutes the file locks."""
    preferences().setValue(_MINUTES, minutes)
