"""The children whom a case names, as part of a form: one after another, as many as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from panelapp.actions.cases import ChildDetails
from ui.components.button import Button
from ui.components.fields import DateField, TextField
from ui.components.layouts import column, row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.components.form import Form

MOST_CHILDREN = 8
_PARTS = ("name", "born", "relationship")


class ChildrenPart:
    """Rows for children in a form; the first is there, others come when they are asked for."""

    def __init__(self, form: Form, *, heading: str = "Children", note: str = "") -> None:
        """Add the fields to ``form``, after what stands there."""
        self._form = form
        self._is_shown = True
        self._rows = 1
        self._heading = QWidget()
        words = [Words(heading, "heading"), *([Words(note, "muted")] if note else [])]
        self._heading.setLayout(column(*words, gap=SPACE.tiny))
        form.part(self._heading)
        for number in range(1, MOST_CHILDREN + 1):
            self._add_child(form, number)
        self._more = QWidget()
        self._more.setLayout(row(Button("Add another child", self._add_row, "link")))
        form.part(self._more)
        form.filled.connect(self._arrange)
        self._arrange()

    def set_children(self, children: Sequence[ChildDetails]) -> None:
        """Show children, and room for one where there are none."""
        for number in range(1, MOST_CHILDREN + 1):
            child = children[number - 1] if number <= len(children) else ChildDetails(name="")
            values = (child.name, child.date_of_birth, child.relationship)
            self._form.set_values(dict(zip(_names(number), values, strict=True)))
        self._rows = max(1, len(children))
        self._arrange()

    def show(self, *, is_shown: bool) -> None:
        """Show or hide all of it; hidden, it names nobody."""
        self._is_shown = is_shown
        self._arrange()

    def take(self, answers: dict[str, Any]) -> tuple[ChildDetails, ...]:
        """Take the children out of a form's answers; rows without a name are left out."""
        children = []
        for number in range(1, MOST_CHILDREN + 1):
            name, born, relationship = (answers.pop(key, None) for key in _names(number))
            if name:
                children.append(
                    ChildDetails(name=name, date_of_birth=born, relationship=relationship or "")
                )
        return tuple(children)

    def _add_child(self, form: Form, number: int) -> None:
        which = "Child" if number == 1 else f"Child {number}"
        name, born, relationship = _names(number)
        form.add(name, f"{which}: full name", TextField())
        form.add(born, f"{which}: date of birth", DateField(what="The date of birth"))
        form.add(
            relationship,
            f"{which}: relationship",
            TextField(width=28),
            "How the child is related or known to the household",
        )

    def _add_row(self) -> None:
        self._rows = min(MOST_CHILDREN, self._rows + 1)
        self._arrange()
        self._form.field(_names(self._rows)[0]).focus_target().setFocus()

    def _arrange(self) -> None:
        filled = [n for n in range(1, MOST_CHILDREN + 1) if self._form.field(_names(n)[0]).draft()]
        self._rows = max([self._rows, *filled])
        for number in range(1, MOST_CHILDREN + 1):
            for key in _names(number):
                self._form.show_field(key, is_shown=self._is_shown and number <= self._rows)
        self._heading.setVisible(self._is_shown)
        self._more.setVisible(self._is_shown and self._rows < MOST_CHILDREN)


def _names(number: int) -> tuple[str, ...]:
    return tuple(f"child_{number}_{part}" for part in _PARTS)
