"""Pictures of every screen in every theme and size, of the example agency: ``python -m ui.gallery``.

Nothing is shown on a screen: the window is drawn into pictures, which somebody then looks at.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from panelapp.domain.vocabulary import UserRole
from ui import gallery_workbook
from ui.components.page import Page
from ui.components.place import Place
from ui.gallery_cases import (
    BRIEF_REPORT,
    CONNECTED,
    EXEMPTION,
    EXTENSION,
    FIRST_REVIEW,
    MATCH,
    open_cases_of_each_kind,
)
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.exchange.sample import Sample
    from ui.main_window import MainWindow
    from ui.theme.appearance import Appearance

THEMES = (ThemeName.LIGHT, ThemeName.DARK, ThemeName.HIGH_CONTRAST)
WINDOWS = ((1366, 768), (1280, 800))
SIZES = (100, 200)
LAYOUTS_DEEP = 8
FIRST, SECOND, PLANNED = "S-2026-001", "S-2026-002", "S-2026-003"
APPROVED, REFUSED, EARLY, WAITING = "C-2026-0001", "C-2026-0002", "C-2026-0004", "C-2026-0005"
CHANGE, RESIGNATION = "C-2026-0007", "C-2026-0008"
ASSESSED = "C-2026-0009"


@dataclass(frozen=True)
class Stop:
    """One picture: what it is called, the place, who looks at it, and what they do there first.

    ``typed`` is what is typed into the palette over the page, which is closed without it.
    """

    name: str
    place: Place
    role: UserRole = UserRole.PANEL_ADVISER
    then: Callable[[Page], None] | None = None
    typed: str | None = None


@dataclass(frozen=True)
class Tour:
    """What is to be taken: the stops, themes, windows and sizes of type."""

    themes: tuple[ThemeName, ...] = THEMES
    windows: tuple[tuple[int, int], ...] = WINDOWS
    sizes: tuple[int, ...] = SIZES
    stops: tuple[Stop, ...] = field(default=())


STOPS = (
    Stop("today", Place("today")),
    Stop("today-chair", Place("today"), UserRole.CHAIR),
    Stop("today-decision-maker", Place("today"), UserRole.DECISION_MAKER),
    Stop("cases", Place("cases")),
    Stop("case-approved", Place("case", APPROVED)),
    Stop("case-refused", Place("case", REFUSED)),
    Stop("case-listed", Place("case", EARLY)),
    Stop("case-change", Place("case", CHANGE, "details")),
    Stop("case-resignation", Place("case", RESIGNATION, "details")),
    Stop("case-connected", Place("case", CONNECTED)),
    Stop("case-extension", Place("case", EXTENSION)),
    Stop("case-brief-report", Place("case", BRIEF_REPORT)),
    Stop("case-first-review", Place("case", FIRST_REVIEW, "details")),
    Stop("case-exemption", Place("case", EXEMPTION, "details")),
    Stop("case-match", Place("case", MATCH, "details")),
    Stop("case-form", Place("case", EARLY, "check")),
    Stop("chase-list", Place("chase_list")),
    Stop("case-checks", Place("case", ASSESSED, "checks")),
    Stop("many-cases", Place("many_cases", EARLY, APPROVED, REFUSED, CHANGE)),
    Stop("new-case", Place("new_case")),
    Stop("sittings", Place("sittings")),
    Stop("sitting-planned", Place("sitting", PLANNED)),
    Stop("sitting-held", Place("sitting", SECOND)),
    Stop("new-sitting", Place("new_sitting")),
    Stop("sitting-mode", Place("sitting_mode", PLANNED, EARLY), UserRole.CHAIR),
    Stop("sitting-mode-concluded", Place("sitting_mode", SECOND, WAITING), UserRole.VICE_CHAIR),
    Stop("minutes-locked", Place("minutes", FIRST, APPROVED)),
    Stop("minutes-draft", Place("minutes", SECOND, CHANGE)),
    Stop("decisions", Place("decisions")),
    Stop("decisions-decision-maker", Place("decisions"), UserRole.DECISION_MAKER),
    Stop("decision-waiting", Place("decision", WAITING), UserRole.DECISION_MAKER),
    Stop("decision-made", Place("decision", REFUSED)),
    Stop("document-agenda", Place("document", "agenda", PLANNED)),
    Stop("central-list", Place("central_list")),
    Stop("member", Place("member", "M-2026-001")),
    Stop("new-member", Place("new_member")),
    Stop("register", Place("register")),
    Stop("household", Place("household", "H-2026-0001")),
    Stop("household-ending", Place("household", "H-2026-0007")),
    Stop("search", Place("search")),
    Stop("search-found", Place("search", "caring")),
    Stop("search-nothing", Place("search", "Quillfeather")),
    Stop("settings", Place("settings")),
    Stop("settings-reading", Place("settings", "reading")),
    Stop("settings-users", Place("settings", "users")),
    Stop("records", Place("records")),
    Stop("workbook-choose", Place("workbook"), then=gallery_workbook.begin),
    Stop("workbook-problems", Place("workbook"), then=gallery_workbook.with_problems),
    Stop("workbook-sound", Place("workbook"), then=gallery_workbook.sound),
    Stop("workbook-confirm", Place("workbook"), then=gallery_workbook.before_import),
    Stop("workbook-done", Place("workbook"), then=gallery_workbook.imported),
)


OVER_A_PAGE = (
    Stop("palette", Place("cases"), typed=""),
    Stop("palette-found", Place("case", APPROVED), typed="ott"),
    Stop("palette-command", Place("cases"), typed="nc"),
    Stop("palette-nothing", Place("today"), typed="Quillfeather"),
    Stop("palette-chair", Place("today"), UserRole.CHAIR, typed=""),
)
"""The palette, which lies over a page."""


def take(folder: Path, tour: Tour) -> list[Path]:
    """Take the pictures of a tour into ``folder`` and return where they are."""
    from datetime import UTC, datetime
    from tempfile import TemporaryDirectory

    from panelapp.cli.demo import demonstrate
    from panelapp.exchange.sample import sample
    from ui.bootstrap import application
    from ui.theme.appearance import Appearance
    from ui.theme.reading import Reading

    appearance = Appearance(application(), Reading(theme=ThemeName.LIGHT))
    folder.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC).date()
    with TemporaryDirectory() as made:
        agency = sample(today)
        demonstrate(agency, Path(made), agency.password, today)
        with Example(Path(made), agency) as example:
            return list(example.pictures(appearance, tour, folder))


class Example:
    """The example agency in a file of its own, whose users look at the screens in turn."""

    def __init__(self, folder: Path, agency: Sample) -> None:
        """Open the file of the demonstration that was made in ``folder``."""
        from datetime import UTC, datetime

        from panelapp.cli.demo import FILE_NAME
        from panelapp.office import Office

        self._sample = agency
        self._office = Office.open(folder / FILE_NAME, user=None, passphrase=agency.password)
        adviser = next(u for u in agency.users.values() if UserRole.PANEL_ADVISER in u.roles)
        office = self._office.hand_to(adviser.name, agency.password)
        open_cases_of_each_kind(office, datetime.now(UTC).date())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._office.close()

    def pictures(self, appearance: Appearance, tour: Tour, folder: Path) -> Iterator[Path]:
        """Take every picture, with one window for each user, theme and size of type."""
        from ui.theme.reading import Reading

        stops = tour.stops or (*STOPS, *OVER_A_PAGE)
        for theme in tour.themes:
            for size in tour.sizes:
                appearance.show(Reading(theme=theme, size=size))
                for role in dict.fromkeys(stop.role for stop in stops):
                    window = self.window_of(role)
                    for stop in stops:
                        if stop.role is role:
                            yield from _take(window, stop, tour, folder, f"{theme}-{size}")
                    window.close()

    def window_of(self, role: UserRole) -> MainWindow:
        """The window of the example's user who has a role; it answers at once."""
        from ui.bootstrap import window_for
        from ui.desk import Desk, InlineExecutor

        user = next(user for user in self._sample.users.values() if role in user.roles)
        office = self._office.hand_to(user.name, self._sample.password)
        return window_for(Desk(office, InlineExecutor(), InlineExecutor()), office.who())


