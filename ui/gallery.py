"""Pictures of every screen in every theme and size, of the example agency: ``python -m ui.gallery``.

Nothing is shown on a screen: the window is drawn into pictures, which somebody then looks at.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from panelapp.domain.vocabulary import UserRole
from ui.components.place import Place
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication, QWidget

    from panelapp.exchange.sample import Sample
    from panelapp.office import Office
    from ui.main_window import MainWindow
    from ui.theme.appearance import Appearance

THEMES = (ThemeName.LIGHT, ThemeName.DARK, ThemeName.HIGH_CONTRAST)
WINDOWS = ((1366, 768), (1280, 800))
SIZES = (100, 200)
FIRST, SECOND, PLANNED = "S-2026-001", "S-2026-002", "S-2026-003"
APPROVED, REFUSED, EARLY, WAITING = "C-2026-0001", "C-2026-0002", "C-2026-0004", "C-2026-0005"
CHANGE = "C-2026-0007"


@dataclass(frozen=True)
class Stop:
    """One picture: what it is called, the place, and who looks at it."""

    name: str
    place: Place
    role: UserRole = UserRole.PANEL_ADVISER


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
    Stop("settings", Place("settings")),
    Stop("settings-reading", Place("settings", "reading")),
    Stop("settings-users", Place("settings", "users")),
    Stop("records", Place("records")),
)


def take(folder: Path, tour: Tour) -> list[Path]:
    """Take the pictures of a tour into ``folder`` and return where they are."""
    from ui.bootstrap import application
    from ui.theme.appearance import Appearance
    from ui.theme.reading import Reading

    app = application()
    appearance = Appearance(app, Reading(theme=ThemeName.LIGHT))
    folder.mkdir(parents=True, exist_ok=True)
    with _Example(folder / "example") as example:
        return list(example.pictures(app, appearance, tour, folder))


class _Example:
    """The example agency in a file of its own, whose users look at the screens in turn."""

    def __init__(self, folder: Path) -> None:
        """Make the example in ``folder``; its documents are not kept."""
        self._folder = folder

    def __enter__(self) -> _Example:
        from datetime import UTC, datetime

        from panelapp.cli.demo import FILE_NAME, demonstrate
        from panelapp.exchange.sample import sample
        from panelapp.office import Office

        today = datetime.now(UTC).date()
        self._sample: Sample = sample(today)
        self._folder.mkdir(parents=True)
        demonstrate(self._sample, self._folder, self._sample.password, today)
        self._office = Office.open(
            self._folder / FILE_NAME, user=None, passphrase=self._sample.password
        )
        return self

    def __exit__(self, *_: object) -> None:
        import shutil

        self._office.close()
        shutil.rmtree(self._folder)

    def pictures(
        self, app: QApplication, appearance: Appearance, tour: Tour, folder: Path
    ) -> Iterator[Path]:
        """Take every picture, one window for each user, theme, size and type."""
        from ui.theme.reading import Reading

        for theme in tour.themes:
            for size in tour.sizes:
                appearance.show(Reading(theme=theme, size=size))
                for window in self._windows(tour.stops or STOPS):
                    for stop in window.stops:
                        yield from self._take(
                            app, window.window, stop, tour, folder, f"{theme}-{size}"
                        )
                    window.window.close()

    def _windows(self, stops: tuple[Stop, ...]) -> Iterator[_Looking]:
        from ui.bootstrap import window_for
        from ui.desk import Desk, InlineExecutor

        for role in dict.fromkeys(stop.role for stop in stops):
            office = self._in_hands_of(role)
            desk = Desk(office, InlineExecutor(), InlineExecutor())
            window = window_for(desk, office.who())
            yield _Looking(window, tuple(stop for stop in stops if stop.role is role))

    def _in_hands_of(self, role: UserRole) -> Office:
        user = next(user for user in self._sample.users.values() if role in user.roles)
        return self._office.hand_to(user.name, self._sample.password)

    def _take(
        self,
        app: QApplication,
        window: MainWindow,
        stop: Stop,
        tour: Tour,
        folder: Path,
        kind: str,
    ) -> Iterator[Path]:
        window.go(stop.place)
        for width, height in tour.windows:
            window.resize(width, height)
            window.show()
            _settle(app)
            path = folder / f"{stop.name}-{kind}-{width}x{height}.png"
            _draw(window, path)
            yield path


@dataclass(frozen=True)
class _Looking:
    window: MainWindow
    stops: tuple[Stop, ...]


def _settle(app: QApplication) -> None:
    """Let Qt lay the window out and paint it."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(30, loop.quit)
    loop.exec()


def _draw(widget: QWidget, path: Path) -> None:
    if not widget.grab().save(str(path)):
        raise OSError(f"The picture could not be written: {path.name}")


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description="Take pictures of every screen.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true", help="one window size, type at 100 %%")
    parser.add_argument("--only", help="only stops whose name begins so")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    stops = tuple(stop for stop in STOPS if stop.name.startswith(asked.only or ""))
    tour = Tour(windows=WINDOWS[:1], sizes=SIZES[:1]) if asked.quick else Tour()
    from dataclasses import replace

    taken = take(asked.folder, replace(tour, stops=stops))
    print(f"{len(taken)} pictures are in {asked.folder}")  # noqa: T201 - a tool for the command line


if __name__ == "__main__":
    main()
