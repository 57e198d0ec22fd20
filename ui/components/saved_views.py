"""The views of a list that somebody keeps: choose, save, rename, delete, start with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from panelapp.actions.saved_views import (
    KeepView,
    RemoveView,
    RenameView,
    StartWithView,
    keep_view,
    remove_view,
    rename_view,
    start_with_view,
)
from panelapp.queries.saved_views import SavedViewsQuestion, saved_views
from ui.components.button import Button
from ui.components.confirm import ask
from ui.components.fields import ChoiceField, LineEdit
from ui.components.filter_bar import Asked
from ui.components.layouts import column, row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.office import Handler
    from panelapp.queries.saved_views import SavedViewRow
    from ui.components.filter_bar import FilterBar
    from ui.components.page import Page

C = TypeVar("C")
LONGEST_NAME = 60


class SavedViews:
    """Views for the filter of one list: ``choice`` stands beside it, ``acts`` under it."""

    def __init__(self, page: Page, list_code: str) -> None:
        """Know no view yet."""
        self._page, self._list = page, list_code
        self._views: dict[str, SavedViewRow] = {}
        self._bar: FilterBar | None = None
        self._is_begun = self._is_shown = False
        self._renames = ""
        self.choice: ChoiceField[str] = ChoiceField((), none="As usual")
        self.choice.name("View")
        self.choice.combo.setMaximumWidth(240)
        self.choice.entered.connect(self._choose)
        self.save_button = Button("Save as a view", self._name_it, "link")
        self.rename_button = Button("Rename this view", self._rename, "link")
        self.start_button = Button("Start with this view", self._start, "link")
        self.delete_button = Button("Delete this view", self._delete, "link")
        self.name = LineEdit(28)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName("Name of the view")
        self.name.returnPressed.connect(self._send)
        self.send_button = Button("Save view", self._send)
        self.leave_button = Button("Leave as it is", self._close, "link")
        self._naming = QWidget()
        label = Words("Name of the view", "label", wrap=False)
        label.setBuddy(self.name)
        self._naming.setLayout(row(label, self.name, self.send_button, self.leave_button))
        self.acts = QWidget()
        buttons = (self.save_button, self.rename_button, self.start_button, self.delete_button)
        layout = column(gap=SPACE.tiny)
        layout.addLayout(row(*buttons, gap=SPACE.medium))
        layout.addWidget(self._naming)
        self.acts.setLayout(layout)

    def serve(self, bar: FilterBar) -> None:
        """Keep and show what ``bar`` asks, from now on."""
        self._bar = bar
        self._naming.hide()
        bar.asked.connect(self._show_acts)
        self._show_acts()

    def begin(self) -> None:
        """Ask for the views, unless that was done already."""
        if not self._is_begun:
            self._is_begun = True
            self.load()

    def load(self, chosen: str = "") -> None:
        """Ask for the views, and show the one that the list starts with, the first time."""

        def show(rows: tuple[SavedViewRow, ...]) -> None:
            self._show(rows, chosen)

        self._page.ask_beside(saved_views, SavedViewsQuestion(list_code=self._list), show)

    def _show(self, rows: tuple[SavedViewRow, ...], chosen: str) -> None:
        self._views = {one.name: one for one in rows}
        self.choice.set_options([(one.name, one.name) for one in rows])
        if chosen:
            self.choice.set_value(chosen)
        first = next((one for one in rows if one.starts_here), None)
        if first is not None and not self._is_shown:
            self.choice.set_value(first.name)
            self._choose()
        self._is_shown = True
        self._show_acts()

    def _show_acts(self) -> None:
        chosen = self.choice.value()
        part = self.choice.parentWidget()
        if part is not None:
            part.setVisible(bool(self._views))
        for button in (self.rename_button, self.start_button, self.delete_button):
            button.setVisible(chosen is not None)
        starts = chosen is not None and self._views[chosen].starts_here
        self.start_button.setText("Start as usual" if starts else "Start with this view")
        self.start_button.setAccessibleName(self.start_button.text())

    def _choose(self) -> None:
        if self._bar is None:
            return
        chosen = self.choice.value()
        self._bar.show_asked(_asked(self._views[chosen]) if chosen else self._bar.usual)
        self._bar.asked.emit()

    def _name_it(self) -> None:
        self._renames = ""
        self._open(self.choice.value() or "", "Save view")

    def _rename(self) -> None:
        self._renames = self.choice.value() or ""
        self._open(self._renames, "Rename view")

    def _open(self, name: str, act: str) -> None:
        self.name.setText(name)
        self.send_button.setText(act)
        self.send_button.setAccessibleName(act)
        self._naming.show()
        self.name.setFocus()
        self.name.selectAll()

    def _close(self) -> None:
        self._naming.hide()
        self.save_button.setFocus()

    def _send(self) -> None:
        name = " ".join(self.name.text().split())
        if self._renames:
            command = RenameView(list_code=self._list, name=self._renames, new_name=name)
            self._submit(rename_view, command, name, "View renamed")
        elif self._bar is not None:
            asked = self._bar.value()
            kept = {
                "text": asked.text,
                "chosen": dict(asked.chosen),
                "sort": asked.sort,
                "is_descending": asked.is_descending,
            }
            command_kept = KeepView(list_code=self._list, name=name, asked=kept)
            self._submit(keep_view, command_kept, name, "View saved")

    def _start(self) -> None:
        chosen = self.choice.value() or ""
        starts = self._views[chosen].starts_here
        command = StartWithView(list_code=self._list, name=None if starts else chosen)
        self._submit(start_with_view, command, chosen, "Saved")

    def _delete(self) -> None:
        chosen = self.choice.value() or ""
        ask(
            self._page,
            f"Delete the view {chosen}?",
            "What is in the list stays as it is. Only the name and its filters go.",
            act="Delete view",
            keep="Keep view",
            then=lambda: self._submit(
                remove_view, RemoveView(list_code=self._list, name=chosen), "", "View deleted"
            ),
        )

    def _submit(self, handler: Handler[C, None], command: C, name: str, said: str) -> None:
        def done(_: object) -> None:
            self._close()
            self.load(name)

        self._page.submit(handler, command, done, said=said)


def _asked(view: SavedViewRow) -> Asked:
    """What a view asks; what is no text in it is left out."""
    chosen = view.asked.get("chosen")
    known = chosen if isinstance(chosen, dict) else {}
    return Asked(
        text=str(view.asked.get("text", "")),
        chosen={str(code): str(value) for code, value in known.items()},
        sort=str(view.asked.get("sort", "")),
        is_descending=view.asked.get("is_descending") is True,
    )
