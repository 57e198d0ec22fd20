"""Work that must not keep the window waiting: done on another thread, its result brought back."""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from panelapp.domain.errors import PanelappError

if TYPE_CHECKING:
    from collections.abc import Callable

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


class Errands(QObject):
    """Takes work on and brings back what came of it, in the order in which it was given."""

    busy = Signal(bool)
    """Emitted when the first work is taken on and when the last is done."""
    _hop = Signal(object)

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        """Work on one thread of its own, or wherever ``executor`` does."""
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="office")
        self._under_way = 0
        self._is_finished = False
        self._hop.connect(self._land)

    def work(
        self,
        owner: QObject,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
    ) -> None:
        """Do work for ``owner``; nothing is told to an owner that is gone."""
        self._send(self._executor, owner, work, then, failed)

    def finish(self) -> None:
        """Wait for what is under way, and pass over whatever a page still asks for."""
        self._is_finished = True
        self._executor.shutdown(wait=True)

    def _send(
        self,
        executor: Executor,
        owner: QObject,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[PanelappError], None],
    ) -> None:
        if self._is_finished:
            return
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
