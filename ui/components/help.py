"""Help that is there without a network: a page for each screen, and the keys that work now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout

from panelapp.config import resources_folder
from ui.components.button import Button
from ui.components.layouts import row
from ui.components.summary_list import Fact, SummaryList
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def help_text(screen: str) -> str:
    """The help page of a screen, or the general one, as Markdown of our own."""
    folder = resources_folder() / "help"
    page = folder / f"{screen}.md"
    return (page if page.is_file() else folder / "general.md").read_text(encoding="utf-8")


class HelpWindow(QDialog):
    """The help page of one screen. It stays open beside the window."""

    def __init__(self, screen: str, parent: QWidget | None = None) -> None:
        """Show the page of ``screen``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Help")
        self.resize(640, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        self.text = _Pages()
        self.text.setMarkdown(help_text(screen))
        self.text.setAccessibleName("Help with this page")
        layout.addWidget(self.text)
        layout.addLayout(row(Button("Close help", self.close)))
        self.text.setFocus()


class _Pages(QTextBrowser):
    """Shows help pages and never reaches for anything outside them."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None


class ShortcutsWindow(QDialog):
    """Every key that works on the page that is shown."""

    def __init__(self, window: QWidget, parent: QWidget | None = None) -> None:
        """List the keys of ``window``: those of its menus and those of its page."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        self.resize(560, 600)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.huge, SPACE.large, SPACE.huge, SPACE.large)
        layout.addWidget(Words("Keys", "heading"))
        listed = SummaryList()
        listed.show_facts(keys_of(window))
        from PySide6.QtWidgets import QFrame, QScrollArea

        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(listed)
        area.setAccessibleName("Keys")
        layout.addWidget(area, 1)
        layout.addLayout(row(Button("Close", self.close)))


def keys_of(window: QWidget) -> tuple[Fact, ...]:
    """What can be done by a key now, as this system writes it: first on the page, then anywhere."""
    native = QKeySequence.SequenceFormat.NativeText
    menus = [
        Fact(
            name=action.text().replace("&", ""),
            words=", ".join(key.toString(native) for key in action.shortcuts()),
        )
        for action in window.findChildren(QAction)
        if action.shortcuts()
    ]
    buttons = [
        Fact(name=button.accessibleName(), words=button.shortcut().toString(native))
        for button in window.findChildren(Button)
        if not button.shortcut().isEmpty() and button.isVisible()
    ]
    return (*buttons, *menus)
