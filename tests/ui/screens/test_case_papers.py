"""Papers as they come to a case from the computer's folders, and what is done with them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from panelapp.domain.vocabulary import UserRole
from panelapp.exchange.papers import LARGEST
from panelapp.queries.case_page import CasePageQuestion, case_page
from tests.factories import case, heard_item
from tests.ui.pages import buttons, open_page, press, settle, words
from ui.components.place import Place
from ui.screens.case.arriving import looked_at
from ui.screens.case.forms import title_of
from ui.screens.case.page import CasePage
from ui.screens.case.view import TABS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from panelapp.queries.case_page import PaperRow
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")
PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n and a picture"


def papers_of(panel: Panel, ref: str) -> tuple[PaperRow, ...]:
    return panel.adviser.read(case_page, CasePageQuestion(case=ref)).papers


def file(folder: Path, name: str, content: bytes = b"A report.") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def opened(qtbot: QtBot, panel: Panel, ref: str, *more: str) -> CasePage:
    return open_page(qtbot, CasePage, panel.adviser, Place("case", ref, *more))


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def entering(data: QMimeData, at: QPointF) -> QDragEnterEvent:
    action, mouse = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    return QDragEnterEvent(at.toPoint(), action, data, mouse, Qt.KeyboardModifier.NoModifier)


def letting_go(data: QMimeData, at: QPointF) -> QDropEvent:
    action, mouse = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    return QDropEvent(at, action, data, mouse, Qt.KeyboardModifier.NoModifier)


def drop(page: CasePage, *paths: Path, on: QWidget | None = None) -> bool:
    """Drag files over the window at a part of the page and let go; say whether they were taken."""
    part = on or page
    window = page.window().windowHandle()
    assert window is not None
    at = QPointF(part.mapTo(page.window(), part.rect().center()))
    data = dragged(*paths)
    event = entering(data, at)
    QApplication.sendEvent(window, event)
    if event.isAccepted():
        QApplication.sendEvent(window, letting_go(data, at))
    settle()
    return event.isAccepted()


@pytest.mark.parametrize("tab", TABS)
def test_files_are_dropped_on_any_tab(qtbot: QtBot, panel: Panel, tmp_path: Path, tab: str) -> None:
    ref = case(panel)
    page = opened(qtbot, panel, ref, tab)
    assert drop(page, file(tmp_path, "medical_advice-2.txt"), on=page.view)
    press(page, "Add 1 paper", Qt.Key.Key_Return)
    [paper] = papers_of(panel, ref)
    assert (paper.title, paper.file_name) == ("Medical advice 2", "medical_advice-2.txt")
    assert page.view.tabs.tabText(page.view.tabs.currentIndex()) == "Papers (1)"


def test_the_page_says_what_letting_go_will_do(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    page = opened(qtbot, panel, case(panel))
    zone = page.view.drop_zone
    data = dragged(file(tmp_path, "a.txt"))
    QApplication.sendEvent(page, entering(data, QPointF(5, 5)))
    assert "Let go to add these files." in words(zone)
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert "Drop files anywhere on this page, or" in words(zone)


def test_thirty_mixed_files_are_told_apart_and_each_refusal_is_said(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    good = [
        *(file(tmp_path, f"report_{n}.pdf", PDF + b"%d" % n) for n in range(8)),
        *(file(tmp_path, f"photo-{n}.png", PNG + b"%d" % n) for n in range(4)),
        *(file(tmp_path, f"Notes {n}.txt", b"Note %d" % n) for n in range(8)),
    ]
    twice = [file(tmp_path, f"copy of notes {n}.txt", b"Note %d" % n) for n in range(2)]
    false = [file(tmp_path, f"false_{n}.pdf", b"no PDF %d" % n) for n in range(2)]
    kinds = [file(tmp_path, f"program_{n}.exe", b"MZ") for n in range(3)]
    empty = file(tmp_path, "empty.txt", b"")
    folders = [tmp_path / "folder one", tmp_path / "folder two"]
    for folder in folders:
        folder.mkdir()
    large = file(tmp_path, "large.pdf")
    with large.open("r+b") as stream:
        stream.truncate(LARGEST + 1)
    gone = tmp_path / "gone.txt"
    everything = [*good, *twice, *false, *kinds, empty, *folders, large]
    assert len(everything) == 31
    ref = case(panel)
    page = opened(qtbot, panel, ref)
    assert drop(page, *everything, gone)
    before = page.banner.text
    assert "folder one, folder two: This is a folder." in before
    assert "program_0.exe, program_1.exe, program_2.exe: The selected file must be" in before
    assert "empty.txt: The selected file is empty." in before
    assert "large.pdf: The selected file must be smaller than 50 MB." in before
    assert "gone.txt: The file cannot be read." in before
    assert papers_of(panel, ref) == ()
    press(page, "Add 24 papers", Qt.Key.Key_Return)
    assert [paper.file_name for paper in papers_of(panel, ref)] == [path.name for path in good]
    after = page.banner.text
    assert after.startswith("20 papers were added.")
    assert "copy of notes 0.txt, copy of notes 1.txt: This paper is there already." in after
    assert "false_0.pdf, false_1.pdf: The selected file must be a PDF" in after


def test_what_cannot_be_a_paper_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr("pathlib.Path.open", lambda path, *_, **__: read.append(path.name))
    arriving = looked_at([file_without_opening(tmp_path, "program.exe"), tmp_path])
    assert (arriving.papers, read) == ((), [])
    assert [name for name, _ in arriving.refused] == ["program.exe", tmp_path.name]


def file_without_opening(folder: Path, name: str) -> Path:
    path = folder / name
    path.touch()
    return path


def test_only_what_is_refused_opens_no_form(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    page = opened(qtbot, panel, case(panel))
    drop(page, tmp_path)
    assert page.panels.shown.panel is None
    assert page.banner.text.endswith("This is a folder. Nothing was added. Choose the files in it.")
    assert page.banner.hasFocus()


def test_an_open_form_is_not_lost_to_a_drop(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    page = opened(qtbot, panel, case(panel))
    page.view.change_wanted.emit("summary")
    settle()
    form = page.panels.shown.panel
    drop(page, file(tmp_path, "a.txt"))
    assert page.panels.shown.panel is form
    assert page.banner.text.startswith("A form is open on this page.")


def test_a_drop_from_a_web_page_is_not_taken(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, case(panel))
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/report.pdf")])
    data.setText("https://example.org/report.pdf")
    event = entering(data, QPointF(5, 5))
    event.setAccepted(False)
    QApplication.sendEvent(page, event)
    assert not event.isAccepted()


def test_nobody_drops_papers_who_may_not_add_any(
    qtbot: QtBot, panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = heard_item(panel)
    page = open_page(qtbot, CasePage, panel.acting(UserRole.CHAIR), Place("case", heard.case))
    assert not drop(page, file(tmp_path, "a.txt"))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: pytest.fail("asked for files"))
    QTest.keyClick(page.view.tabs, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("tab", ["tasks", "details"])
def test_files_are_chosen_by_key_from_any_tab(
    qtbot: QtBot, panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    ref = case(panel)
    page = opened(qtbot, panel, ref, tab)
    answer = ([str(file(tmp_path, "chronology.txt")), str(file(tmp_path, "tool.exe"))], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: answer)
    page.view.tabs.setFocus()
    QTest.keyClick(page.view.tabs, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.banner.text.startswith("tool.exe: The selected file must be a PDF")
    press(page, "Add 1 paper", Qt.Key.Key_Return)
    assert [paper.title for paper in papers_of(panel, ref)] == ["Chronology"]


def test_a_paper_gets_another_title(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    ref = case(panel)
    page = opened(qtbot, panel, ref)
    drop(page, file(tmp_path, "scan0001.txt"))
    press(page, "Add 1 paper", Qt.Key.Key_Return)
    press(page, "Rename Scan0001", Qt.Key.Key_Return)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    assert box.text() == "Scan0001"
    box.selectAll()
    QTest.keyClicks(box, "Chronology")
    press(page, "Save title", Qt.Key.Key_Return)
    [paper] = papers_of(panel, ref)
    assert (paper.title, paper.file_name) == ("Chronology", "scan0001.txt")
    assert "Rename" in buttons(page)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("medical_advice-2.pdf", "Medical advice 2"),
        ("Form F  (final).docx", "Form F (final)"),
        ("GP letter.v2.pdf", "GP letter.v2"),
        ("_.txt", "_.txt"),
    ],
)
def test_a_title_is_made_from_the_name_of_a_file(name: str, title: str) -> None:
    assert title_of(name) == title
