"""A fault of the program: a calm sentence, a report without names, and the window goes on."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest

from panelapp.config import user_folder
from ui.components.words import Words
from ui.crash import CrashDialog, CrashReporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("appearance")
SECRET = "Ada Example, born 2014"


@pytest.fixture
def reporter(qapp: QApplication, qtbot: QtBot) -> Iterator[CrashReporter]:
    before = sys.excepthook, threading.excepthook
    made = CrashReporter(qapp)
    yield made
    sys.excepthook, threading.excepthook = before
    made.deleteLater()


def break_down() -> None:
    raise ValueError(SECRET)


def dialogs(qapp: QApplication) -> list[CrashDialog]:
    return [w for w in qapp.topLevelWidgets() if isinstance(w, CrashDialog) and w.isVisible()]


def raise_by_hook() -> None:
    try:
        break_down()
    except ValueError as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)


def test_a_fault_is_said_calmly_and_reported_without_names(
    reporter: CrashReporter, qapp: QApplication
) -> None:
    raise_by_hook()
    (dialog,) = dialogs(qapp)
    said = " ".join(words.text() for words in dialog.findChildren(Words))
    assert "Something went wrong in the program (reference " in said
    assert "Traceback" not in said
    reports = [path.read_text() for path in (user_folder() / "faults").iterdir()]
    assert reports
    for text in (said, *reports):
        assert "Ada" not in text
    dialog.accept()


def test_a_second_fault_opens_no_second_dialog(reporter: CrashReporter, qapp: QApplication) -> None:
    raise_by_hook()
    raise_by_hook()
    (dialog,) = dialogs(qapp)
    dialog.accept()
    raise_by_hook()
    (another,) = dialogs(qapp)
    another.accept()


def test_a_fault_on_another_thread_is_said_too(
    reporter: CrashReporter, qapp: QApplication, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(dialogs(qapp)))
    dialogs(qapp)[0].accept()
