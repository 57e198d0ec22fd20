"""Two drafts of the minutes held against one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import MinutesSection
from ui.components.button import Button
from ui.components.fields import ChoiceField
from ui.components.layouts import Card, clear, row
from ui.components.words import Words
from ui.screens.minutes.differences import Change, differences
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.queries.minutes_page import VersionRow

CHARACTERS_A_LINE = 60
MOST_LINES = 12
HOW_TO_READ = (
    "[Taken out: words] stood in the first draft only. [Added: words] stand in the second only."
)
_MARKS = {Change.ADDED: "[Added: ", Change.TAKEN_OUT: "[Taken out: "}


class CompareDrafts(Card):
    """What changed from one draft to another, section by section."""

    def __init__(
        self,
        versions: tuple[VersionRow, ...],
        close: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        """Compare the last two drafts first."""
        super().__init__(sides=SPACE.huge, parent=parent)
        self._versions = {version.number: version for version in versions}
        names = [(version.number, _name(version)) for version in versions]
        layout = self.body
        layout.addWidget(Words("Compare drafts", "heading"))
        self.first: ChoiceField[int] = ChoiceField(names, none=None)
        self.second: ChoiceField[int] = ChoiceField(names, none=None)
        for field, words in ((self.first, "From"), (self.second, "To")):
            field.name(words)
            field.entered.connect(self._show)
        layout.addLayout(
            row(
                Words("From", "label", wrap=False),
                self.first,
                Words("to", "label", wrap=False),
                self.second,
                gap=SPACE.medium,
            )
        )
        layout.addWidget(Words(HOW_TO_READ, "hint"))
        self._found = QVBoxLayout()
        self._found.setSpacing(SPACE.medium)
        layout.addLayout(self._found)
        self.close_button = Button("Back to the minutes", close)
        layout.addLayout(row(self.close_button))
        self.first.set_value(versions[-2].number)
        self.second.set_value(versions[-1].number)
        self._show()

    def _show(self) -> None:
        clear(self._found)
        before = self._versions[self.first.value() or 0].sections
        after = self._versions[self.second.value() or 0].sections
        for section in MinutesSection:
            old, new = before.get(section, ""), after.get(section, "")
            if old != new:
                self._found.addWidget(Words(label(section), "subheading"))
                self._found.addWidget(_marked(old, new, label(section)))
        if not self._found.count():
            self._found.addWidget(Words("Nothing changed between these drafts.", "muted"))


def _name(version: VersionRow) -> str:
    at = version.saved_at.astimezone()
    return f"Draft {version.number}, {long_date(at.date())} {at:%H:%M}, {version.saved_by}"


def _marked(before: str, after: str, name: str) -> QTextEdit:
    """The text with what changed in brackets, and struck out or underlined besides."""
    made = QTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName(f"{name}, what changed")
    cursor = QTextCursor(made.document())
    for stretch in differences(before, after):
        kind = QTextCharFormat()
        kind.setFontStrikeOut(stretch.change is Change.TAKEN_OUT)
        kind.setFontUnderline(stretch.change is Change.ADDED)
        mark = _MARKS.get(stretch.change, "")
        gap = " " if mark and made.toPlainText().endswith("]") else ""
        cursor.insertText(gap + mark, QTextCharFormat())
        cursor.insertText(stretch.text, kind)
        cursor.insertText("]" if mark else "", QTextCharFormat())
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * _lines(made.toPlainText()) + SPACE.large)
    return made


def _lines(text: str) -> int:
    """About how many lines a text takes, of which at most so many are shown at once."""
    lines = sum(1 + len(line) // CHARACTERS_A_LINE for line in text.split("\n"))
    return max(2, min(lines, MOST_LINES))
