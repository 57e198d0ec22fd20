"""The one bridge between the window and the office: questions and actions go to its thread.

One thread owns the office, so that nothing is ever locked and no session is shared; a second one
does work that needs no office, such as drawing the pages of a document. Results come back on the
window's own thread, in the order in which they were asked for.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from panelapp.domain.progress import Stopped, unheard
from ui.errands import Errands, Executor, InlineExecutor

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.errors import PanelappError
    from panelapp.domain.progress import Progress
    from panelapp.office import Handler, Office, Outcome

__all__ = ["Desk", "Executor", "InlineExecutor"]

C = TypeVar("C")
R = TypeVar("R")


class LongWork(QObject):
    """What is heard of an action that takes long, and the way to stop it.

    It is handed to the desk as the action's progress, and called on the office's thread.
    ``was_given_up`` says whether it was stopped before it was done: nothing of it was kept then.
    """

    heard = Signal(str, int, int)
    """Emitted with what is being done, how many parts of it are done, and of how many."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is stopped yet."""
        super().__init__(parent)
        self._is_stopped = threading.Event()
        self.was_given_up = False

    def stop(self) -> None:
        """Ask for the work to be given up; whoever sent it hears :class:`Stopped`."""
        self._is_stopped.set()

    def __call__(self, what: str, done: int, of: int) -> None:
        """Pass on how far the work is, or give it up."""
        if self._is_stopped.is_set():
            self.was_given_up = True
            raise Stopped("You stopped this.", remedy="Nothing was changed.")
        self.heard.emit(what, done, of)


class Desk(Errands):
    """Where a screen puts a question or an action, and where the answer is brought back."""

    changed = Signal(object)
    """Emitted with the topics that an action changed."""
    acted = Signal(object, object)
    """Emitted with the handler and the outcome of an action."""
    typed = Signal(bool)
    """Emitted when text waits to be kept as a draft, and when none does any more."""
    kept = Signal(object)
    """Emitted with the instant at which text was last kept as a draft."""

    def __init__(
        self,
        office: Office,
        executor: Executor | None = None,
        drawing: Executor | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Work with an open office, which belongs to the desk's thread from now on."""
        super().__init__(executor, parent)
        self._office = office
        self._drawing = drawing or ThreadPoolExecutor(1, thread_name_prefix="drawing")
        self._long_works: list[LongWork] = []

    @property
    def office(self) -> Office:
        """The office, for what never touches its file (the name and roles of the user)."""
        return self._office

    def use(self, office: Office) -> None:
        """Go on with the same file in another role."""
        self._office = office

    def ask(
        self,
        owner: QObject,
        query: Handler[C, R],
        question: C,
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
    ) -> None:
        """Answer a question for ``owner``; nothing is told to an owner that is gone."""
        self.work(owner, lambda: self._office.read(query, question), then, failed)

    def submit(
        self,
        owner: QObject,
        handler: Handler[C, R],
        command: C,
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
        progress: Progress = unheard,
    ) -> None:
        """Run an action for ``owner``, then tell every screen what it changed.

        Long work that is under way when the desk closes is stopped.
        """
        self._begin_long(progress)

        def finish(outcome: Outcome[R]) -> None:
            self._end_long(progress)
            self.acted.emit(handler, outcome)
            if shiboken6.isValid(owner):
                then(outcome.value)
            self.changed.emit(outcome.topics)

        def give_up(problem: PanelappError) -> None:
            self._end_long(progress)
            if shiboken6.isValid(owner):
                failed(problem)

        self._send(
            self._executor,
            self,
            lambda: self._office.execute(handler, command, progress),
            finish,
            give_up,
        )

    def draw(
        self,
        owner: QObject,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
        progress: Progress = unheard,
    ) -> None:
        """Do work that needs no office, such as making the pages of a document.

        ``progress`` is what long work tells how far it is: it is stopped when the desk closes.
        """
        self._begin_long(progress)

        def finish(value: R) -> None:
            self._end_long(progress)
            if shiboken6.isValid(owner):
                then(value)

        def give_up(problem: PanelappError) -> None:
            self._end_long(progress)
            if shiboken6.isValid(owner):
                failed(problem)

        self._send(self._drawing, self, work, finish, give_up)

    def close(self) -> bool:
        """Stop or finish what is under way, then close the office.

        Says whether something long was given up, of which nothing was kept then.
        """
        long_works = tuple(self._long_works)
        for work in long_works:
            work.stop()
        self._drawing.shutdown(wait=True)
        closing = self._executor.submit(self._office.close)
        self.finish()
        closing.result()
        return any(work.was_given_up for work in long_works)

    def _begin_long(self, progress: Progress) -> None:
        """Keep long work, which must not be freed on the office's thread, until it is over."""
        if isinstance(progress, LongWork):
            progress.setParent(self)
            self._long_works.append(progress)

    def _end_long(self, progress: Progress) -> None:
        if isinstance(progress, LongWork):
            self._long_works.remove(progress)
            progress.deleteLater()
