"""The settings: an overview of the parts, and one part at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from panelapp.domain.events import Topic
from panelapp.queries.settings import Part, PartsQuestion, open_parts
from ui.components.layouts import Card
from ui.components.page import Page
from ui.components.place import Place
from ui.components.task_list import TaskList, TaskRow
from ui.screens.settings.agency import AgencyPart
from ui.screens.settings.choices import ChoicesPart
from ui.screens.settings.days_off import DaysOffPart
from ui.screens.settings.password import PasswordPart
from ui.screens.settings.reading import ReadingPart
from ui.screens.settings.recovery import RecoveryPart
from ui.screens.settings.users import UsersPart

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk
    from ui.screens.settings.part import SettingsPart

PARTS: dict[str, type[SettingsPart]] = {
    "reading": ReadingPart,
    "password": PasswordPart,
    "agency": AgencyPart,
    "choices": ChoicesPart,
    "days_off": DaysOffPart,
    "users": UsersPart,
    "recovery": RecoveryPart,
}
GROUPS = (
    ("For you", ("reading", "password")),
    ("For the panel", ("agency", "choices", "days_off")),
    ("For this file", ("users", "recovery")),
)


class SettingsPage(Page):
    """All parts that the person may use, or the one that the place names."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.AGENCY, Topic.USERS, Topic.MEMBERS})

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the overview or the part; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.part: SettingsPart | None = None
        self.overview = TaskList()
        if place.refs:
            kind = PARTS[place.refs[0]]
            self.set_title(kind.title, kind.words)
            self.set_back("Settings", Place("settings"))
            self.part = self.add(kind(self))
        else:
            self.set_title("Settings")
            self.add(Card(self.overview))

    def reload(self) -> None:
        """Ask for what the overview or the part shows."""
        if self.part is not None:
            self.part.reload()
        else:
            self.ask(open_parts, PartsQuestion(), self._show_overview)

    def leave(self) -> None:
        """Have the part forget what must not stay on the screen."""
        if self.part is not None:
            self.part.leave()

    def _show_overview(self, may: frozenset[Part]) -> None:
        self.overview.show_groups(
            (heading, rows)
            for heading, names in GROUPS
            if (rows := [self._row(name) for name in names if _is_open(name, may)])
        )

    def _row(self, name: str) -> TaskRow:
        kind = PARTS[name]
        return TaskRow(name=kind.title, detail=kind.words, open=self._way_to(name))

    def _way_to(self, name: str) -> Callable[[], None]:
        return lambda: self.go(Place("settings", name))


def _is_open(name: str, may: frozenset[Part]) -> bool:
    """Whether a part is shown: what is a person's own always is."""
    return name in {"reading", "password"} or Part(name) in may
