"""What narrows the list of cases: words, open ones or all, and a type."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from panelapp.domain.labels import label
from panelapp.domain.vocabulary import CaseType
from ui.components.fields import Choice, LineEdit
from ui.components.layouts import row
from ui.components.words import Words
from ui.theme.tokens import SPACE

FILTER_AFTER = 150
"""Milliseconds without a key after which the list is asked for again."""
_TYPES = tuple(CaseType)


class FilterBar(QWidget):
    """One line above the list, or more where the window is narrow."""

    asked = Signal()
    """Emitted when the list is to be asked for again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show open cases of every type."""
        super().__init__(parent)
        self.filter = LineEdit(26)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Find a case by reference or name")
        self.open_cases = QCheckBox("Open cases only")
        self.open_cases.setChecked(True)
        self.kinds = Choice()
        self.kinds.setAccessibleName("Type of case")
        self.kinds.addItem("All types")
        self.kinds.addItems([label(kind) for kind in _TYPES])
        self.kinds.setMaximumWidth(360)
        self.found = Words(kind="muted", wrap=False)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FILTER_AFTER)
        self._wait.timeout.connect(self.asked)
        self.filter.textEdited.connect(lambda _: self._wait.start())
        self.open_cases.toggled.connect(lambda _: self.asked.emit())
        self.kinds.activated.connect(lambda _: self.asked.emit())
        self._lay_out()

    @property
    def text(self) -> str:
        """The words that are looked for."""
        return self.filter.text()

    @property
    def open_only(self) -> bool:
        """Whether closed cases are left out."""
        return self.open_cases.isChecked()

    @property
    def case_types(self) -> frozenset[CaseType]:
        """The type that is chosen; nothing for all of them."""
        chosen = self.kinds.currentIndex()
        return frozenset() if chosen == 0 else frozenset({_TYPES[chosen - 1]})

    def show_all(self) -> None:
        """Take every filter away."""
        self.filter.clear()
        self.kinds.setCurrentIndex(0)
        self.open_cases.setChecked(False)
        self.asked.emit()

    def show_number(self, number: int, *, has_more: bool) -> None:
        """Say how many cases are shown."""
        words = "1 case" if number == 1 else f"{number} cases"
        self.found.setText(f"{words} and more" if has_more else words)

    def _lay_out(self) -> None:
        find, kind = Words("Find", "label", wrap=False), Words("Type", "label", wrap=False)
        find.setBuddy(self.filter)
        kind.setBuddy(self.kinds)
        self.setLayout(
            row(
                *(find, self.filter, _gap(), kind, self.kinds, _gap()),
                *(self.open_cases, _gap(), self.found),
            )
        )


def _gap() -> QWidget:
    gap = QWidget()
    gap.setFixedSize(SPACE.small, 1)
    return gap
