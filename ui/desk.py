"""The one bridge between the window and the office: questions and actions go to its thread.

One thread owns the office, so that nothing is ever locked and no session is shared; a second one
does work that needs no office, such as drawing the pages of a document. Results come back on the
window's own thread, in the order in which they were asked for.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from panelapp.domain.errors import PanelappError

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.office import Handler, Office, Outcome

C = TypeVar("C")
R = TypeVar("R")


class Executor(Protocol):
    """Runs work some time, on some thread."""

    def submit(self, work: Callable[..., R], /, *given: Any) -> Future[R]:  # noqa: ANN401 - any
        """Take work on."""

    def shutdown(self, wait: bool = ...) -> None:  # noqa: FBT001 - as concurrent.futures has it
        """Take no more work."""


class InlineExecutor:
    """Runs work at once, on the thread that asks: for tests and pictures."""

    def submit(self, work: Callable[..., R], /, *given: Any) -> Future[R]:  # noqa: ANN401 - any
        """Do the work and return what came of it."""
        done: Future[R] = Future()
        try:
            done.set_result(work(*given))
        except Exception as error:
            done.set_exception(error)
        return done

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002 - as the protocol
        """Nothing is ever under way."""


class Desk(QObject):
    """Where a screen puts a question or an action, and where the answer is brought back."""

    changed = Signal(object)
    """Emitted with the topics that an action changed."""
    acted = Signal(object, object)
    """Emitted with the handler and the outcome of an action."""
    busy = Signal(bool)
    """Emitted when the first work is taken on and when the last is done."""
    typed = Signal(bool)
    """Emitted when text waits to be kept as a draft, and when none does any more."""
    kept = Signal(object)
    """Emitted with the instant at which text was last kept as a draft."""
    _hop = Signal(object)

    def __init__(
        self,
        office: Office,
        executor: Executor | None = None,
        drawing: Executor | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Work with an open office, which belongs to the desk's thread from now on."""
        super().__init__(parent)
        self._office = office
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="office")
        self._drawing = drawing or ThreadPoolExecutor(1, thread_name_prefix="drawing")
        self._under_way = 0
        self._hop.connect(self._land)

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
    ) -> None:
        """Run an action for ``owner``, then tell every screen what it changed."""

        def finish(outcome: Outcome[R]) -> None:
            self.acted.emit(handler, outcome)
            if shiboken6.isValid(owner):
                then(outcome.value)
            self.changed.emit(outcome.topics)

        self._send(
            self._executor,
            self,
            lambda: self._office.execute(handler, command),
            finish,
            _if_there(owner, failed),
        )

    def work(
        self,
        owner: QObject,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
    ) -> None:
        """Do other work of the office, such as a backup, on its thread."""
        self._send(self._executor, owner, work, then, failed)

    def draw(
        self,
        owner: QObject,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
    ) -> None:
        """Do work that needs no office, such as making the pages of a document."""
        self._send(self._drawing, owner, work, then, failed)

    def close(self) -> None:
        """Finish what is under way, then close the office."""
        self._drawing.shutdown(wait=True)
        closing = self._executor.submit(self._office.close)
        self._executor.shutdown(wait=True)
        closing.result()

    def _send(
        self,
        executor: Executor,
        owner: QObject,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
    ) -> None:
        self._under_way += 1
        if self._under_way == 1:
            self.busy.emit(True)  # noqa: FBT003 - a signal takes no names

        def land(done: Future[R]) -> None:
            self._hop.emit(lambda: self._finish(done, owner, then, failed))

        executor.submit(work).add_done_callback(land)

    @Slot(object)
    def _land(self, landing: Callable[[], None]) -> None:
        landing()

    def _finish(
        self,
        done: Future[R],
        owner: QObject,
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
    ) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self.busy.emit(False)  # noqa: FBT003 - a signal takes no names
        if not shiboken6.isValid(owner):
            return
        error = done.exception()
        if error is None:
            then(done.result())
        elif isinstance(error, PanelappError):
            failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


def _if_there(
    owner: QObject, failed: Callable[[PanelappError], None]
) -> Callable[[PanelappError], None]:
    def tell(problem: PanelappError) -> None:
        if shiboken6.isValid(owner):
            failed(problem)

    return tell
