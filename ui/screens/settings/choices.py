"""The agency's choices where the rules leave one, each with its meaning and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from panelapp.actions.agency import LONGEST_MINUTES_TARGET, ChangeSettings, change_settings
from panelapp.queries.settings import SettingsQuestion, office_settings
from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.button import Button
from ui.components.fields import DateField, Field, NumberField, RadioField
from ui.components.form import Form
from ui.components.layouts import Card, clear, left, row
from ui.components.tab_order import follow_reading
from ui.components.words import Words
from ui.screens.settings.part import SettingsPart
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from datetime import date

    from panelapp.queries.settings import Choice, OfficeSettings
    from ui.components.page import Page


class ChoicesPart(SettingsPart):
    """One card for each choice."""

    title: ClassVar[str] = "Rules the agency chooses"
    words: ClassVar[str] = "Where the rules leave a choice, what this agency does"

    def __init__(self, page: Page) -> None:
        """Build the part, empty."""
        super().__init__(page)
        self._cards = QWidget()
        self._layout = QVBoxLayout(self._cards)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE.large)
        self.acts = OneAtATime(self._cards)
        self.outer.addWidget(self.acts)

    def reload(self) -> None:
        """Ask for the choices."""
        self.page.ask(office_settings, SettingsQuestion(), self._show)

    def _show(self, settings: OfficeSettings) -> None:
        clear(self._layout)
        if settings.why_not_choices:
            self._layout.addWidget(Words(settings.why_not_choices, "muted"))
        for choice in settings.choices:
            self._layout.addWidget(self._card(choice, may=not settings.why_not_choices))
        follow_reading(self.page)

    def _card(self, choice: Choice, *, may: bool) -> QFrame:
        made = Card(gap=6)
        layout = made.body
        layout.addWidget(Words(choice.title, "heading"))
        usual = "" if choice.words == choice.usual else f" (usual: {choice.usual.lower()})"
        layout.addWidget(
            Words(f"Now: {choice.words[0].lower()}{choice.words[1:]}{usual}", "strong")
        )
        layout.addLayout(left(Words(choice.explanation).limited()))
        layout.addWidget(Words(choice.citation, "small"))
        if may:
            says = f"Change: {choice.title}"
            layout.addLayout(row(Button("Change", lambda: self._change(choice), says=says)))
        return made

    def _change(self, choice: Choice) -> None:
        form = Form()
        field = form.add("value", choice.title, _field(choice))
        field.set_value(choice.value)

        def send() -> None:
            answers = form.read()
            if answers is not None:
                self.page.submit(
                    change_settings,
                    _command(choice, answers["value"]),
                    lambda _: self.acts.close_panel(),
                    form=form,
                    said="Choice saved",
                )

        self.acts.open(
            ActPanel(
                choice.title,
                form,
                "Save choice",
                send,
                self.acts.close_panel,
                words=f"{choice.explanation} ({choice.citation})",
            )
        )


def _field(choice: Choice) -> Field[Any]:
    match choice.value:
        case bool():
            yes_or_no = ((True, "Yes"), (False, "No"))
            return RadioField(yes_or_no, required="Choose yes or no.", across=True)
        case int():
            return NumberField(
                1, LONGEST_MINUTES_TARGET, required="Enter a number of days.", unit="working days"
            )
        case _:
            return DateField(what="The day")


def _command(choice: Choice, value: bool | int | date | None) -> ChangeSettings:  # noqa: FBT001 - any value that a choice has
    """The change; a day that was emptied is taken back."""
    if value is None:
        return ChangeSettings(approvals_always_go_to_panel=True)
    changed: dict[str, Any] = {choice.setting: value}
    return ChangeSettings(**changed)
