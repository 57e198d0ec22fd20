"""One form at a time in place of the case, with its text kept until it is saved or given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.drafts import DraftKeeper
from ui.components.tab_order import follow_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.components.form import Form
    from ui.components.page import Page


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a panel says: its heading, a line below it, and its button.

    Under ``key`` the text of its form is kept; nothing is kept without one.
    """

    heading: str
    act: str
    words: str = ""
    key: str = ""
    is_dangerous: bool = False


class Panels:
    """The view of a case, or a form in its place."""

    def __init__(self, page: Page, view: QWidget, about: str) -> None:
        """Show ``view`` on ``page`` until a form is opened; ``about`` is the case."""
        self._page, self._view, self._about = page, view, about
        self._keeper: DraftKeeper | None = None
        self.shown = OneAtATime(view)

    def open(self, asked: Asked, form: Form, send: Callable[[dict[str, Any]], object]) -> None:
        """Open a form; ``send`` gets its answers once nothing is wrong with them."""
        self._page.banner.dismiss()
        self._page.scroller.verticalScrollBar().setValue(0)
        panel = ActPanel(
            asked.heading,
            form,
            asked.act,
            lambda: form.send_to(send),
            self.close,
            words=asked.words,
            kind="danger" if asked.is_dangerous else "primary",
        )
        self.shown.open(panel)
        follow_reading(self._page.top, self._page.banner, panel)
        if asked.key:
            self._keeper = DraftKeeper(self._page, form, f"case/{self._about}/{asked.key}")
            self._keeper.restore()

    def close(self, _: object = None) -> None:
        """Show the case again: what the form asked was saved, or given up."""
        if self._keeper is not None:
            self._keeper.done()
            self._keeper = None
        self.shown.close_panel()
        follow_reading(self._page.top, self._page.banner, self._view)

    def leave(self) -> None:
        """Keep what is typed in a form that is open."""
        if self._keeper is not None:
            self._keeper.leave()
