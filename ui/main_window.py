"""The window: its bar, its rail, the page in the middle, its menus and its status line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from panelapp.domain.labels import label
from ui.components.banner import announce
from ui.components.button import Button
from ui.components.fields import Choice
from ui.components.help import HelpWindow, ShortcutsWindow
from ui.components.place import Place
from ui.components.words import Words
from ui.theme.appearance import Appearance
from ui.theme.reading import preferences
from ui.theme.tokens import SPACE
from ui.undo import UndoList

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from panelapp.domain.errors import PanelappError
    from panelapp.domain.vocabulary import UserRole
    from panelapp.office import Office, Who
    from ui.components.page import Page
    from ui.desk import Desk

PAGES_KEPT = 12
USUAL_SIZE = QSize(1280, 760)
SMALLEST_SIZE = QSize(800, 560)
RAIL_WIDTH = 176


@dataclass(frozen=True, kw_only=True)
class RailEntry:
    """One way on the rail: the screen and what it is called."""

    screen: str
    words: str


class MainWindow(QMainWindow):
    """Everything that somebody sees once a file is open."""

    lock_wanted = Signal()
    shown = Signal(object)
    """Emitted with the page that is shown now."""

    def __init__(
        self,
        desk: Desk,
        who: Who,
        make_page: Callable[[Desk, Place], Page],
        rail_for: Callable[[UserRole], tuple[RailEntry, ...]],
    ) -> None:
        """Show the office at ``desk`` to ``who``; the first entry of the rail is where they start."""
        super().__init__()
        self.desk, self._who = desk, who
        self._make_page, self._rail_for = make_page, rail_for
        self._role = who.role or who.roles[0]
        self._pages: dict[Place, Page] = {}
        self._visited: list[Place] = []
        self.undo_list = UndoList(desk, self)
        self.setMinimumSize(SMALLEST_SIZE)
        self._build()
        self._build_menus()
        self._connect()
        self._fill_rail()
        self._restore_size()
        self.go(Place(self._entries[0].screen))

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self.stack.currentWidget()
        assert page is not None  # noqa: S101 - the window is never without a page
        return page  # type: ignore[return-value]  # the stack holds nothing but pages

    @Slot(object)
    def go(self, place: Place) -> None:
        """Show a place, and remember the one before it for going back."""
        if self._visited and self._visited[-1] == place:
            self.page.reload()
            return
        self._visited.append(place)
        self._show(place)

    @Slot()
    def go_back(self) -> None:
        """Show the place before this one again."""
        if len(self._visited) > 1:
            self._visited.pop()
            self._show(self._visited[-1])

    def leave(self) -> None:
        """Have every page keep what must not be lost."""
        for page in self._pages.values():
            page.leave()

    def set_lock_words(self, words: str) -> None:
        """Say in the status line when the window locks by itself."""
        self._lock_words.setText(words)

    def set_backup_words(self, words: str) -> None:
        """Say in the status line when the file was last backed up."""
        self._backup_words.setText(words)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        preferences().setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "rail"):
            self._fit_rail()

    # What is shown ------------------------------------------------------------------------------

    def _show(self, place: Place) -> None:
        self._leave_current()
        page = self._pages.pop(place, None)
        is_new = page is None
        if page is None:
            page = self._make_page(self.desk, place)
            page.navigate.connect(self.go)
            page.back.connect(self.go_back)
            page.retitled.connect(self._retitle)
            self.stack.addWidget(page)
        self._pages[place] = page
        self._forget_oldest()
        self.stack.setCurrentWidget(page)
        self._mark_rail(place)
        self._retitle()
        self._begin_on_page(page, is_new=is_new)
        page.reload()
        self.shown.emit(page)

    def _begin_on_page(self, page: Page, *, is_new: bool) -> None:
        """Put the keyboard on the page: now, and on a new page once more when it is filled."""
        page.focus_start()
        if not is_new:
            return

        def begin() -> None:
            page.loaded.disconnect(begin)
            focused = QApplication.focusWidget()
            if focused is None or not page.isAncestorOf(focused) or page.top.isAncestorOf(focused):
                page.focus_start()

        page.loaded.connect(begin)

    def _leave_current(self) -> None:
        current = self.stack.currentWidget()
        if current is None:
            return
        page = self.page
        page.leave()
        if not page.stays:
            self._drop(page)

    def _forget_oldest(self) -> None:
        while len(self._pages) > PAGES_KEPT:
            page = next(iter(self._pages.values()))
            page.leave()
            self._drop(page)

    def _drop(self, page: Page) -> None:
        self._pages = {place: kept for place, kept in self._pages.items() if kept is not page}
        self.stack.removeWidget(page)
        page.deleteLater()

    @Slot()
    def _retitle(self) -> None:
        title = self.page.title.text()
        parts = (title, self._who.agency_name, "panelapp")
        self.setWindowTitle(" – ".join(part for part in parts if part))

    # The frame ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._outer = QStackedWidget()
        workspace = QWidget()
        workspace.setProperty("kind", "canvas")
        workspace.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(workspace)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.top_bar = self._top_bar()
        layout.addWidget(self.top_bar)
        if self._who.is_example or self._who.is_read_only:
            layout.addWidget(self._strip())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.rail = QFrame()
        self.rail.setProperty("kind", "rail")
        self.rail.setAccessibleName("Ways to the pages")
        self._rail_layout = QVBoxLayout(self.rail)
        self._rail_layout.setContentsMargins(0, SPACE.medium, 0, SPACE.medium)
        self._rail_layout.setSpacing(2)
        middle.addWidget(self.rail)
        self.stack = QStackedWidget()
        middle.addWidget(self.stack, 1)
        layout.addLayout(middle, 1)
        layout.addWidget(self._status_line())
        self._outer.addWidget(workspace)
        self._outer.addWidget(self._blank())
        self.setCentralWidget(self._outer)

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "topbar")
        bar.setAccessibleName("Panel and role")
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        layout.setSpacing(SPACE.medium)
        layout.addWidget(Words(self._who.agency_name, "office", wrap=False))
        layout.addStretch(1)
        layout.addWidget(Words(f"{self._who.user_name}, acting as", "muted", wrap=False))
        if len(self._who.roles) > 1:
            self.role_choice = Choice()
            self.role_choice.setAccessibleName("Acting as")
            self.role_choice.addItems([label(role) for role in self._who.roles])
            self.role_choice.setCurrentIndex(self._who.roles.index(self._role))
            self.role_choice.activated.connect(self._on_role)
            layout.addWidget(self.role_choice)
        else:
            layout.addWidget(Words(label(self._role), wrap=False))
        self.lock_button = Button("Lock", self.lock_wanted.emit, says="Lock now")
        layout.addWidget(self.lock_button)
        return bar

    def _strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("kind", "example")
        layout = QHBoxLayout(strip)
        layout.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.large, SPACE.tiny)
        said = []
        if self._who.is_example:
            said.append("EXAMPLE: everybody in this file is fictional.")
        if self._who.is_read_only:
            said.append(
                "You can read but not change this file, because its folder is read-only. "
                "Make a copy in a folder that you can change."
            )
        layout.addWidget(Words(" ".join(said)))
        return strip

    def _status_line(self) -> QFrame:
        line = QFrame()
        line.setProperty("kind", "status")
        line.setAccessibleName("Status")
        layout = QHBoxLayout(line)
        layout.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.large, SPACE.tiny)
        layout.setSpacing(SPACE.huge)
        self._saved_words = Words("Everything is saved", wrap=False)
        self._backup_words = Words(wrap=False)
        self._lock_words = Words(wrap=False)
        layout.addWidget(self._saved_words)
        layout.addWidget(self._backup_words)
        layout.addStretch(1)
        layout.addWidget(self._lock_words)
        return line

    def _blank(self) -> QWidget:
        """What hides personal data while somebody stands behind the chair."""
        blank = QWidget()
        blank.setProperty("kind", "canvas")
        blank.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(blank)
        layout.addStretch(1)
        words = Words("Personal data is hidden.", "title")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(words)
        self._show_again = Button("Show the page again", self._toggle_hidden, "primary")
        layout.addWidget(self._show_again, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return blank

    # The rail -----------------------------------------------------------------------------------

    def _fill_rail(self) -> None:
        self._entries = self._rail_for(self._role)
        while (item := self._rail_layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rail_buttons: dict[str, QPushButton] = {}
        for entry in self._entries:
            button = Button(entry.words, self._way_to(entry.screen))
            button.setProperty("kind", "rail")
            button.setCheckable(True)
            button.setSizePolicy(
                self.rail.sizePolicy().horizontalPolicy(), button.sizePolicy().verticalPolicy()
            )
            self._rail_buttons[entry.screen] = button
            self._rail_layout.addWidget(button)
        self._rail_layout.addStretch(1)
        self._fit_rail()
        self._fill_go_menu()

    def _fit_rail(self) -> None:
        widest = max((b.sizeHint().width() for b in self._rail_buttons.values()), default=0)
        self.rail.setFixedWidth(max(RAIL_WIDTH, widest + SPACE.medium))
        for button in self._rail_buttons.values():
            button.setMinimumWidth(self.rail.width())

    def _way_to(self, screen: str) -> Callable[[], None]:
        return lambda: self.go(Place(screen))

    def _mark_rail(self, place: Place) -> None:
        """Mark the way that the place belongs to; a page without one leaves the mark."""
        if place.screen not in self._rail_buttons:
            for button in self._rail_buttons.values():
                button.setChecked(button.isChecked() and len(self._visited) > 1)
            return
        for screen, button in self._rail_buttons.items():
            button.setChecked(screen == place.screen)

    # Menus and keys -----------------------------------------------------------------------------

    def _build_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu("&File")
        self._action(file, "Is everything &saved?", "Ctrl+S", self._say_saved)
        self._action(file, "&Lock now", "Ctrl+L", self.lock_wanted.emit)
        self._action(file, "&Quit", "Ctrl+Q", self.close)
        edit = bar.addMenu("&Edit")
        self.undo_action = self._action(edit, "Undo", "Ctrl+Z", self.undo_list.undo)
        self.redo_action = self._action(edit, "Redo", "Ctrl+Y", self.undo_list.redo)
        self._action(edit, "&Find on this page", "Ctrl+F", lambda: self.page.find_here())
        self._go_menu = bar.addMenu("&Go")
        view = bar.addMenu("&View")
        self._action(view, "&Larger type", "Ctrl++", lambda: self._resize_type("larger"), "Ctrl+=")
        self._action(view, "&Smaller type", "Ctrl+-", lambda: self._resize_type("smaller"))
        self._action(view, "&Usual type", "Ctrl+0", lambda: self._resize_type("usual"))
        self._action(view, "&Hide personal data", "Ctrl+Shift+H", self._toggle_hidden)
        self._action(view, "&Full screen", "F11", self._toggle_full_screen)
        self._action(view, "&Next part of the window", "F6", lambda: self._cycle(1))
        self._action(view, "&Previous part of the window", "Shift+F6", lambda: self._cycle(-1))
        help_menu = bar.addMenu("&Help")
        self._action(help_menu, "&Help with this page", "F1", self._help)
        self._action(help_menu, "&Keys", "Ctrl+/", self._shortcuts)
        press = QAction("Press the main button", self)
        press.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        press.triggered.connect(self._press_primary)
        self.addAction(press)
        self._mark_undo()

    def _action(
        self,
        menu: QWidget,
        words: str,
        keys: str,
        act: Callable[[], object],
        *more_keys: str,
    ) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in (keys, *more_keys)])
        action.triggered.connect(lambda: act())
        menu.addAction(action)
        return action

    def _fill_go_menu(self) -> None:
        if not hasattr(self, "_go_menu"):
            return
        self._go_menu.clear()
        for number, entry in enumerate(self._entries, start=1):
            self._action(
                self._go_menu, f"&{entry.words}", f"Alt+{number}", self._way_to(entry.screen)
            )
        self._go_menu.addSeparator()
        self._action(self._go_menu, "&Back", "Alt+Left", self.go_back, "Esc")

    def _connect(self) -> None:
        self.desk.acted.connect(lambda *_: self._on_saved())
        self.desk.kept.connect(self._on_kept)
        self.desk.typed.connect(self._on_typed)
        self.undo_list.changed.connect(self._mark_undo)
        self.undo_list.done.connect(self._on_undone)
        self.undo_list.failed.connect(lambda problem: self.page.show_problem(problem))

    def _mark_undo(self) -> None:
        for action, words, usual in (
            (self.undo_action, self.undo_list.undo_words, "Undo"),
            (self.redo_action, self.undo_list.redo_words, "Redo"),
        ):
            action.setText(words or usual)
            action.setEnabled(bool(words))

    @Slot(str)
    def _on_undone(self, words: str) -> None:
        self._saved_words.setText(f"Done. {words} {datetime.now(UTC).astimezone():%H:%M:%S}")
        announce(self._saved_words, f"Done. {words}")

    def _on_saved(self) -> None:
        self._saved_words.setText(f"Everything is saved {datetime.now(UTC).astimezone():%H:%M:%S}")

    @Slot(object)
    def _on_kept(self, at: datetime) -> None:
        self._saved_words.setText(f"Draft kept {at.astimezone():%H:%M:%S}")

    @Slot(bool)
    def _on_typed(self, waits: bool) -> None:  # noqa: FBT001 - as the signal has it
        if waits:
            self._saved_words.setText("Your text is being kept…")

    def _say_saved(self) -> None:
        announce(self._saved_words, self._saved_words.text())

    def _press_primary(self) -> None:
        if (button := self.page.primary()) is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()

    def _resize_type(self, way: str) -> None:
        appearance = QApplication.instance().findChild(Appearance)  # type: ignore[union-attr]  # there is one
        if appearance is None:
            return
        reading = appearance.reading
        from dataclasses import replace

        chosen = {
            "larger": reading.larger(),
            "smaller": reading.smaller(),
            "usual": replace(reading, size=100),
        }[way]
        appearance.choose(chosen)

    def _toggle_hidden(self) -> None:
        is_hidden = self._outer.currentIndex() == 1
        self._outer.setCurrentIndex(0 if is_hidden else 1)
        if not is_hidden:
            self._show_again.setFocus()
        else:
            self.page.focus_start()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _cycle(self, step: int) -> None:
        """Move the keyboard to the next part of the window."""
        regions: list[QWidget] = [self.rail, self.page, self.top_bar]
        focused = QApplication.focusWidget()
        at = next(
            (
                number
                for number, region in enumerate(regions)
                if focused is not None and region.isAncestorOf(focused)
            ),
            0,
        )
        target = regions[(at + step) % len(regions)]
        if target is self.page:
            self.page.focus_start()
        elif target is self.rail:
            marked = [b for b in self._rail_buttons.values() if b.isChecked()]
            (marked or list(self._rail_buttons.values()))[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.lock_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _help(self) -> None:
        HelpWindow(self.page.place.screen, self).open()

    def _shortcuts(self) -> None:
        ShortcutsWindow(self, self).open()

    def _on_role(self, index: int) -> None:
        role = self._who.roles[index]
        office = self.desk.office
        self.desk.work(
            self,
            lambda: office.in_role(role),
            lambda narrowed: self._take_role(role, narrowed),
            lambda problem: self._refuse_role(problem),
        )

    def _take_role(self, role: UserRole, office: Office) -> None:
        self.leave()
        self.desk.use(office)
        self._role = role
        self._visited.clear()
        self._fill_rail()
        for page in list(self._pages.values()):
            self._pages = {}
            page.hide()
            self.stack.removeWidget(page)
            page.deleteLater()
        self.go(Place(self._entries[0].screen))
        announce(self, f"Acting as {label(role).lower()}")

    def _refuse_role(self, problem: PanelappError) -> None:
        self.role_choice.setCurrentIndex(self._who.roles.index(self._role))
        self.page.show_problem(problem)

    def _restore_size(self) -> None:
        kept = preferences().value("window/geometry")
        if kept is not None and self.restoreGeometry(kept):
            return
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize()
        self.resize(USUAL_SIZE.boundedTo(room))
