"""Questions and actions go to one thread and come back on the window's own."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from panelapp.actions.agency import UpdateAgency, update_agency
from panelapp.actions.imports import ImportReport, ImportWorkbook, import_workbook
from panelapp.domain.errors import BadInput, PanelappError
from panelapp.domain.events import Topic
from panelapp.domain.progress import Stopped
from panelapp.queries.due_list import DueQuestion, DueRow, duties_due
from tests.unit.exchange.workbooks import book, saved, sound
from ui.desk import Desk, InlineExecutor, LongWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.factories import Panel


@pytest.fixture
def threaded(panel: Panel) -> Iterator[Desk]:
    desk = Desk(panel.adviser)
    yield desk
    desk.close()


def fail(problem: PanelappError) -> None:
    pytest.fail(str(problem))


def test_an_answer_comes_back_on_the_windows_own_thread(threaded: Desk, qtbot: QtBot) -> None:
    owner, threads = QObject(), list[threading.Thread]()

    def look(rows: list[DueRow]) -> None:
        threads.append(threading.current_thread())

    threaded.ask(owner, duties_due, DueQuestion(), look, fail)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread()]


def test_work_is_done_away_from_the_window(threaded: Desk, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[str]()
    threaded.work(owner, lambda: threading.current_thread().name, seen.append, fail)
    threaded.draw(owner, lambda: threading.current_thread().name, seen.append, fail)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert sorted(name.partition("_")[0] for name in seen) == ["drawing", "office"]


def test_an_action_tells_what_it_changed_after_its_own_answer(desk: Desk) -> None:
    told: list[object] = []
    desk.changed.connect(told.append)
    desk.submit(QObject(), update_agency, UpdateAgency(address="1 Example Row"), told.append, fail)
    assert told == [None, frozenset({Topic.AGENCY})]


def test_a_refusal_is_told_in_words_and_changes_nothing(desk: Desk) -> None:
    refusals: list[PanelappError] = []
    told: list[object] = []
    desk.changed.connect(told.append)
    desk.submit(QObject(), update_agency, UpdateAgency(name=" "), told.append, refusals.append)
    assert [type(one) for one in refusals] == [BadInput]
    assert told == []


def test_nothing_is_told_to_a_page_that_is_gone(panel: Panel, qtbot: QtBot) -> None:
    held: list[tuple[Callable[..., Any], Future[Any]]] = []

    class Late(InlineExecutor):
        def submit(self, work: Callable[..., Any], /, *given: Any) -> Future[Any]:  # noqa: ANN401
            later: Future[Any] = Future()
            held.append((work, later))
            return later

    desk = Desk(panel.adviser, Late(), InlineExecutor())
    owner, told = QWidget(), list[object]()
    desk.ask(owner, duties_due, DueQuestion(), told.append, fail)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _is_there(owner))
    ((work, later),) = held
    later.set_result(work())
    assert told == []


def _is_there(owner: QObject) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(owner))


def test_a_fault_of_the_program_reaches_the_last_resort(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda *raised: caught.append(raised[0]))

    def break_down() -> None:
        raise ZeroDivisionError

    desk.work(QObject(), break_down, lambda _: None, fail)
    assert caught == [ZeroDivisionError]


def test_busy_is_said_from_the_first_work_to_the_last(desk: Desk) -> None:
    said: list[bool] = []
    desk.busy.connect(said.append)
    desk.work(QObject(), lambda: None, lambda _: None, fail)
    assert said == [True, False]


class UntilStopped(LongWork):
    """Long work that goes on until somebody stops it."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = threading.Event()

    def stop(self) -> None:
        super().stop()
        self._asked.set()

    def __call__(self, what: str, done: int, of: int) -> None:
        super().__call__(what, done, of)
        self._asked.wait(30)


def an_import(tmp_path: Path) -> ImportWorkbook:
    return ImportWorkbook(path=saved(tmp_path, book(sound())))


def test_how_far_long_work_is_is_heard_on_the_windows_own_thread(
    threaded: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    owner, threads, done = QObject(), set[threading.Thread](), list[ImportReport]()
    work = LongWork()
    work.heard.connect(lambda *_: threads.add(threading.current_thread()))
    threaded.submit(owner, import_workbook, an_import(tmp_path), done.append, fail, work)
    qtbot.waitUntil(lambda: bool(done))
    assert done[0].ok
    assert threads == {threading.main_thread()}
    assert not work.was_given_up


def test_long_work_that_the_window_stops_changes_nothing_and_says_so(
    threaded: Desk, qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    owner, told, heard = QObject(), list[PanelappError](), list[str]()
    counted: list[list[tuple[Any, ...]]] = []
    work = UntilStopped()
    work.heard.connect(lambda what, *_: heard.append(what))
    threaded.submit(owner, import_workbook, an_import(tmp_path), fail_if_done, told.append, work)
    qtbot.waitUntil(lambda: bool(heard))
    work.stop()
    qtbot.waitUntil(lambda: bool(told))
    assert [type(one) for one in told] == [Stopped]
    threaded.work(owner, lambda: panel.rows("SELECT id FROM import_batch"), counted.append, fail)
    qtbot.waitUntil(lambda: bool(counted))
    assert counted == [[]]


def test_a_desk_that_closes_gives_long_work_up_and_says_so(
    panel: Panel, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, owner = Desk(panel.adviser), QObject()
    heard, told = list[str](), list[PanelappError]()
    work = UntilStopped()
    work.heard.connect(lambda what, *_: heard.append(what))
    desk.submit(owner, import_workbook, an_import(tmp_path), fail_if_done, told.append, work)
    qtbot.waitUntil(lambda: bool(heard))
    assert desk.close()
    qtbot.waitUntil(lambda: [type(one) for one in told] == [Stopped])


def test_a_desk_that_closes_with_nothing_under_way_gave_nothing_up(panel: Panel) -> None:
    assert not Desk(panel.adviser).close()


def fail_if_done(report: ImportReport) -> None:
    pytest.fail(f"imported {report.rows}")


def test_a_page_that_asks_on_after_the_close_is_passed_over(panel: Panel, qtbot: QtBot) -> None:
    desk = Desk(panel.adviser)
    owner, told = QObject(), list[object]()

    def ask_on(rows: list[DueRow]) -> None:
        told.append(rows)
        desk.ask(owner, duties_due, DueQuestion(), told.append, fail)

    desk.ask(owner, duties_due, DueQuestion(), ask_on, fail)
    desk.close()
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
