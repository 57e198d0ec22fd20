"""Fields of forms: each gives its value, or says in words what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from panelapp.domain.written_dates import parts_of_date
from ui.components.words import Words, restyle
from ui.theme.marks import draw_arrow
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent

V = TypeVar("V")

LONGEST_NAME = 200
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")
_HALF_DAY_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])\.?m\.?")
_WRITTEN_DATE = 40
_NOON = 12


class WrongValue(Exception):
    """What was typed cannot be used; the message is the sentence beside the field."""


class Field(QWidget, Generic[V]):
    """One answer of a form. ``entered`` is emitted whenever a person changes it."""

    entered = Signal()

    def value(self) -> V:
        """The answer. Raises :class:`WrongValue` with a sentence where it cannot be used."""
        raise NotImplementedError

    def set_value(self, value: V) -> None:
        """Show an answer."""
        raise NotImplementedError

    def draft(self) -> str:
        """The answer as text for a draft, whatever was typed so far."""
        raise NotImplementedError

    def set_draft(self, text: str) -> None:
        """Show again what a draft kept."""
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """What takes the keyboard when the field is gone to."""
        raise NotImplementedError

    def name(self, label: str, hint: str = "") -> None:
        """Give what takes the keyboard its name for a screen reader."""
        self.focus_target().setAccessibleName(label)
        self.focus_target().setAccessibleDescription(hint)

    def mark(self, *, is_wrong: bool) -> None:
        """Draw the field as one with a problem, or as one without."""
        for part in (self.focus_target(), *self.findChildren(QLineEdit)):
            part.setProperty("wrong", is_wrong)
            restyle(part)

    def _hold(self, *parts: QWidget, beneath: bool = False) -> None:
        layout = QVBoxLayout(self) if beneath else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.tiny if beneath else SPACE.small)
        for part in parts:
            layout.addWidget(part)
        if not beneath:
            layout.addStretch(1)


class LineEdit(QLineEdit):
    """A line to type in, as wide as so many characters at any size of type."""

    def __init__(self, characters: int, parent: QWidget | None = None) -> None:
        """Take the room of ``characters`` characters, and less where there is less."""
        super().__init__(parent)
        self._characters = characters
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * self._characters + 24
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * min(self._characters, 12) + 24
        return QSize(width, super().minimumSizeHint().height())


class LineField(Field[V]):
    """A field that is one line to type in, and perhaps something beside it."""

    def __init__(
        self,
        characters: int,
        longest: int,
        *beside: QWidget,
        required: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``required`` is the sentence shown when nothing was typed; empty where it may be."""
        super().__init__(parent)
        self._required = required
        self.edit = LineEdit(characters)
        self.edit.setMaxLength(longest)
        self.edit.textEdited.connect(lambda _: self.entered.emit())
        self._hold(self.edit, *beside)

    def text(self) -> str:
        """What was typed, without the spaces around it.

        Raises :class:`WrongValue` where something must be typed and nothing was.
        """
        text = self.edit.text().strip()
        if self._required and not text:
            raise WrongValue(self._required)
        return text

    def draft(self) -> str:
        return self.edit.text()

    def set_draft(self, text: str) -> None:
        self.edit.setText(text)

    def focus_target(self) -> QWidget:
        return self.edit


class TextField(LineField[str]):
    """One line of text, without the spaces around it."""

    def __init__(
        self, *, required: str = "", width: int = 44, parent: QWidget | None = None
    ) -> None:
        """Take the room of ``width`` characters."""
        super().__init__(width, LONGEST_NAME, required=required, parent=parent)

    def value(self) -> str:
        return self.text()

    def set_value(self, value: str) -> None:
        self.edit.setText(value)


class LongTextField(Field[str]):
    """Several lines of text. Tab leaves it, and what is pasted comes without its looks."""

    def __init__(
        self, *, required: str = "", lines: int = 4, parent: QWidget | None = None
    ) -> None:
        """Show ``lines`` lines at first; longer text scrolls."""
        super().__init__(parent)
        self._required = required
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * lines + 20)
        self.edit.textChanged.connect(self.entered)
        self._hold(self.edit, beneath=True)

    def value(self) -> str:
        text = self.edit.toPlainText().strip()
        if self._required and not text:
            raise WrongValue(self._required)
        return text

    def set_value(self, value: str) -> None:
        # Nobody typed this, so it is not told as something that was entered.
        with QSignalBlocker(self.edit):
            self.edit.setPlainText(value)

    def draft(self) -> str:
        return self.edit.toPlainText()

    def set_draft(self, text: str) -> None:
        self.set_value(text)

    def focus_target(self) -> QWidget:
        return self.edit


