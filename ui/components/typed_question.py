"""What is asked while somebody types: always the newest, never one behind the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from panelapp.domain.errors import PanelappError
    from panelapp.office import Handler
    from ui.desk import Desk

Q = TypeVar("Q")
R = TypeVar("R")


class TypedQuestion(Generic[Q, R]):
    """Puts what is typed to the office, one question at a time.

    What is typed while an answer is under way is asked as soon as that answer came, which is shown
    to nobody then. So no letter waits behind the answers to those before it, and none is lost.
    """

    def __init__(
        self,
        desk: Desk,
        owner: QObject,
        query: Handler[Q, R],
        show: Callable[[Q, R], None],
        fail: Callable[[PanelappError], None],
    ) -> None:
        """Nothing is asked yet; answers are shown for as long as ``owner`` is there."""
        self._desk, self._owner, self._query = desk, owner, query
        self._show, self._fail = show, fail
        self._asked: Q | None = None
        self._wanted: Q | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the answer to what was wanted last has not come yet."""
        return self._wanted is not None

    def put(self, question: Q) -> None:
        """Ask this now, or as soon as the answer under way has come."""
        self._wanted = question
        if self._asked is None:
            self._ask()

    def drop(self) -> None:
        """Want nothing any more; an answer under way is shown to nobody."""
        self._wanted = None

    def _ask(self) -> None:
        self._asked = self._wanted
        if self._asked is not None:
            self._desk.ask(self._owner, self._query, self._asked, self._on_answer, self._on_failure)

    def _on_answer(self, answer: R) -> None:
        if (question := self._settled()) is not None:
            self._show(question, answer)

    def _on_failure(self, problem: PanelappError) -> None:
        if self._settled() is not None:
            self._fail(problem)

    def _settled(self) -> Q | None:
        """The question that was just answered, unless another is wanted, which is asked then."""
        asked, self._asked = self._asked, None
        # The same words asked again are another question: a role may have changed between them.
        if asked is not None and asked is self._wanted:
            self._wanted = None
            return asked
        self._ask()
        return None
