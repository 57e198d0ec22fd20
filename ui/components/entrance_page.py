"""A page before a file is open: one column in the middle, one question, a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.components.banner import Banner
from ui.components.button import Button, main_button
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.domain.errors import PanelappError
    from ui.errands import Errands

W = TypeVar("W", bound=QWidget)
COLUMN_WIDTH = 720


class EntrancePage(QWidget):
    """Shown in the window that a person sees before a file is open."""

    back = Signal()
    """Emitted when somebody wants to go back."""
    help_page = "unlock"
    escape_leaves = True
    """Whether Escape goes back; not where it would throw away what was typed."""

    def __init__(self, errands: Errands, title: str, under: str = "") -> None:
        """Build the frame of the page; work goes to ``errands``."""
        super().__init__()
        self.errands = errands
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)
        ground = QWidget()
        ground.setProperty("kind", "body")
        area.setWidget(ground)
        middle = QHBoxLayout(ground)
        middle.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        column = QWidget()
        column.setMaximumWidth(COLUMN_WIDTH)
        middle.addStretch(1)
        middle.addWidget(column, 1000)
        middle.addStretch(1)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE.medium)
        self.back_link = self.add(Button("< Back", self.back.emit, "link", says="Back"))
        self.back_link.hide()
        self.title = self.add(Words(title, "title"))
        self.under = self.add(Words(under, "muted"))
        self.under.setVisible(bool(under))
        self.banner = self.add(Banner())

    def add(self, widget: W) -> W:
        """Add a part under the others, and return it."""
        self.body.addWidget(widget)
        return widget

    def finish(self) -> None:
        """Nothing follows under the last part that was added."""
        self.body.addStretch(1)

    def focus_start(self) -> None:
        """Put the keyboard where somebody begins."""

    def primary(self) -> Button | None:
        """The main button of the page, which Ctrl+Enter presses."""
        return main_button(self)

    def leave(self) -> None:
        """The page is left for good: give back what it holds."""

    def show_problem(self, problem: PanelappError) -> None:
        """Show a refusal."""
        self.banner.show_problem(problem)
