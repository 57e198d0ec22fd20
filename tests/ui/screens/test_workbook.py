"""A workbook chosen, checked and imported in the window, step by step and by the keyboard."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.actions.intake.ground import SheetChanges
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.workbook_guide import EXAMPLE_NAME
from tests.ui.pages import button, buttons, open_page, press, words
from tests.unit.exchange.workbooks import book, changed, sound
from ui.bootstrap import file_ways_for
from ui.components.backup_folder import keep_backup_folder
from ui.components.place import Place
from ui.desk import Desk
from ui.screens.workbook.confirm import ConfirmStep
from ui.screens.workbook.found import FoundStep
from ui.screens.workbook.page import WorkbookPage
from ui.screens.workbook.problems import ProblemCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.factories import Panel
    from tests.unit.exchange.workbooks import Sheets

pytestmark = pytest.mark.usefixtures("appearance")
ANYSHIRE = Path(__file__).parents[2] / "data" / "anyshire-2021-2023.xlsx"
TODAY_PLACE = Place("today")
ROWS = sum(map(len, sound().values()))


@pytest.fixture(autouse=True)
def no_folder_kept() -> None:
    keep_backup_folder("")


def opened(qtbot: QtBot, panel: Panel, role: UserRole = UserRole.PANEL_ADVISER) -> WorkbookPage:
    return open_page(qtbot, WorkbookPage, panel.acting(role), Place("workbook"))


def written(path: Path, sheets: Sheets) -> Path:
    book(sheets).save(path)
    return path


def bad() -> Sheets:
    sheets = changed("members", 3, joined_on="last spring", category="friend")
    sheets["cases"][0]["household_ref"] = "H404"
    return sheets


def give(page: WorkbookPage, path: Path) -> None:
    """Answer the computer's own window for files, which is open."""
    [dialog] = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def families(panel: Panel) -> int:
    return len(panel.rows("SELECT id FROM household"))


