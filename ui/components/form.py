"""A form: fields under one another, checked when it is sent, with a summary of what is wrong.

Nothing is checked while somebody types or leaves a field. When the form is sent, every problem is
listed at the top under "There is a problem", the focus moves there, each line leads to its field,
and the same words stand beside the field. What was typed is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from panelapp.domain.errors import RuleBroken
from ui.components.banner import announce
from ui.components.button import LinkLine
from ui.components.fields import TickField, WrongValue
from ui.components.layouts import clear
from ui.components.words import Words, restyle
from ui.theme.tokens import SPACE, TEXT_WIDTH, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from panelapp.domain.errors import PanelappError
    from ui.components.fields import Field

F = TypeVar("F", bound="Field[Any]")


class ErrorSummary(QFrame):
    """Every problem of a form, each a way to its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", Tone.PROBLEM.value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE.large, SPACE.medium, SPACE.medium, SPACE.medium)
        self._layout.setSpacing(SPACE.tiny)
        self.hide()

    def show_problems(
        self, lines: tuple[tuple[str, Callable[[], object] | None], ...], source: str = ""
    ) -> None:
        """Show lines, each with the way to its field, and take the focus."""
        clear(self._layout)
        heading = Words("There is a problem", "subheading")
        heading.setProperty("tone", Tone.PROBLEM.value)
        self._layout.addWidget(heading)
        for words, go in lines:
            self._layout.addWidget(LinkLine(words, go) if go else Words(words))
        if source:
            self._layout.addWidget(Words(source, "small"))
        spoken = " ".join(("There is a problem.", *(_sentence(words) for words, _ in lines)))
        self.setAccessibleName(spoken)
        restyle(self)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, spoken)

    def words(self) -> tuple[str, ...]:
        """The lines that are shown."""
        if self.isHidden():
            return ()
        links = [line.accessibleName() for line in self.findChildren(LinkLine)]
        plain = [
            label.text() for label in self.findChildren(Words) if label.property("kind") == "body"
        ]
        return (*links, *plain)


class Form(QWidget):
    """Fields with their labels, hints and problems."""

    entered = Signal()
    filled = Signal()
    """Emitted when answers were put in by the program: a draft, or what is recorded."""

    def __init__(self, parent: QWidget | None = None, *, width: int = TEXT_WIDTH) -> None:
        """Start without fields, no wider than ``width``."""
        super().__init__(parent)
        self.setMaximumWidth(width)
        self._fields: dict[str, Field[Any]] = {}
        self._rows: dict[str, QWidget] = {}
        self._problems: dict[str, Words] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE.large)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.summary = ErrorSummary()
        self._layout.addWidget(self.summary)

    def add(self, name: str, label: str, field: F, hint: str = "") -> F:
        """Add a field under its label and hint, and return it."""
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.tiny)
        if not isinstance(field, TickField):
            shown = Words(label, "label")
            shown.setBuddy(field.focus_target())
            layout.addWidget(shown)
        if hint:
            layout.addWidget(Words(hint, "hint"))
        problem = Words(kind="error")
        problem.hide()
        layout.addWidget(problem)
        layout.addWidget(field)
        field.name(label, hint)
        field.entered.connect(self.entered)
        self._fields[name], self._rows[name], self._problems[name] = field, row, problem
        self._layout.addWidget(row)
        return field

    def heading(self, words: str) -> None:
        """Add a heading over the fields that follow."""
        self._layout.addWidget(Words(words, "heading"))

    def note(self, words: str) -> Words:
        """Add a paragraph between fields, and return it."""
        made = Words(words, "muted")
        self._layout.addWidget(made)
        return made

    def part(self, widget: QWidget) -> None:
        """Add a part that is no field, such as a sentence that follows what is typed."""
        self._layout.addWidget(widget)

    def field(self, name: str) -> Field[Any]:
        """The field of that name."""
        return self._fields[name]

    def show_field(self, name: str, *, is_shown: bool) -> None:
        """Show or hide a field; a hidden one is not read."""
        self._rows[name].setVisible(is_shown)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show answers by the names of their fields."""
        for name, value in values.items():
            self._fields[name].set_value(value)
        self.filled.emit()

    def read(self) -> dict[str, Any] | None:
        """Every answer by name; ``None`` after showing what is wrong, where anything is."""
        answers: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name, field in self._fields.items():
            if self._rows[name].isHidden():
                continue
            try:
                answers[name] = field.value()
            except WrongValue as wrong:
                problems[name] = str(wrong)
        self.show_problems(problems)
        return None if problems else answers

    def send_to(self, send: Callable[[dict[str, Any]], object]) -> None:
        """Give the answers to ``send``, once nothing is wrong with them."""
        answers = self.read()
        if answers is not None:
            send(answers)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show sentences beside fields and in the summary; none clears the form of them."""
        for name, words in self._problems.items():
            said = problems.get(name, "")
            words.setText(f"Error: {said}" if said else "")
            words.setVisible(bool(said))
            self._fields[name].mark(is_wrong=bool(said))
        if problems:
            self.summary.show_problems(
                tuple((said, self._way_to(name)) for name, said in problems.items())
            )
        else:
            self.summary.hide()

    def show_refusal(self, problem: PanelappError) -> None:
        """Show why the office refused what the form asked; what was typed is kept."""
        source = problem.citation if isinstance(problem, RuleBroken) else ""
        words = f"{problem.sentence} {problem.remedy}".strip()
        self.summary.show_problems(((words, None),), source)

    def draft(self) -> dict[str, str]:
        """What was typed so far, for a draft; empty answers are left out."""
        texts = {name: field.draft() for name, field in self._fields.items()}
        return {name: text for name, text in texts.items() if text}

    def set_draft(self, texts: Mapping[str, str]) -> None:
        """Show again what a draft kept."""
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].set_draft(text)
        self.filled.emit()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        for name, field in self._fields.items():
            if not self._rows[name].isHidden():
                field.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _way_to(self, name: str) -> Callable[[], object]:
        return lambda: (
            self._fields[name].focus_target().setFocus(Qt.FocusReason.ShortcutFocusReason)
        )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."
