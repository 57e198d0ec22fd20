"""Everything that can be done now, as the menus and the page offer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from ui.components.button import Button

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ui.components.page import Page
    from ui.frame.menus import Menus

ON_PAGE = "This page"


@dataclass(frozen=True, kw_only=True)
class Command:
    """One thing to do: its words, where it stands, its keys, and why it cannot be done now."""

    words: str
    where: str
    run: Callable[[], object]
    keys: str = ""
    is_able: bool = True
    why_not: str = ""


def commands_of(menus: Menus, page: Page, *, beside: QAction) -> tuple[Command, ...]:
    """What somebody can do now ``beside`` one action: first on the page shown, then anywhere.

    Of two ways to one thing the first is given. What is hidden from a role is no command, so nothing is offered that its role may not do.
    """
    every = (*_of_page(page), *_of_menus(menus, beside))
    first_of_words = {command.words: command for command in reversed(every)}
    return tuple(command for command in every if first_of_words[command.words] is command)


def _of_page(page: Page) -> Iterator[Command]:
    for button in page.findChildren(Button):
        if _is_offered(button, page):
            yield Command(
                # What follows a colon is what it is done to, which the page shows.
                words=_without_marks(button.accessibleName().partition(":")[0]),
                where=ON_PAGE,
                run=_pressing(button),
                keys=_written([button.shortcut()]),
                is_able=button.isEnabled(),
                why_not=button.whatsThis(),
            )
    yield from _of_actions(page.actions(), ON_PAGE)


def _of_menus(menus: Menus, beside: QAction) -> Iterator[Command]:
    for menu in menus.in_order:
        actions = (action for action in menu.actions() if action is not beside)
        yield from _of_actions(actions, _without_marks(menu.title()))


def _of_actions(actions: Iterable[QAction], where: str) -> Iterator[Command]:
    for action in actions:
        if action.isVisible() and not action.isSeparator():
            yield Command(
                words=_without_marks(action.text()),
                where=where,
                run=action.trigger,
                keys=_written(action.shortcuts()),
                is_able=action.isEnabled(),
                why_not=action.whatsThis(),
            )


def _is_offered(button: Button, page: Page) -> bool:
    """Whether a button is one of what the page is for, not one of the rows that it shows."""
    is_main = button.property("kind") == "primary"
    is_at_top = page.action_row.indexOf(button) >= 0
    return button.isVisible() and (is_main or is_at_top or not button.shortcut().isEmpty())


def _pressing(button: Button) -> Callable[[], None]:
    def press() -> None:
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.click()

    return press


def _written(keys: Iterable[QKeySequence]) -> str:
    """The first of some keys as this system writes it."""
    native = QKeySequence.SequenceFormat.NativeText
    return next((key.toString(native) for key in keys if not key.isEmpty()), "")


def _without_marks(words: str) -> str:
    return words.replace("&", "").strip("<> ")
