"""The box over the page in which somebody types where to go or what to do (Ctrl+K)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from panelapp.queries.recent_places import RecentPlaces, places_in_sight
from panelapp.queries.search import SearchKind, SearchPage, SearchQuestion, search
from ui.components.banner import announce
from ui.components.found_list import FoundList
from ui.components.layouts import Card
from ui.components.place import Place
from ui.components.search_words import instead_words
from ui.components.typed_line import TypedLine
from ui.components.typed_question import TypedQuestion
from ui.components.words import Words
from ui.frame.commands import Command
from ui.frame.offers import first_offers, is_sure, offers
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent

    from panelapp.domain.errors import PanelappError
    from ui.components.found_list import FoundRow
    from ui.desk import Desk
    from ui.frame.pages import Visited

LETTERS_WIDE = 84
HIGHEST = 86
"""Per cent of the window above the lower edge of the palette."""
FOUND_AT_MOST = 30
FROM_LETTERS = 2
"""Letters from which on records are looked for; one letter is in nearly all of them."""
EVERYTHING_KEYS = "Ctrl+Shift+F"
_KINDS = frozenset({SearchKind.CASE, SearchKind.PERSON, SearchKind.HOUSEHOLD, SearchKind.SITTING})
_TAKEN = {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HOW = "Enter opens, the arrows choose, Esc closes."


class Palette(QWidget):
    """Lies over the page until something is chosen, and then knows nothing of what was typed."""

    chosen = Signal(object)
    """Emitted with the place or the command that somebody chose, once the palette is closed."""
    opened = Signal()
    closed = Signal()
    """Emitted when the palette has the keyboard no more."""

    def __init__(
        self,
        desk: Desk,
        commands: Callable[[], tuple[Command, ...]],
        visited: Callable[[], tuple[Visited, ...]],
        begin: Callable[[], object],
        parent: QWidget,
    ) -> None:
        """Lie closed over ``parent``.

        What can be done and where somebody was is asked each time; ``begin`` puts the keyboard on
        the page where what had it before is gone.
        """
        super().__init__(parent)
        self.setProperty("kind", "veil")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._list_commands, self._list_visited, self._begin = commands, visited, begin
        self._commands: tuple[Command, ...] = ()
        self._recent: tuple[Visited, ...] = ()
        self._found: SearchPage | None = None
        self._before: QWidget | None = None
        self._has_moved = False
        self._is_enter_waiting = False
        self._question = TypedQuestion(desk, self, search, self._on_found, self._on_failure)
        self._places = TypedQuestion(desk, self, places_in_sight, self._on_places, self._on_failure)
        self._lay_out()
        self.hide()
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def is_waiting(self) -> bool:
        """Whether something that was asked for is not answered yet."""
        return self._question.is_waiting or self._places.is_waiting

    def open(self) -> None:
        """Take the keyboard, with what can be done now and where somebody was last."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
            self._commands = self._list_commands()
            self._lie_over()
            self.show()
            self.raise_()
            self._ask_for_places()
            self._show_first()
            self.opened.emit()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def type(self, text: str) -> None:
        """Have something typed in, as a picture of the palette needs it."""
        self.field.setText(text)
        self._on_text()

    def close_up(self) -> None:
        """Close, and give the keyboard back to what had it."""
        if self.isHidden():
            return
        before = self._before
        if _takes_keyboard(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self._begin()
        if not self.isHidden():
            self._forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._lie_over()
            self._fit()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and self.isVisible():
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_up()

    def _lay_out(self) -> None:
        self.field = _Line()
        self.field.setPlaceholderText("A case, a person, a sitting, or what you want to do")
        self.field.setAccessibleName("Go to or do")
        self.field.textEdited.connect(lambda _: self._on_text())
        self.field.moved.connect(self._on_move)
        self.field.entered.connect(self._on_enter)
        self.field.left.connect(self.close_up)
        self.found = FoundList("What is offered")
        self.found.setProperty("kind", "offers")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.opened.connect(self._choose)
        self.foot = Words(_HOW, "small")
        self._card = Card(self.field, self.found, self.foot, gap=SPACE.small, margin=SPACE.medium)
        self._card.setParent(self)
        self._card.setProperty("kind", "palette")

    def _lie_over(self) -> None:
        if (under := self.parentWidget()) is not None:
            self.setGeometry(under.rect())

    def _fit(self) -> None:
        """Take the room that the rows need, in the upper middle of the window."""
        letters = self.fontMetrics().averageCharWidth() * LETTERS_WIDE
        width = min(letters, self.width() - 2 * SPACE.large)
        top = min(self.height() // 10, 3 * SPACE.huge)
        self._card.setFixedWidth(width)
        layout = self._card.body
        layout.activate()
        # How high a row is follows from how wide the list is, before Qt comes to lay it out.
        self.found.setFixedWidth(width - layout.contentsMargins().left() * 2 - 2)
        self.found.resize(self.found.maximumWidth(), self.found.height())
        around = layout.heightForWidth(width) - self.found.height()
        room = self.height() * HIGHEST // 100 - top - around
        self.found.setFixedHeight(self.found.height_of_rows(room))
        self._card.setGeometry(
            (self.width() - width) // 2, top, width, around + self.found.height()
        )

    def _on_text(self) -> None:
        """Offer what is meant by what was typed so far."""
        self._has_moved = self._is_enter_waiting = False
        text = self.field.text()
        if not text.strip():
            self._question.drop()
            self._found = None
            self._show_first()
            return
        if len(text.strip()) >= FROM_LETTERS:
            self._question.put(SearchQuestion(text=text, kinds=_KINDS, limit=FOUND_AT_MOST))
        else:
            self._question.drop()
            self._found = None
        if self._question.is_waiting or len(text.strip()) < FROM_LETTERS:
            self._show_offers()

    def _ask_for_places(self) -> None:
        self._recent = ()
        been = tuple((one.place.screen, *one.place.refs) for one in self._list_visited())
        if been:
            self._places.put(RecentPlaces(places=been))

    def _on_places(self, _: RecentPlaces, there: tuple[tuple[str, ...], ...]) -> None:
        places = {Place(*place) for place in there}
        self._recent = tuple(one for one in self._list_visited() if one.place in places)
        if not self.field.text().strip():
            self._show_first()
            self._enter_now()

    def _on_found(self, question: SearchQuestion, page: SearchPage) -> None:
        self._found = page
        self._show_offers()
        self._say(instead_words(question.text, page))
        self._enter_now()

    def _on_failure(self, problem: PanelappError) -> None:
        self._is_enter_waiting = False
        self._found = None
        self._show_offers()
        self._say(problem.sentence)

    def _show_first(self) -> None:
        self._show(first_offers(self._recent, self._commands))

    def _show_offers(self) -> None:
        self._show(offers(self.field.text(), self._commands, self._found, EVERYTHING_KEYS))
        if not self._question.is_waiting:
            rows = self.found.rows
            announce(self.field, f"{len(rows) - 1} found. First: {rows[0].spoken}")

    def _show(self, rows: tuple[FoundRow, ...]) -> None:
        """Show rows; the one that somebody moved to keeps the keyboard if it is still there."""
        current = self.found.current()
        moved_to = current.given if current is not None and self._has_moved else None
        at = next((at for at, row in enumerate(rows) if moved_to and row.given == moved_to), -1)
        if self._has_moved and at < 0:
            # What Enter was pressed on is not among what was found.
            self._has_moved = self._is_enter_waiting = False
        self.found.show_rows(rows, at=max(0, at))
        self._say("")
        self._fit()

    def _say(self, words: str) -> None:
        self.foot.setText(words or _HOW)
        if words:
            announce(self.field, words)

    @Slot(object)
    def _on_move(self, event: QKeyEvent) -> None:
        self._has_moved = True
        self.found.take_move(event)
        if (row := self.found.current()) is not None:
            number, of = self.found.position() + 1, len(self.found.rows)
            announce(self.field, f"{row.spoken}, {number} of {of}")

    @Slot()
    def _on_enter(self) -> None:
        """Open what is meant: never a row that was found for letters typed before."""
        if self._may_open_now():
            self._open_current()
        else:
            self._is_enter_waiting = True

    def _may_open_now(self) -> bool:
        """Whether what comes of what was asked for cannot change what is meant."""
        if not self.is_waiting:
            return True
        row = self.found.current()
        given = row.given if row is not None else None
        return isinstance(given, Command) and (self._has_moved or is_sure(self.field.text(), given))

    def _enter_now(self) -> None:
        if self._is_enter_waiting:
            self._is_enter_waiting = False
            self._open_current()

    def _open_current(self) -> None:
        if (row := self.found.current()) is not None:
            self._choose(row)

    @Slot(object)
    def _choose(self, row: FoundRow) -> None:
        if not row.is_able:
            words = "".join(text for text, _ in row.detail)
            self._say(words or f"{row.title}: this cannot be done now.")
            return
        self.close_up()
        self.chosen.emit(row.given)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Close when the keyboard goes elsewhere in the window, as help or a key does it."""
        if now is not None and self.isVisible() and not self.isAncestorOf(now):
            self._forget()

    def _forget(self) -> None:
        """Close, and hold nothing of what was typed and found."""
        self.hide()
        self._question.drop()
        self._places.drop()
        self._found, self._recent, self._commands = None, (), ()
        self._has_moved = self._is_enter_waiting = False
        self.field.clear()
        self.found.show_rows(())
        self._before = None
        self.closed.emit()


def _takes_keyboard(part: QWidget | None) -> TypeGuard[QWidget]:
    """Whether a part that had the keyboard is still there to take it."""
    return part is not None and shiboken6.isValid(part) and part.isVisible() and part.isEnabled()


class _Line(TypedLine):
    """The line of the palette, which Escape and Tab leave."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Escape and Enter before the window does, which would go back or press a button."""
        is_asked_first = event.type() is QEvent.Type.ShortcutOverride
        if is_asked_first and isinstance(event, QKeyEvent) and event.key() in _TAKEN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt has it
        """Leave on Tab, so that nothing holds the keyboard."""
        self.left.emit()
        return True
