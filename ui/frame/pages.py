"""The stack of pages: the one that is shown, those kept as they were, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.components.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.components.page import Page
    from ui.desk import Desk

PAGES_KEPT = 12
PLACES_REMEMBERED = 20


@dataclass(frozen=True, kw_only=True)
class Visited:
    """A place that somebody was at, and what its page was called then."""

    place: Place
    title: str


class PageStack(QStackedWidget):
    """Shows one place after another and remembers the way back."""

    shown = Signal(object)
    """Emitted with the page that is shown now."""
    retitled = Signal(str)

    def __init__(self, desk: Desk, make_page: Callable[[Desk, Place], Page]) -> None:
        """Start without a page; ``make_page`` makes that of a place."""
        super().__init__()
        self._desk, self._make_page = desk, make_page
        self._pages: dict[Place, Page] = {}
        self._visited: list[Place] = []
        self._titles: dict[Place, str] = {}
        self._is_covered = False
        self._held: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def page(self) -> Page:
        """The page that is shown; there is one from the first place on."""
        return cast("Page", self.currentWidget())

    @Slot(object)
    def go(self, place: Place) -> None:
        """Show a place, and remember the one before it for going back.

        A form that was left is not on the way back: it would be there again, empty.
        """
        if self._visited and self._visited[-1] == place:
            self.page.reload()
            return
        if self._visited and not self.page.stays:
            self._visited.pop()
        if self._visited[-1:] != [place]:
            self._visited.append(place)
        self._show(place)

    @Slot()
    def go_back(self) -> None:
        """Show the place before this one again."""
        if len(self._visited) > 1:
            self._visited.pop()
            self._show(self._visited[-1])

    def visited(self) -> tuple[Visited, ...]:
        """The records that were looked at before the page that is shown, the last one first."""
        here = self._visited[-1] if self._visited else None
        found = reversed(self._titles.items())
        return tuple(Visited(place=at, title=title) for at, title in found if at != here)

    def cover(self, *, is_covered: bool) -> None:
        """Leave the keyboard alone for as long as something over the page has it."""
        self._is_covered = is_covered

    def leave(self) -> None:
        """Have every page keep what must not be lost."""
        for page in self._pages.values():
            page.leave()

    def forget(self) -> None:
        """Drop every page, since somebody acts in another role now."""
        self.leave()
        self._visited.clear()
        self._titles.clear()
        for page in list(self._pages.values()):
            self._drop(page)

    def _show(self, place: Place) -> None:
        if self.currentWidget() is not None:
            self._leave_current()
        page = self._pages.pop(place, None)
        is_new = page is None
        if page is None:
            page = self._made(place)
        self._pages[place] = page
        for oldest in list(self._pages.values())[:-PAGES_KEPT]:
            self._drop(oldest)
        self.setCurrentWidget(page)
        self.shown.emit(page)
        page.focus_start()
        if is_new:
            self._begin_when_loaded(page)
        page.reload()

    def _made(self, place: Place) -> Page:
        page = self._make_page(self._desk, place)
        page.navigate.connect(self.go)
        page.back.connect(self.go_back)
        page.retitled.connect(self.retitled)
        page.moved.connect(partial(self._on_moved, page))
        self.addWidget(page)
        return page

    def _begin_when_loaded(self, page: Page) -> None:
        """Put the keyboard on a new page once more when it is filled.

        Parts that were just made are shown when Qt gets to it, so that is waited for.
        """

        def wait() -> None:
            page.loaded.disconnect(wait)
            QTimer.singleShot(0, page, begin)

        def begin() -> None:
            if self._is_covered:
                return
            # Whoever moved on meanwhile is left where they are. Qt moves the keyboard, to wherever
            # it likes, when the part that had it is hidden.
            was_moved = began_at is None or not (
                shiboken6.isValid(began_at) and began_at.isVisible()
            )
            if was_moved or QApplication.focusWidget() in {began_at, None}:
                page.focus_start()

        began_at = QApplication.focusWidget()
        page.loaded.connect(wait)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Note which part of the page has the keyboard, and look when the page loses it."""
        if self.currentWidget() is None:
            return
        if now is not None and self.isAncestorOf(now):
            self._held = now
        elif self._held is not None:
            QTimer.singleShot(0, self, self._keep_keyboard)

    def _keep_keyboard(self) -> None:
        """Begin on the page again when the part that had the keyboard went.

        Qt hands the keyboard to whatever comes next, which may be the lock of the file.
        """
        held, now = self._held, QApplication.focusWidget()
        is_shown = self.currentWidget() is not None and self.isVisible()
        if held is None or not is_shown or self._is_covered:
            return
        is_there = shiboken6.isValid(held) and held.isVisible() and held.isEnabled()
        is_elsewhere = now is not None and now.window() is not self.window()
        is_on_page = now is not None and self.isAncestorOf(now)
        if not (is_there or is_elsewhere or is_on_page):
            self.page.focus_start()

    def _on_moved(self, page: Page, place: Place) -> None:
        """Note that a page is about another place now, in which it takes the turn of its own."""
        same = self._pages.get(place)
        if same is not None and same is not page:
            self._drop(same)
        self._pages = {place if kept is page else at: kept for at, kept in self._pages.items()}
        if self.currentWidget() is page:
            self._visited[-1] = place

    def _note_title(self, page: Page) -> None:
        """Remember the record that a page showed, the last one at the end."""
        self._titles.pop(page.place, None)
        if page.is_about_record and page.title.text():
            self._titles[page.place] = page.title.text()
        for oldest in list(self._titles)[:-PLACES_REMEMBERED]:
            del self._titles[oldest]

    def _leave_current(self) -> None:
        page = self.page
        page.leave()
        self._note_title(page)
        if not page.stays:
            self._drop(page)

    def _drop(self, page: Page) -> None:
        page.leave()
        self._pages = {place: kept for place, kept in self._pages.items() if kept is not page}
        self.removeWidget(page)
        page.deleteLater()
