"""What was imported comes out again, cell for cell, and what came out changes nothing going in."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import load_workbook

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.domain.vocabulary import CaseType, UserRole
from panelapp.office import Office
from panelapp.queries.workbook_copy import (
    ExportWorkbook,
    WorkbookCopy,
    export_workbook,
    save_workbook_copy,
)
from tests.factories import audited, decided_case, open_panel
from tests.integration.command_line import (
    ANYSHIRE,
    PASSPHRASE,
    add_user,
    done,
    new_file,
    refused,
)
from tests.lives.script import lives_of
from tests.lives.walk import Walk

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.actions.imports import ImportReport
    from tests.factories import Tables
    from tests.lives.script import Life

Cells = dict[str, list[list[Any]]]
# What an import adds even where it changes nothing.
TRACES = {"audit_row", "import_batch"}


def cells(workbook: Path) -> Cells:
    """Every cell of every sheet, as an independent reader gives it."""
    book = load_workbook(str(workbook))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def take_in(office: Office, workbook: Path) -> ImportReport:
    report = office.execute(import_workbook, ImportWorkbook(path=workbook)).value
    assert report.ok, report.errors
    return report


def exported(office: Office, to: Path) -> Path:
    save_workbook_copy(office.execute(export_workbook, ExportWorkbook()).value, to)
    return to


@pytest.fixture(scope="module")
def anyshire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file that took in two years of a fictional agency."""
    path = new_file(tmp_path_factory.mktemp("anyshire"))
    done("import", path, ANYSHIRE, "--json")
    return path


@pytest.fixture(scope="module")
def workbook(anyshire: Path) -> Path:
    """What was exported from it."""
    to = anyshire.with_name("exported.xlsx")
    assert done("export", anyshire, to).out == f"{to}\n"
    return to


def test_an_export_holds_every_cell_of_the_workbook_that_was_imported(workbook: Path) -> None:
    source, export = cells(ANYSHIRE), cells(workbook)
    assert list(export) == list(source)
    for name, rows in source.items():
        header = export[name][0]
        assert set(rows[0]) <= set(header)
        # A column that the source has not is blank throughout.
        places = [rows[0].index(column) if column in rows[0] else None for column in header]
        reordered = [["" if at is None else row[at] for at in places] for row in rows[1:]]
        assert export[name][1:] == reordered, name


def test_an_export_taken_in_elsewhere_gives_the_same_export(workbook: Path, tmp_path: Path) -> None:
    elsewhere = new_file(tmp_path)
    done("import", elsewhere, workbook, "--json")
    done("export", elsewhere, tmp_path / "again.xlsx")
    assert cells(tmp_path / "again.xlsx") == cells(workbook)


