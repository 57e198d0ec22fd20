"""The papers of a sitting: whether they are complete, by when they go, and that they went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from panelapp.domain.values import long_date
from panelapp.queries.sitting_rows import SittingAction, Stage
from ui.components.button import Button
from ui.components.layouts import clear, column, row
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from datetime import date

    from panelapp.queries.sitting_rows import PapersPlan, SittingPage

PRESSING_WORKING_DAYS = 2
_AHEAD = frozenset({Stage.PLANNED, Stage.PAPERS_OUT})


class PapersCard(QFrame):
    """What is missing of the papers, and the way to record that they went out."""

    send_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Papers")
        self._parts = column(gap=SPACE.small)
        self.send_button = Button("Check and record papers sent", self.send_wanted.emit, "primary")
        self.send_button.hide()
        layout = column(Words("Papers", "heading"), gap=SPACE.small, margin=SPACE.large)
        layout.addLayout(self._parts)
        layout.addWidget(self.send_button)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_sitting(self, sitting: SittingPage) -> None:
        """Show how the papers stand."""
        self.setVisible(bool(sitting.agenda) and not sitting.is_cancelled)
        clear(self._parts)
        papers = sitting.papers
        if papers.sent_on is not None:
            self._parts.addWidget(_sent(papers, papers.sent_on))
            if papers.late_because:
                self._parts.addWidget(Words(f"Late because: {papers.late_because}", "muted"))
            if papers.undeclared_because:
                words = f"Without a declaration because: {papers.undeclared_because}"
                self._parts.addWidget(Words(words, "muted"))
        else:
            self._show_open(sitting)
        may_send = sitting.allows(SittingAction.SEND_PAPERS) and papers.sent_on is None
        self.send_button.setVisible(may_send and sitting.stage in _AHEAD)

    def _show_open(self, sitting: SittingPage) -> None:
        papers = sitting.papers
        if sitting.stage in _AHEAD:
            self._parts.addWidget(_send_by(papers))
            self._parts.addWidget(Words(f"{papers.explanation} ({papers.citation})", "small"))
        else:
            self._parts.addWidget(Words("It is not recorded that papers went out.", "muted"))
        complete = f"{papers.complete} of {_items(papers.items)} their papers."
        self._parts.addWidget(Words(complete))
        for item in sitting.agenda:
            for missing in item.papers_missing:
                self._parts.addWidget(Words(f"Item {item.number}: {_small(missing)}."))


def _items(number: int) -> str:
    return "1 item has" if number == 1 else f"{number} items have"


def _sent(papers: PapersPlan, sent_on: date) -> QWidget:
    holder = QWidget()
    words = Words(f"Sent on {long_date(sent_on)}", "strong", wrap=False)
    tag = (
        StatusTag("Less than 5 working days before", Tone.WARNING)
        if papers.went_late
        else StatusTag("In time", Tone.GOOD)
    )
    holder.setLayout(row(words, tag))
    return holder


def _send_by(papers: PapersPlan) -> QWidget:
    holder = QWidget()
    is_pressing = papers.working_days_left <= PRESSING_WORKING_DAYS
    tone = Tone.WARNING if is_pressing else Tone.NEUTRAL
    tag = StatusTag(papers.left_words.capitalize(), Tone.PROBLEM if papers.is_late else tone)
    words = Words(f"Send by {long_date(papers.send_by)}", "strong", wrap=False)
    holder.setLayout(row(words, tag))
    return holder


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
