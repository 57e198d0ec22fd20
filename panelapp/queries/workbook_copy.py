"""The workbook to take away: the same that an import reads. That it left the file is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.documents.render import write_whole, write_whole_folder
from panelapp.domain.errors import BadInput
from panelapp.domain.events import Topic
from panelapp.domain.progress import unheard
from panelapp.exchange.rows import WorkbookRows
from panelapp.queries.workbook_rows import workbook_rows

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.domain.progress import Progress
    from panelapp.persistence.unit_of_work import UnitOfWork

_EXCEL = ".xlsx"
_NO_FOLDERS = frozenset(
    {".csv", ".docx", ".fpanel", ".numbers", ".ods", ".pdf", ".txt", ".xls", ".xlsb", ".xlsm"}
)


@dataclass(frozen=True, kw_only=True)
class ExportWorkbook:
    """All sheets of the workbook, as the file has them today."""


@dataclass(frozen=True, kw_only=True)
class WorkbookCopy:
    """The rows of a workbook. ``file_name`` is what it may be called, without the ending."""

    file_name: str
    rows: WorkbookRows


def export_workbook(_command: ExportWorkbook, uow: UnitOfWork) -> WorkbookCopy:
    """Gather every row of the workbook: the same that an import would read back."""
    rows = workbook_rows(uow, "Gathering the rows")
    uow.changed(Topic.CASES, "workbook")
    return WorkbookCopy(file_name=copy_name(uow), rows=rows)


def copy_name(uow: UnitOfWork) -> str:
    """What a copy that is made today may be called, without the ending."""
    return f"Workbook {uow.today.isoformat()}"


def save_workbook_copy(copy: WorkbookCopy, to: Path, progress: Progress = unheard) -> None:
    """Write an Excel workbook, or a folder of ``.csv`` files where the name is that of a folder.

    What stood there before stays until all is written. Raises :class:`BadInput` for the name of
    another kind of file, :class:`FileTrouble` where nothing can be written there, and
    :class:`Stopped` where whoever waits gives it up: nothing is written then.
    """
    require_copy_name(to)
    # The spreadsheet library is loaded by whoever writes a workbook, and by nobody else.
    from panelapp.exchange.writing import to_csv_files, to_spreadsheet

    if _is_excel(to):
        write_whole(to, to_spreadsheet(copy.rows, progress))
    else:
        write_whole_folder(to, to_csv_files(copy.rows, progress))


def require_copy_name(to: Path) -> None:
    """Refuse a name that no copy can have, before it is made. Raises :class:`BadInput`.

    A name that ends in ``.xlsx`` is that of an Excel workbook, unless a folder has it already;
    every other is that of a folder.
    """
    is_file = to.exists() and not to.is_dir()
    if _is_excel(to) and ".fpanel" not in to.name:
        return
    if is_file or to.suffix.lower() in _NO_FOLDERS or ".fpanel" in to.name:
        raise BadInput(
            f"{to.name} is not the name of an Excel workbook or of a folder.",
            remedy="Nothing was written. Choose a name that ends in .xlsx, or a folder for"
            " .csv files.",
        )


def _is_excel(to: Path) -> bool:
    return to.suffix.lower() == _EXCEL and not to.is_dir()
