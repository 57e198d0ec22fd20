"""Quorum in words: which items will be quorate, what others lack, and who could come."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from panelapp.domain.values import in_words
from panelapp.queries.forecast import QuorumState
from panelapp.queries.sitting_rows import SittingAction
from ui.components.button import Button
from ui.components.layouts import clear, column, row
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from panelapp.queries.forecast import CouldCome
    from panelapp.queries.sitting_rows import AgendaRow, SittingPage

_TONES = {
    QuorumState.QUORATE: Tone.GOOD,
    QuorumState.DEPENDS_ON_REPLIES: Tone.WARNING,
    QuorumState.NOT_QUORATE: Tone.PROBLEM,
}


class QuorumCard(QFrame):
    """Items with the same quorum together. ``ask_wanted`` gives who would fill a gap."""

    ask_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Quorum")
        self._parts = column(gap=SPACE.small)
        layout = column(Words("Quorum", "heading"), gap=SPACE.small, margin=SPACE.large)
        layout.addLayout(self._parts)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_sitting(self, sitting: SittingPage) -> None:
        """Show the quorum of each item, those alike in one line."""
        self.setVisible(bool(sitting.agenda) and not sitting.is_cancelled)
        clear(self._parts)
        groups = list(_alike(sitting.agenda).values())
        told: tuple[CouldCome, ...] = ()
        for rows in groups:
            quorum = rows[0].quorum
            self._parts.addWidget(_line(rows, of_all=len(groups) == 1))
            for missing in quorum.missing:
                self._parts.addWidget(Words(f"{missing.message} ({missing.citation})"))
            if quorum.could_come and quorum.could_come == told:
                self._parts.addWidget(Words("The same people could come.", "muted"))
            elif quorum.could_come:
                self._parts.addWidget(self._who_could_come(quorum.could_come, sitting))
            told = quorum.could_come

    def _who_could_come(self, people: Sequence[CouldCome], sitting: SittingPage) -> QWidget:
        holder = QWidget()
        layout = column(Words("Who could come", "strong"), gap=SPACE.tiny)
        for words, was_asked in (("Not answered yet", True), ("Not asked yet", False)):
            names = tuple(_named(person) for person in people if person.was_asked is was_asked)
            if names:
                layout.addWidget(Words(f"{words}: {in_words(names)}."))
        unasked = tuple(person.member for person in people if not person.was_asked)
        if unasked and sitting.allows(SittingAction.ASK):
            ask = Button("Ask some of them", lambda: self.ask_wanted.emit(unasked), "link")
            layout.addWidget(ask)
        holder.setLayout(layout)
        return holder


def _alike(agenda: Sequence[AgendaRow]) -> Mapping[object, list[AgendaRow]]:
    groups: dict[object, list[AgendaRow]] = defaultdict(list)
    for item in agenda:
        quorum = item.quorum
        groups[quorum.state, quorum.missing, quorum.could_come].append(item)
    return groups


def _line(rows: Sequence[AgendaRow], *, of_all: bool) -> QWidget:
    quorum = rows[0].quorum
    numbers = in_words(tuple(str(item.number) for item in rows))
    items = f"Item {numbers}" if len(rows) == 1 else f"Items {numbers}"
    which = "All items" if of_all and len(rows) > 1 else items
    holder = QWidget()
    counted = f"{quorum.counted} counted, {quorum.needed} needed"
    holder.setLayout(
        row(
            Words(which, "strong", wrap=False),
            StatusTag(quorum.words, _TONES[quorum.state]),
            Words(counted, "muted", wrap=False),
        )
    )
    return holder


def _named(person: CouldCome) -> str:
    return person.name if person.office == "Member" else f"{person.name} ({person.office.lower()})"
