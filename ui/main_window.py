"""The window in which somebody works: the page in the middle, and what stands round it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
from panelapp.domain.labels import label
from ui.components.banner import announce
from ui.components.drafts import DraftKeeper
from ui.components.help import HelpWindow, ShortcutsWindow
from ui.components.place import Place
from ui.frame.backup_watch import BackupWatch
from ui.frame.bar import SEARCH_KEYS, Strip, TopBar
from ui.frame.commands import Command, commands_of
from ui.frame.menus import Menus
from ui.frame.pages import PageStack
from ui.frame.palette import EVERYTHING_KEYS, Palette
from ui.frame.privacy import Curtain
from ui.frame.rail import Rail, RailEntry
from ui.frame.status_line import StatusLine
from ui.lock import IdleLock, LockWarning, lock_words
from ui.theme.appearance import read_with
from ui.theme.reading import Reading, preferences
from ui.undo import UndoList

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from panelapp.domain.errors import PanelappError
    from panelapp.domain.vocabulary import UserRole
    from panelapp.office import Office, Who
    from ui.components.page import Page
    from ui.desk import Desk

USUAL_SIZE = QSize(1280, 760)
SMALLEST_SIZE = QSize(800, 560)


class MainWindow(QMainWindow):
    """Everything that somebody sees once a file is open."""

    lock_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        who: Who,
        make_page: Callable[[Desk, Place], Page],
        rail_for: Callable[[UserRole], tuple[RailEntry, ...]],
        file_ways_for: Callable[[UserRole], tuple[RailEntry, ...]] = lambda _: (),
    ) -> None:
        """Show the office at ``desk`` to ``who``, who starts at the first way of the rail."""
        super().__init__()
        self.desk, self._who = desk, who
        self._rail_for, self._file_ways_for = rail_for, file_ways_for
        self._role = who.role or who.roles[0]
        self.undo_list = UndoList(desk, self)
        self.top_bar = TopBar(who, self._role)
        self.rail = Rail()
        self.pages = PageStack(desk, make_page)
        self.status_line = StatusLine(desk)
        self.idle = IdleLock(self)
        self._backups = BackupWatch(desk, self)
        self._curtain = Curtain(self._toggle_hidden)
        self._layers = QStackedWidget()
        self._menus = Menus(self)
        self.setMinimumSize(SMALLEST_SIZE)
        self._lay_out()
        self._fill_menus()
        self._connect()
        self._restore_size()
        self._begin()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages.page

    def go(self, place: Place) -> None:
        """Show a place."""
        self.pages.go(place)

    def leave(self) -> None:
        """Have every page keep what must not be lost."""
        self.pages.leave()

    @property
    def holds_text(self) -> bool:
        """Whether something is typed on a page that was not saved yet."""
        return any(kept.holds_text for kept in self.pages.findChildren(DraftKeeper))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.idle.stop()
        self.leave()
        preferences().setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)

    def _lay_out(self) -> None:
        workspace = QWidget()
        workspace.setProperty("kind", "canvas")
        workspace.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(workspace)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addWidget(Strip(self._who))
        layout.addWidget(LockWarning(self.idle))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.pages, 1)
        layout.addLayout(middle, 1)
        layout.addWidget(self.status_line)
        self.command_palette = Palette(
            self.desk,
            lambda: commands_of(self._menus, self.page, beside=self._search_action),
            self.pages.visited,
            lambda: self.page.focus_start(),
            workspace,
        )
        self._layers.addWidget(workspace)
        self._layers.addWidget(self._curtain)
        self.setCentralWidget(self._layers)

    def _fill_menus(self) -> None:
        menus = self._menus
        menus.add(menus.file, "Is everything &saved?", self.status_line.say_saved, "Ctrl+S")
        menus.add(menus.file, "&Lock now", self.lock_wanted.emit, "Ctrl+L")
        menus.add(menus.file, "&Quit", self.close, "Ctrl+Q")
        self.undo_action = menus.add(menus.edit, "Undo", self.undo_list.undo, "Ctrl+Z")
        self.redo_action = menus.add(menus.edit, "Redo", self.undo_list.redo, "Ctrl+Y")
        menus.add(menus.edit, "&Find on this page", lambda: self.page.find_here(), "Ctrl+F")
        menus.add(menus.edit, "&Search everything", self._way_to("search"), EVERYTHING_KEYS)
        self._search_action = menus.add(
            menus.edit, "&Go to or do", self.command_palette.open, SEARCH_KEYS
        )
        menus.add(menus.view, "&Larger type", lambda: read_with(Reading.larger), "Ctrl++", "Ctrl+=")
        menus.add(menus.view, "&Smaller type", lambda: read_with(Reading.smaller), "Ctrl+-")
        menus.add(menus.view, "&Usual type", lambda: read_with(_usual_size), "Ctrl+0")
        menus.add(menus.view, "&Hide personal data", self._toggle_hidden, "Ctrl+Shift+H")
        menus.add(menus.view, "&Full screen", self._toggle_full_screen, "F11")
        menus.add(menus.view, "&Next part of the window", lambda: self._cycle(1), "F6")
        menus.add(menus.view, "&Previous part of the window", lambda: self._cycle(-1), "Shift+F6")
        menus.add(menus.help, "&Help with this page", self._help, "F1")
        menus.add(menus.help, "&Keys", lambda: ShortcutsWindow(self, self).open(), "Ctrl+/")
        press = QAction("Press the main button", self)
        press.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        press.triggered.connect(self._press_primary)
        self.addAction(press)
        self._mark_undo()

    def _connect(self) -> None:
        self.top_bar.lock_wanted.connect(self.lock_wanted)
        self.top_bar.search_wanted.connect(self.command_palette.open)
        self.command_palette.opened.connect(lambda: self.pages.cover(is_covered=True))
        self.command_palette.closed.connect(lambda: self.pages.cover(is_covered=False))
        self.command_palette.chosen.connect(self._on_chosen)
        self.idle.lock_wanted.connect(self.lock_wanted)
        self.idle.counted.connect(lambda left: self.status_line.show_lock(lock_words(left)))
        self._backups.told.connect(self.status_line.show_backup)
        self.top_bar.role_chosen.connect(self._on_role)
        self.rail.chosen.connect(lambda screen: self.go(Place(screen)))
        self.pages.shown.connect(self._on_shown)
        self.pages.retitled.connect(self._retitle)
        self.undo_list.changed.connect(self._mark_undo)
        self.undo_list.done.connect(self.status_line.say_done)
        self.undo_list.failed.connect(lambda problem: self.page.show_problem(problem))

    def _begin(self) -> None:
        """Show the ways of the role and the first of them."""
        entries = self._rail_for(self._role)
        self.rail.show_entries(entries)
        self._menus.show_ways(entries, self._way_to, self.pages.go_back)
        self._menus.show_file_ways(self._file_ways_for(self._role), self._way_to)
        self.go(Place(entries[0].screen))
        self._backups.ask()
        self._keep_duties()
        self.idle.start()

    def _keep_duties(self) -> None:
        """Have the duties of a new day kept, once the first page has its answer."""
        if not self._who.is_read_only:
            office = self.desk.office
            self.desk.work(
                self,
                lambda: office.execute(keep_open_duties, KeepOpenDuties()),
                lambda _: None,
                # Nobody asked for it, and without it lists are right but slower.
                lambda _: None,
            )

    def _way_to(self, screen: str) -> Callable[[], None]:
        return lambda: self.go(Place(screen))

    @Slot(object)
    def _on_chosen(self, chosen: Command | Place) -> None:
        if isinstance(chosen, Command):
            chosen.run()
        else:
            self.go(chosen)

    @Slot(object)
    def _on_shown(self, page: Page) -> None:
        self.rail.mark(page.place.screen)
        self._retitle()

    @Slot()
    def _retitle(self) -> None:
        parts = (self.page.title.text(), self._who.agency_name, "panelapp")
        self.setWindowTitle(" – ".join(part for part in parts if part))

    def _mark_undo(self) -> None:
        for action, words, usual, why_not in (
            (self.undo_action, self.undo_list.undo_words, "Undo", "There is nothing to undo."),
            (self.redo_action, self.undo_list.redo_words, "Redo", "Nothing was undone."),
        ):
            action.setText(words or usual)
            action.setWhatsThis("" if words else why_not)
            action.setEnabled(bool(words))

    def _press_primary(self) -> None:
        if (button := self.page.primary()) is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()

    def _toggle_hidden(self) -> None:
        is_hidden = self._layers.currentWidget() is self._curtain
        self.command_palette.close_up()
        self._layers.setCurrentIndex(0 if is_hidden else 1)
        self.menuBar().setDisabled(not is_hidden)
        if is_hidden:
            self.page.focus_start()
        else:
            self._curtain.button.setFocus()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _cycle(self, step: int) -> None:
        """Move the keyboard to the next part of the window."""
        parts: tuple[tuple[QWidget, Callable[[], object]], ...] = (
            (self.rail, self.rail.take_focus),
            (self.page, self.page.focus_start),
            (self.top_bar, lambda: self.top_bar.lock.setFocus(Qt.FocusReason.TabFocusReason)),
        )
        focused = QApplication.focusWidget()
        held = [part.isAncestorOf(focused) if focused else False for part, _ in parts]
        at = held.index(True) if True in held else 0
        parts[(at + step) % len(parts)][1]()

    def _help(self) -> None:
        HelpWindow(self.page.place.screen, self).open()

    @Slot(object)
    def _on_role(self, role: UserRole) -> None:
        office = self.desk.office
        self.desk.work(
            self,
            lambda: office.in_role(role),
            lambda narrowed: self._take_role(role, narrowed),
            self._refuse_role,
        )

    def _take_role(self, role: UserRole, office: Office) -> None:
        self.command_palette.close_up()
        self.pages.forget()
        self.desk.use(office)
        self._role = role
        self._begin()
        announce(self, f"Acting as {label(role).lower()}")

    def _refuse_role(self, problem: PanelappError) -> None:
        self.top_bar.show_role(self._role)
        self.page.show_problem(problem)

    def _restore_size(self) -> None:
        kept = preferences().value("window/geometry")
        if kept is None or not self.restoreGeometry(kept):
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(USUAL_SIZE.boundedTo(room))


def _usual_size(reading: Reading) -> Reading:
    return replace(reading, size=Reading().size)