class DateField(Field["date | None"]):
    """A date in three boxes; the month may be written as a word.

    A whole date typed or pasted into the first box is set out over the three when it is left.
    """

    def __init__(
        self, *, required: str = "", what: str = "The date", parent: QWidget | None = None
    ) -> None:
        """``what`` names the date in sentences about it: "The day of the sitting"."""
        super().__init__(parent)
        self._required, self._what = required, what
        self._boxes = (LineEdit(3), LineEdit(10), LineEdit(6))
        for box, name in zip(self._boxes, ("Day", "Month", "Year"), strict=True):
            box.setMaxLength(12)
            box.setAccessibleName(name)
            box.textEdited.connect(lambda _: self.entered.emit())
        self._boxes[0].setMaxLength(_WRITTEN_DATE)
        self._boxes[0].editingFinished.connect(self._set_out)
        parts = []
        for box, name in zip(self._boxes, ("Day", "Month", "Year"), strict=True):
            part = QWidget()
            inner = QVBoxLayout(part)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(0)
            inner.addWidget(Words(name, "small", wrap=False))
            inner.addWidget(box)
            parts.append(part)
        self._hold(*parts)

    def value(self) -> date | None:
        self._set_out()
        day, month, year = (box.text().strip() for box in self._boxes)
        if not (day or month or year):
            if self._required:
                raise WrongValue(self._required)
            return None
        lacking = [
            name
            for name, text in zip(("day", "month", "year"), (day, month, year), strict=True)
            if not text
        ]
        if lacking:
            raise WrongValue(f"{self._what} must include a {' and a '.join(lacking)}.")
        try:
            return date(_year(year), _month(month), int(day))
        except ValueError:
            raise WrongValue(
                f"{self._what} must be a real date, such as 27 3 2026 or 27 mar 2026."
            ) from None

    def set_value(self, value: date | None) -> None:
        texts = (str(value.day), str(value.month), str(value.year)) if value else ("", "", "")
        for box, text in zip(self._boxes, texts, strict=True):
            box.setText(text)

    def draft(self) -> str:
        return "\n".join(box.text() for box in self._boxes) if self._is_touched() else ""

    def set_draft(self, text: str) -> None:
        texts = [*text.split("\n"), "", "", ""]
        for box, part in zip(self._boxes, texts, strict=False):
            box.setText(part)

    def focus_target(self) -> QWidget:
        return self._boxes[0]

    def name(self, label: str, hint: str = "") -> None:
        for box, part in zip(self._boxes, ("day", "month", "year"), strict=True):
            box.setAccessibleName(f"{label}, {part}")
            box.setAccessibleDescription(hint)

    def _is_touched(self) -> bool:
        return any(box.text() for box in self._boxes)

    def _set_out(self) -> None:
        """Give each box its part of a whole date that stands in the first."""
        parts = parts_of_date(self._boxes[0].text())
        if parts is not None:
            for box, part in zip(self._boxes, parts, strict=True):
                box.setText(part.capitalize())


class TimeField(LineField["time | None"]):
    """A time of day, as 09:30, 9.30, 930, 9.30am or 2pm."""

    def __init__(self, *, required: str = "", parent: QWidget | None = None) -> None:
        """``required`` is the sentence shown when nothing was typed."""
        super().__init__(7, 10, required=required, parent=parent)

    def value(self) -> time | None:
        text = self.text()
        if not text:
            return None
        hour, minute = _hour_and_minute(text.lower())
        if hour > 23 or minute > 59:  # noqa: PLR2004 - the last hour and minute of a day
            raise WrongValue("The time must be written like 09:30.")
        return time(hour, minute)

    def set_value(self, value: time | None) -> None:
        self.edit.setText(f"{value:%H:%M}" if value else "")


