"""How tests look at a window as somebody who uses the keyboard or a screen reader does."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_WAY = 400


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every part of a window that can be seen now, scrolled to or not."""
    return (part for part in window.findChildren(QWidget) if part.isVisibleTo(window))


def words_shown(window: QWidget) -> list[str]:
    """Every label and button that can be read now."""
    return [part.text() for part in shown(window) if isinstance(part, QLabel | QAbstractButton)]


def takes_keys(window: QWidget) -> list[QWidget]:
    """Every enabled part that somebody must be able to reach with Tab."""
    return [
        part
        for part in shown(window)
        if part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not _is_inside_a_field(part)
    ]


def tab_round(window: QWidget, *, backwards: bool = False) -> list[QWidget]:
    """The parts that Tab visits, from where the keyboard is until it is there again."""
    start = QApplication.focusWidget()
    assert start is not None
    visited = [start]
    key = Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab
    for _ in range(LONGEST_WAY):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        now = QApplication.focusWidget()
        if now is start:
            return visited
        assert now is not None, f"the keyboard was lost after {told(visited[-1])}"
        assert now is not visited[-1], f"Tab does not leave {told(now)}"
        visited.append(now)
    raise AssertionError(f"Tab never came back to {told(start)}")


def unreached(window: QWidget, visited: list[QWidget]) -> list[str]:
    """The parts that Tab did not visit. Of radio buttons one stands for all: arrows do the rest."""
    groups = {part.group() for part in visited if isinstance(part, QRadioButton)}
    return [
        told(part)
        for part in takes_keys(window)
        if part not in visited and not (isinstance(part, QRadioButton) and part.group() in groups)
    ]


def spoken_name(part: QWidget) -> str:
    """What a screen reader calls a part."""
    if isinstance(part, QComboBox):
        # Qt gives the text of a combo box as its name here, whatever it is called.
        return part.accessibleName() or _buddy_of(part)
    interface = QAccessible.queryAccessibleInterface(part)
    return interface.text(QAccessible.Text.Name)


def nameless(window: QWidget) -> list[str]:
    """The parts that take the keyboard and that a screen reader has no name for."""
    return [told(part) for part in takes_keys(window) if not spoken_name(part).strip()]


def too_small(window: QWidget) -> list[str]:
    """What somebody must hit with a pointer and is under 24 pixels in either way (WCAG 2.5.8)."""
    return [
        f"{told(part)} is {part.width()} x {part.height()}"
        for part in takes_keys(window)
        if not isinstance(part, QAbstractScrollArea) and min(part.width(), part.height()) < 24
    ]


def cut_words(window: QWidget) -> list[str]:
    """Labels and buttons whose words need more room than they have."""
    return [
        f"{told(part)} needs {needed.size().toTuple()}, has {part.size().toTuple()}"
        for part in shown(window)
        if isinstance(part, QLabel | QAbstractButton) and not part.size().isEmpty()
        for needed in [_room_needed(part)]
        if needed.width() > part.width() + 1 or needed.height() > part.height() + 1
    ]


def outside(window: QWidget) -> list[str]:
    """Parts that reach beyond the part that holds them, where nothing scrolls."""
    return [
        told(part)
        for part in shown(window)
        if isinstance(part, QLabel | QAbstractButton)
        for parent in [part.parentWidget()]
        if parent is not None and not parent.rect().adjusted(-2, -2, 2, 2).contains(part.geometry())
    ]


def order_faults(window: QWidget, visited: list[QWidget]) -> list[str]:
    """Where the keyboard jumps upwards within one column: reading goes down, then right."""
    faults = []
    for one, other in pairwise(visited):
        scrolls_together = _scroller_of(one) is _scroller_of(other)
        a, b = (
            _spot(part, window) if scrolls_together else _place(part, window)
            for part in (one, other)
        )
        goes_back_up = b.bottom() < a.top() and b.left() <= a.left()
        goes_back_left = abs(b.center().y() - a.center().y()) < 4 and b.right() < a.left()
        if goes_back_up or goes_back_left:
            faults.append(f"{told(one)} -> {told(other)}")
    return faults


def taken_by_the_wheel(window: QWidget) -> list[str]:
    """Choices and numbers that the wheel would change in passing."""
    return [
        told(part)
        for part in shown(window)
        if isinstance(part, QComboBox | QSpinBox)
        and part.focusPolicy() is Qt.FocusPolicy.WheelFocus
    ]


def keys(window: QWidget) -> list[str]:
    """Every shortcut that works in the window now, as ``Ctrl+S``."""
    of_actions = [
        key
        for action in window.findChildren(QAction)
        for parent in [action.parent()]
        if not isinstance(parent, QWidget) or parent.isVisibleTo(window)
        for key in action.shortcuts()
    ]
    of_buttons = [
        button.shortcut()
        for button in window.findChildren(QPushButton)
        if button.isVisibleTo(window)
    ]
    written = [key.toString() for key in of_actions + of_buttons]
    return [key for key in written if key]


def mnemonics(page: QWidget) -> list[str]:
    """Every part of a page that a letter with Alt leads to, as ``Alt+F``."""
    return [
        key
        for part in shown(page)
        if isinstance(part, QLabel | QAbstractButton)
        and (isinstance(part, QAbstractButton) or part.buddy() is not None)
        and (key := QKeySequence.mnemonic(part.text()).toString())
    ]


def told(part: QWidget) -> str:
    """A part as a failing test names it."""
    words = part.text() if isinstance(part, QLabel | QAbstractButton) else part.accessibleName()
    return f"{type(part).__name__} {words!r}"


def _room_needed(part: QLabel | QAbstractButton) -> QRect:
    if isinstance(part, QLabel) and part.wordWrap():
        longest = max(
            (part.fontMetrics().horizontalAdvance(w) for w in part.text().split()), default=0
        )
        return QRect(0, 0, min(longest, part.width() + 2), part.heightForWidth(part.width()))
    hint = part.minimumSizeHint() if part.layout() else part.sizeHint()
    return QRect(QPoint(0, 0), hint)


def _place(part: QWidget, window: QWidget) -> QRect:
    """Where a part is; one that is scrolled away is at the edge behind which it waits."""
    place = _spot(part, window)
    scroller = _scroller_of(part)
    if scroller is None:
        return place
    view = QRect(scroller.mapTo(window, QPoint(0, 0)), scroller.size())
    if place.top() > view.bottom():
        place.moveBottom(view.bottom())
    elif place.bottom() < view.top():
        place.moveTop(view.top())
    return place


def _spot(part: QWidget, window: QWidget) -> QRect:
    """Where a part is, seen or scrolled away."""
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def _scroller_of(part: QWidget) -> QWidget | None:
    parent = part.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _is_inside_a_field(part: QWidget) -> bool:
    """Whether a part is one that Qt makes inside another, such as the line of a spin box."""
    parent = part.parentWidget()
    return isinstance(parent, QComboBox | QSpinBox) or (
        isinstance(part, QTabBar) and not part.count()
    )


def _buddy_of(part: QWidget) -> str:
    labels = part.window().findChildren(QLabel)
    return next((label.text() for label in labels if label.buddy() is part), "")
