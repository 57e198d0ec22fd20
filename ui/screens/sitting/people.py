"""Who is coming: replies that are recorded in place, and everybody else who attends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from panelapp.domain.values import in_words, period
from panelapp.domain.vocabulary import Reply
from panelapp.queries.sitting_rows import SittingAction
from ui.components.button import Button
from ui.components.fields import RadioField
from ui.components.layouts import clear, column, row, rule
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.queries.sitting_people import MemberRow, ParticipantRow
    from panelapp.queries.sitting_rows import SittingPage


class MemberLine(QWidget):
    """One member: who they are, what they add, and their reply or whether they came."""

    replied = Signal(str, object)

    def __init__(self, member: MemberRow, *, may_reply: bool) -> None:
        """``may_reply`` lets the reply be recorded here."""
        super().__init__()
        self.member = member.member
        self._who = Words(kind="strong")
        self._what = Words(kind="muted")
        self._tags = row()
        self._tags_holder = QWidget()
        self._tags_holder.setLayout(self._tags)
        self.reply: RadioField[Reply] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, SPACE.small, 0, SPACE.small)
        layout.addLayout(column(self._who, self._what, self._tags_holder, gap=2), 1)
        if may_reply and member.member:
            self.reply = RadioField(
                [(Reply.COMING, "Coming"), (Reply.APOLOGIES, "Apologies")], across=True
            )
            self.reply.name(f"Reply of {member.name}")
            self.reply.entered.connect(self._on_reply)
            layout.addWidget(self.reply)
        self.show_member(member)

    def show_member(self, member: MemberRow) -> None:
        """Show what is known now, the keyboard staying where it is."""
        self._who.setText(member.name)
        self._what.setText(" · ".join(_about(member)))
        clear(self._tags)
        tags = list(_tags(member, says_reply=self.reply is None))
        for words, tone in tags:
            self._tags.addWidget(StatusTag(words, tone))
        self._tags_holder.setVisible(bool(tags))
        if self.reply is not None:
            self.reply.set_value(None if member.reply is Reply.ASKED else member.reply)

    def _on_reply(self) -> None:
        if self.reply is not None:
            self.replied.emit(self.member, self.reply.value())


class PeopleCard(QFrame):
    """Everybody who was asked, with everybody else who attends."""

    replied = Signal(str, object)
    ask_wanted = Signal()
    add_wanted = Signal()
    attendance_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without anybody."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.heading = Words("Who is coming", "heading")
        self.summary = Words(kind="muted")
        self._members = column(gap=0)
        self._others = column(gap=SPACE.tiny)
        self.ask_button = Button("Ask members", self.ask_wanted.emit)
        self.add_button = Button("Add somebody else", self.add_wanted.emit)
        self.attendance_button = Button("Record attendance", self.attendance_wanted.emit)
        # What can be done is not known before there are people.
        for button in (self.ask_button, self.add_button, self.attendance_button):
            button.hide()
        layout = column(self.heading, self.summary, gap=SPACE.small, margin=SPACE.large)
        layout.addLayout(self._members)
        layout.addLayout(self._others)
        layout.addLayout(row(self.ask_button, self.add_button, self.attendance_button))
        layout.addStretch(1)
        self.setLayout(layout)
        self.lines: dict[str, MemberLine] = {}

    def show_sitting(self, sitting: SittingPage) -> None:
        """Show who comes or came; lines that stay keep the keyboard."""
        came = sitting.attendance_is_recorded
        self.heading.setText("Who came" if came else "Who is coming")
        self.setAccessibleName(self.heading.text())
        self.summary.setText(_summary(sitting))
        self._show_members(sitting, may_reply=not came and sitting.allows(SittingAction.REPLY))
        self._show_others(sitting.participants)
        self.ask_button.setVisible(sitting.allows(SittingAction.ASK) and bool(sitting.askable))
        self.add_button.setVisible(sitting.allows(SittingAction.ADD_PERSON))
        self.attendance_button.setVisible(sitting.allows(SittingAction.RECORD_ATTENDANCE))

    def _show_members(self, sitting: SittingPage, *, may_reply: bool) -> None:
        keys = [f"{member.member or member.name}" for member in sitting.members]
        stays = list(self.lines) == keys and all(
            (line.reply is not None) is (may_reply and bool(line.member))
            for line in self.lines.values()
        )
        if not stays:
            clear(self._members)
            self.lines = {}
            for key, member in zip(keys, sitting.members, strict=True):
                line = MemberLine(member, may_reply=may_reply)
                line.replied.connect(self.replied)
                self.lines[key] = line
                self._members.addWidget(line)
                self._members.addWidget(rule())
        for line, member in zip(self.lines.values(), sitting.members, strict=True):
            line.show_member(member)

    def _show_others(self, others: tuple[ParticipantRow, ...]) -> None:
        clear(self._others)
        if others:
            self._others.addSpacing(SPACE.small)
            self._others.addWidget(Words("Also there", "subheading"))
        for (name, office), items in _by_person(others).items():
            self._others.addWidget(Words(_other(name, office, items)))


def _about(member: MemberRow) -> Iterator[str]:
    yield member.office
    if member.category and member.category != member.office:
        yield member.category
    if member.is_independent and member.category != "Independent":
        yield "Independent"
    if member.is_social_worker_3y:
        yield "Social worker, 3 years"


def _tags(member: MemberRow, *, says_reply: bool) -> Iterator[tuple[str, Tone]]:
    if member.is_in_the_chair:
        yield "In the chair", Tone.INFO
    if member.attended is not None:
        yield _attended(member), Tone.NEUTRAL if member.attended else Tone.WARNING
    elif says_reply:
        yield member.reply_words, Tone.NEUTRAL
    if member.interest_in:
        numbers = in_words(tuple(str(number) for number in member.interest_in))
        yield f"Interest in item {numbers}", Tone.WARNING
    if member.not_counted:
        yield member.not_counted, Tone.PROBLEM


def _attended(member: MemberRow) -> str:
    if not member.attended:
        return "Apologies" if member.reply is Reply.APOLOGIES else "Absent"
    stays = [period(stay.arrived_at, stay.left_at) for stay in member.stays]
    return f"Came, {in_words(tuple(stays))}" if stays else "Came"


def _summary(sitting: SittingPage) -> str:
    asked = len(sitting.members)
    if not asked:
        return "Nobody was asked yet."
    if sitting.attendance_is_recorded:
        came = sum(bool(member.attended) for member in sitting.members)
        return f"{came} of {asked} members came."
    words = f"{sitting.coming} of {asked} members are coming."
    if not sitting.unanswered:
        return words
    have = "has" if sitting.unanswered == 1 else "have"
    return f"{words} {sitting.unanswered} {have} not answered."


def _by_person(others: tuple[ParticipantRow, ...]) -> dict[tuple[str, str], list[int]]:
    """Everybody once for each office, with the numbers of the items that they come for."""
    found: dict[tuple[str, str], list[int]] = {}
    for person in others:
        items = found.setdefault((person.name, person.office), [])
        if person.item is not None:
            items.append(person.item)
    return found


def _other(name: str, office: str, items: list[int]) -> str:
    numbers = in_words(tuple(str(number) for number in sorted(items)))
    which = f", item {numbers}" if len(items) == 1 else f", items {numbers}" if items else ""
    return f"{name}, {office.lower()}{which}"
