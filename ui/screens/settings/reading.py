"""How somebody reads best: each choice shows at once and is kept for this computer user."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from panelapp.domain.labels import label
from ui.components.banner import announce
from ui.components.button import Button
from ui.components.fields import ChoiceField, RadioField
from ui.components.form import Form
from ui.components.layouts import Card, left, row
from ui.components.words import Words
from ui.screens.settings.part import SettingsPart
from ui.theme.appearance import appearance_in_use
from ui.theme.reading import SIZES, SPACINGS, Reading, Typeface
from ui.theme.tokens import ThemeName, Tint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.components.page import Page

SAMPLE = (
    "The panel met on 3 December 2026 and heard 4 items. It recommended that the applicants are"
    " suitable to foster up to 2 children aged 0 to 10."
)


class ReadingPart(SettingsPart):
    """Theme, typeface, size, spacing and tint."""

    title: ClassVar[str] = "Reading"
    words: ClassVar[str] = "Colours, typeface, size of type and spacing"

    def __init__(self, page: Page) -> None:
        """Show the options as they are in use."""
        super().__init__(page)
        self._appearance = appearance_in_use()
        self.form = _form()
        self.form.entered.connect(self._choose)
        self.outer.addWidget(self._sample())
        made = Card()
        layout = made.body
        layout.addLayout(left(self.form))
        self.usual_button = Button("Use the usual options", self._use_usual)
        layout.addLayout(row(self.usual_button))
        self.outer.addWidget(made)

    def reload(self) -> None:
        """Show the options that are in use now."""
        self._show(self._appearance.reading)
        super().reload()

    def _sample(self) -> QWidget:
        made = Card(Words("How it looks", "subheading"), gap=4)
        layout = made.body
        layout.addLayout(left(Words(SAMPLE).limited()))
        return made

    def _show(self, reading: Reading) -> None:
        self.form.set_values(
            {
                "theme": reading.theme,
                "typeface": reading.typeface,
                "size": reading.size,
                "spacing": reading.spacing,
                "tint": reading.tint,
            }
        )

    def _choose(self) -> None:
        answers: dict[str, Any] | None = self.form.read()
        if answers is not None:
            self._appearance.choose(replace(self._appearance.reading, **answers))
            announce(self, "Reading options changed")

    def _use_usual(self) -> None:
        self._show(Reading())
        self._choose()


def _form() -> Form:
    form = Form()
    form.add(
        "theme",
        "Colours",
        RadioField(
            [
                (ThemeName.SYSTEM, "As the computer is set"),
                (ThemeName.LIGHT, "Light"),
                (ThemeName.DARK, "Dark"),
                (ThemeName.HIGH_CONTRAST, "High contrast"),
            ]
        ),
    )
    form.add(
        "tint",
        "Tint of the paper",
        RadioField([(tint, label(tint)) for tint in Tint], across=True),
        "It shows with light colours",
    )
    form.add(
        "typeface",
        "Typeface",
        RadioField(
            [
                (Typeface.ATKINSON, "Atkinson Hyperlegible"),
                (Typeface.SYSTEM, "The computer's own"),
            ],
            hints=("Its letters are hard to confuse.", ""),
        ),
    )
    form.add(
        "size",
        "Size of type",
        ChoiceField([(size, f"{size} %") for size in SIZES], none=None),
        "Also Ctrl and plus, Ctrl and minus",
    )
    form.add(
        "spacing",
        "Spacing",
        RadioField([(spacing, _spacing(spacing)) for spacing in SPACINGS], across=True),
    )
    return form


def _spacing(spacing: float) -> str:
    return "Usual" if spacing == 1 else f"{spacing:g} times"
