"""Buttons: one main one for a page, quiet ones, dangerous ones, and rows that are buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, TARGET, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

ButtonKind = Literal["primary", "secondary", "danger", "link", "chip"]


class Button(QPushButton):
    """A button that Enter presses as well as Space."""

    def __init__(
        self,
        text: str,
        pressed: Callable[[], object] | None = None,
        kind: ButtonKind = "secondary",
        parent: QWidget | None = None,
        *,
        keys: str = "",
        says: str = "",
    ) -> None:
        """Show ``text``, a verb and what it is about.

        ``keys`` is a shortcut; ``says`` is the full name for a screen reader, where the text is
        short because what it belongs to stands beside it.
        """
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(says or text.replace("&", ""))
        if keys:
            self.setShortcut(QKeySequence(keys))
            self.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if pressed is not None:
            self.clicked.connect(lambda: pressed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        press_on_enter(self, event) or super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(TARGET, TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def main_button(page: QWidget) -> Button | None:
    """The main button of a page that can be pressed now."""
    found = (
        button
        for button in page.findChildren(Button)
        if button.property("kind") == "primary" and button.isVisible() and button.isEnabled()
    )
    return next(found, None)


def press_on_enter(button: QPushButton, event: QKeyEvent) -> bool:
    """Press a button on Enter, which Qt leaves to dialogs; say whether it was that key."""
    if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier
    ):
        button.click()
        return True
    return False


class WideButton(QPushButton):
    """A button made of parts, as wide as its place and as high as its words need."""

    def __init__(
        self, name: str, pressed: Callable[[], object] | None, parent: QWidget | None = None
    ) -> None:
        """``name`` is what a screen reader says; without ``pressed`` it is only read."""
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if pressed is None:
            self.setEnabled(False)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda: pressed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        press_on_enter(self, event) or super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        # How high it is follows from how wide it is, since its words wrap.
        layout = self.layout()
        return QSize(layout.minimumSize().width() if layout else TARGET, TARGET)

    def let_through(self) -> None:
        """Have a click on any of its parts press the button."""
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class LinkLine(WideButton):
    """A link of a whole sentence, on as many lines as it needs."""

    def __init__(
        self, words: str, pressed: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        """Show ``words``; ``pressed`` is where they lead."""
        super().__init__(words, pressed, parent)
        self.setProperty("kind", "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.small, SPACE.tiny, SPACE.small, SPACE.tiny)
        layout.addWidget(Words(words, "link"))
        self.let_through()


class RowButton(WideButton):
    """A whole row that is one button: its name, a line of detail, what is due and a status."""

    def __init__(
        self,
        name: str,
        *,
        detail: str = "",
        due: str = "",
        status: str = "",
        tone: Tone = Tone.NEUTRAL,
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a row; without ``pressed`` it is no button, only read."""
        spoken = ", ".join(part for part in (name, status, due, detail) if part)
        super().__init__(spoken, pressed, parent)
        self.setProperty("kind", "row")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        row.setSpacing(SPACE.large)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(name, "rowname" if pressed else "body"))
        if detail:
            words.addWidget(Words(detail, "muted"))
        row.addLayout(words, 1)
        if due:
            row.addWidget(Words(due, "muted", wrap=False))
        if status:
            row.addWidget(StatusTag(status, tone))
        self.let_through()
