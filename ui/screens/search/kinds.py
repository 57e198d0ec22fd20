"""The kinds of what was found, one of which may be looked at alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from panelapp.queries.search_numbers import MOST_COUNTED
from ui.components.button import Button
from ui.components.layouts import row
from ui.components.search_words import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.queries.search import SearchKind


class Kinds(QWidget):
    """A button for each kind with how many of it there are, and one for all."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show all kinds, of none of which a number is known."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[SearchKind | None, Button] = {
            kind: Button(words)
            for kind, words in (
                (None, "All"),
                *((kind, several) for kind, (_, several) in KIND_WORDS.items()),
            )
        }
        for button in self._buttons.values():
            button.setProperty("kind", "one_of")
            button.setCheckable(True)
            self._group.addButton(button)
        self._buttons[None].setChecked(True)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit())
        self.setLayout(row(*self._buttons.values()))

    @property
    def kind(self) -> SearchKind | None:
        """The kind that is looked at alone; nothing for all of them."""
        return next(kind for kind, button in self._buttons.items() if button.isChecked())

    def choose_all(self) -> None:
        """Look at every kind again."""
        self._buttons[None].setChecked(True)

    def show_numbers(self, numbers: Mapping[SearchKind, int] | None) -> None:
        """Say how many there are of each kind, where that is known; one without any is no way on."""
        for kind, button in self._buttons.items():
            words = "All" if kind is None else KIND_WORDS[kind][1]
            number = _number_words(kind, numbers)
            button.setText(f"{words}  {number}".strip())
            button.setAccessibleName(f"{words}, {number} found" if number else words)
            button.setVisible(number != "0" or button.isChecked())


def _number_words(kind: SearchKind | None, numbers: Mapping[SearchKind, int] | None) -> str:
    """How many there are of a kind, or of all: ``12``, ``1,000+``; empty where it is not known."""
    if numbers is None:
        return ""
    number = sum(numbers.values()) if kind is None else numbers.get(kind, 0)
    counted = (numbers.get(kind, 0),) if kind is not None else numbers.values()
    is_more = any(one >= MOST_COUNTED for one in counted)
    return f"{MOST_COUNTED:,}+" if is_more else f"{number:,}"
