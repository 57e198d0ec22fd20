"""What an attached form says beside what the case has, each with a tick to take it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.forms import FillFromForm
from ui.components.fields import TickField
from ui.components.form import Form
from ui.components.layouts import column, rule
from ui.components.side_by_side import SideBySide
from ui.components.summary_list import Fact, SummaryList
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.queries.form_check import CheckLine, FormCheck
    from ui.components.words import Kind

WIDTH = 960
NARROW = 80
NOTHING_YET = "Nothing yet"


class CheckForm(Form):
    """One line for each thing that the form states and the case lacks or has otherwise."""

    def __init__(self, check: FormCheck) -> None:
        """Tick what the case has nothing for yet."""
        super().__init__(width=WIDTH)
        self._check = check
        if check.warning:
            self.part(Words(f"Important: {check.warning}", "strong"))
        for about, lines in groupby(check.lines, key=lambda line: line.about):
            self.heading(about)
            for line in lines:
                self._add_line(line)
        if check.same:
            self.note(f"The case and the form say the same: {', '.join(check.same)}.")
        if check.others:
            self.heading("Also in the form")
            self.note("A case has no place for these. They stay in the paper.")
            listed = SummaryList(width=WIDTH)
            listed.show_facts(
                Fact(name=other.words, words=f"{other.says} ({_in_sentence(other.where)})")
                for other in check.others
            )
            self.part(listed)
        self.set_values({line.field: line.is_ticked for line in check.lines if line.can_fill})

    @property
    def has_ticks(self) -> bool:
        """Whether there is anything to tick."""
        return any(line.can_fill for line in self._check.lines)

    def command(self, answers: dict[str, Any]) -> FillFromForm:
        """What is ticked, as it was checked."""
        check = self._check
        return FillFromForm(
            case=check.case,
            sha256=check.sha256,
            fields=tuple(field for field, is_ticked in answers.items() if is_ticked),
            version=check.version,
            household_version=check.household_version,
        )

    def _add_line(self, line: CheckLine) -> None:
        if line.can_fill:
            self.add(line.field, line.words, LineField(line))
        else:
            self.part(_compared(Words(line.words, "strong"), line))


class LineField(TickField):
    """A tick with what the case has and what the form says beside it."""

    def __init__(self, line: CheckLine) -> None:
        """Show both, and what to look at twice."""
        self._line = line
        super().__init__(line.words)
        self.box.setAccessibleName(f"{line.words} of {line.person}" if line.person else line.words)

    def name(self, label: str, hint: str = "") -> None:
        line = self._line
        said = (
            f"The case has: {line.has or NOTHING_YET}",
            f"The form says: {_said(line)}",
            line.note.rstrip("."),
            line.where,
        )
        self.box.setAccessibleDescription(". ".join(part for part in said if part))

    def _hold(self, *parts: QWidget, beneath: bool = False) -> None:
        [box] = parts
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_compared(box, self._line))


def _compared(name: QWidget, line: CheckLine) -> QWidget:
    """A name with both sides, under one another where the room is too narrow."""
    has = _side("The case has", line.has or NOTHING_YET, "body" if line.has else "muted")
    notes = [Words(line.note, "error" if line.differs else "hint")] if line.note else []
    says = _side("The form says", _said(line), "body", *notes, Words(line.where, "small"))
    sides = SideBySide(has, says, shares=(2, 3), narrowest=NARROW // 2)
    made = QWidget()
    inner = column(SideBySide(_top(name), sides, shares=(3, 7), narrowest=NARROW), rule())
    made.setLayout(inner)
    return made


def _top(widget: QWidget) -> QWidget:
    made = QWidget()
    layout = column(widget)
    layout.addStretch(1)
    made.setLayout(layout)
    return made


def _side(caption: str, words: str, kind: Kind, *more: QWidget) -> QWidget:
    made = QWidget()
    layout = column(Words(caption, "small"), Words(words, kind), *more, gap=SPACE.tiny)
    layout.addStretch(1)
    made.setLayout(layout)
    return made


def _said(line: CheckLine) -> str:
    return f"{line.says} (written: {line.written})" if line.written else line.says


def _in_sentence(where: str) -> str:
    return where[:1].lower() + where[1:]
