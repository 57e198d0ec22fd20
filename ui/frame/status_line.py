"""The line at the bottom: what is saved, when the file was backed up, when the window locks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.components.banner import announce
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from ui.desk import Desk


class StatusLine(QFrame):
    """Words that are always true."""

    def __init__(self, desk: Desk) -> None:
        """Follow what is saved at ``desk``."""
        super().__init__()
        self.setProperty("kind", "status")
        self.setAccessibleName("Status")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.large, SPACE.tiny)
        layout.setSpacing(SPACE.huge)
        self._saved = Words("Everything is saved", wrap=False)
        self._backup = Words(wrap=False)
        self._lock = Words(wrap=False)
        layout.addWidget(self._saved)
        layout.addWidget(self._backup)
        layout.addStretch(1)
        layout.addWidget(self._lock)
        desk.acted.connect(self._on_acted)
        desk.kept.connect(self._on_kept)
        desk.typed.connect(self._on_typed)

    @property
    def saved_words(self) -> str:
        """What the line says of what is saved."""
        return self._saved.text()

    def show_backup(self, words: str) -> None:
        """Say when the file was last backed up."""
        self._backup.setText(words)

    def show_lock(self, words: str) -> None:
        """Say when the window locks by itself."""
        self._lock.setText(words)

    def say_done(self, words: str) -> None:
        """Say what was just undone or done again, also to a screen reader."""
        self._saved.setText(f"Done. {words}")
        announce(self._saved, self._saved.text())

    def say_saved(self) -> None:
        """Have a screen reader say what is saved."""
        announce(self._saved, self._saved.text())

    @Slot(object, object)
    def _on_acted(self, _handler: object, _outcome: object) -> None:
        self._saved.setText(f"Everything is saved {datetime.now(UTC).astimezone():%H:%M:%S}")

    @Slot(object)
    def _on_kept(self, at: datetime) -> None:
        self._saved.setText(f"Draft kept {at.astimezone():%H:%M:%S}")

    @Slot(bool)
    def _on_typed(self, waits: bool) -> None:  # noqa: FBT001 - as the signal has it
        if waits:
            self._saved.setText("Your text is being kept…")