def _take(window: MainWindow, stop: Stop, tour: Tour, folder: Path, kind: str) -> Iterator[Path]:
    arrive(window, stop)
    for width, height in tour.windows:
        window.resize(width, height)
        window.show()
        settle()
        if stop.typed is not None:
            window.command_palette.open()
            window.command_palette.type(stop.typed)
            settle()
        path = folder / f"{stop.name}-{kind}-{width}x{height}.png"
        if not window.grab().save(str(path)):
            raise OSError(path.name)
        window.command_palette.close_up()
        yield path


def arrive(window: MainWindow, stop: Stop) -> None:
    """Go to a stop, and do what is to be done there."""
    window.go(stop.place)
    if stop.then is not None:
        stop.then(window.page)


def settle() -> None:
    """Let Qt lay a window out and paint it."""
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(30, loop.quit)
    loop.exec()
    # A layout inside a layout is set out in turn, which takes longer on a slow computer.
    for _ in range(LAYOUTS_DEEP):
        QCoreApplication.sendPostedEvents()


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description="Take pictures of every screen.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true", help="one window size, type at 100 %%")
    parser.add_argument("--only", help="only stops whose name begins so")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    stops = tuple(stop for stop in (*STOPS, *OVER_A_PAGE) if stop.name.startswith(asked.only or ""))
    tour = Tour(windows=WINDOWS[:1], sizes=SIZES[:1]) if asked.quick else Tour()
    from dataclasses import replace

    taken = take(asked.folder, replace(tour, stops=stops))
    sys.stdout.write(f"{len(taken)} pictures are in {asked.folder}\n")


if __name__ == "__main__":
    main()
