"""Two answers that belong together on one line: how many children, and of which ages."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from ui.components.fields import Field, LineEdit, WrongValue
from ui.components.layouts import row
from ui.components.words import Words
from ui.theme.tokens import SPACE

MOST_CHILDREN = 12
OLDEST = 25

Number = tuple[int | None, bool]
Ages = tuple[int | None, int | None]


class ChildrenField(Field[Number]):
    """How many children at most, and whether more may come if they are siblings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.edit = LineEdit(4)
        self.edit.setMaxLength(3)
        self.siblings = QCheckBox("More if they are siblings")
        self.siblings.setAccessibleName("More if they are siblings")
        self.edit.textEdited.connect(lambda _: self.entered.emit())
        self.siblings.clicked.connect(lambda _: self.entered.emit())
        self.setLayout(row(self.edit, Words("children", wrap=False), _gap(), self.siblings))

    def value(self) -> Number:
        number = _whole(self.edit, 1, MOST_CHILDREN, "The number of children")
        return number, self.siblings.isChecked()

    def set_value(self, value: Number) -> None:
        number, more = value
        self.edit.setText("" if number is None else str(number))
        self.siblings.setChecked(more)

    def draft(self) -> str:
        more = "more" if self.siblings.isChecked() else ""
        return "\n".join((self.edit.text(), more)).rstrip("\n")

    def set_draft(self, text: str) -> None:
        number, more = (*text.split("\n"), "", "")[:2]
        self.edit.setText(number)
        self.siblings.setChecked(more == "more")

    def focus_target(self) -> QWidget:
        return self.edit


class AgesField(Field[Ages]):
    """The youngest and the oldest age; either may be left open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.boxes = (LineEdit(4), LineEdit(4))
        for box in self.boxes:
            box.setMaxLength(3)
            box.textEdited.connect(lambda _: self.entered.emit())
        words = [Words(text, wrap=False) for text in ("from", "to", "years")]
        self.setLayout(row(words[0], self.boxes[0], words[1], self.boxes[1], words[2]))

    def value(self) -> Ages:
        youngest, oldest = (
            _whole(box, 0, OLDEST, f"The {which} age")
            for box, which in zip(self.boxes, ("youngest", "oldest"), strict=True)
        )
        if youngest is not None and oldest is not None and youngest > oldest:
            raise WrongValue("The youngest age must not be above the oldest one.")
        return youngest, oldest

    def set_value(self, value: Ages) -> None:
        for box, age in zip(self.boxes, value, strict=True):
            box.setText("" if age is None else str(age))

    def draft(self) -> str:
        return "\n".join(box.text() for box in self.boxes).rstrip("\n")

    def set_draft(self, text: str) -> None:
        for box, age in zip(self.boxes, (*text.split("\n"), "", ""), strict=False):
            box.setText(age)

    def focus_target(self) -> QWidget:
        return self.boxes[0]

    def name(self, label: str, hint: str = "") -> None:
        for box, which in zip(self.boxes, ("youngest", "oldest"), strict=True):
            box.setAccessibleName(f"{label}, {which}")
            box.setAccessibleDescription(hint)


def _whole(box: LineEdit, low: int, high: int, what: str) -> int | None:
    text = box.text().strip()
    if not text:
        return None
    if not text.isdecimal() or not low <= int(text) <= high:
        raise WrongValue(f"{what} must be a whole number from {low} to {high}.")
    return int(text)


def _gap() -> QWidget:
    gap = QWidget()
    gap.setFixedSize(SPACE.small, 1)
    return gap
