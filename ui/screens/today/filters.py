"""Whose duties are shown, and whether each says why it is due."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from panelapp.domain.labels import label
from panelapp.domain.vocabulary import UserRole
from ui.components.fields import ChoiceField
from ui.components.layouts import row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panelapp.queries.today import ToDo

YOURS, EVERYBODYS = "yours", "everybodys"
_SEES_RATHER_THAN_DOES = frozenset({UserRole.MEMBER, UserRole.AUDITOR})


class DutyFilter(QWidget):
    """A choice of whose duties are shown. ``changed`` is emitted when it is made."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with what falls to the acting person."""
        super().__init__(parent)
        self.whose: ChoiceField[str] = ChoiceField(none=None)
        self.whose.name("Show the duties of")
        self.why = QCheckBox("Say why each is due")
        named = Words("Show", "label", wrap=False)
        named.setBuddy(self.whose.focus_target())
        self.setLayout(row(named, self.whose, self.why, gap=SPACE.medium))
        self.whose.entered.connect(self.changed)
        self.why.toggled.connect(lambda _: self.changed.emit())
        self._role: UserRole | None = None

    def show_options(self, duties: Sequence[ToDo], role: UserRole) -> None:
        """Offer whoever has something to do, each with how much; a choice made before stays."""
        numbers = Counter(duty.who for duty in duties)
        yours = sum(duty.is_yours for duty in duties)
        self.whose.set_options(
            [
                (YOURS, f"What falls to you ({yours})"),
                (EVERYBODYS, f"Everybody's ({len(duties)})"),
                *((who, f"{label(who)} ({number})") for who, number in sorted(numbers.items())),
            ]
        )
        if self._role is not role:
            self._role = role
            self.choose(EVERYBODYS if role in _SEES_RATHER_THAN_DOES else YOURS)

    def choose(self, whose: str) -> None:
        """Choose whose duties are shown, without saying so."""
        self.whose.set_value(whose)

    @property
    def is_yours(self) -> bool:
        """Whether what falls to the acting person is shown, and nothing else."""
        return self.whose.value() == YOURS

    def chosen(self, duties: Sequence[ToDo]) -> list[ToDo]:
        """The duties of whoever was chosen."""
        whose = self.whose.value()
        if whose == YOURS:
            return [duty for duty in duties if duty.is_yours]
        return [duty for duty in duties if whose in {EVERYBODYS, duty.who}]
