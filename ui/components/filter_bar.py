"""What narrows and sorts a list: words, choices, days, and the order of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from panelapp.domain.values import long_date
from ui.components.button import Button
from ui.components.fields import ChoiceField, DateField, LineEdit, WrongValue
from ui.components.layouts import Flow, clear, column, row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ui.models.rows import Column

FILTER_AFTER = 150
"""Milliseconds without a key after which the list is asked for again."""
_WIDEST_CHOICE = 280


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice that narrows a list; ``options`` are codes with their words.

    ``none`` says what it is to choose nothing, and ``usual`` is what a list starts with. One that
    ``is_near`` stands in the first line, others come with "More filters".
    """

    code: str
    title: str
    none: str
    options: tuple[tuple[str, str], ...] = ()
    usual: str = ""
    is_near: bool = False


@dataclass(frozen=True, kw_only=True)
class DayFilter:
    """A day from which, or until which, rows are shown."""

    code: str
    title: str
    usual: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks of a list, in codes: this is what a saved view keeps."""

    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    is_descending: bool = False

    def day(self, code: str) -> date | None:
        """The day of a filter, where one is given."""
        return _day(self.chosen.get(code, ""))


class FilterBar(QWidget):
    """One line above a list, with more lines where they are asked for."""

    asked = Signal()
    """Emitted when the list is to be asked for again."""

    def __init__(
        self,
        find: str,
        filters: Sequence[Filter | DayFilter],
        columns: Sequence[Column[Any]] = (),
        *,
        unsorted: str = "As usual",
        view: ChoiceField[str] | None = None,
        under: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``find`` says what is found by words; ``unsorted`` is the order that a list comes in.

        ``view`` is the choice of a saved view, and ``under`` stands below the further filters.
        """
        super().__init__(parent)
        self._filters = {one.code: one for one in filters}
        # What was asked for before it is known whether the list offers it.
        self._awaited: dict[str, str] = {}
        self._offered: dict[str, Sequence[tuple[str, str]]] = {}
        self.filter = LineEdit(24)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName(find)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FILTER_AFTER)
        self._wait.timeout.connect(self._ask)
        self.filter.textEdited.connect(lambda _: self._wait.start())
        self.fields: dict[str, ChoiceField[str] | DateField] = {
            one.code: self._field(one) for one in filters
        }
        self.sort: ChoiceField[tuple[str, bool]] = ChoiceField(_orders(columns), none=unsorted)
        self.sort.name("Sort by")
        self.sort.combo.setMaximumWidth(_WIDEST_CHOICE)
        self.sort.entered.connect(self._ask)
        self.found = Words(kind="muted", wrap=False)
        self.more_button = Button("More filters", self._show_more, "link")
        self._lay_out(view, under)
        self.show_asked(self.usual)

    @property
    def usual(self) -> Asked:
        """What the list starts with."""
        chosen = {one.code: one.usual for one in self._filters.values() if one.usual}
        return Asked(chosen=chosen)

    def value(self) -> Asked:
        """What is asked for now; a day that is no day counts as none."""
        sort, is_descending = self.sort.value() or ("", False)
        return Asked(
            text=self.filter.text().strip(),
            chosen=self._awaited
            | {code: value for code in self.fields if (value := self._value(code))},
            sort=sort,
            is_descending=is_descending,
        )

    def show_asked(self, asked: Asked) -> None:
        """Show what is asked for; what a list does not know of it is left out."""
        self.filter.setText(asked.text)
        self._awaited = {
            one.code: asked.chosen[one.code]
            for one in self._filters.values()
            if isinstance(one, Filter) and not one.options and asked.chosen.get(one.code)
        }
        for code, part in self.fields.items():
            value = asked.chosen.get(code, "")
            if isinstance(part, DateField):
                part.set_value(_day(value))
            else:
                part.set_value(value or None)
        self.show_sort(asked.sort, is_descending=asked.is_descending)
        self._show_chips()

    def show_sort(self, sort: str, *, is_descending: bool) -> None:
        """Show the order that the list is in."""
        self.sort.set_value((sort, is_descending) if sort else None)

    def set_options(self, code: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer other options for a filter; what was chosen stays where it is still there."""
        part = self.fields[code]
        if isinstance(part, ChoiceField) and (self._offered.get(code) != options):
            self._offered[code] = options
            part.set_options(options)
            self._parts[code].setVisible(bool(options))
        if isinstance(part, ChoiceField) and code in self._awaited:
            part.set_value(self._awaited.pop(code))
        self._show_chips()

    def clear_all(self) -> None:
        """Take every filter away, those that the list starts with too."""
        self.show_asked(Asked())
        self.asked.emit()
        self.filter.setFocus()

    def show_number(self, number: int, one: str, many: str) -> None:
        """Say how many rows there are, whether they are all shown or not."""
        self.found.setText(f"{number:,} {one if number == 1 else many}")

    def _field(self, one: Filter | DayFilter) -> ChoiceField[str] | DateField:
        if isinstance(one, DayFilter):
            day = DateField(what=one.title)
            day.name(one.title)
            day.entered.connect(self._wait.start)
            return day
        choice: ChoiceField[str] = ChoiceField(one.options, none=one.none)
        choice.combo.setMaximumWidth(_WIDEST_CHOICE)
        choice.name(one.title)
        choice.entered.connect(self._ask)
        return choice

    def _value(self, code: str) -> str:
        part = self.fields[code]
        if not isinstance(part, DateField):
            return part.value() or ""
        try:
            day = part.value()
        except WrongValue:
            return ""
        return day.isoformat() if day else ""

    def _ask(self) -> None:
        self._show_chips()
        self.asked.emit()

    def _show_more(self) -> None:
        is_shown = self._more.isHidden()
        self._more.setVisible(is_shown)
        self.more_button.setText("Fewer filters" if is_shown else "More filters")

    def _show_chips(self) -> None:
        """Name each filter with a button that takes it away, and say how many there are."""
        clear(self._flow)
        usual = self.usual.chosen
        set_now = [
            (code, value)
            for code, value in self.value().chosen.items()
            if value != usual.get(code, "")
        ]
        self._chips.setVisible(bool(set_now))
        if not set_now:
            return
        number = "1 filter" if len(set_now) == 1 else f"{len(set_now)} filters"
        self._flow.addWidget(Words(f"{number}:", "label", wrap=False))
        for code, value in set_now:
            self._flow.addWidget(self._chip(code, value))
        self._flow.addWidget(Button("Clear filters", self._back_to_usual, "link"))

    def _chip(self, code: str, value: str) -> Button:
        words = self._words(code, value)
        says = f"Take away the filter {words}"
        return Button(
            f"{words}  \N{MULTIPLICATION SIGN}", lambda: self._drop(code), "chip", says=says
        )

    def _words(self, code: str, value: str) -> str:
        one = self._filters[code]
        part = self.fields[code]
        if isinstance(part, ChoiceField):
            shown = value if code in self._awaited else part.combo.currentText()
        else:
            shown = long_date(date.fromisoformat(value))
        return f"{one.title}: {shown}"

    def _drop(self, code: str) -> None:
        usual = self._filters[code].usual
        part = self.fields[code]
        if isinstance(part, DateField):
            part.set_value(None)
        else:
            part.set_value(usual or None)
        self._ask()
        self.filter.setFocus()

    def _back_to_usual(self) -> None:
        self.show_asked(self.usual)
        self.asked.emit()
        self.filter.setFocus()

    def _lay_out(self, view: ChoiceField[str] | None, under: QWidget | None) -> None:
        find = Words("Find", "label", wrap=False)
        find.setBuddy(self.filter)
        self._parts = {
            code: _labelled(self._filters[code].title, part) for code, part in self.fields.items()
        }
        near = [
            self._parts[one.code]
            for one in self._filters.values()
            if isinstance(one, Filter) and one.is_near
        ]
        far = [part for part in self._parts.values() if part not in near]
        self._more = QWidget()
        more = Flow(gap=SPACE.medium)
        for part in (
            *far,
            *((_labelled("Sort by", self.sort),) if self.sort.combo.count() > 1 else ()),
        ):
            more.addWidget(part)
        further = column(gap=SPACE.small)
        further.addLayout(more)
        if under is not None:
            further.addWidget(under)
        self._more.setLayout(further)
        self._more.hide()
        self._chips = QWidget()
        self._flow = Flow(gap=SPACE.small)
        self._chips.setLayout(self._flow)
        self._chips.hide()
        views = () if view is None else (_labelled("View", view),)
        layout = column(gap=SPACE.small)
        layout.addLayout(row(*views, find, self.filter, *near, self.more_button, self.found))
        layout.addWidget(self._more)
        layout.addWidget(self._chips)
        self.setLayout(layout)
        self.more_button.setVisible(more.count() > 0 or under is not None)


def _labelled(title: str, part: ChoiceField[Any] | DateField) -> QWidget:
    """A field with its title beside it."""
    made = QWidget()
    label = Words(title, "label", wrap=False)
    label.setBuddy(part.focus_target())
    layout = row(label, part)
    made.setLayout(layout)
    return made


def _orders(columns: Sequence[Column[Any]]) -> list[tuple[tuple[str, bool], str]]:
    """Both orders of each column that a list can be sorted by."""
    return [
        ((one.sort, is_down), f"{one.title}, {one.orders[is_down]}")
        for one in columns
        if one.sort
        for is_down in (False, True)
    ]


def _day(written: str) -> date | None:
    """A day as a view keeps it, where it is one."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