def test_a_folder_of_csv_files_holds_the_same_rows_and_changes_nothing(
    anyshire: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "sheets"
    done("export", anyshire, folder)
    assert {path.stem for path in folder.iterdir()} == set(cells(ANYSHIRE))
    with Office.open(anyshire, user=None, passphrase=PASSPHRASE) as office:
        report = take_in(office, folder)
    assert changes(report) == {(0, 0)}
    assert {name: sheet.same for name, sheet in report.changes.items()} == report.rows


def test_only_the_office_takes_the_workbook_away(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    add_user(path, "Rosa Example", UserRole.CHAIR)
    to = tmp_path / "workbook.xlsx"
    assert refused("export", path, to, "--user", "Rosa Example")
    assert not to.exists()
    done("export", path, to)
    actions = [row["action"] for row in done("audit", path, "--json").json()]
    assert actions[-2:] == ["refused export_workbook", "export_workbook"]


@pytest.mark.parametrize("name", ["old.xls", "notes.txt", "Anyford.fpanel", "one.csv"])
def test_a_name_that_is_no_workbook_and_no_folder_is_refused_before_anything_is_recorded(
    name: str, tmp_path: Path
) -> None:
    path = new_file(tmp_path)
    before = path.read_bytes()
    assert "Nothing was written" in refused("export", path, tmp_path / name)
    assert path.read_bytes() == before
    assert (tmp_path / name).exists() == (name == path.name)


def test_an_older_copy_is_replaced_and_other_files_in_a_folder_stay(tmp_path: Path) -> None:
    path, folder = new_file(tmp_path), tmp_path / "2026.21"
    folder.mkdir()
    (folder / "notes.txt").write_text("Ours.")
    (folder / "cases.csv").write_text("Older.")
    done("export", path, folder)
    assert (folder / "notes.txt").read_text() == "Ours."
    assert (folder / "cases.csv").read_text("utf-8-sig").startswith("case_ref,")
    assert len(list(folder.iterdir())) == 10
    (tmp_path / "kept.xlsx").write_text("Older.")
    done("export", path, tmp_path / "kept.xlsx")
    assert "members" in cells(tmp_path / "kept.xlsx")


def test_nothing_is_left_of_an_export_to_a_place_that_is_not_there(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    before = sorted(tmp_path.iterdir())
    for name in ("workbook.xlsx", "sheets"):
        assert "folder" in refused("export", path, tmp_path / "nowhere" / name)
    assert sorted(tmp_path.iterdir()) == before


# --- business that was made in the program

LIVES = (
    (CaseType.MAINSTREAM_APPROVAL, "irm"),
    (CaseType.REPRESENTATIONS, ""),
)


def the_longest_life(case_type: CaseType, words: str) -> Life:
    told = [life for life in lives_of(case_type) if words in life.title.lower()]
    return max(told, key=lambda life: len(life.steps))


@pytest.mark.parametrize(("case_type", "words"), LIVES)
def test_business_made_in_the_program_is_the_same_in_another_file(
    case_type: CaseType, words: str, tmp_path: Path
) -> None:
    (tmp_path / "made").mkdir()
    with open_panel(tmp_path / "made") as panel:
        walk = Walk(panel, case_type)
        for step in the_longest_life(case_type, words).steps:
            walk.make(step.move)
        with audited(panel, panel.adviser, "export_workbook", "workbook"):
            export = exported(panel.adviser, tmp_path / "made.xlsx")
        before = panel.tables()
        assert changes(take_in(panel.adviser, export)) == {(0, 0)}
        assert changed_tables(before, panel.tables()) == TRACES
    sheets = cells(export)
    assert walk.ref in [row[0] for row in sheets["cases"]]
    assert set(walk.sittings) <= {row[0] for row in sheets["sittings"]}
    done("import", new_file(tmp_path), export, "--json")
    done("export", tmp_path / "Anyford.fpanel", tmp_path / "again.xlsx")
    assert cells(tmp_path / "again.xlsx") == sheets


@pytest.mark.parametrize(
    ("sheet", "change"),
    [
        ("items", {"reasons": "Other reasons."}),
        ("items", {"unanimous": False}),
        ("decisions", {"reasons": "Other reasons."}),
    ],
)
def test_a_change_to_what_was_signed_in_the_program_stops_the_import(
    sheet: str, change: dict[str, Any], tmp_path: Path
) -> None:
    with open_panel(tmp_path) as panel:
        decided_case(panel)
        rows = panel.adviser.execute(export_workbook, ExportWorkbook()).value.rows
        [row] = getattr(rows, sheet)
        other = dataclasses.replace(rows, **{sheet: (dataclasses.replace(row, **change),)})
        save_workbook_copy(WorkbookCopy(file_name="", rows=other), tmp_path / "other.xlsx")
        before = panel.tables()
        command = ImportWorkbook(path=tmp_path / "other.xlsx")
        report = panel.adviser.execute(import_workbook, command).value
        assert [problem.sheet for problem in report.errors] == [sheet]
        assert changed_tables(before, panel.tables()) == {"audit_row"}


def changes(report: ImportReport) -> set[tuple[int, int]]:
    """How many rows were new and how many were changed, in any sheet."""
    return {(sheet.new, sheet.changed) for sheet in report.changes.values()}


def changed_tables(before: Tables, after: Tables) -> set[str]:
    return {name for name in before if before[name] != after[name]}
