"""The page of a document, as somebody reads, saves and prints it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from panelapp.actions.cases import AttachPaper, attach_paper
from panelapp.queries.documents import ExportDecisionRecord, as_pdf, ways_to
from tests.factories import decided_case
from ui.components.button import Button
from ui.components.place import Place
from ui.desk import Desk, InlineExecutor
from ui.screens.document.page import DocumentPage
from ui.screens.document.printing import a4_printer

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from tests.factories import Panel
    from ui.theme.appearance import Appearance


def opened(qtbot: QtBot, office: Office, *refs: str) -> DocumentPage:
    desk = Desk(office, InlineExecutor(), InlineExecutor())
    page = DocumentPage(desk, Place("document", *refs))
    page.desk.setParent(page)
    qtbot.addWidget(page)
    page.resize(1150, 690)
    page.show()
    page.activateWindow()
    page.reload()
    page.focus_start()
    qtbot.waitUntil(page.sheets.hasFocus)
    return page


@pytest.fixture
def minutes(qtbot: QtBot, panel: Panel, appearance: Appearance) -> DocumentPage:
    """The minutes of a sitting, which take two pages."""
    heard = decided_case(panel)
    return opened(qtbot, panel.adviser, "minutes", heard.sitting)


def shown_buttons(page: DocumentPage) -> list[str]:
    return [button.text() for button in page.findChildren(Button) if button.isVisibleTo(page)]


def test_the_pages_and_their_words_are_there_for_eyes_and_ears(minutes: DocumentPage) -> None:
    assert minutes.title.text() == "Minutes"
    assert minutes.where.text() == "Page 1 of 2"
    assert minutes.sheets.accessibleName() == "Minutes, Page 1 of 2"
    assert "Fostering Panel" in minutes.sheets.accessibleDescription()
    picture = minutes.sheets.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(300, 700, 7) for y in range(60, 300)}
    assert "#ffffff" in colours
    assert len(colours) > 5


def test_keys_turn_the_pages_and_change_their_size(qtbot: QtBot, minutes: DocumentPage) -> None:
    sheets = minutes.sheets
    QTest.keyClick(sheets, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: minutes.where.text() == "Page 2 of 2")
    QTest.keyClick(sheets, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: minutes.where.text() == "Page 1 of 2")
    before = sheets.verticalScrollBar().value()
    QTest.keyClick(sheets, Qt.Key.Key_PageDown)
    assert sheets.verticalScrollBar().value() > before
    large = sheets.zoom
    QTest.keyClick(sheets, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert sheets.zoom < large
    assert minutes.how_large.text() == f"{round(sheets.zoom * 100)} %"
    QTest.keyClick(sheets, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert sheets.zoom == large
    assert not sheets.fits_width
    QTest.keyClick(sheets, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert sheets.fits_width


def test_a_narrow_window_shows_whole_lines(qtbot: QtBot, minutes: DocumentPage) -> None:
    minutes.resize(700, 690)
    qtbot.waitUntil(lambda: minutes.sheets.horizontalScrollBar().maximum() == 0)
    assert minutes.sheets.zoom < 1


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_a_copy_is_saved_and_recorded(
    panel: Panel, minutes: DocumentPage, tmp_path: Path, form: str, start: bytes
) -> None:
    path = tmp_path / f"Minutes.{form}"
    minutes.save_to(path)
    assert path.read_bytes().startswith(start)
    assert panel.audit()[-1][1] == "export_minutes"
    assert "Anybody who can open that folder" in minutes.banner.text


def test_looking_leaves_no_trace(qtbot: QtBot, panel: Panel, appearance: Appearance) -> None:
    heard = decided_case(panel)
    before = panel.audit()
    opened(qtbot, panel.adviser, "record", heard.case)
    assert panel.audit() == before


def test_the_place_is_asked_for_with_a_name_without_people(
    qtbot: QtBot, minutes: DocumentPage
) -> None:
    minutes.save("docx")
    [dialog] = minutes.findChildren(QFileDialog)
    assert [path.rsplit("/", 1)[-1] for path in dialog.selectedFiles()] == [
        "Minutes S-2026-001.docx"
    ]
    dialog.reject()


def test_another_kind_of_name_is_refused_in_words(minutes: DocumentPage, tmp_path: Path) -> None:
    minutes.save_to(tmp_path / "Minutes.txt")
    assert "Nothing was written" in minutes.banner.text
    assert not (tmp_path / "Minutes.txt").exists()


def test_the_pages_are_printed_and_recorded(
    qtbot: QtBot, panel: Panel, minutes: DocumentPage, tmp_path: Path
) -> None:
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    minutes.print_on(printer)
    qtbot.waitUntil(lambda: minutes.banner.text == "The pages are with the printer.")
    printed = PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == 2
    printed.close()
    assert panel.audit()[-1][1] == "export_minutes"


def test_who_may_only_read_has_no_button_to_save(
    qtbot: QtBot, panel: Panel, appearance: Appearance
) -> None:
    heard = decided_case(panel)
    page = opened(qtbot, panel.auditor, "record", heard.case)
    assert {"Save as Word", "Save as PDF", "Print"}.isdisjoint(shown_buttons(page))
    assert page.why_not.text() == (
        "You can read this. To save or print it, ask the panel adviser or the panel administrator."
    )


def test_a_document_that_cannot_be_made_says_why(
    qtbot: QtBot, panel: Panel, appearance: Appearance
) -> None:
    heard = decided_case(panel)
    desk = Desk(panel.adviser, InlineExecutor(), InlineExecutor())
    page = DocumentPage(desk, Place("document", "letter", heard.case, "deferral"))
    qtbot.addWidget(page)
    page.reload()
    assert "nothing recorded" in page.banner.text
    assert shown_buttons(page)[0] == "< Back"


def test_real_threads_bring_the_pages(qtbot: QtBot, panel: Panel, appearance: Appearance) -> None:
    heard = decided_case(panel)
    desk = Desk(panel.adviser)
    page = DocumentPage(desk, Place("document", "record", heard.case))
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.loaded):
        page.reload()
    assert page.where.text().startswith("Page 1 of ")
    qtbot.waitUntil(lambda: not page.sheets.is_waiting)
    page.hide()
    desk.close()


def test_a_paper_is_read_and_not_handed_out_here(
    qtbot: QtBot, panel: Panel, appearance: Appearance
) -> None:
    heard = decided_case(panel)
    record = ExportDecisionRecord(case=heard.case)
    pdf = as_pdf(panel.adviser.read(ways_to(record).preview, record).document)
    digest = panel.adviser.execute(
        attach_paper,
        AttachPaper(
            case=heard.case,
            title="Assessment report",
            file_name="report.pdf",
            content=base64.b64encode(pdf).decode(),
        ),
    ).value
    page = opened(qtbot, panel.decision_maker, "paper", heard.case, digest)
    assert page.title.text() == "Assessment report"
    assert page.where.text().startswith("Page 1 of ")
    assert {"Save as Word", "Save as PDF", "Print"}.isdisjoint(shown_buttons(page))
