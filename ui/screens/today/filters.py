"""Whose duties are shown, and whether each says why it is due."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from panelapp.domain.labels import label
from ui.components.fields import ChoiceField
from ui.components.layouts import row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.queries.today import TodayPage, ToDo

EVERYBODYS, YOURS = ("everybody", ""), ("you", "")
Whose = tuple[str, str]


class DutyFilter(QWidget):
    """A choice of whose duties are shown. ``changed`` is emitted when it is made."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with everybody's."""
        super().__init__(parent)
        self.whose: ChoiceField[Whose] = ChoiceField(none=None)
        self.whose.name("Show the duties of")
        self.why = QCheckBox("Say why each is due")
        named = Words("Show", "label", wrap=False)
        named.setBuddy(self.whose.focus_target())
        self.setLayout(row(named, self.whose, self.why, gap=SPACE.medium))
        self.whose.entered.connect(self.changed)
        self.why.toggled.connect(lambda _: self.changed.emit())
        self._words: dict[Whose, str] = {}

    def show_options(self, page: TodayPage) -> None:
        """Offer everybody to whom something falls, each with how much.

        A choice made before stays, also when nothing is left to do for whom it was.
        """
        numbers = Counter(whose for duty in page.duties for whose in set(_whose(duty)))
        self._words |= {whose: _words(whose, page) for whose in numbers}
        first = [EVERYBODYS, YOURS]
        chosen = self.whose.value()
        others = {*numbers, *([chosen] if chosen else [])} - set(first)
        order = sorted(others, key=lambda whose: (_ORDER.index(whose[0]), self._words[whose]))
        self.whose.set_options(
            [(whose, f"{self._words_of(whose)} ({numbers[whose]})") for whose in (*first, *order)]
        )

    def choose(self, whose: Whose) -> None:
        """Choose whose duties are shown, without saying so."""
        self.whose.set_value(whose)

    @property
    def is_yours(self) -> bool:
        """Whether what falls to the acting person is shown, and nothing else."""
        return self.whose.value() == YOURS

    def chosen(self, page: TodayPage) -> list[ToDo]:
        """The duties of whoever was chosen."""
        chosen = self.whose.value()
        return [duty for duty in page.duties if chosen in set(_whose(duty))]

    def _words_of(self, whose: Whose) -> str:
        return {EVERYBODYS: "Everybody", YOURS: "You"}.get(whose) or self._words[whose]


_ORDER = ("role", "worker", "member")


def _whose(duty: ToDo) -> Iterator[Whose]:
    """Everybody among whose duties one is: whoever does it, and whom it concerns."""
    yield EVERYBODYS
    if duty.is_yours:
        yield YOURS
    yield ("role", duty.who)
    if duty.worker:
        yield ("worker", duty.worker)
    if duty.member:
        yield ("member", duty.member)


def _words(whose: Whose, page: TodayPage) -> str:
    """``Chair: Alex Example``; the role alone where more than one person acts in it."""
    kind, who = whose
    if kind == "worker":
        return f"Social worker: {who}"
    if kind == "member":
        return f"Panel member: {who}"
    role = next((duty.who for duty in page.duties if duty.who == who), None)
    if role is None:
        return who
    names = page.users.get(role, ())
    return f"{label(role)}: {names[0]}" if len(names) == 1 else label(role)
