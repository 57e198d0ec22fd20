"""Reads the workbook that an agency brings, whatever form it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, FileTrouble
from panelapp.domain.progress import unheard
from panelapp.exchange.csv_folder import read_csv_folder
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.parts import not_a_workbook
from panelapp.exchange.problems import Problem
from panelapp.exchange.raw import RawWorkbook
from panelapp.exchange.spreadsheet import read_spreadsheet

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.domain.progress import Progress


def read_workbook(path: Path, progress: Progress = unheard) -> RawWorkbook:
    """Read an Excel workbook (``.xlsx``), or a folder of ``.csv`` files.

    What is wrong with the file or with a sheet stands among the errors of what is returned. Raises
    ``FileTrouble`` when there is nothing at the path, or it may not be read.
    """
    try:
        if path.is_dir():
            workbook = read_csv_folder(path, progress)
        elif path.exists() and not path.is_file():
            raise not_a_workbook()  # a pipe would be waited for without end
        else:
            workbook = read_spreadsheet(path, progress)
    except BadInput as refusal:
        return RawWorkbook(errors=(Problem(value=path.name, accepted=str(refusal)),))
    except OSError as error:
        raise FileTrouble(
            f"The workbook cannot be read: {error.strerror}.",
            remedy="Check where it is and that no other program holds it. Nothing was changed.",
        ) from error
    if workbook.sheets or workbook.errors:
        return workbook
    names = ", ".join(sheet.name for sheet in SHEETS)
    nothing = Problem(
        value=path.name,
        accepted=f"No sheet has a name that is known: it needs one or more of the sheets {names}.",
    )
    return RawWorkbook(errors=(nothing,), warnings=workbook.warnings)
