"""Interests in an item: what was declared, what the chair ruled, and a way to declare one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from panelapp.domain.labels import label
from panelapp.domain.vocabulary import InterestKind, InterestRuling
from ui.components.button import Button
from ui.components.fields import ChoiceField, TextField
from ui.components.form import Form
from ui.components.layouts import Card, clear, left, row
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.queries.room import InterestRow
    from panelapp.queries.sitting_mode import ItemNow

RULINGS = (
    (InterestRuling.PARTICIPATE, "Takes part"),
    (InterestRuling.OBSERVE_ONLY, "Only observes"),
    (InterestRuling.WITHDRAW, "Withdraws"),
)


class InterestsPane(QWidget):
    """The interests of an item with the ruling on each, and the form for one more."""

    ruled = Signal(str, object)
    """Emitted with a member and the ruling that the chair gives."""
    declared = Signal(dict)
    """Emitted with the answers of the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE.medium)
        self.form = Form()

    def show_item(self, item: ItemNow) -> None:
        """Show what is declared; text in the form is kept while the same people may declare."""
        answers = self.form.draft()
        clear(self._layout)
        for interest in item.interests:
            self._layout.addWidget(self._card(interest, item))
        if not item.interests:
            self._layout.addWidget(Words("No interest in this item is recorded.", "muted"))
        if item.interests and item.why_not_rule and not item.closed:
            self._layout.addWidget(Words(item.why_not_rule, "muted"))
        self._add_form(item)
        self.form.set_draft(answers)

    def forget(self) -> None:
        """Empty the form: what it said is recorded."""
        self.form = Form()

    def _card(self, interest: InterestRow, item: ItemNow) -> QFrame:
        card = Card(gap=SPACE.small, margin=SPACE.medium, sides=SPACE.large)
        layout = card.body
        tone = Tone.WARNING if interest.ruling is None else Tone.NEUTRAL
        layout.addLayout(
            row(Words(interest.name, "strong", wrap=False), StatusTag(interest.words, tone))
        )
        said = ". ".join(part for part in (label(interest.kind), interest.detail) if part)
        layout.addWidget(Words(said))
        if not item.why_not_rule and not item.closed:
            layout.addLayout(row(*self._rulings(interest)))
        return card

    def _rulings(self, interest: InterestRow) -> list[Button]:
        return [
            Button(words, self._rule(interest.member, ruling), says=f"{interest.name}: {words}")
            for ruling, words in RULINGS
            if ruling is not interest.ruling
        ]

    def _rule(self, member: str, ruling: InterestRuling) -> Callable[[], object]:
        return lambda: self.ruled.emit(member, ruling)

    def _add_form(self, item: ItemNow) -> None:
        self.form = Form()
        if not item.may_declare or item.closed:
            return
        people = [(person.member, person.name) for person in item.may_declare]
        self._layout.addSpacing(SPACE.small)
        self._layout.addWidget(Words("Declare an interest", "subheading"))
        member = ChoiceField(
            people, none="Choose a person", required="Choose whose interest it is."
        )
        self.form.add("member", "Whose interest", member)
        if len(people) == 1:
            member.set_value(people[0][0])
        self.form.add(
            "kind",
            "Kind of interest",
            ChoiceField(
                [(kind, label(kind)) for kind in InterestKind],
                none="Choose a kind",
                required="Choose what kind of interest it is.",
            ),
        )
        self.form.add("detail", "In a few words", TextField(), "It stands in the minutes.")
        self._layout.addLayout(left(self.form))
        self._layout.addLayout(row(Button("Record interest", self._declare)))

    def _declare(self) -> None:
        answers = self.form.read()
        if answers is not None:
            self.declared.emit(answers)
