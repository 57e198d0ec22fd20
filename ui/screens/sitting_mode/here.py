"""Who is here: the attendance at the start, then who arrives, leaves and takes the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.domain.vocabulary import Reply
from ui.components.button import Button
from ui.components.fields import ChoiceField, RadioField, TicksField, TimeField
from ui.components.form import Form
from ui.components.layouts import clear, left, row
from ui.components.summary_list import Fact, SummaryList
from ui.components.words import Words
from ui.screens.sitting_mode.clock import time_now
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.queries.room import PersonHere, Room
    from panelapp.queries.sitting_mode import ItemNow
    from panelapp.queries.sitting_mode import SittingModePage as Sitting


class HerePane(QWidget):
    """Who is here, as it is recorded, with the forms that change it."""

    attended = Signal(dict)
    """Emitted with who is present and who takes the chair."""
    moved = Signal(dict)
    """Emitted with who arrives or leaves, and when."""
    chaired = Signal(dict)
    """Emitted with who takes the chair for the item."""
    timed = Signal(dict)
    """Emitted with the times of the item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE.medium)
        self._is_corrected = False
        self._shown: Sitting | None = None
        self.form = Form()

    def show_sitting(self, sitting: Sitting) -> None:
        """Show who is here."""
        self._shown = sitting
        clear(self._layout)
        room = sitting.room
        may_open = not room.why_not_open and not sitting.closed
        if may_open and (not room.is_recorded or self._is_corrected):
            self._attendance(room)
            return
        if sitting.closed or room.why_not_record:
            self._who(room)
            return
        self._movement(room)
        self._who(room)
        if sitting.item is not None:
            self._chair(room)
            self._times(sitting.item)
        self._layout.addLayout(row(Button("Correct who was here", self._correct, "link")))

    def _who(self, room: Room) -> None:
        facts = SummaryList(width=900)
        facts.show_facts(Fact(name=person.name, words=_stand(person)) for person in room.people)
        self._layout.addLayout(left(facts))
        if room.others:
            others = "; ".join(f"{one.name} ({one.role.lower()})" for one in room.others)
            self._layout.addWidget(Words(f"Also here: {others}.", "muted"))

    def _attendance(self, room: Room) -> None:
        self.form = Form()
        people = [(person.member, f"{person.name}, {_about(person)}") for person in room.people]
        if not people:
            self._layout.addWidget(
                Words("Nobody is asked to this sitting yet. Ask the members in its plan.", "muted")
            )
            return
        present = TicksField(people, required="Tick everybody who is here.")
        self.form.add(
            "present", "Who is here?", present, "Tick everybody who is in the room or on the call."
        )
        present.set_value([person.member for person in room.people if _is_expected(person, room)])
        chairs = [
            (p.member, f"{p.name}, {p.office.lower()}") for p in room.people if p.may_take_chair
        ]
        if chairs:
            chair: RadioField[str] = RadioField(chairs, required="Choose who takes the chair.")
            self.form.add("in_the_chair", "Who takes the chair?", chair)
            chair.set_value(room.chair_member or chairs[0][0])
        self._layout.addLayout(left(self.form))
        act = "Save who was here" if self._is_corrected else "Take the chair and begin"
        self.begin_button = Button(act, self._send_attendance, "primary")
        buttons = [self.begin_button]
        if self._is_corrected:
            buttons.append(Button("Keep it as it was", self._keep, "link"))
        self._layout.addLayout(row(*buttons, gap=SPACE.large))

    def _movement(self, room: Room) -> None:
        self._layout.addWidget(Words("Someone arrives or leaves", "subheading"))
        self.form = Form()
        people = [(person.member, person.name) for person in room.people]
        self.form.add(
            "member",
            "Who",
            ChoiceField(people, none="Choose a person", required="Choose who arrives or leaves."),
        )
        self.form.add(
            "arrives",
            "What happens",
            RadioField(
                [(True, "Arrives"), (False, "Leaves")],
                across=True,
                required="Choose whether they arrive or leave.",
            ),
        )
        at = TimeField(required="Enter the time, such as 10:40.")
        self.form.add("at", "At what time", at)
        at.set_value(time_now())
        self._layout.addLayout(left(self.form))
        self._layout.addLayout(row(Button("Record it", self._send_movement)))

    def _chair(self, room: Room) -> None:
        others = [
            (person.member, person.name)
            for person in room.people
            if person.may_take_chair and person.is_here and not person.is_in_the_chair
        ]
        if not others:
            return
        self._layout.addWidget(Words("Somebody else takes the chair", "subheading"))
        self.chair_form = Form()
        self.chair_form.add(
            "member",
            "Who takes the chair for this item",
            ChoiceField(others, none="Choose a person", required="Choose who takes the chair."),
        )
        self._layout.addLayout(left(self.chair_form))
        self._layout.addLayout(row(Button("Take the chair for this item", self._send_chair)))

    def _times(self, item: ItemNow) -> None:
        self._layout.addWidget(Words("Times of this item", "subheading"))
        self.times_form = Form()
        self.times_form.add("started_at", "Began", TimeField()).set_value(item.started_at)
        self.times_form.add("finished_at", "Ended", TimeField()).set_value(item.finished_at)
        self._layout.addLayout(left(self.times_form))
        self._layout.addLayout(row(Button("Save times", self._send_times)))

    def _send_attendance(self) -> None:
        if (answers := self.form.read()) is not None:
            self._is_corrected = False
            self.attended.emit(answers)

    def _send_movement(self) -> None:
        if (answers := self.form.read()) is not None:
            self.moved.emit(answers)

    def _send_chair(self) -> None:
        if (answers := self.chair_form.read()) is not None:
            self.chaired.emit(answers)

    def _send_times(self) -> None:
        if (answers := self.times_form.read()) is not None:
            self.timed.emit(answers)

    def _correct(self) -> None:
        self._is_corrected = True
        self._again()

    def _keep(self) -> None:
        self._is_corrected = False
        self._again()

    def _again(self) -> None:
        if self._shown is not None:
            self.show_sitting(self._shown)


def _about(person: PersonHere) -> str:
    parts = [person.office.lower()]
    if person.category and person.category != person.office:
        parts.append(person.category.lower())
    return ", ".join(parts)


def _is_expected(person: PersonHere, room: Room) -> bool:
    if room.is_recorded:
        return bool(person.has_attended)
    return person.reply is not Reply.APOLOGIES


def _stand(person: PersonHere) -> str:
    said = [_about(person).capitalize()]
    if person.is_in_the_chair:
        said.append("in the chair")
    if person.times:
        said.append(person.times)
    said.append(person.why_not[:1].lower() + person.why_not[1:] if person.why_not else "counts")
    return ", ".join(said)
