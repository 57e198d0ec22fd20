"""A question before something that cannot be taken back; its buttons say what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ui.components.button import Button
from ui.components.layouts import row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Confirmation(QDialog):
    """A question that names the thing; the safe answer has the focus and is Escape."""

    def __init__(
        self,
        question: str,
        words: str,
        *,
        act: str,
        keep: str,
        is_dangerous: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``act`` and ``keep`` are the two buttons, each a verb: "Lock minutes", "Keep editing"."""
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setModal(True)
        self.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.large)
        layout.setSpacing(SPACE.medium)
        layout.addWidget(Words(question, "heading"))
        layout.addWidget(Words(words))
        layout.addSpacing(SPACE.small)
        self.act_button = Button(act, self.accept, "danger" if is_dangerous else "primary")
        self.keep_button = Button(keep, self.reject)
        layout.addLayout(row(self.act_button, self.keep_button, gap=SPACE.large))
        self.setAccessibleName(question)
        self.setAccessibleDescription(words)
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)


def ask(
    parent: QWidget,
    question: str,
    words: str,
    *,
    act: str,
    keep: str,
    then: Callable[[], object],
    is_dangerous: bool = False,
) -> Confirmation:
    """Ask, and do ``then`` if the person says so. The window goes on; nothing is blocked."""
    dialog = Confirmation(
        question, words, act=act, keep=keep, is_dangerous=is_dangerous, parent=parent
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then())
    dialog.open()
    return dialog
