"""A field that chooses one case from those that may go on the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from ui.components.fields import Field, LineEdit, WrongValue
from ui.components.table import RowTable
from ui.components.words import Words
from ui.models.rows import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from panelapp.queries.listable_cases import ListableCase

ROWS_SHOWN = 7


_COLUMNS: tuple[Column[ListableCase], ...] = (
    Column(title="Case", text=lambda case: case.case, width=12),
    Column(title="Applicants or carers", text=lambda case: case.names),
    Column(title="Kind", text=lambda case: case.case_type, width=36),
    Column(
        title="Next due",
        text=lambda case: long_date(case.due) if case.due else "",
        key=lambda case: case.due,
        width=17,
    ),
    Column(
        title="Priority",
        text=lambda case: "Priority" if case.is_urgent else "",
        width=8,
    ),
)


class CaseField(Field[str]):
    """The cases to choose from, with a box that narrows them down."""

    def __init__(self, cases: Sequence[ListableCase], parent: QWidget | None = None) -> None:
        """Offer ``cases``, the most pressing first, which is chosen at the start."""
        super().__init__(parent)
        self._cases = list(cases)
        self.filter = LineEdit(30)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Find a case by reference, name or kind")
        self.filter.textEdited.connect(lambda _: self._narrow())
        label = Words("Find", "label", wrap=False)
        label.setBuddy(self.filter)
        self.table: RowTable[ListableCase] = RowTable(
            "Cases that may go on the agenda", _COLUMNS, id_of=lambda case: case.case
        )
        self.table.chosen.connect(lambda _: self.entered.emit())
        self._hold(label, self.filter, self.table, beneath=True)
        self._narrow()

    def value(self) -> str:
        chosen = self.table.current()
        if chosen is None:
            raise WrongValue("Choose the case to put on the agenda.")
        return chosen.case

    def set_value(self, value: str) -> None:
        self.table.select(value)

    def draft(self) -> str:
        chosen = self.table.current()
        return chosen.case if chosen else ""

    def set_draft(self, text: str) -> None:
        self.table.select(text)

    def focus_target(self) -> QWidget:
        return self.table

    def _narrow(self) -> None:
        wanted = self.filter.text().casefold().split()
        found = [case for case in self._cases if all(word in _searched(case) for word in wanted)]
        self.table.show_rows(found)
        self.table.fit_height(ROWS_SHOWN)
        if found and self.table.current() is None:
            self.table.select(found[0].case)


def _searched(case: ListableCase) -> str:
    return f"{case.case} {case.names} {case.case_type}".casefold()
