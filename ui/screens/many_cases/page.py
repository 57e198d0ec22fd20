"""The page on which several cases are checked before they go on an agenda together."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from panelapp.actions.sittings import AddItems, add_items
from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.agenda_for_many import AgendaForManyQuestion, agenda_for_many
from ui.components.button import Button
from ui.components.fields import ChoiceField
from ui.components.layouts import row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.table import RowTable
from ui.components.words import Words
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from panelapp.queries.agenda_for_many import AgendaForMany, CaseForAgenda
    from ui.desk import Desk

COLUMNS: tuple[Column[CaseForAgenda], ...] = (
    Column(title="Case", text=lambda row: row.case, width=12),
    Column(title="Who", text=lambda row: row.names, width=27),
    Column(
        title="Can it go on?",
        text=lambda row: row.why_not or "Yes",
        tone=lambda row: Tone.WARNING.value if row.why_not else "",
    ),
)


class ManyCasesPage(Page):
    """Which of the cases that were chosen can go on an agenda, and why others cannot."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.CASES, Topic.SITTINGS})
    stays: ClassVar[bool] = False
    fills: ClassVar[bool] = True
    keeps_room: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Put cases on an agenda", "Check them before they go on")
        self.set_back("Cases", Place("cases"))
        self._able: tuple[str, ...] = ()
        self.sitting: ChoiceField[str] = ChoiceField(())
        self.sitting.name("Sitting")
        self.sitting.entered.connect(self.reload)
        label = Words("Sitting", "label", wrap=False)
        label.setBuddy(self.sitting.focus_target())
        self.body.addLayout(row(label, self.sitting))
        self.said = self.add(Words(kind="lead"))
        self.table: RowTable[CaseForAgenda] = RowTable(
            "Cases for the agenda", COLUMNS, id_of=lambda row: row.case
        )
        self.table.opened.connect(lambda row: self.go(Place("case", row.case)))
        self.table.keep_room()
        self.body.addWidget(self.table, 1)
        self.send_button = self.add(Button("Put them on the agenda", self._send, "primary"))
        self.send_button.hide()

    def reload(self) -> None:
        """Ask which of the cases can go on the agenda of the sitting."""
        question = AgendaForManyQuestion(cases=self.place.refs, sitting=self.sitting.value() or "")
        self.ask(agenda_for_many, question, self._show)

    def _show(self, shown: AgendaForMany) -> None:
        self.sitting.set_options(shown.sittings)
        self.sitting.set_value(shown.sitting or None)
        self._able = shown.able
        self.table.show_rows(shown.rows)
        self.said.setText(_said(shown))
        number = "1 case" if len(shown.able) == 1 else f"{len(shown.able)} cases"
        self.send_button.setText(f"Put {number} on the agenda")
        self.send_button.setAccessibleName(self.send_button.text())
        self.send_button.setVisible(bool(shown.able))

    def _send(self) -> None:
        sitting = self.sitting.value() or ""
        self.submit(
            add_items,
            AddItems(sitting=sitting, cases=self._able),
            lambda _: self.go(Place("sitting", sitting)),
            said="Put on the agenda",
        )


def _said(shown: AgendaForMany) -> str:
    """How many can go on, and what becomes of the others."""
    if shown.held_on is None:
        return "No sitting is planned. Plan one first, then choose the cases again."
    number, able = len(shown.rows), len(shown.able)
    day = long_date(shown.held_on)
    if able == number:
        return (
            f"All {number} can go on the agenda of {day}."
            if number > 1
            else (f"The case can go on the agenda of {day}.")
        )
    if not able:
        none = "The case cannot" if number == 1 else f"None of the {number} can"
        return f"{none} go on the agenda of {day}. The list says why."
    others = "The other stays as it is." if number - able == 1 else "The others stay as they are."
    return f"{able} of {number} can go on the agenda of {day}. {others}"