class NumberField(LineField["int | None"]):
    """A whole number, typed; empty where it is not known."""

    def __init__(
        self,
        low: int,
        high: int,
        *,
        required: str = "",
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Take a number from ``low`` to ``high``, both included; ``unit`` stands behind it."""
        beside = [Words(unit, wrap=False)] if unit else []
        super().__init__(5, 6, *beside, required=required, parent=parent)
        self._range = (low, high)

    def value(self) -> int | None:
        text = self.text()
        if not text:
            return None
        low, high = self._range
        if not text.isdecimal() or not low <= int(text) <= high:
            raise WrongValue(f"This must be a whole number from {low} to {high}.")
        return int(text)

    def set_value(self, value: int | None) -> None:
        self.edit.setText("" if value is None else str(value))


class Choice(QComboBox):
    """A list to choose from whose value the wheel changes only while it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by Tab and by a click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        draw_arrow(painter, QRectF(self.width() - 28, 0, 24, self.height()), self.palette())
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore() if not self.hasFocus() else super().wheelEvent(event)


class Spin(QSpinBox):
    """A number with steps, which the wheel changes only while it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by Tab and by a click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore() if not self.hasFocus() else super().wheelEvent(event)


class ChoiceField(Field["V | None"], Generic[V]):
    """One of a list, from a drop-down."""

    def __init__(
        self,
        options: Sequence[tuple[V, str]] = (),
        *,
        none: str | None = "Not chosen",
        required: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``none`` is the words for no choice; ``None`` where something is always chosen."""
        super().__init__(parent)
        self._required, self._none = required, none
        self._values: list[V | None] = []
        self.combo = Choice()
        self.combo.setMaximumWidth(520)
        self.combo.activated.connect(lambda _: self.entered.emit())
        self._hold(self.combo)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[V, str]]) -> None:
        """Offer other options; what was chosen stays chosen where it is still there."""
        chosen = self._chosen()
        self._values = [] if self._none is None else [None]
        self._values.extend(value for value, _ in options)
        self.combo.clear()
        if self._none is not None:
            self.combo.addItem(self._none)
        self.combo.addItems([words for _, words in options])
        if chosen in self._values:
            self.combo.setCurrentIndex(self._values.index(chosen))

    def value(self) -> V | None:
        chosen = self._chosen()
        if chosen is None and self._required:
            raise WrongValue(self._required)
        return chosen

    def set_value(self, value: V | None) -> None:
        if value in self._values:
            self.combo.setCurrentIndex(self._values.index(value))

    def draft(self) -> str:
        return self.combo.currentText() if self._chosen() is not None else ""

    def set_draft(self, text: str) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findText(text)))

    def focus_target(self) -> QWidget:
        return self.combo

    def _chosen(self) -> V | None:
        index = self.combo.currentIndex() if self._values else -1
        return self._values[index] if 0 <= index < len(self._values) else None


