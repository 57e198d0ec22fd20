"""What happens when the program itself is at fault: a calm sentence and a report without names."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout

from ui.components.button import Button
from ui.components.layouts import row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget


class CrashDialog(QDialog):
    """Says that something went wrong, what is safe, and where the report is."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Show the sentence; the window stays usable behind it once it is closed."""
        super().__init__(parent)
        self.setWindowTitle("Something went wrong in the program")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.large)
        layout.setSpacing(SPACE.medium)
        layout.addWidget(Words("Something went wrong in the program", "heading"))
        shown = Words(words)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(shown)
        layout.addWidget(Words("You can read the report before you send it to anybody.", "muted"))
        self.setAccessibleName("Something went wrong in the program")
        self.setAccessibleDescription(words)
        layout.addLayout(row(Button("Go on working", self.accept, "primary")))


class CrashReporter(QObject):
    """Catches every fault that nothing else caught, on whichever thread it happened."""

    _fault = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Take over from Python's own last resort, which would print names to a log."""
        super().__init__(parent)
        self._fault.connect(self._show)
        self._is_open = False
        sys.excepthook = self._on_fault
        threading.excepthook = lambda raised: self._on_fault(
            raised.exc_type, raised.exc_value, raised.exc_traceback
        )

    def _on_fault(
        self,
        kind: type[BaseException],
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt) or fault is None:
            QApplication.quit()
            return
        self._fault.emit(fault)

    @Slot(object)
    def _show(self, fault: Exception) -> None:
        from panelapp.cli.fault import describe_fault

        words = describe_fault(fault)
        if self._is_open:
            return
        self._is_open = True
        dialog = CrashDialog(words, QApplication.activeWindow())
        dialog.finished.connect(self._closed)
        dialog.open()

    @Slot()
    def _closed(self) -> None:
        self._is_open = False
