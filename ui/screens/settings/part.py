"""One part of the settings, which a page of its own shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.events import Topic
    from ui.components.page import Page


class SettingsPart(QWidget):
    """A part with its title and a line that says what it is for."""

    title: ClassVar[str]
    words: ClassVar[str]

    def __init__(self, page: Page) -> None:
        """Build the part; nothing is asked yet."""
        super().__init__()
        self.page = page
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(SPACE.large)

    def reload(self) -> None:
        """Ask the office for what the part shows."""
        self.page.loaded.emit()

    def leave(self) -> None:
        """Forget what must not stay on the screen."""

    def work(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Any], None],
        *topics: Topic,
    ) -> None:
        """Do work of the office that is more than an action; then say what it changed."""

        def finish(value: object) -> None:
            then(value)
            if topics:
                self.page.desk.changed.emit(frozenset(topics))

        self.page.desk.work(self, work, finish, failed)