class RadioField(Field["V | None"], Generic[V]):
    """One of a few, all in view, each with a line that explains it where it needs one."""

    def __init__(
        self,
        options: Sequence[tuple[V, str]] = (),
        *,
        hints: Sequence[str] = (),
        required: str = "",
        across: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``across`` puts two or three short options side by side."""
        super().__init__(parent)
        self._required, self._across = required, across
        self._values: list[V] = []
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _: self.entered.emit())
        self._hold(beneath=not across)
        self.set_options(options, hints)

    def set_options(self, options: Sequence[tuple[V, str]], hints: Sequence[str] = ()) -> None:
        """Offer other options; nothing is chosen then."""
        layout = self.layout()
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.setParent(None)
            button.deleteLater()
        self._values = [value for value, _ in options]
        for number, (_, words) in enumerate(options):
            button = QRadioButton(words.replace("&", "&&"))
            button.setAccessibleName(words)
            if number < len(hints) and hints[number]:
                button.setAccessibleDescription(hints[number])
            self._group.addButton(button, number)
            if isinstance(layout, QHBoxLayout):
                layout.insertWidget(number, button)
            elif layout is not None:
                layout.addWidget(button)
                if number < len(hints) and hints[number]:
                    hint = Words(hints[number], "hint")
                    hint.setContentsMargins(30, 0, 0, 4)
                    layout.addWidget(hint)

    def value(self) -> V | None:
        chosen = self._group.checkedId()
        if chosen < 0:
            if self._required:
                raise WrongValue(self._required)
            return None
        return self._values[chosen]

    def set_value(self, value: V | None) -> None:
        if value is None:
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
        elif value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def draft(self) -> str:
        chosen = self._group.checkedButton()
        return chosen.text() if chosen else ""

    def set_draft(self, text: str) -> None:
        for button in self._group.buttons():
            if button.text() == text:
                button.setChecked(True)

    def focus_target(self) -> QWidget:
        chosen = self._group.checkedButton() or next(iter(self._group.buttons()), None)
        return chosen or self

    def name(self, label: str, hint: str = "") -> None:
        for button in self._group.buttons():
            button.setAccessibleDescription(
                ". ".join(part for part in (label, button.accessibleDescription() or hint) if part)
            )


class TickField(Field[bool]):
    """One statement to tick."""

    def __init__(self, words: str, *, required: str = "", parent: QWidget | None = None) -> None:
        """``required`` is the sentence shown when it must be ticked and is not."""
        super().__init__(parent)
        self._required = required
        self.box = QCheckBox(words.replace("&", "&&"))
        self.box.setAccessibleName(words)
        self.box.clicked.connect(lambda _: self.entered.emit())
        self._hold(self.box)

    def value(self) -> bool:
        if self._required and not self.box.isChecked():
            raise WrongValue(self._required)
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:  # noqa: FBT001 - the value of a tick is a bool
        self.box.setChecked(value)

    def draft(self) -> str:
        return "yes" if self.box.isChecked() else ""

    def set_draft(self, text: str) -> None:
        self.box.setChecked(text == "yes")

    def focus_target(self) -> QWidget:
        return self.box

    def name(self, label: str, hint: str = "") -> None:
        self.box.setAccessibleDescription(hint)


class TicksField(Field["tuple[V, ...]"], Generic[V]):
    """Any number of a list, each with a tick."""

    def __init__(
        self,
        options: Sequence[tuple[V, str]],
        *,
        columns: int = 1,
        required: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``columns`` sets short options out side by side."""
        super().__init__(parent)
        from PySide6.QtWidgets import QGridLayout

        self._required = required
        self._columns = self._used = columns
        self._values = [value for value, _ in options]
        self._boxes = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.large)
        self._grid.setVerticalSpacing(0)
        for _, words in options:
            box = QCheckBox(words.replace("&", "&&"))
            box.setAccessibleName(words)
            box.clicked.connect(lambda _: self.entered.emit())
            self._boxes.append(box)
        self._set_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        widest = max((box.sizeHint().width() for box in self._boxes), default=1) + SPACE.large
        fitting = max(1, min(self._columns, (event.size().width() + SPACE.large) // widest))
        if fitting != self._used:
            self._used = fitting
            self._set_out()
        super().resizeEvent(event)

    def _set_out(self) -> None:
        """Put the boxes into as many columns as there is room for."""
        for number, box in enumerate(self._boxes):
            self._grid.addWidget(box, number // self._used, number % self._used)
        for column in range(self._columns + 1):
            self._grid.setColumnStretch(column, 1 if column == self._used else 0)
        self.updateGeometry()

    def value(self) -> tuple[V, ...]:
        chosen = tuple(
            value for value, box in zip(self._values, self._boxes, strict=True) if box.isChecked()
        )
        if self._required and not chosen:
            raise WrongValue(self._required)
        return chosen

    def set_value(self, value: Collection[V]) -> None:
        for one, box in zip(self._values, self._boxes, strict=True):
            box.setChecked(one in value)

    def draft(self) -> str:
        return "\n".join(box.accessibleName() for box in self._boxes if box.isChecked())

    def set_draft(self, text: str) -> None:
        ticked = text.split("\n")
        for box in self._boxes:
            box.setChecked(box.accessibleName() in ticked)

    def focus_target(self) -> QWidget:
        return self._boxes[0]

    def name(self, label: str, hint: str = "") -> None:
        for box in self._boxes:
            box.setAccessibleDescription(". ".join(part for part in (label, hint) if part))


class PasswordField(Field[str]):
    """A password with a button that shows it; it is never kept in a draft."""

    def __init__(self, *, required: str = "", parent: QWidget | None = None) -> None:
        """``required`` is the sentence shown when nothing was typed."""
        super().__init__(parent)
        from ui.components.button import Button

        self._required = required
        self.edit = LineEdit(36)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.edit.textEdited.connect(lambda _: self.entered.emit())
        self._show = Button("Show", self._turn, says="Show password")
        self.caps = Words("Caps Lock is on", "hint", wrap=False)
        self.caps.hide()
        self._hold(self.edit, self._show, self.caps)

    def value(self) -> str:
        if self._required and not self.edit.text():
            raise WrongValue(self._required)
        return self.edit.text()

    def set_value(self, value: str) -> None:
        self.edit.setText(value)

    def draft(self) -> str:
        return ""

    def set_draft(self, text: str) -> None:
        pass

    def focus_target(self) -> QWidget:
        return self.edit

    def _turn(self) -> None:
        is_hidden = self.edit.echoMode() is QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._show.setText("Hide" if is_hidden else "Show")
        self._show.setAccessibleName("Hide password" if is_hidden else "Show password")


def _hour_and_minute(text: str) -> tuple[int, int]:
    """The hour and the minute that somebody wrote; hour 24 for what is no time."""
    found = _TIME.fullmatch(text)
    if found is not None:
        return int(found[1]), int(found[2])
    half = _HALF_DAY_TIME.fullmatch(text)
    if half is None or not 1 <= int(half[1]) <= _NOON:
        return 24, 0
    return int(half[1]) % _NOON + (_NOON if half[3] == "p" else 0), int(half[2] or 0)


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    low = text.lower().rstrip(".")
    for number, month in enumerate(_MONTHS, start=1):
        if len(low) >= 3 and month.startswith(low):  # noqa: PLR2004 - "mar" is a month, "m" is not
            return number
    raise ValueError(text)


def _year(text: str) -> int:
    if len(text) != 4:  # noqa: PLR2004 - 26 could be 1926
        raise ValueError(text)
    return int(text)
