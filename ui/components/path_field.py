"""A file or a place for one, chosen in the computer's own window for files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.components.button import Button
from ui.components.fields import LineField

Choose = Callable[[QWidget, "Path | None"], "Path | None"]
"""Opens the computer's window for files at a path, and gives what was chosen there."""
LONGEST_PATH = 4096


class PathField(LineField["Path | None"]):
    """A path that can be typed, pasted or chosen."""

    def __init__(
        self,
        choose: Choose,
        *,
        required: str = "",
        button: str = "Choose a file",
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``choose`` behind a button."""
        self.button = Button(button, self._on_button)
        super().__init__(52, LONGEST_PATH, self.button, required=required, parent=parent)
        self._choose = choose

    def value(self) -> Path | None:
        text = self.text().strip('"')
        return Path(text).expanduser() if text else None

    def set_value(self, value: Path | None) -> None:
        self.edit.setText(str(value) if value else "")
        self.edit.setCursorPosition(0)

    def _on_button(self) -> None:
        text = self.edit.text().strip()
        chosen = self._choose(self, Path(text) if text else None)
        if chosen is not None:
            self.set_value(chosen)
            self.entered.emit()


def breakable(path: Path) -> str:
    """A path that a label may break after each folder."""
    return str(path).replace("/", "/\u200b").replace("\\", "\\\u200b")
