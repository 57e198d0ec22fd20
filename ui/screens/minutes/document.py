"""The text of the minutes from top to bottom: boxes to write in, and what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import MinutesSection
from ui.components.button import Button
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField
from ui.components.layouts import Card, clear, left, row
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from panelapp.queries.minutes_page import MinutesPage as Minutes
    from panelapp.queries.minutes_parts import MinutesPart

RECORDED = "This follows from what was recorded at the sitting."


class PartCard(Card):
    """A part that is read and not written here."""

    def __init__(self, part: MinutesPart, parent: QWidget | None = None) -> None:
        """Show a part."""
        super().__init__(gap=SPACE.tiny, margin=SPACE.medium, sides=SPACE.large, parent=parent)
        self.setAccessibleName(part.label)
        layout = self.body
        layout.addWidget(Words(part.label, "label"))
        if part.text.strip():
            text = Words(part.text)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(text)
        if part.missing is not None:
            layout.addWidget(missing_words(part))


def missing_words(part: MinutesPart) -> Words:
    """What a part lacks, with the rule that asks for it."""
    missing = part.missing
    said = "" if missing is None else f"{missing.sentence} {missing.remedy}".strip()
    source = f" ({missing.citation})" if missing and missing.citation else ""
    words = Words(said + source)
    words.setProperty("tone", Tone.WARNING.value)
    return words


class MinutesForm(Form):
    """The parts in order, those to write as boxes that Tab leaves."""

    def __init__(self, parts: tuple[MinutesPart, ...], parent: QWidget | None = None) -> None:
        """Make a box or a card for each part."""
        super().__init__(parent)
        self._saved = {part.key: part.text for part in parts if part.section is not None}
        self._cards: dict[str, QWidget] = {}
        self._missing: dict[str, Words] = {}
        for part in parts:
            if part.section is None:
                self._add_card(part)
            else:
                self.add(part.key, part.label, GrowingTextField(lines=2), part.hint)
                self.field(part.key).set_value(part.text)
                self._missing[part.key] = missing_words(part)
                self._missing[part.key].setVisible(False)
                self.part(self._missing[part.key])
        self.show_parts(parts)

    def show_parts(self, parts: tuple[MinutesPart, ...]) -> None:
        """Take what is recorded now; text that is typed and not saved yet stays."""
        waiting = self.unsaved()
        for part in parts:
            if part.section is None:
                self._replace_card(part)
                continue
            self._saved[part.key] = part.text
            if part.section not in waiting:
                self.field(part.key).set_value(part.text)
            self._missing[part.key].setText(missing_words(part).text())
            self._missing[part.key].setVisible(part.missing is not None)

    def unsaved(self) -> dict[MinutesSection, str]:
        """The sections whose text is not saved yet."""
        texts = {key: self.field(key).draft().strip() for key in self._saved}
        return {
            MinutesSection(key): text
            for key, text in texts.items()
            if text != self._saved[key].strip()
        }

    def part_of(self, key: str) -> QWidget:
        """The widget of a part, which is gone to."""
        return self._cards[key] if key in self._cards else self.field(key).focus_target()

    def _add_card(self, part: MinutesPart) -> None:
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PartCard(part))
        self._cards[part.key] = place
        self.part(place)

    def _replace_card(self, part: MinutesPart) -> None:
        layout = self._cards[part.key].layout()
        if layout is not None:
            clear(layout)
            layout.addWidget(PartCard(part))


class ReadMinutes(QWidget):
    """Minutes that nobody writes in any more, with the lock and the notes beside them."""

    correction_wanted = Signal()

    def __init__(
        self, minutes: Minutes, *, may_correct: bool, parent: QWidget | None = None
    ) -> None:
        """Show locked minutes, or a draft to somebody who only reads it."""
        super().__init__(parent)
        self._cards: dict[str, QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.medium)
        if minutes.lock is not None:
            layout.addLayout(left(self._lock(minutes, may_correct=may_correct)))
        for part in minutes.parts:
            if part.text.strip() or part.missing is not None:
                card = PartCard(part)
                self._cards[part.key] = card
                layout.addWidget(card)
        layout.addStretch(1)

    def part_of(self, key: str) -> QWidget:
        """The widget of a part, which is gone to."""
        return self._cards.get(key, self)

    def _lock(self, minutes: Minutes, *, may_correct: bool) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "banner")
        frame.setProperty("tone", Tone.NEUTRAL.value)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        inner.setSpacing(SPACE.small)
        inner.addWidget(Words(lock_words(minutes), "strong"))
        if minutes.corrections:
            inner.addWidget(Words("Correction notes", "subheading"))
        for note in minutes.corrections:
            inner.addWidget(Words(note))
        if may_correct:
            button = Button("Add a correction note", self.correction_wanted.emit)
            inner.addLayout(row(button))
        return frame


def lock_words(minutes: Minutes) -> str:
    """Who locked the minutes and when, with the record check."""
    if minutes.lock is None:
        return ""
    by = f" by {minutes.lock.by}" if minutes.lock.by else ""
    check = f", record check {minutes.lock.record_check}" if minutes.lock.record_check else ""
    return f"Locked{by}, {long_date(minutes.lock.on)}{check}."
