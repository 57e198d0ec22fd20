"""The bar at the top: whose panel this is, who works here in which role, and the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout

from panelapp.domain.labels import label
from ui.components.button import Button
from ui.components.fields import Choice
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from panelapp.domain.vocabulary import UserRole
    from panelapp.office import Who

SEARCH, SEARCH_KEYS = "Search", "Ctrl+K"


class TopBar(QFrame):
    """The panel, the acting user and their role."""

    role_chosen = Signal(object)
    """Emitted with the role in which the user wants to go on."""
    lock_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, who: Who, role: UserRole) -> None:
        """Show who works here, acting in ``role``."""
        super().__init__()
        self.setProperty("kind", "topbar")
        self.setAccessibleName("Panel and role")
        self._roles = who.roles
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        layout.setSpacing(SPACE.medium)
        layout.addWidget(Words(who.agency_name, "office"), 1)
        layout.addWidget(Words(f"{who.user_name}, acting as", "muted", wrap=False))
        if len(who.roles) > 1:
            self.choice = Choice()
            self.choice.setAccessibleName("Acting as")
            self.choice.addItems([label(one) for one in who.roles])
            self.choice.activated.connect(self._on_chosen)
            layout.addWidget(self.choice)
        else:
            layout.addWidget(Words(label(role), wrap=False))
        self.search = Button(SEARCH, self.search_wanted.emit, says="Search: go to or do anything")
        layout.addWidget(self.search)
        self.lock = Button("Lock", self.lock_wanted.emit, says="Lock now")
        layout.addWidget(self.lock)
        self.show_role(role)

    def show_role(self, role: UserRole) -> None:
        """Show the role in which the user acts."""
        if len(self._roles) > 1:
            self.choice.setCurrentIndex(self._roles.index(role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the keys of the search on its button where there is room for them."""
        layout = self.layout()
        keys = QKeySequence(SEARCH_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.search.setText(f"{SEARCH}   {keys}")
        if layout is not None and layout.minimumSize().width() > self.width():
            self.search.setText(SEARCH)

    def _on_chosen(self, index: int) -> None:
        self.role_chosen.emit(self._roles[index])


class Strip(QFrame):
    """A line under the bar that is true of the whole file: an example, or one to read only."""

    def __init__(self, who: Who) -> None:
        """Say what is true of the file; hidden where nothing is."""
        super().__init__()
        self.setProperty("kind", "example")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.large, SPACE.tiny)
        said = []
        if who.is_example:
            said.append("EXAMPLE: everybody in this file is fictional.")
        if who.is_read_only:
            said.append(
                "You can read but not change this file, because its folder is read-only. "
                "Make a copy in a folder that you can change."
            )
        layout.addWidget(Words(" ".join(said)))
        self.setVisible(bool(said))
