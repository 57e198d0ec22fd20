"""The page of the checks to chase: what was asked for and has not come, over all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.assessment import chase_checks
from panelapp.domain.events import Topic
from panelapp.queries.chase_list import ChaseListQuestion, chase_list
from panelapp.queries.list_copies import ExportChaseList, export_chase_list
from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.fields import ChoiceField
from ui.components.layouts import row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.saved_copy import save_list_copy
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.chase_list.columns import COLUMNS
from ui.screens.chase_list.forms import ChaseForm
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.domain.vocabulary import CheckCode
    from panelapp.queries.chase_list import ChaseList, ChaseRow
    from ui.desk import Desk


class ChaseListPage(Page):
    """Every check that is waited for, the oldest first, with the way to its case."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.CASES, Topic.DECISIONS})
    fills: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Checks to chase", "Asked for and not received, in all open cases")
        self.set_back("Cases", Place("cases"))
        self.save_button = self.add_action(Button("Save as Excel", self._save))
        self.save_button.hide()
        self._rows: tuple[ChaseRow, ...] = ()
        self._number = 0
        self.person: ChoiceField[str] = ChoiceField(none="Chased by anybody")
        self.kind: ChoiceField[CheckCode] = ChoiceField(none="Every kind of check")
        for field, name in ((self.person, "Who chases"), (self.kind, "Kind of check")):
            field.name(name)
            field.entered.connect(self.reload)
        self.number = Words(kind="muted", wrap=False)
        self.filters = QWidget()
        self.filters.setLayout(row(self.person, self.kind, self.number))
        self.table: RowTable[ChaseRow] = RowTable(
            "Checks to chase", COLUMNS, id_of=lambda one: one.check, selects_many=True
        )
        self.table.opened.connect(lambda one: self.go(Place("case", one.case, "checks")))
        self.table.selected.connect(self._show_selected)
        self.chase_button = Button("Record that checks were chased", self._chase, "primary")
        self.nothing = EmptyState(
            "No check is waited for",
            "A check stands here from the day on which it was asked for until it comes.",
        )
        view = QWidget()
        layout = QVBoxLayout(view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.medium)
        for part in (self.filters, self.nothing):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.chase_button)
        self.nothing.hide()
        self.panels = OneAtATime(view)
        self.body.addWidget(self.panels, 1)

    def reload(self) -> None:
        """Ask for the checks that the filters let through."""
        self.ask(chase_list, ChaseListQuestion(**self._asked_for()), self._show)

    def _asked_for(self) -> dict[str, Any]:
        return {"asked_by": self.person.value() or "", "code": self.kind.value()}

    def focus_start(self) -> None:
        """Put the keyboard on the rows, where there are any."""
        if self._rows:
            self.table.setFocus()
        else:
            super().focus_start()

    def _show(self, shown: ChaseList) -> None:
        self._rows = shown.rows
        self.person.set_options([(name, name) for name in shown.people])
        self.kind.set_options(shown.kinds)
        self._number = shown.number
        self.table.show_rows(shown.rows)
        self._show_selected(len(self.table.selected_rows()))
        self.filters.setVisible(bool(shown.number))
        self.table.setVisible(bool(shown.rows))
        self.nothing.setVisible(not shown.rows)
        self.save_button.setVisible(shown.may_chase and bool(shown.rows))
        self.chase_button.setVisible(shown.may_chase and bool(shown.rows))

    def _save(self) -> None:
        export = export_chase_list, ExportChaseList(**self._asked_for())
        save_list_copy(self, "Checks to chase", export)

    def _show_selected(self, number: int) -> None:
        """Say how many are selected, where several are."""
        words = _number_words(len(self._rows), self._number)
        self.number.setText(f"{words}, {number} selected" if number > 1 else words)

    def _chase(self) -> None:
        form = ChaseForm(self._rows, self.table.selected_rows())

        def send() -> None:
            answers = form.read()
            if answers is not None:
                self.submit(
                    chase_checks,
                    form.command(answers),
                    lambda _: self.panels.close_panel(),
                    form=form,
                    said="Recorded as chased",
                )

        self.panels.open(
            ActPanel(
                "Record that checks were chased",
                form,
                "Record as chased",
                send,
                self.panels.close_panel,
                words="The program sends nothing by itself. Chase in your usual way, then record it"
                " here.",
            )
        )


def _number_words(shown: int, number: int) -> str:
    checks = "1 check" if shown == 1 else f"{shown} checks"
    return checks if shown == number else f"{checks} of {number}"
