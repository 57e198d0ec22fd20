"""Keeps what is typed inside the encrypted file, and brings it back after a crash.

Text is kept within a second of the first key that was not kept yet, so that at most two seconds
of typing can be lost whatever happens to the computer.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from panelapp.actions.drafts import DiscardDraft, KeepDraft, discard_draft, keep_draft
from panelapp.domain.values import long_date
from panelapp.queries.drafts import DraftQuestion, DraftRow
from panelapp.queries.drafts import draft as draft_kept
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.domain.errors import PanelappError
    from ui.components.form import Form
    from ui.components.page import Page

KEEP_AFTER = 800
"""Milliseconds from the first key that was not kept yet."""


class DraftKeeper(QObject):
    """Keeps the text of one form of a page until it is saved or given up."""

    settled = Signal()
    """Emitted once it is known whether there was text to bring back."""

    def __init__(self, page: Page, form: Form, key: str) -> None:
        """Keep the text of ``form`` under ``key``, which names the form and its records."""
        super().__init__(page)
        self._page, self._form, self._key = page, form, key
        self._is_kept = False
        self._is_restoring = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.flush)
        form.entered.connect(self._on_entered)

    @property
    def holds_text(self) -> bool:
        """Whether something is typed that was not saved yet."""
        return self._is_kept or self._timer.isActive()

    def restore(self) -> None:
        """Bring back what was kept, say so, and offer to start again without it."""
        desk = self._page.desk
        desk.ask(
            self._page, draft_kept, DraftQuestion(key=self._key), self._bring_back, self._failed
        )

    def flush(self) -> None:
        """Keep what is typed now, without waiting."""
        self._timer.stop()
        desk, command = self._page.desk, KeepDraft(key=self._key, fields=self._form.draft())
        office = desk.office
        self._is_kept = True
        desk.work(
            self,
            lambda: office.execute(keep_draft, command),
            lambda _: self._on_kept(),
            self._failed,
        )

    def leave(self) -> None:
        """Keep what was typed since the last time, if anything was."""
        if self._timer.isActive():
            self.flush()

    def done(self) -> None:
        """Forget the draft: what it held was saved, or is not wanted."""
        self._timer.stop()
        if not self._is_kept:
            return
        self._is_kept = False
        desk, command = self._page.desk, DiscardDraft(key=self._key)
        office = desk.office
        desk.work(
            self, lambda: office.execute(discard_draft, command), lambda _: None, self._failed
        )

    def _on_entered(self) -> None:
        if not self._is_restoring and not self._timer.isActive():
            self._timer.start()
            self._page.desk.typed.emit(True)  # noqa: FBT003 - a signal takes no names

    def _on_kept(self) -> None:
        desk = self._page.desk
        desk.kept.emit(datetime.now(UTC))
        if not self._timer.isActive():
            desk.typed.emit(False)  # noqa: FBT003 - a signal takes no names

    def _bring_back(self, draft: DraftRow | None) -> None:
        if draft is not None and draft.fields:
            self._is_kept = True
            before = self._form.draft()
            self._show(dict(draft.fields))
            at = draft.saved_at.astimezone()
            self._page.banner.show_message(
                f"The text that you typed on {long_date(at.date())} at {at:%H:%M} was not saved "
                "then. It is back in the form.",
                Tone.INFO,
                heading="Your text is back",
                actions=(("Start again without it", lambda: self._start_again(before)),),
            )
        self.settled.emit()

    def _start_again(self, before: dict[str, str]) -> None:
        self._page.banner.dismiss()
        self._show({name: before.get(name, "") for name in (*self._form.draft(), *before)})
        self.done()

    def _show(self, fields: dict[str, str]) -> None:
        self._is_restoring = True
        try:
            self._form.set_draft(fields)
        finally:
            self._is_restoring = False

    def _failed(self, problem: PanelappError) -> None:
        self._page.show_problem(problem)
