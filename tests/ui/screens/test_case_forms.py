"""An assessment form comes in as a paper; what it says is checked before anything is taken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from panelapp.domain.vocabulary import CaseType, UserRole
from panelapp.queries.case_page import CasePageQuestion, case_page
from tests.factories import case, heard_item, household
from tests.ui import looking
from tests.ui.pages import buttons, open_page, press, settle, words
from tests.unit.exchange.form_files import form
from ui.components.place import Place
from ui.screens.case.page import CasePage
from ui.theme.reading import Reading
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from panelapp.queries.case_page import CasePage as Case
    from tests.factories import Panel
    from ui.theme.appearance import Appearance

pytestmark = pytest.mark.usefixtures("appearance")
FIRST, SECOND = "Carer 0041 (synthetic)", "Carer 0042 (synthetic)"
FORM = (
    "Form C",
    (
        ("", "Applicant 1", "Applicant 2"),
        ("Name", FIRST, SECOND),
        ("Date of birth", "3.5.84", "31.2.1979"),
        ("Address", "1 Example Street"),
    ),
    (
        ("Social worker", "Worker Eighty", "Date application accepted", "4 March 2026"),
        ("Team manager", "Manager Ninety", "Court reference", "AB26C00001"),
        ("Subject child", "Cal Example", "Child's date of birth", "2/4/2018"),
    ),
)


def file(folder: Path, content: bytes, name: str = "assessment.docx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def opened(qtbot: QtBot, panel: Panel, ref: str, *more: str) -> CasePage:
    return open_page(qtbot, CasePage, panel.adviser, Place("case", ref, *more))


def add(page: CasePage, *paths: Path) -> None:
    page.view.drop_zone.chosen.emit(paths)
    settle()
    press(page, f"Add {len(paths)} paper{'s' if len(paths) > 1 else ''}", Qt.Key.Key_Return)


def connected(panel: Panel) -> str:
    return case(
        panel,
        CaseType.CONNECTED_APPROVAL,
        home=household(panel, carers=2),
        social_worker="Somebody Else",
    )


def ticks(page: CasePage) -> dict[str, bool]:
    return {
        box.accessibleName(): box.isChecked()
        for box in page.findChildren(QCheckBox)
        if box.isVisibleTo(page)
    }


def recorded(panel: Panel, ref: str) -> Case:
    return panel.adviser.read(case_page, CasePageQuestion(case=ref))


def test_a_form_is_noticed_checked_and_taken(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    ref = connected(panel)
    page = opened(qtbot, panel, ref)
    add(page, file(tmp_path, b"Notes", "notes.txt"), file(tmp_path, form(*FORM)))
    assert page.banner.text == (
        "2 papers were added. Assessment looks like an assessment report (Form C)."
        " Names and dates can be taken from it."
    )
    press(page, "Check what it says", Qt.Key.Key_Return)
    assert ticks(page) == {
        f"Date of birth of {FIRST}": True,
        "Address": True,
        "Social worker": False,
        "Team manager": True,
        "Date of application": True,
        "Name of Child 1 of the form, not named in the case yet": True,
        "Date of birth of Child 1 of the form, not named in the case yet": True,
    }
    shown = words(page)
    assert "3 May 1984 (written: 3.5.84)" in shown
    assert "There is no such day. It is not filled in." in shown
    assert "This differs from what the case has." in shown
    assert f"The case and the form say the same: name of {FIRST}, name of {SECOND}." in shown
    assert "AB26C00001 (table 2, row 2: Court reference)" in shown
    press_tick(page, "Team manager")
    press(page, "Fill in what is ticked", Qt.Key.Key_Return)
    assert page.panels.shown.panel is None
    details = recorded(panel, ref).details
    assert (details.social_worker, details.team_manager) == ("Somebody Else", "")
    assert details.application_on == date(2026, 3, 4)
    assert [(child.name, child.date_of_birth) for child in details.children] == [
        ("Cal Example", date(2018, 4, 2))
    ]
    assert page.banner.text == "What was ticked is filled in. Undo takes it back."


def press_tick(page: CasePage, name: str) -> None:
    [box] = [one for one in page.findChildren(QCheckBox) if one.accessibleName() == name]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)


def test_leaving_the_check_fills_in_nothing(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    ref = connected(panel)
    before = recorded(panel, ref).details
    page = opened(qtbot, panel, ref)
    add(page, file(tmp_path, form(*FORM)))
    press(page, "Check what it says", Qt.Key.Key_Return)
    shown = page.panels.shown.panel
    assert shown is not None
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert page.panels.shown.panel is None
    assert recorded(panel, ref).details == before


def test_nothing_ticked_is_said_in_the_form(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    ref = case(panel, social_worker="Somebody Else")
    page = opened(qtbot, panel, ref)
    add(page, file(tmp_path, form((("Social worker", "Worker Eighty"),))))
    assert page.banner.text == "1 paper was added."
    press(page, "Read names and dates in Assessment", Qt.Key.Key_Return)
    press(page, "Fill in what is ticked", Qt.Key.Key_Return)
    shown = page.panels.shown.panel
    assert shown is not None
    assert shown.form.summary.words()[0].startswith("Nothing is ticked.")


def test_a_form_is_read_again_from_its_row(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    ref = connected(panel)
    page = opened(qtbot, panel, ref)
    add(page, file(tmp_path, form(*FORM)), file(tmp_path, b"Notes", "notes.txt"))
    offered = [text for text in buttons(page) if text == "Read names and dates"]
    assert len(offered) == 1
    again = opened(qtbot, panel, ref, "check")
    assert "Check what the form says" in words(again)


def test_a_locked_or_damaged_form_stays_attached_and_says_so(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    ref = case(panel)
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    page = opened(qtbot, panel, ref)
    add(page, file(tmp_path, locked))
    assert page.banner.text.startswith(
        "1 paper was added.\nassessment.docx: This document is protected with a password"
    )
    press(page, "Read names and dates in Assessment", Qt.Key.Key_Return)
    assert page.panels.shown.panel is None
    assert "protected with a password" in page.banner.text
    assert len(recorded(panel, ref).papers) == 1


def test_a_document_without_anything_to_take_says_so(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    ref = case(panel)
    page = opened(qtbot, panel, ref)
    add(
        page,
        file(tmp_path, form("A letter"), "letter.docx"),
        file(tmp_path, form((("Applicant 1: name", FIRST),)), "sheet.docx"),
    )
    press(page, "Read names and dates in Letter", Qt.Key.Key_Return)
    assert page.banner.text.startswith("No names or dates were found in the tables of Letter.")
    press(page, "Read names and dates in Sheet", Qt.Key.Key_Return)
    assert page.banner.text == f"The case has all that was found in Sheet: name of {FIRST}."


def test_whoever_only_reads_is_not_offered_it(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    office = panel.acting(UserRole.AUDITOR)
    page = open_page(qtbot, CasePage, office, Place("case", heard.case, "papers"))
    assert "Read names and dates" not in buttons(page)


@pytest.mark.parametrize("size", [100, 200])
def test_the_check_is_read_reached_and_not_cut(
    qtbot: QtBot, panel: Panel, appearance: Appearance, tmp_path: Path, size: int
) -> None:
    ref = connected(panel)
    appearance.show(Reading(theme=ThemeName.LIGHT, size=size))
    page = opened(qtbot, panel, ref)
    add(page, file(tmp_path, form(*FORM)))
    press(page, "Check what it says", Qt.Key.Key_Return)
    visited = looking.tab_round(page)
    assert looking.unreached(page, visited) == []
    assert looking.nameless(page) == []
    assert looking.too_small(page) == []
    qtbot.waitUntil(lambda: looking.cut_words(page) + looking.outside(page) == [])
    assert page.scroller.horizontalScrollBar().maximum() == 0
