"""What every page shares: a header, one banner, a body that scrolls, and its way to the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from panelapp.domain.errors import NotAllowed, NotFound
from ui.components.banner import Banner, announce
from ui.components.button import Button, main_button
from ui.components.layouts import left
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QResizeEvent

    from panelapp.domain.errors import PanelappError
    from panelapp.domain.events import Topic
    from panelapp.office import Handler
    from ui.components.form import Form
    from ui.components.place import Place
    from ui.desk import Desk

C = TypeVar("C")
R = TypeVar("R")
W = TypeVar("W", bound=QWidget)
WIDEST = 16777215
"""The width of a widget that has no limit of its own (Qt's QWIDGETSIZE_MAX)."""


class _Content(QWidget):
    """What scrolls on a page. How high it is follows from how wide it is, as its words wrap."""

    keeps_room = False
    """Whether the page scrolls before its parts lose the height that they need."""

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        width = super().minimumSizeHint().width()
        if self.keeps_room and layout is not None:
            return QSize(width, layout.minimumHeightForWidth(max(width, self.width())))
        # Qt would else keep the height that the words need in the narrowest window.
        return QSize(width, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.keeps_room and event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Page(QWidget):
    """A page of the window about one place.

    A subclass fills ``body`` in its constructor, and asks for what it shows in :meth:`reload`,
    which is called when the page is opened and whenever one of its ``topics`` changed. While an
    answer is awaited the page goes on showing what it had.
    """

    topics: ClassVar[frozenset[Topic]] = frozenset()
    stays: ClassVar[bool] = True
    """Whether the page is kept as it was while another is shown; a form to fill in is not."""
    fills: ClassVar[bool] = False
    """Whether the body takes the height of the window, as a table does, and does not scroll."""
    keeps_room: ClassVar[bool] = False
    """Whether a body that fills the window scrolls where the window is too low for its parts."""

    navigate = Signal(object)
    """Emitted with the place that somebody wants to go to."""
    back = Signal()
    """Emitted when somebody wants to go back to where they came from."""
    retitled = Signal(str)
    moved = Signal(object)
    """Emitted with the place that the page is about from now on."""
    loaded = Signal()
    """Emitted when the page shows what it asked for."""

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the frame of the page; nothing is asked of the office yet."""
        super().__init__(parent)
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk, self.place = desk, place
        self._asked = 0
        self._was_answered = False
        self._closed: list[QWidget] = []
        self._back_place: Place | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = self._header()
        outer.addWidget(self.top)
        self.banner = Banner()
        self._banner_row = QHBoxLayout()
        self._banner_row.setContentsMargins(SPACE.huge, 0, SPACE.huge, 0)
        self._banner_row.addWidget(self.banner)
        outer.addLayout(self._banner_row)
        content = _Content()
        content.setProperty("kind", "body")
        inner = QVBoxLayout(content)
        inner.setContentsMargins(SPACE.huge, SPACE.medium, SPACE.huge, SPACE.large)
        self.body = QVBoxLayout()
        inner.addLayout(self.body, 1 if self.fills else 0)
        self.body.setSpacing(SPACE.large)
        content.keeps_room = self.fills and self.keeps_room
        if self.fills and not self.keeps_room:
            outer.addWidget(content, 1)
        else:
            if not self.fills:
                inner.addStretch(1)
            self.scroller = QScrollArea()
            self.scroller.setFrameShape(QFrame.Shape.NoFrame)
            self.scroller.setWidgetResizable(True)
            self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.scroller.setWidget(content)
            outer.addWidget(self.scroller, 1)
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.focusChanged.connect(self._on_focus)
        self._rest = QWidget()
        self._rest.hide()
        outer.addWidget(self._rest, 1)
        desk.changed.connect(self._on_changed)

    @property
    def is_about_record(self) -> bool:
        """Whether the page shows a record that somebody may want to come back to."""
        return bool(self.place.refs) and self.stays and self._was_answered

    def reload(self) -> None:
        """Ask the office for what the page shows."""

    def leave(self) -> None:
        """The page is about to be left: keep what must not be lost."""

    def primary(self) -> Button | None:
        """The main button of the page, which Ctrl+Enter presses."""
        return main_button(self)

    def add(self, widget: W) -> W:
        """Add a part to the body, at the left where it is narrower than the page, and return it."""
        if widget.maximumWidth() < WIDEST:
            self.body.addLayout(left(widget))
        else:
            self.body.addWidget(widget)
        return widget

    def set_title(self, title: str, under: str = "") -> None:
        """Show a title, and a line under it."""
        self.title.setText(title)
        self.under.setText(under)
        self.under.setVisible(bool(under))
        self.setAccessibleName(title)
        self.retitled.emit(title)

    def set_status(self, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a status tag beside the title."""
        self.status.show_status(words, tone)

    def add_action(self, button: Button) -> Button:
        """Put a button at the right of the header, and return it."""
        self.action_row.addWidget(button)
        return button

    def set_back(self, words: str, place: Place | None = None) -> None:
        """Offer a way back above the title: to ``place``, else to where the person came from."""
        self.back_link.setText(f"< {words}")
        self.back_link.setAccessibleName(f"Back to {words}")
        self.back_link.show()
        self._back_place = place

    def ask(self, query: Handler[C, R], question: C, then: Callable[[R], None]) -> None:
        """Ask a question. An answer that a later question overtook is not shown."""
        self._asked += 1
        number = self._asked

        def show(answer: R) -> None:
            if number == self._asked:
                self._was_answered = True
                self._open_again()
                then(answer)
                self.loaded.emit()

        def refuse(problem: PanelappError) -> None:
            is_first = not self._was_answered
            if isinstance(problem, NotFound) or (is_first and isinstance(problem, NotAllowed)):
                self._close_off()
            self.show_problem(problem)

        self.desk.ask(self, query, question, show, refuse)

    def ask_beside(self, query: Handler[C, R], question: C, then: Callable[[R], None]) -> None:
        """Ask a second question, whose answer does not depend on the first."""
        self.desk.ask(self, query, question, then, self.show_problem)

    def submit(
        self,
        handler: Handler[C, R],
        command: C,
        then: Callable[[R], None] | None = None,
        *,
        form: Form | None = None,
        said: str = "",
    ) -> None:
        """Run an action. A refusal is shown in ``form``, else in the banner.

        ``said`` is what a screen reader says once it is done: "Attendance saved".
        """

        def finish(value: R) -> None:
            self.banner.dismiss()
            if said:
                announce(self, said)
            if then is not None:
                then(value)

        self.desk.submit(
            self, handler, command, finish, form.show_refusal if form else self.show_problem
        )

    def show_problem(self, problem: PanelappError) -> None:
        """Show a refusal in the banner."""
        self.banner.show_problem(problem)

    def _close_off(self) -> None:
        """Leave only the banner and the way back: what was never answered has no buttons.

        What was answered before and is gone now, such as a case with an interest that was declared
        since, shows nothing of it any more.
        """
        kept = (self.top, self.banner, self._rest)
        parts = [part for part in self._outset() if part not in kept and not part.isHidden()]
        for part in parts:
            part.hide()
        self._closed += parts
        self._rest.show()
        if self._was_answered or not self.title.text():
            self._was_answered = False
            self.set_status("")
            self.set_title("This page cannot be shown")

    def _outset(self) -> Iterator[QWidget]:
        """The parts that the page is made of, and the buttons of its header."""
        for layout in (self.layout(), self.action_row):
            for at in range(layout.count() if layout is not None else 0):
                item = layout.itemAt(at) if layout is not None else None
                part = item.widget() if item is not None else None
                if part is not None:
                    yield part

    def _open_again(self) -> None:
        self._rest.hide()
        while self._closed:
            self._closed.pop().show()

    def go(self, place: Place) -> None:
        """Ask for another place."""
        self.navigate.emit(place)

    def _header(self) -> QWidget:
        header = QWidget()
        outer = QVBoxLayout(header)
        outer.setContentsMargins(SPACE.huge, SPACE.medium, SPACE.huge, SPACE.small)
        outer.setSpacing(0)
        self.back_link = Button("", self._go_back, "link")
        self.back_link.hide()
        outer.addWidget(self.back_link)
        line = QHBoxLayout()
        line.setSpacing(SPACE.medium)
        self.title = Words(kind="title")
        self.status = StatusTag()
        line.addWidget(self.title, 0)
        line.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        self.action_row = QHBoxLayout()
        self.action_row.setSpacing(SPACE.small)
        line.addLayout(self.action_row)
        outer.addLayout(line)
        self.under = Words(kind="muted")
        self.under.hide()
        outer.addWidget(self.under)
        return header

    def _go_back(self) -> None:
        if self._back_place is not None:
            self.go(self._back_place)
        else:
            self.back.emit()

    @Slot(QWidget, QWidget)
    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Scroll to a part that the keyboard came to from outside; Qt does it from inside only."""
        if now is not None and self.scroller.isAncestorOf(now):
            self._bring_into_view()
            # What was only just shown gets its place when Qt comes to it.
            QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        """Scroll to the part that has the keyboard, if nothing of it is in view."""
        now = QApplication.focusWidget()
        if now is not None and self.scroller.isAncestorOf(now) and now.visibleRegion().isEmpty():
            self.scroller.ensureWidgetVisible(now)

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & self.topics and self.isVisible():
            self.reload()

    def focus_start(self) -> None:
        """Put the keyboard where work on the page begins: its first part that takes it."""
        for widget in self._in_order():
            takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            is_there = widget.isVisibleTo(self) and widget.isEnabled()
            is_frame = widget is self.banner or self.top.isAncestorOf(widget)
            if takes_keys and is_there and not is_frame:
                _first_of(widget).setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_order(self) -> Iterator[QWidget]:
        """The parts of the page in the order of the Tab key."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if self.isAncestorOf(widget):
                yield widget
            widget = widget.nextInFocusChain()

    def find_here(self) -> None:
        """Put the keyboard into the filter of the page, where it has one (Ctrl+F)."""
        for field in self.findChildren(QLineEdit, "filter"):
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()
            return


def _first_of(widget: QWidget) -> QWidget:
    """Where the keyboard begins with a part: of several choices at the one that is made."""
    group = widget.group() if isinstance(widget, QRadioButton) else None
    return (group.checkedButton() if group is not None else None) or widget
