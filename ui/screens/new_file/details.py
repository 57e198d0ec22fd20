"""The first step of a new panel: whose it is, who begins, a password, and where the file goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from panelapp.domain.errors import FileTrouble
from ui.components.button import Button
from ui.components.entrance_page import EntrancePage
from ui.components.fields import TextField
from ui.components.file_choice import choose_new_place
from ui.components.form import Form
from ui.components.layouts import Card, row
from ui.components.new_password import RULE, NewPasswordField
from ui.components.path_field import PathField
from ui.components.words import Words
from ui.screens.new_file.place import objection_to, usual_place
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.office import Office
    from ui.errands import Errands

MAKE = "Make the file"


class DetailsPage(EntrancePage):
    """Four answers, from which the file is made."""

    made = Signal(object)
    """Emitted with the office in the file that was made."""
    help_page = "new_file"
    escape_leaves = False

    def __init__(self, errands: Errands) -> None:
        """Ask for what a new file needs."""
        super().__init__(errands, "Start a new panel", "Step 1 of 3: the file")
        self._is_busy, self._place_is_chosen = False, False
        self.back_link.show()
        card = Card(gap=SPACE.large, sides=SPACE.huge)
        layout = card.body
        self.form = Form()
        self.agency = self.form.add(
            "agency",
            "Name of the fostering service",
            TextField(required="Enter the name of the fostering service."),
            "As it should stand in minutes and letters. You can change it later.",
        )
        self.user = self.form.add(
            "user",
            "Your name",
            TextField(required="Enter your name.", width=36),
            "You begin as the panel adviser, and add everybody else later.",
        )
        self.password = self.form.add(
            "password", "A password of your own", NewPasswordField(), RULE
        )
        self.place = self.form.add(
            "place",
            "Where to keep the file",
            PathField(
                choose_new_place,
                required="Choose where to keep the file.",
                button="Choose another place",
            ),
            "A folder on this computer, not one that is shared or copied to the internet.",
        )
        self.objection = Words(kind="body")
        self.objection.setProperty("tone", Tone.WARNING.value)
        self.objection.hide()
        self.form.part(self.objection)
        layout.addWidget(self.form)
        self.button = Button(MAKE, self.make, "primary")
        layout.addLayout(row(self.button))
        self.add(card)
        self.finish()
        self.agency.edit.textChanged.connect(self._on_agency)
        self.place.entered.connect(self._on_place)
        self.place.edit.returnPressed.connect(self.make)
        errands.busy.connect(self._on_busy)
        self.place.set_value(usual_place(""))

    def focus_start(self) -> None:
        self.form.focus_first()

    def make(self) -> None:
        """Make the file with what was typed, unless that is being done."""
        answers = None if self._is_busy else self.form.read()
        if answers is None:
            return
        self._is_busy = True
        self.button.setText("Making the file…")
        self.errands.work(
            self, lambda: make_file(**answers), self.made.emit, self.form.show_refusal
        )

    def _on_agency(self, agency: str) -> None:
        if not self._place_is_chosen:
            self.place.set_value(usual_place(agency))

    def _on_place(self) -> None:
        text = self.place.edit.text()
        self._place_is_chosen = bool(text)
        place = self.place.value() if text else None
        said = objection_to(place) if place else ""
        self.objection.setText(said)
        self.objection.setVisible(bool(said))

    def _on_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - as the signal has it
        if not is_busy:
            self._is_busy = False
            self.button.setText(MAKE)


def make_file(agency: str, user: str, password: str, place: Path) -> Office:
    """Make a file and the folder that it stands in.

    Raises :class:`FileTrouble` where either cannot be made.
    """
    from panelapp.office import Office

    path = place.with_suffix(".fpanel")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise FileTrouble(
            "The folder for the file cannot be made. Nothing was made.",
            remedy="Choose a folder that you can change.",
        ) from None
    return Office.create(path, agency=agency, user=user, passphrase=password)