def test_a_workbook_comes_in_by_the_keyboard_alone(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    page = opened(qtbot, panel)
    assert button(page, "Choose a workbook").hasFocus()
    press(page, "Choose a workbook", Qt.Key.Key_Return)
    give(page, written(tmp_path / "history.xlsx", sound()))
    page.activateWindow()
    assert f"There is no problem in {ROWS} rows. Nothing was imported yet." in words(page)
    assert families(panel) == 0
    press(page, "Continue to the import", Qt.Key.Key_Return)
    assert "history.xlsx" in "".join(words(page))
    press(page, f"Import {ROWS} rows", Qt.Key.Key_Return)
    assert f"{ROWS} rows imported" in words(page)
    assert families(panel) == 1
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Go to Today", Qt.Key.Key_Return)
    assert went.args == [TODAY_PLACE]


def test_the_preview_counts_new_changed_and_unchanged_rows_of_each_sheet(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    path = written(tmp_path / "history.xlsx", sound())
    panel.adviser.execute(import_workbook, ImportWorkbook(path=path))
    sheets = sound()
    sheets["members"][0]["left_on"] = date(2023, 1, 6)
    sheets["members"].append({**sheets["members"][0], "member_ref": "M9"})
    page = opened(qtbot, panel)
    page.check(written(path, sheets))
    assert isinstance(page.step, FoundStep)
    [members] = [line for line in page.step.lines if line.sheet == "members"]
    assert (members.rows, members.changes) == (6, SheetChanges(new=1, changed=1, same=4))
    press(page, "Continue to the import", Qt.Key.Key_Return)
    assert "1 row: members 1" in words(page)
    assert "Import 2 rows" in buttons(page)


def test_while_a_row_has_a_problem_no_import_is_offered_and_the_reason_is_said(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    page = opened(qtbot, panel)
    page.check(written(tmp_path / "history.xlsx", bad()))
    assert page.banner.text == (
        f"2 of {ROWS} rows have a problem. Nothing was imported. Save the list, correct the"
        " workbook, then check it again."
    )
    assert page.banner.hasFocus()
    assert not [one for one in buttons(page) if "mport" in one]
    assert any("not offered while a row has a problem" in one for one in words(page))
    [problems] = page.findChildren(ProblemCard)
    assert [(one.sheet, one.row, one.column) for one in problems.table.rows.rows] == [
        ("members", 3, "category"),
        ("members", 3, "joined_on"),
        ("cases", 2, "household_ref"),
    ]
    assert families(panel) == 0


def test_a_corrected_workbook_is_checked_again_where_it_is(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    page = opened(qtbot, panel)
    path = written(tmp_path / "history.xlsx", bad())
    page.check(path)
    written(path, sound())
    press(page, "Check again", Qt.Key.Key_Return)
    assert page.banner.text == ""
    assert "Continue to the import" in buttons(page)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_list_of_problems_is_saved(
    qtbot: QtBot, panel: Panel, tmp_path: Path, ending: str
) -> None:
    page = opened(qtbot, panel)
    sheets = bad()
    sheets["members"][1]["name"] = None
    page.check(written(tmp_path / "history.xlsx", sheets))
    press(page, "Save the list", Qt.Key.Key_Return)
    to = tmp_path / f"list.{ending}"
    give(page, to)
    assert f"list.{ending} is in the folder" in page.banner.text
    if ending == "xlsx":
        rows = [list(row) for row in load_workbook(to).worksheets[0].iter_rows(values_only=True)]
    else:
        rows = [list(row) for row in csv.reader(to.read_text("utf-8-sig").splitlines())]
    assert rows[0][1:4] == ["Sheet", "Row", "Column"]
    assert [str(part) for part in rows[2][:5]] == ["Problem", "members", "3", "category", "friend"]
    assert len(rows) == 5


def test_a_workbook_that_became_bad_after_the_check_is_refused_as_a_whole(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    page = opened(qtbot, panel)
    path = written(tmp_path / "history.xlsx", sound())
    page.check(path)
    press(page, "Continue to the import", Qt.Key.Key_Return)
    written(path, bad())
    press(page, f"Import {ROWS} rows", Qt.Key.Key_Return)
    assert page.banner.text.startswith("The workbook changed after it was checked. 2 of")
    assert page.findChildren(ProblemCard)
    assert families(panel) == 0


def test_a_backup_is_made_before_the_import_where_a_folder_is_known(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    keep_backup_folder(str(tmp_path / "copies"))
    page = opened(qtbot, panel)
    page.check(written(tmp_path / "history.xlsx", sound()))
    press(page, "Continue to the import", Qt.Key.Key_Return)
    assert isinstance(page.step, ConfirmStep)
    assert page.step.backup.tick.value()
    press(page, f"Import {ROWS} rows", Qt.Key.Key_Return)
    assert [path.suffix for path in sorted((tmp_path / "copies").iterdir())] == [
        ".fpanel-backup",
        ".fpanel-backup-keys",
    ]
    assert [action for _, action, _ in panel.audit()][-2:] == ["confirm_backup", "import_workbook"]


def test_nothing_is_imported_where_the_backup_cannot_be_made(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where a folder is needed")
    keep_backup_folder(str(taken))
    page = opened(qtbot, panel)
    page.check(written(tmp_path / "history.xlsx", sound()))
    press(page, "Continue to the import", Qt.Key.Key_Return)
    press(page, f"Import {ROWS} rows", Qt.Key.Key_Return)
    assert "Nothing was imported. Choose another folder" in page.banner.text
    assert families(panel) == 0
    assert isinstance(page.step, ConfirmStep)
    page.step.backup.tick.set_value(False)
    press(page, f"Import {ROWS} rows", Qt.Key.Key_Return)
    assert families(panel) == 1


def test_warnings_stand_apart_and_are_listed_again_after_the_import(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    page = opened(qtbot, panel)
    late = changed("decisions", 2, decided_on=date(2022, 6, 16), oral_on=None, written_on=None)
    late["decisions"][0].update(qd_response=None, qd_response_on=None)
    del late["irm"]
    page.check(written(tmp_path / "history.xlsx", late))
    [card] = page.findChildren(ProblemCard)
    [warning] = card.table.rows.rows
    assert (warning.sheet, warning.column) == ("decisions", "decided_on")
    press(page, "Continue to the import", Qt.Key.Key_Return)
    press(page, f"Import {ROWS - 1} rows", Qt.Key.Key_Return)
    [again] = page.findChildren(ProblemCard)
    assert list(again.table.rows.rows) == [warning]
    press(page, "Save the list", Qt.Key.Key_Return)
    give(page, tmp_path / "warnings.csv")
    assert "Warning,decisions,2,decided_on" in (tmp_path / "warnings.csv").read_text("utf-8-sig")


def test_the_same_workbook_again_has_nothing_to_import(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    path = written(tmp_path / "history.xlsx", sound())
    panel.adviser.execute(import_workbook, ImportWorkbook(path=path))
    page = opened(qtbot, panel)
    page.check(path)
    assert f"All {ROWS} rows are in the file already. There is nothing to import." in words(page)
    assert "Continue to the import" not in buttons(page)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.xlsx", b"\xff\xd8\xff no workbook", "This is not an Excel workbook."),
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "This is an older Excel file"),
        ("empty.xlsx", b"", "This is not an Excel workbook."),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(
    qtbot: QtBot, panel: Panel, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page = opened(qtbot, panel)
    page.check(path)
    assert page.banner.text.startswith(f"{name} was not imported. {said}")
    assert "Choose a workbook" in buttons(page)


def test_a_workbook_that_is_gone_is_said_to_be(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    page = opened(qtbot, panel)
    page.check(tmp_path / "gone.xlsx")
    assert page.banner.text.startswith("The workbook cannot be read")
    assert "Nothing was changed." in page.banner.text
    assert "Choose a workbook" in buttons(page)


def test_a_workbook_can_be_dropped_on_the_page(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    page = opened(qtbot, panel)
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(written(tmp_path / "history.xlsx", sound())))])
    page.dropEvent(
        QDropEvent(
            QPoint(9, 9),
            Qt.DropAction.CopyAction,
            held,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert "Continue to the import" in buttons(page)


def test_the_example_workbook_is_saved_and_comes_in_without_a_problem_or_warning(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    page = opened(qtbot, panel)
    press(page, "Save an example workbook", Qt.Key.Key_Return)
    give(page, tmp_path / EXAMPLE_NAME)
    assert f"{EXAMPLE_NAME} is in the folder" in page.banner.text
    page.check(tmp_path / EXAMPLE_NAME)
    assert page.findChildren(ProblemCard) == []
    assert "Continue to the import" in buttons(page)
    sheet = load_workbook(tmp_path / EXAMPLE_NAME)["members"]
    notes = {cell.value: cell.comment.text for cell in sheet[1] if cell.comment}
    assert notes["joined_on"].startswith("Required. A date, such as")
    assert "independent, social_worker" in notes["category"]
    marked = {cell.value for cell in sheet[1] if cell.fill.fill_type == "solid"}
    assert marked == {"member_ref", "name", "joined_on"}


def test_everything_comes_out_and_comes_in_again_without_a_change(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    path = written(tmp_path / "history.xlsx", sound())
    panel.adviser.execute(import_workbook, ImportWorkbook(path=path))
    page = opened(qtbot, panel)
    press(page, "Export as Excel", Qt.Key.Key_Return)
    give(page, tmp_path / "copy.xlsx")
    assert "copy.xlsx is in the folder" in page.banner.text
    press(page, "Export as CSV files", Qt.Key.Key_Return)
    give(page, tmp_path)
    assert "Anybody who can open that folder can read it." in page.banner.text
    for copy in (tmp_path / "copy.xlsx", tmp_path / "Workbook 2026-11-18"):
        page.check(copy)
        assert any("in the file already." in one for one in words(page))
    assert [action for _, action, _ in panel.audit()].count("export_workbook") == 2


def test_a_check_is_stopped_by_the_keyboard_and_nothing_is_imported(
    qtbot: QtBot, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.components.progress.SHOW_AFTER", 0)
    monkeypatch.setattr("ui.components.progress.CANCEL_AFTER", 0)
    desk = Desk(panel.adviser)
    try:
        page = WorkbookPage(desk, Place("workbook"))
        qtbot.addWidget(page)
        page.show()
        page.reload()
        qtbot.waitUntil(lambda: page.step is not None)
        page.check(ANYSHIRE)
        qtbot.waitUntil(lambda: "Stop" in buttons(page))
        press(page, "Stop", Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "You stopped this." in page.banner.text, timeout=30_000)
        assert page.banner.text == "You stopped this. Nothing was imported."
        assert "Choose a workbook" in buttons(page)
    finally:
        desk.close()


@pytest.mark.parametrize("role", list(UserRole))
def test_whoever_may_not_import_finds_no_way_there_and_is_told_why(
    qtbot: QtBot, panel: Panel, role: UserRole
) -> None:
    may = role in {UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR}
    assert bool(file_ways_for(role)) is may
    page = opened(qtbot, panel, role)
    assert ("Choose a workbook" in buttons(page)) is may
    assert ("Your role does not allow" in page.banner.text) is not may
